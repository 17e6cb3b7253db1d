"""Many users: Ctrl-C, forks and the end of a program, each in a program of its own."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

import pytest
from program import Program, run
from waiting import until
from zoomuser import bulk
from zoomuser.testing import Sandbox

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.thread_unsafe(reason="it runs in processes of its own anyway")

LOOP = """
client = zoomuser.Client(**OPTIONS, plan="none")
rows = [("slow-{ms}@sandbox.test", {{"dept": "x"}}), ("jane@example.com", {{"dept": "x"}})]
updates = client.update_users(rows, concurrency=1, run={run!r})
print("ready", flush=True)
try:
    for result in updates:
        print(result.outcome)
except BaseException as error:
    print(repr(error))
print(updates.summary()["outcomes"])
"""


LONG_GRACE = """
import zoomuser._updates
zoomuser._updates.GRACE_SECONDS = 3600
"""


def begun(zoom: Sandbox, source: str) -> Program:
    program = Program(source, zoom)
    assert program.line() == "ready"
    until(lambda: len(zoom.requests) == 1)
    return program


def test_ctrl_c_lets_the_calls_end(tmp_path: Path) -> None:
    folder = str(tmp_path / "run")
    with Sandbox() as zoom:
        program = begun(zoom, LONG_GRACE + LOOP.format(ms=1000, run=folder))
        program.signal(signal.SIGINT)
        assert program.end() == ["KeyboardInterrupt()", "{'sent': 1, 'not-tried': 1}"]
        with zoom.client() as client:
            done = bulk.resume(client, folder)
        assert [record["outcome"] for record in done] == ["sent", "sent"]
        assert len(zoom.requests) == 2


def test_ctrl_c_cancels_calls_that_take_long(tmp_path: Path) -> None:
    with Sandbox() as zoom:
        program = begun(zoom, LOOP.format(ms=60000, run=str(tmp_path / "run")))
        program.signal(signal.SIGINT)
        assert program.end() == ["KeyboardInterrupt()", "{'in-doubt': 1, 'not-tried': 1}"]


def test_a_second_ctrl_c_cancels_at_once(tmp_path: Path) -> None:
    prologue = """
drain = zoomuser.Updates._drain
def told(updates):
    print("draining", flush=True)
    drain(updates)
zoomuser.Updates._drain = told
"""
    with Sandbox() as zoom:
        program = begun(zoom, LONG_GRACE + prologue + LOOP.format(ms=60000, run=str(tmp_path / "run")))
        program.signal(signal.SIGINT)
        assert program.line() == "draining"
        program.signal(signal.SIGINT)
        assert program.end() == ["draining", "KeyboardInterrupt()", "{'in-doubt': 1, 'not-tried': 1}"]


def test_ctrl_c_ends_the_run_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "users.csv"
    path.write_text("user_id,dept\nslow-1000@sandbox.test,x\njane@example.com,x\n", encoding="utf-8")
    source = f"""
from zoomuser import bulk
client = zoomuser.Client(**OPTIONS, plan="none")
print("ready", flush=True)
try:
    bulk.apply(client, {str(path)!r}, no_read=True, jobs=1)
except KeyboardInterrupt:
    print("interrupted")
"""
    with Sandbox() as zoom:
        program = begun(zoom, source)
        program.signal(signal.SIGINT)
        assert program.end() == ["interrupted"]
        assert len(zoom.requests) == 1
        with zoom.client() as client:
            done = bulk.resume(client, path)
        assert [record["outcome"] for record in done] == ["sent", "sent"]
        assert len(zoom.requests) == 2


def test_a_forked_child_leaves_the_run_alone() -> None:
    source = """
client = zoomuser.Client(**OPTIONS)
updates = client.update_users([("slow-500@sandbox.test", {"dept": "x"}), ("jane@example.com", {"dept": "x"})])
next(updates)
child = os.fork()
if child == 0:
    try:
        next(updates)
    except RuntimeError as error:
        print(error, flush=True)
    print(list(updates), flush=True)
    del updates
    print(client.update_user("jane@example.com", dept="y").ok, flush=True)
    os._exit(0)
os.waitpid(child, 0)
print([result.outcome for result in updates])
"""
    with Sandbox() as zoom:
        assert run(source, zoom) == [
            "the run belongs to the process that began it, before a fork",
            "[]",
            "True",
            "['sent']",
        ]


def test_a_program_may_end_in_the_middle_of_a_run() -> None:
    source = """
import logging
logging.getLogger("zoomuser").setLevel(1)
logging.getLogger("zoomuser").addHandler(logging.NullHandler())
client = zoomuser.Client(**OPTIONS, plan="none")
updates = client.update_users([("slow-60000@sandbox.test", {"dept": "x"}), ("jane@example.com", {"dept": "x"})])
print(next(updates).user_id)
"""
    with Sandbox() as zoom:
        assert run(source, zoom) == ["jane@example.com"]
