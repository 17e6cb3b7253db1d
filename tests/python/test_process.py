"""What the process has besides: too many open files, other interpreters."""

from __future__ import annotations

import subprocess
import sys

import pytest
from program import run
from zoomuser.testing import Sandbox

pytestmark = pytest.mark.thread_unsafe(reason="each test has a process of its own anyway")


def test_too_many_open_files_may_pass() -> None:
    source = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
client = zoomuser.Client(**dict(OPTIONS, max_retries=0))
held = []
try:
    while True:
        held.append(os.dup(0))
except OSError:
    pass
try:
    client.update_user("jane@example.com", dept="x")
except zoomuser.ZoomError as error:
    print(error.status.name, error.retryable, str(error).startswith("ca_file: "), "Too many open files" in str(error))
for number in held:
    os.close(number)
print(client.update_user("jane@example.com", dept="x").ok)
"""
    with Sandbox() as zoom:
        assert run(source, zoom) == ["IO True True True", "True"]


SECOND = """
import os, sys
try:
    import _xxsubinterpreters as interpreters
except ImportError:
    try:
        import _interpreters as interpreters
    except ImportError:
        print("none")
        sys.exit()
import zoomuser
source = "try:\\n import zoomuser; print('imported', flush=True)\\nexcept ImportError as why: print(why, flush=True)"
for _ in range(2):
    other = interpreters.create()
    interpreters.run_string(other, source)
    interpreters.destroy(other)
print(zoomuser.check(dept="x").ok, flush=True)
"""


def test_a_second_interpreter_is_refused() -> None:
    done = subprocess.run([sys.executable, "-c", SECOND], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    if done.stdout == "none\n":
        pytest.skip("this Python has no module for interpreters")
    first, second, last = done.stdout.splitlines()
    assert first == second
    assert first.startswith("zoomuser: another interpreter of this process ")
    assert "WSGIApplicationGroup %{GLOBAL}" in first
    assert last == "True"
