"""A Redis server for tests, on a port of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from functools import partial
from typing import TYPE_CHECKING

import pytest
from waiting import until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = "redis-server"


class Redis:
    """The server."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"redis://127.0.0.1:{port}"

    def command(self, *words: str) -> str:
        """Carries out one command; the reply as it comes, for replies that are one text, number or status."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            parts = [f"${len(word.encode())}\r\n{word}\r\n" for word in words]
            connection.sendall(f"*{len(words)}\r\n{''.join(parts)}".encode())
            with connection.makefile("rb") as stream:
                line = stream.readline().decode().rstrip()
                if not line.startswith("$"):
                    return line[1:]
                return stream.read(int(line[1:]) + 2).decode().rstrip()

    def key(self, end: str) -> str:
        """The key whose name ends so."""
        script = "return redis.call('KEYS', ARGV[1])[1]"
        return self.command("EVAL", script, "0", f"*:{end}")

    def is_process(self, number: int) -> bool:
        """Whether it is there, and is this process and no other one that has taken the port."""
        try:
            return f"process_id:{number}\r" in self.command("INFO", "server")
        except OSError:
            return False


def _is_decided(process: subprocess.Popen[bytes], server: Redis) -> bool:
    return process.poll() is not None or server.is_process(process.pid)


def running(folder: Path) -> Iterator[Redis]:
    """Starts the server, and ends it."""
    if shutil.which(PROGRAM) is None:
        assert "CI" not in os.environ, f"{PROGRAM} is missing: apt-get install {PROGRAM}"
        pytest.skip(f"{PROGRAM} is missing (apt-get install {PROGRAM})")
    for _ in range(5):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        words = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no", "--dir", str(folder)]
        process = subprocess.Popen([PROGRAM, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        server = Redis(port)
        # It ends if another process has taken the port.
        until(partial(_is_decided, process, server))
        if process.poll() is None:
            break
    try:
        yield server
    finally:
        process.kill()
        process.wait()
