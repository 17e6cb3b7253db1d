"""A Python program in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zoomuser.testing import Sandbox

SECONDS = 30
"""Longer than any of these programs takes on a busy machine; a program that hangs fails its test."""

PROLOGUE = """
import os, signal, sys, threading, zoomuser
# A shell that starts the tests in the background has them ignore SIGINT, and so would this program.
signal.signal(signal.SIGINT, signal.default_int_handler)
BASE_URL, CA_FILE, TOKEN = sys.argv[1:]
OPTIONS = dict(token=TOKEN, base_url=BASE_URL, ca_file=CA_FILE, system_roots=False)
"""


class Program:
    """Runs `source`, which finds the sandbox in `OPTIONS`, with every warning an error."""

    def __init__(self, source: str, zoom: Sandbox, *, flags: Sequence[str] = ("-W", "error")) -> None:
        words = [zoom.base_url, zoom.ca_file, zoom.token]
        self._process = subprocess.Popen(
            [sys.executable, *flags, "-c", PROLOGUE + source, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def line(self) -> str:
        """The next line that the program prints."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().rstrip("\n")

    def signal(self, number: signal.Signals) -> None:
        os.kill(self._process.pid, number)

    def end(self) -> list[str]:
        """Waits for exit code 0 and empty standard error; returns the printed lines."""
        try:
            out, err = self._process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            # Its children too: they hold the same pipes.
            os.killpg(self._process.pid, signal.SIGKILL)
            out, err = self._process.communicate()
            raise AssertionError(f"the program hangs: {out}\n{err}") from None
        assert (self._process.returncode, out, err) == (0, out, "")
        return out.splitlines()


def run(source: str, zoom: Sandbox, *, flags: Sequence[str] = ("-W", "error")) -> list[str]:
    """The lines that a program prints."""
    return Program(source, zoom, flags=flags).end()
