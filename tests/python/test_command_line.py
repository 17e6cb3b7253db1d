"""`python -m zoomuser` and the program `zoomuser` that pip installs."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import sysconfig
from pathlib import Path

import closed
import pytest
from program import SECONDS
from waiting import until
from zoomuser.testing import Sandbox

pytestmark = pytest.mark.thread_unsafe(reason="it runs in processes of its own anyway")

JANE = "jane@example.com"
MODULE = [sys.executable, "-W", "error", "-m", "zoomuser"]
SCRIPT = [str(Path(sysconfig.get_path("scripts")) / "zoomuser")]


def default_sigint() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def environment(zoom: Sandbox) -> dict[str, str]:
    return {**os.environ, "ZOOM_TOKEN": zoom.token}


def sandbox_words(zoom: Sandbox) -> list[str]:
    return ["--base-url", zoom.base_url, "--ca-file", zoom.ca_file, "--max-retries", "0"]


def said(program: list[str], words: list[str], zoom: Sandbox) -> tuple[int, str, str]:
    """Exit code, standard output and standard error, without what differs from run to run."""
    done = subprocess.run(
        [*program, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
        env=environment(zoom),
        stdin=subprocess.DEVNULL,
    )
    varying = re.compile(
        r'(?<=rid=WEB_)\w+|(?<="elapsed_ms":)\d+|(?<="waited_ms":)\d+|\d+(?= ms)|\d\d:\d\d:\d\d'
        r'|(?<="X-RateLimit-Remaining","value":")\d+'
    )
    return done.returncode, varying.sub("0", done.stdout), varying.sub("0", done.stderr)


LINES: list[tuple[list[str], int, int, str]] = [
    (["--version"], 0, 0, "zoomuser "),
    (["--help"], 0, 0, "Changes a Zoom user"),
    (["help", "update"], 0, 0, "zoomuser update USER"),
    (["fields", "type"], 0, 0, "type"),
    (["fields", "--json"], 0, 0, "["),
    (["options", "--json"], 0, 0, "["),
    (["check", "first_name=Ada", "type=2"], 0, 0, ""),
    (["check", "type=7"], 0, 3, ""),
    (["check", JANE, "type=7", "--json"], 0, 3, '{"ok":false'),
    (["update", JANE, "dept=Research"], 1, 0, ""),
    (["update", JANE, "dept=Research", "--json"], 1, 0, '{"ok":true'),
    (["update", "nobody@example.com", "dept=x"], 1, 5, ""),
    (["update", "fields-error@sandbox.test", "dept=x", "--json"], 1, 6, '{"ok":false'),
    (["update", "rate-second@sandbox.test", "dept=x"], 1, 7, ""),
    (["update", "status-503@sandbox.test", "dept=x"], 1, 8, ""),
    (["update", "error-401-124@sandbox.test", "dept=x"], 1, 4, ""),
    (["update", JANE, "dept=x", "--base-url", f"https://127.0.0.1:{closed.PORT}/v2"], 0, 9, ""),
    (["update", JANE], 0, 3, ""),
    (["no-such-command"], 0, 2, ""),
    ([], 0, 2, ""),
]
"""Words, how many requests they make, the exit code, and how standard output begins."""


@pytest.mark.parametrize(
    ("words", "requests", "code", "begins"), LINES, ids=[" ".join(line[0]) or "nothing" for line in LINES]
)
def test_both_say_the_same(words: list[str], requests: int, code: int, begins: str) -> None:
    with Sandbox() as zoom:
        line = words + (sandbox_words(zoom) if requests else [])
        module, script = (said(program, line, zoom) for program in (MODULE, SCRIPT))
        assert len(zoom.requests) == 2 * requests
        assert zoom.token not in module[1] + module[2]
    assert module == script
    assert (module[0], module[1][: len(begins)]) == (code, begins)
    assert module[1] or module[2]
    if begins.startswith(("{", "[")):
        json.loads(module[1])


def test_an_answer_of_json_has_everything() -> None:
    with Sandbox() as zoom:
        words = ["update", "fields-error@sandbox.test", "dept=x", "--json", *sandbox_words(zoom)]
        answer = json.loads(said(MODULE, words, zoom)[1])
    assert (answer["name"], answer["http_status"], answer["api_code"], answer["exit_code"]) == ("REJECTED", 400, 300, 6)
    assert [error["field"] for error in answer["field_errors"]] == ["first_name", "phone_numbers[0].country"]


@pytest.mark.parametrize("program", [MODULE, SCRIPT], ids=["module", "script"])
def test_ctrl_c_ends_it(program: list[str]) -> None:
    with Sandbox() as zoom:
        words = ["update", "slow-60000@sandbox.test", "dept=x", *sandbox_words(zoom)]
        process = subprocess.Popen(
            [*program, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(zoom),
            # A shell that starts the tests in the background has them ignore SIGINT.
            preexec_fn=default_sigint,  # noqa: PLW1509 - it calls nothing that takes a lock
        )
        until(lambda: len(zoom.requests) == 1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=SECONDS)
    assert process.returncode in {130, -signal.SIGINT}
    assert "Traceback" not in err


def test_an_argument_that_is_no_utf8_is_an_error_and_no_traceback() -> None:
    with Sandbox() as zoom:
        done = subprocess.run(
            [os.fsencode(word) for word in MODULE] + [b"check", b"dept=\xff\xfe"],
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env=environment(zoom),
        )
    assert done.returncode in {2, 3}
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    process = subprocess.Popen([*MODULE, "fields", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    process.wait(SECONDS)
    assert b"Traceback" not in err
