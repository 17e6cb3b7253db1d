"""The client for asyncio."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import gc
import threading
from typing import TYPE_CHECKING, Any

import pytest
import zoomuser
from waiting import until_received
from zoomuser.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Coroutine

pytestmark = pytest.mark.thread_unsafe(reason="garbage is collected for all threads, so that asyncio complains in time")

JANE = "jane@example.com"
SLOW = "slow-60000@sandbox.test"
# Two, because updates of one user run one after the other.
SLOW_USERS = ("slow-60000+1@sandbox.test", "slow-60000+2@sandbox.test")


def run(main: Coroutine[Any, Any, None]) -> None:
    """Runs to the end in a loop of its own; what asyncio complains of, such as an exception nobody saw, is an error."""
    complaints: list[str] = []

    async def listening() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context["message"]))
        await main
        # Twice: a cycle may hold the future, and its end calls the handler.
        for _ in range(2):
            gc.collect()
            await asyncio.sleep(0)

    asyncio.run(listening(), debug=True)
    assert complaints == []


def few(zoom: Sandbox, threads: int) -> zoomuser.AsyncClient:
    """A client of so many threads."""
    return zoomuser.AsyncClient(token=zoom.token, max_concurrency=threads, **zoom.options)


def test_a_call() -> None:
    async def main() -> None:
        async with zoom.async_client() as client:
            result = await client.update_user(JANE, dept="x", fields={"company": "c"})
            assert result.ok
            assert client.check(dept="x").ok
        assert zoom.requests[-1].body == b'{"company":"c","dept":"x"}'

    with Sandbox() as zoom:
        run(main())


@pytest.mark.parametrize(
    ("arguments", "words", "kind"),
    [
        ((JANE,), {"dept": 5}, TypeError),
        ((JANE,), {"type": 7}, zoomuser.CheckError),
        ((JANE,), {"timeout": 7}, TypeError),
        (("",), {"dept": "x"}, zoomuser.CheckError),
        (("fields-error@sandbox.test",), {"dept": "x"}, zoomuser.Rejected),
        (("drop@sandbox.test",), {"dept": "x"}, zoomuser.TransportError),
    ],
)
def test_a_failure_is_raised_where_it_is_awaited(arguments: Any, words: Any, kind: type[Exception]) -> None:
    async def main() -> None:
        async with zoom.async_client() as client:
            with pytest.raises(kind):
                await client.update_user(*arguments, **words)

    with Sandbox() as zoom:
        run(main())


def test_fifty_calls_at_once() -> None:
    async def main() -> None:
        async with few(zoom, 10) as client:
            calls = [client.update_user(f"error-400-{9000 + i}@sandbox.test", dept=str(i)) for i in range(50)]
            results = await asyncio.gather(*calls, return_exceptions=True)
        codes = [error.result.api_code for error in results if isinstance(error, zoomuser.Rejected)]
        assert codes == list(range(9000, 9050))
        assert len(zoom.requests) == 50
        assert zoom.connections <= 10

    with Sandbox() as zoom:
        run(main())


def test_no_more_calls_run_at_once_than_allowed() -> None:
    async def main() -> None:
        async with few(zoom, 2) as client:
            running = [asyncio.ensure_future(client.update_user(user, dept="x")) for user in SLOW_USERS]
            await until_received(zoom, 2)
            third = asyncio.ensure_future(client.update_user(JANE, dept="y"))
            # Nothing can tell that it will not come; a call takes a few milliseconds.
            await asyncio.wait([third], timeout=0.1)
            assert len(zoom.requests) == 2
            running[0].cancel()
            assert (await third).ok
            running[1].cancel()
            await asyncio.wait(running)

    with Sandbox() as zoom:
        run(main())


def test_cancelling_a_task_ends_it_and_no_other() -> None:
    async def main() -> None:
        async with zoom.async_client() as client:
            ended, other = (asyncio.ensure_future(client.update_user(user, dept="x")) for user in SLOW_USERS)
            await until_received(zoom, 2)
            ended.cancel()
            with pytest.raises(asyncio.CancelledError):
                await ended
            assert not other.done()
            assert (await client.update_user(JANE, dept="y")).ok
            other.cancel()
            with pytest.raises(asyncio.CancelledError):
                await other

    with Sandbox() as zoom:
        run(main())


def test_a_limit_of_asyncio_ends_the_call() -> None:
    async def main() -> None:
        async with few(zoom, 1) as client:
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(client.update_user(SLOW, dept="x"), 0.1)
            # The only thread is free again, so the call has ended, too.
            assert (await client.update_user(JANE, dept="y")).ok

    with Sandbox() as zoom:
        run(main())


def test_a_task_that_never_had_its_turn() -> None:
    async def main() -> None:
        async with few(zoom, 1) as client:
            busy = asyncio.ensure_future(client.update_user(SLOW, dept="x"))
            await until_received(zoom, 1)
            waiting = asyncio.ensure_future(client.update_user(JANE, dept="never"))
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            assert not busy.done()
            busy.cancel()
            with pytest.raises(asyncio.CancelledError):
                await busy
            assert (await client.update_user(JANE, dept="y")).ok
        assert [request.body for request in zoom.requests] == [b'{"dept":"x"}', b'{"dept":"y"}']

    with Sandbox() as zoom:
        run(main())


def test_a_task_cancelled_before_its_first_step() -> None:
    async def main() -> None:
        async with zoom.async_client() as client:
            task = asyncio.ensure_future(client.update_user(JANE, dept="x"))
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        assert zoom.requests == []

    with Sandbox() as zoom:
        run(main())


def test_a_task_cancelled_twice() -> None:
    async def main() -> None:
        async with few(zoom, 1) as client:
            task = asyncio.ensure_future(client.update_user(SLOW, dept="x"))
            await until_received(zoom, 1)
            for _ in range(2):
                task.cancel()
                await asyncio.sleep(0)
            with pytest.raises(asyncio.CancelledError):
                await task
            # The only thread is free again.
            assert (await client.update_user(JANE, dept="y")).ok
            del task

    with Sandbox() as zoom:
        run(main())


def test_closing() -> None:
    async def main() -> None:
        client = zoom.async_client()
        zoom.answer_next(204, delay=0.2)
        call = asyncio.ensure_future(client.update_user(JANE, dept="x"))
        await until_received(zoom, 1)
        await client.aclose()
        assert (await call).ok, "calls in flight go on"
        await client.aclose()
        with pytest.raises(RuntimeError, match=r"^the client is closed$"):
            await client.update_user(JANE, dept="x")
        with pytest.raises(RuntimeError, match=r"^the client is closed$"):
            client.check(dept="x")
        with pytest.raises(RuntimeError, match=r"^the client is closed$"):
            async with client:
                pass
        assert repr(client).endswith(" closed>")

    with Sandbox() as zoom:
        run(main())


def test_a_closed_client_makes_no_threads() -> None:
    async def main() -> None:
        client = zoom.async_client()
        await client.aclose()
        with contextlib.suppress(RuntimeError):
            await client.update_user(JANE, dept="x")
        assert client._pool is None  # noqa: SLF001 - there is no other way to see it

    with Sandbox() as zoom:
        run(main())


def test_threads_end_with_the_client() -> None:
    async def main() -> None:
        before = threading.enumerate()
        async with zoom.async_client() as client:
            await client.update_user(JANE, dept="x")
            threads = [thread for thread in threading.enumerate() if thread not in before]
        assert len(threads) == 1
        for thread in threads:
            thread.join(30)
        assert not any(thread.is_alive() for thread in threads)

    with Sandbox() as zoom:
        run(main())


def test_one_client_in_two_loops_one_after_the_other() -> None:
    async def main() -> None:
        assert (await client.update_user(JANE, dept="x")).ok

    with Sandbox() as zoom:
        client = zoom.async_client()
        run(main())
        run(main())
        assert (len(zoom.requests), zoom.connections) == (2, 1)
        run(client.aclose())


def test_one_client_in_two_loops_at_once() -> None:
    async def main(number: int) -> None:
        for turn in range(10):
            with pytest.raises(zoomuser.Rejected) as caught:
                await client.update_user(f"error-400-{9000 + 100 * number + turn}@sandbox.test", dept="x")
            assert caught.value.result.api_code == 9000 + 100 * number + turn
        done.append(number)

    done: list[int] = []
    with Sandbox() as zoom:
        client = zoom.async_client()
        threads = [threading.Thread(target=lambda number=number: run(main(number))) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        run(client.aclose())
    assert sorted(done) == [0, 1]


def test_the_context_of_the_task_reaches_the_call() -> None:
    variable: contextvars.ContextVar[str] = contextvars.ContextVar("variable", default="none")

    class Fields:
        def items(self) -> list[tuple[str, str]]:
            return [("dept", variable.get())]

    async def main() -> None:
        async with zoom.async_client() as client:
            variable.set("task")
            await client.update_user(JANE, fields=Fields())  # type: ignore[arg-type]
        assert zoom.requests[-1].json() == {"dept": "task"}

    with Sandbox() as zoom:
        run(main())


def test_the_loop_goes_on_while_a_call_waits() -> None:
    async def main() -> None:
        async with zoom.async_client() as client:
            zoom.answer_next(204, delay=0.2)
            call = asyncio.ensure_future(client.update_user(JANE, dept="x"))
            turns = 0
            while not call.done():
                await asyncio.sleep(0.001)
                turns += 1
            assert call.result().ok
            assert turns > 5

    with Sandbox() as zoom:
        run(main())
