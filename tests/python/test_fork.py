"""Clients on both sides of a fork, in a program of its own, because the sandbox of this one has threads."""

from __future__ import annotations

import os
import signal

import pytest
from program import Program, run
from waiting import until
from zoomuser.testing import Sandbox

pytestmark = pytest.mark.thread_unsafe(reason="it runs in processes of its own anyway")


def test_a_client_used_on_both_sides() -> None:
    source = """
import multiprocessing
client = zoomuser.Client(**OPTIONS)
client.update_user("me", dept="before")

def work(side):
    codes = []
    for turn in range(20):
        client.update_user("me", dept=f"{side}.{turn}")
        try:
            client.update_user(f"error-400-{9000 + 100 * side + turn}@sandbox.test", dept="x")
        except zoomuser.RejectedError as error:
            codes.append(error.result.api_code)
    return codes == [9000 + 100 * side + turn for turn in range(20)]

def child(side, answers):
    answers.put((side, work(side)))

context = multiprocessing.get_context("fork")
answers = context.SimpleQueue()
children = [context.Process(target=child, args=(side, answers)) for side in (1, 2)]
for process in children:
    process.start()
print(work(0))
print(sorted(answers.get() for _ in children))
for process in children:
    process.join()
    print(process.exitcode)
print(client.update_user("me", dept="after").ok)
"""
    with Sandbox() as zoom:
        assert run(source, zoom) == ["True", "[(1, True), (2, True)]", "0", "0", "True"]
        sides: dict[str, set[int]] = {}
        for request in zoom.requests:
            dept = request.json()["dept"]
            if dept != "x":
                side = dept.split(".")[0].replace("before", "0").replace("after", "0")
                sides.setdefault(side, set()).add(request.connection)
    assert sorted(sides) == ["0", "1", "2"]
    assert sides["0"] == {1}, "the parent keeps its connection"
    assert len(sides["1"]) == len(sides["2"]) == 1
    assert len(sides["0"] | sides["1"] | sides["2"]) == 3, "each child has its own"


def test_the_one_call_on_both_sides() -> None:
    source = """
token = OPTIONS.pop("token")
zoomuser.update_user(token, "me", dept="0", **OPTIONS)
child = os.fork()
for _ in range(5):
    zoomuser.update_user(token, "me", dept="0" if child else "1", **OPTIONS)
if child:
    print(os.waitpid(child, 0)[1])
else:
    os._exit(0)
"""
    with Sandbox() as zoom:
        assert run(source, zoom) == ["0"]
        connections = {
            side: {request.connection for request in zoom.requests if request.json()["dept"] == side} for side in "01"
        }
    assert connections["0"] == {1}
    assert len(connections["1"]) == 1
    assert connections["1"] != {1}


def test_an_async_client_on_both_sides() -> None:
    source = """
import asyncio
client = zoomuser.AsyncClient(**OPTIONS)
async def main(dept):
    results = await asyncio.gather(*(client.update_user("me", dept=dept) for _ in range(5)))
    assert all(result.ok for result in results)
asyncio.run(main("0"))
child = os.fork()
asyncio.run(main("0" if child else "1"))
if child:
    print(os.waitpid(child, 0)[1])
else:
    os._exit(0)
"""
    # Python warns of a fork beside threads; those of the client are idle, and the child has its own.
    flags = ["-W", "error", "-W", "ignore:This process:DeprecationWarning"]
    with Sandbox() as zoom:
        assert run(source, zoom, flags=flags) == ["0"]
        depts = sorted(request.json()["dept"] for request in zoom.requests)
        ours = {request.connection for request in zoom.requests if request.json()["dept"] == "0"}
        theirs = {request.connection for request in zoom.requests if request.json()["dept"] == "1"}
    assert depts == ["0"] * 10 + ["1"] * 5
    assert not ours & theirs


def test_a_fork_while_calls_of_an_async_client_are_in_flight() -> None:
    source = """
import asyncio
client = zoomuser.AsyncClient(max_concurrency=2, **OPTIONS)
async def update(dept):
    return (await client.update_user("me", dept=dept)).ok
def in_child():
    loop = asyncio.new_event_loop()
    ok = loop.run_until_complete(update("child"))
    loop.close()
    return ok
async def main():
    users = ["slow-500+1@sandbox.test", "slow-500+2@sandbox.test"]
    calls = [asyncio.ensure_future(client.update_user(user, dept="x")) for user in users]
    waiting = asyncio.ensure_future(update("parent"))
    await asyncio.sleep(0.05)
    children = []
    for _ in range(3):
        child = os.fork()
        if not child:
            asyncio._set_running_loop(None)
            os._exit(0 if in_child() else 1)
        children.append(child)
    print([os.waitpid(child, 0)[1] for child in children])
    print([result.ok for result in await asyncio.gather(*calls)], await waiting)
asyncio.run(main())
"""
    flags = ["-W", "error", "-W", "ignore:This process:DeprecationWarning"]
    with Sandbox() as zoom:
        assert run(source, zoom, flags=flags) == ["[0, 0, 0]", "[True, True] True"]
        depts = [request.json()["dept"] for request in zoom.requests]
    assert sorted(depts) == ["child"] * 3 + ["parent"] + ["x"] * 2


def test_a_call_that_is_cancelled_in_a_forked_child() -> None:
    source = """
import asyncio
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
client = zoomuser.AsyncClient(max_concurrency=1, **OPTIONS)
async def main():
    # The first one runs, the second one waits for the thread.
    calls = [client.update_user(f"slow-60000+{number}@sandbox.test", dept="x") for number in range(2)]
    for call in calls:
        call.send(None)
    print("ready", flush=True)
    signal.sigwait([signal.SIGUSR1])
    child = os.fork()
    if not child:
        ended = 0
        for call in calls:
            try:
                call.throw(asyncio.CancelledError())
            except asyncio.CancelledError:
                ended += 1
        os._exit(ended)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    for call in calls:
        call.close()
asyncio.run(main())
"""
    flags = ["-W", "error", "-W", "ignore:This process:DeprecationWarning"]
    with Sandbox() as zoom:
        program = Program(source, zoom, flags=flags)
        assert program.line() == "ready"
        until(lambda: len(zoom.requests) == 1)
        program.signal(signal.SIGUSR1)
        assert program.end() == ["2"]


def test_a_fork_while_another_thread_is_in_a_call() -> None:
    source = """
client = zoomuser.Client(**OPTIONS)
client.update_user("me", dept="x")
results = []
thread = threading.Thread(target=lambda: results.append(client.update_user("slow-500@sandbox.test", dept="x").ok))
thread.start()
children = []
for _ in range(5):
    child = os.fork()
    if not child:
        os._exit(0 if client.update_user("me", dept="x").ok else 1)
    children.append(child)
print([os.waitpid(child, 0)[1] for child in children])
thread.join()
print(results)
"""
    flags = ["-W", "error", "-W", "ignore:This process:DeprecationWarning"]
    with Sandbox() as zoom:
        assert run(source, zoom, flags=flags) == ["[0, 0, 0, 0, 0]", "[True]"]


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_child_ends_nothing_of_the_sandbox() -> None:
    with Sandbox() as zoom:
        child = os.fork()
        if child == 0:
            try:
                zoom.stop()
            finally:
                os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        with zoom.client() as client:
            assert client.update_user("jane@example.com", dept="x").ok
