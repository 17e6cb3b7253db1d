"""Ctrl-C and other signals while a call waits, each in a program of its own."""

from __future__ import annotations

import signal

import pytest
from program import Program, run
from waiting import until
from zoomuser.testing import Sandbox

pytestmark = pytest.mark.thread_unsafe(reason="signals go to a process, so each test has one of its own anyway")

CALL = """
client = zoomuser.Client(**OPTIONS)
client.update_user("jane@example.com", dept="x")
print("ready", flush=True)
try:
    client.update_user("slow-{ms}@sandbox.test", dept="x")
    print("updated")
except BaseException as error:
    cause = error.__cause__
    print(repr(error))
    print(type(cause).__name__, isinstance(cause, zoomuser.CancelledError) and cause.result.attempts)
print(client.update_user("jane@example.com", dept="y").ok)
"""


def interrupted(source: str, number: signal.Signals) -> list[str]:
    """What the program prints after it got the signal while its second request waited for its answer."""
    with Sandbox() as zoom:
        program = Program(source, zoom)
        assert program.line() == "ready"
        until(lambda: len(zoom.requests) == 2)
        program.signal(number)
        return program.end()


def test_ctrl_c_ends_a_waiting_call() -> None:
    lines = interrupted(CALL.format(ms=60000), signal.SIGINT)
    assert lines == ["KeyboardInterrupt()", "CancelledError 1", "True"]


def test_a_handler_of_ones_own_may_raise() -> None:
    handler = """
def handler(number, frame):
    raise LookupError("mine")
signal.signal(signal.SIGUSR1, handler)
"""
    lines = interrupted(handler + CALL.format(ms=60000), signal.SIGUSR1)
    assert lines == ["LookupError('mine')", "CancelledError 1", "True"]


def test_a_cause_of_ones_own_stays() -> None:
    handler = """
def handler(number, frame):
    raise LookupError("mine") from ValueError("why")
signal.signal(signal.SIGUSR1, handler)
"""
    lines = interrupted(handler + CALL.format(ms=60000), signal.SIGUSR1)
    assert lines == ["LookupError('mine')", "ValueError False", "True"]


def test_a_handler_that_returns_does_not_end_the_call() -> None:
    handler = 'signal.signal(signal.SIGUSR1, lambda *_: print("handled"))\n'
    assert interrupted(handler + CALL.format(ms=700), signal.SIGUSR1) == ["handled", "updated", "True"]


def test_ctrl_c_does_not_end_the_call_of_another_thread() -> None:
    source = """
client = zoomuser.Client(**OPTIONS)
client.update_user("jane@example.com", dept="x")
results = []
done = threading.Event()
def work():
    results.append(client.update_user("slow-700@sandbox.test", dept="x").ok)
    done.set()
threading.Thread(target=work).start()
try:
    print("ready", flush=True)
    done.wait()
except KeyboardInterrupt:
    print("interrupted")
done.wait()
print(results)
"""
    assert interrupted(source, signal.SIGINT) == ["interrupted", "[True]"]


def test_ctrl_c_ends_asyncio() -> None:
    source = """
import asyncio
async def main():
    async with zoomuser.AsyncClient(**OPTIONS) as client:
        await client.update_user("jane@example.com", dept="x")
        print("ready", flush=True)
        await client.update_user("slow-60000@sandbox.test", dept="x")
try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("interrupted")
"""
    assert interrupted(source, signal.SIGINT) == ["interrupted"]


def test_ctrl_c_before_the_call_is_not_lost() -> None:
    source = """
client = zoomuser.Client(**OPTIONS)
class Fields:
    def items(self):
        signal.raise_signal(signal.SIGINT)
        return [("dept", "x")]
try:
    client.update_user("jane@example.com", fields=Fields())
except KeyboardInterrupt:
    print("interrupted")
"""
    with Sandbox() as zoom:
        assert run(source, zoom) == ["interrupted"]
        assert zoom.requests == []


def test_ctrl_c_while_a_handler_of_logging_runs_is_not_lost() -> None:
    source = """
import logging
class Handler(logging.Handler):
    def emit(self, record):
        signal.raise_signal(signal.SIGINT)
        for _ in range(1000):
            pass
logging.getLogger("zoomuser").addHandler(Handler())
logging.getLogger("zoomuser").setLevel(logging.INFO)
sys.unraisablehook = lambda _: print("lost")
try:
    zoomuser.Client(**OPTIONS).update_user("jane@example.com", dept="x")
    print("not interrupted")
except KeyboardInterrupt:
    print("interrupted")
"""
    with Sandbox() as zoom:
        assert run(source, zoom) == ["interrupted"]


def test_the_end_of_the_program_asked_for_in_a_handler_of_logging_is_not_lost() -> None:
    source = """
import logging
class Handler(logging.Handler):
    def emit(self, record):
        raise SystemExit("over")
logging.getLogger("zoomuser").addHandler(Handler())
logging.getLogger("zoomuser").setLevel(logging.INFO)
try:
    zoomuser.Client(**OPTIONS).update_user("jane@example.com", dept="x")
    print("lost")
except SystemExit as end:
    print(end)
"""
    with Sandbox() as zoom:
        assert run(source, zoom) == ["over"]
        assert len(zoom.requests) == 1
