"""The end of a program whose daemon threads are still in this package."""

from __future__ import annotations

import sys

import pytest
from program import run
from zoomuser.testing import Sandbox

pytestmark = pytest.mark.thread_unsafe(reason="each test has processes of its own anyway")

# The last line widens the time in which the interpreter ends threads: its finalizer runs while they go on.
PROGRAM = """
import asyncio, logging
OPTIONS = dict(OPTIONS, max_retries=0, plan="none")
REST = {name: value for name, value in OPTIONS.items() if name != "token"}
client = zoomuser.Client(**OPTIONS)
asked = zoomuser.Client(**dict(OPTIONS, token=lambda request: TOKEN))
class Pairs:
    def items(self):
        return [("dept", "x")]
async def awaited():
    async with zoomuser.AsyncClient(**OPTIONS) as client:
        await client.update_user("jane@example.com", dept="x")
def run_awaited():
    try:
        asyncio.run(awaited())
    except RuntimeError:
        threading.Event().wait()  # asyncio ends its executor: "can't start new thread at interpreter shutdown"
def quiet(call, *words, **keywords):
    try:
        call(*words, **keywords)
    except zoomuser.ZoomError:
        pass
begun = threading.Semaphore(0)
def work():
    begun.release()
    while True:
        {call}
for _ in range(3):
    threading.Thread(target=work, daemon=True).start()
for _ in range(3):
    begun.acquire()
threading.Event().wait(0.05)
class Last:
    def __del__(self, wait=threading.Event().wait):
        for _ in range(30):
            wait(0.005)
last = Last()
print("end")
"""

CALLS = {
    "check": 'client.check(dept="x")',
    "check refused": 'quiet(client.check, nope="x")',
    "check of the module": 'zoomuser.check(dept="x")',
    "update": 'client.update_user("jane@example.com", dept="x")',
    "update of a mapping": 'client.update_user("jane@example.com", fields=Pairs())',
    "update refused": 'quiet(client.update_user, "error-400-300@sandbox.test", dept="x")',
    "one call": 'zoomuser.update_user(TOKEN, "jane@example.com", dept="x", **REST)',
    "token callable": 'asked.update_user("jane@example.com", dept="x")',
    "read": 'client.get_user("jane@example.com")',
    "doctor": "client.doctor()",
    "request": 'client.request("GET", "users/jane@example.com")',
    "render": 'client.render("jane@example.com", dept="x")',
    "form": 'zoomuser.Form().add("name", "value")',
    "client": "zoomuser.Client(token=TOKEN)",
    "asyncio": "run_awaited()",
    "logging": 'logging.getLogger("zoomuser").setLevel(5); client.update_user("jane@example.com", dept="x")',
}


@pytest.mark.parametrize("call", CALLS)
def test_daemon_threads_in_a_loop_let_the_program_end(call: str) -> None:
    with Sandbox() as zoom:
        for _ in range(3):
            assert run(PROGRAM.replace("{call}", CALLS[call]), zoom) == ["end"]


IN_FLIGHT = """
import asyncio
def token(request):
    {token}
    return TOKEN
client = zoomuser.AsyncClient(**dict(OPTIONS, token=token))
loop = asyncio.new_event_loop()
calls = [loop.create_task(client.update_user(f"slow-60000+{number}@sandbox.test", dept="x")) for number in range(3)]
loop.run_until_complete(asyncio.wait(calls, timeout=0.2))
print("end")
{end}
"""


@pytest.mark.parametrize("end", ["", "sys.exit(0)", "del client, loop", "calls.clear()"])
@pytest.mark.parametrize("token", ["pass", "threading.Event().wait(60)"])
def test_calls_in_flight_let_the_program_end(end: str, token: str) -> None:
    # A task that is dropped while it waits is a warning of asyncio.
    flags = ["-W", "error", "-W", "ignore::ResourceWarning"]
    quiet = "import logging; logging.getLogger('asyncio').setLevel(logging.CRITICAL + 1)"
    with Sandbox() as zoom:
        assert run(quiet + IN_FLIGHT.replace("{token}", token).replace("{end}", end), zoom, flags=flags) == ["end"]


THREADS = """
import asyncio, contextlib, pathlib
def threads():
    count = 0
    for task in pathlib.Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):  # it has just ended
            count += task.joinpath("comm").read_text().strip() == "zoomuser"
    return count
def gone():
    for _ in range(1000):
        if threads() == 0:
            return True
        threading.Event().wait(0.005)
    return False
async def main():
    async with zoomuser.AsyncClient(max_concurrency=4, **OPTIONS) as client:
        await client.update_user("jane@example.com", dept="x")
        print(threads())
        await asyncio.gather(*(client.update_user(f"slow-100+{number}@sandbox.test", dept="x") for number in range(9)))
        print(threads())
    print(gone())
    client = zoomuser.AsyncClient(**OPTIONS)
    await client.update_user("jane@example.com", dept="x")
    print(threads())
    del client
    print(gone())
asyncio.run(main())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it reads /proc")
def test_the_threads_of_an_async_client_end_with_it() -> None:
    with Sandbox() as zoom:
        assert run(THREADS, zoom) == ["1", "4", "True", "1", "True"]
