"""The client for asyncio."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import logging
import sys
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
TURNS = 50
"""Of a race between threads."""


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
        (("fields-error@sandbox.test",), {"dept": "x"}, zoomuser.RejectedError),
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
        codes = [error.result.api_code for error in results if isinstance(error, zoomuser.RejectedError)]
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


def test_calls_that_wait_for_a_thread_fail_when_the_client_is_closed() -> None:
    async def main() -> None:
        client = few(zoom, 1)
        zoom.answer_next(204, delay=0.2)
        first = asyncio.ensure_future(client.update_user(JANE, dept="x"))
        await until_received(zoom, 1)
        second = asyncio.ensure_future(client.update_user("john@example.com", dept="y"))
        await asyncio.sleep(0)
        await client.aclose()
        with pytest.raises(RuntimeError, match=r"^the client is closed$"):
            await second
        assert (await first).ok
        assert len(zoom.requests) == 1

    with Sandbox() as zoom:
        run(main())


def test_a_coroutine_that_is_closed_cancels_its_call() -> None:
    async def main() -> None:
        async with few(zoom, 1) as client:
            call = client.update_user(SLOW, dept="x")
            call.send(None)
            await until_received(zoom, 1)
            call.close()
            # The only thread is free again.
            assert (await client.update_user(JANE, dept="y")).ok

    with Sandbox() as zoom:
        run(main())


def test_a_call_that_fails_while_its_task_is_cancelled() -> None:
    async def main() -> None:
        async with zoom.async_client() as client:
            zoom.answer_next(500, delay=0.05)
            for _ in range(3):
                zoom.answer_next(500)
            task = asyncio.ensure_future(client.update_user(JANE, dept="x"))
            await until_received(zoom, 1)
            # No turn of the loop, so that the result and the cancellation meet.
            threading.Event().wait(0.2)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

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


def test_a_closed_client_starts_no_calls() -> None:
    async def main() -> None:
        client = zoom.async_client()
        await client.aclose()
        with pytest.raises(RuntimeError, match=r"^the client is closed$"):
            client._pool.call()  # noqa: SLF001 - as if `aclose` had run in another thread during a call

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
            with pytest.raises(zoomuser.RejectedError) as caught:
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


def test_the_first_calls_of_many_loops_at_once() -> None:
    async def main(client: zoomuser.AsyncClient, number: int) -> None:
        start.wait(30)
        assert (await client.update_user(f"slow-1+{number}@sandbox.test", dept="x")).ok
        ended.append(number)

    ended: list[int] = []
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with Sandbox() as zoom:
            for _ in range(TURNS):
                start = threading.Barrier(4)
                client = few(zoom, 1)
                threads = [
                    threading.Thread(target=asyncio.run, args=(main(client, number),), daemon=True)
                    for number in range(4)
                ]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join(30)
                    assert not thread.is_alive(), "a call was lost"
                run(client.aclose())
    finally:
        sys.setswitchinterval(interval)
    assert sorted(ended) == sorted(list(range(4)) * TURNS)


class Interrupted(asyncio.SelectorEventLoop):
    """A loop where a signal handler raises while it schedules the task that waits for the result of a call."""

    def __init__(self, *, scheduled: bool, error: type[BaseException]) -> None:
        super().__init__()
        self._schedules = scheduled
        self._raises: type[BaseException] | None = error

    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> asyncio.Handle:  # type: ignore[override]
        future = args[0] if args else None
        error = self._raises
        if not isinstance(future, asyncio.Future) or future.get_loop() is not self or error is None:
            return super().call_soon(callback, *args, context=context)
        if not isinstance(future.exception() or future.result(), (zoomuser.Result, zoomuser.ZoomError)):
            return super().call_soon(callback, *args, context=context)
        self._raises = None
        if self._schedules:
            super().call_soon(callback, *args, context=context)
        raise error("signal")


@pytest.mark.parametrize("scheduled", [False, True])
@pytest.mark.parametrize("user", [JANE, "fields-error@sandbox.test"])
def test_an_interrupt_while_a_task_gets_its_result(user: str, *, scheduled: bool) -> None:
    async def update() -> bool:
        try:
            ok = (await client.update_user(user, dept="x")).ok
        except zoomuser.RejectedError:
            ok = False
        # A task that was woken twice would not wait here.
        await client.update_user("slow-50@sandbox.test", dept="y")
        return ok

    with Sandbox() as zoom:
        client = zoom.async_client()
        loop = Interrupted(scheduled=scheduled, error=KeyboardInterrupt)
        try:
            task = loop.create_task(update())
            limit = loop.call_later(10, loop.stop)
            with pytest.raises(KeyboardInterrupt, match="signal"):
                loop.run_until_complete(task)
            assert loop.run_until_complete(task) == (user == JANE)
            limit.cancel()
            loop.run_until_complete(client.aclose())
        finally:
            loop.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("scheduled", [False, True])
def test_an_exception_of_a_signal_handler_while_a_task_gets_its_result(*, scheduled: bool) -> None:
    async def update() -> bool:
        return (await client.update_user(JANE, dept="x")).ok

    with Sandbox() as zoom:
        client = zoom.async_client()
        loop = Interrupted(scheduled=scheduled, error=LookupError)
        try:
            assert loop.run_until_complete(asyncio.wait_for(update(), 10))
            loop.run_until_complete(client.aclose())
        finally:
            loop.close()


def test_many_loops_in_many_threads_each_get_their_own_answers() -> None:
    async def work(client: zoomuser.AsyncClient, number: int) -> list[int | None]:
        async def ask(turn: int) -> int | None:
            try:
                await client.update_user(f"error-400-{9000 + 10 * number + turn}@sandbox.test", dept="x")
            except zoomuser.RejectedError as error:
                return error.result.api_code
            return None

        return await asyncio.gather(*(ask(turn) for turn in range(10)))

    def thread(number: int) -> None:
        # Two loops one after the other.
        for _ in range(2):
            seen[number].append(asyncio.run(work(client, number)))

    seen: list[list[list[int | None]]] = [[] for _ in range(8)]
    with Sandbox() as zoom:
        client = few(zoom, 6)
        threads = [threading.Thread(target=thread, args=(number,)) for number in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join(60)
        run(client.aclose())
    for number, answers in enumerate(seen):
        assert answers == [[9000 + 10 * number + turn for turn in range(10)]] * 2


def test_a_loop_closed_while_calls_are_in_flight() -> None:
    async def begin() -> None:
        for user in SLOW_USERS:
            call = client.update_user(user, dept="x")
            call.send(None)
            abandoned.append(call)
        await until_received(zoom, 2)

    async def main() -> None:
        zoom.answer_next(204)
        assert (await client.update_user(JANE, dept="y")).ok

    abandoned: list[Coroutine[Any, Any, zoomuser.Result]] = []
    with Sandbox() as zoom:
        client = few(zoom, 2)
        asyncio.run(begin())
        for call in abandoned:
            call.close()
        run(main())
        run(client.aclose())


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


def test_the_context_of_the_task_reaches_log_handlers(caplog: pytest.LogCaptureFixture) -> None:
    variable: contextvars.ContextVar[str] = contextvars.ContextVar("variable", default="none")
    seen: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(f"{variable.get()} {record.levelname}")

    async def work(client: zoomuser.AsyncClient, name: str) -> None:
        variable.set(name)
        await client.update_user(JANE, dept=name)

    async def main() -> None:
        async with zoom.async_client() as client:
            await asyncio.gather(work(client, "a"), work(client, "b"))

    logger = logging.getLogger("zoomuser")
    handler = Handler()
    logger.addHandler(handler)
    try:
        with caplog.at_level(logging.INFO, logger="zoomuser"), Sandbox() as zoom:
            run(main())
    finally:
        logger.removeHandler(handler)
    assert sorted(seen) == ["a INFO", "b INFO"]


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


def test_as_many_connections_are_kept_as_calls_run_at_once() -> None:
    async def main() -> None:
        with Sandbox() as zoom:
            async with few(zoom, 40) as client:
                for _ in range(3):
                    calls = [client.update_user(f"slow-1000+{number}@sandbox.test", dept="x") for number in range(40)]
                    assert all(result.ok for result in await asyncio.gather(*calls))
                assert 16 < zoom.connections <= 40

    run(main())
