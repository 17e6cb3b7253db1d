"""Many users with asyncio."""

from __future__ import annotations

import asyncio
import contextvars
from typing import TYPE_CHECKING, Any

import pytest
import zoomuser
from waiting import until_received
from zoomuser.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

COUNT = 100


def with_client(main: Callable[[Sandbox, zoomuser.AsyncClient], Coroutine[Any, Any, None]], **options: Any) -> None:
    async def run() -> None:
        with Sandbox() as zoom:
            for number in range(COUNT):
                zoom.add_user(f"id-{number}", email=f"user-{number}@example.com")
            given = {"token": zoom.token, **zoom.options, **options}
            async with zoomuser.AsyncClient(**given) as client:
                await main(zoom, client)

    asyncio.run(run())


def row(number: int) -> dict[str, Any]:
    return {"user_id": f"id-{number}", "dept": "x"}


@pytest.mark.parametrize("check", ["all_first", "each"])
@pytest.mark.parametrize("ordered", [True, False])
def test_every_row_has_its_result(check: Any, ordered: bool) -> None:  # noqa: FBT001 - a parameter
    async def rows() -> AsyncIterator[dict[str, Any]]:
        for number in range(COUNT):
            await asyncio.sleep(0)
            yield row(number)

    async def main(zoom: Sandbox, client: zoomuser.AsyncClient) -> None:
        for given in (rows(), map(row, range(COUNT)), list(map(row, range(COUNT)))):
            updates = client.update_users(given, check=check, ordered=ordered)
            assert isinstance(updates, zoomuser.AsyncUpdates)
            results = [result async for result in updates]
            assert all(result.ok for result in results)
            indices = [result.index for result in results]
            assert (indices if ordered else sorted(indices)) == list(range(COUNT))
            assert updates.summary()["outcomes"] == {"sent": COUNT}
            await updates.raise_for_failures()
        assert len(zoom.requests) == 3 * COUNT

    with_client(main)


def test_other_tasks_go_on() -> None:
    async def main(_: Sandbox, client: zoomuser.AsyncClient) -> None:
        updates = client.update_users([("slow-300@sandbox.test", {"dept": "x"})])
        task = asyncio.ensure_future(updates.__anext__())
        turns = 0
        while not task.done():
            await asyncio.sleep(0.001)
            turns += 1
        assert turns > 10
        assert (await task).ok

    with_client(main)


def test_rows_that_are_not_valid_are_said_at_the_first_step() -> None:
    async def main(zoom: Sandbox, client: zoomuser.AsyncClient) -> None:
        updates = client.update_users([row(0), {"user_id": "id-1", "type": 77}])
        with pytest.raises(zoomuser.CheckError, match=r"^rows\[1\]\.type: "):
            await updates.__anext__()
        assert zoom.requests == []
        with pytest.raises(StopAsyncIteration):
            await updates.__anext__()

    with_client(main)


def test_failures() -> None:
    async def main(_: Sandbox, client: zoomuser.AsyncClient) -> None:
        updates = client.update_users([row(0), ("error-404-1001@sandbox.test", {"dept": "x"})])
        with pytest.raises(zoomuser.BulkError, match=r"^1 of 2 rows failed"):
            await updates.raise_for_failures()
        assert [result.index for result in updates.failed] == [1]

    with_client(main)


def test_a_cancelled_task_ends_its_run() -> None:
    async def main(zoom: Sandbox, client: zoomuser.AsyncClient) -> None:
        updates = client.update_users([("slow-60000@sandbox.test", {"dept": "x"}), row(0)], concurrency=1)

        async def loop() -> None:
            async for _ in updates:
                pass

        task = asyncio.ensure_future(loop())
        await until_received(zoom, 1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert updates.summary()["outcomes"] == {"in-doubt": 1, "not-tried": 1}
        assert (await client.update_user("id-0", dept="y")).ok

    with_client(main)


def test_a_loop_that_is_left() -> None:
    async def main(zoom: Sandbox, client: zoomuser.AsyncClient) -> None:
        async with client.update_users(map(row, range(COUNT)), concurrency=2) as updates:
            async for result in updates:
                assert result.ok
                break
        count = len(zoom.requests)
        assert updates.summary()["outcomes"]["sent"] == count <= 5
        async for result in client.update_users([("slow-60000@sandbox.test", {"dept": "x"}), row(0)]):
            assert result.index == 1
            break
        assert (await client.update_user("id-0", dept="y")).ok

    with_client(main)


def test_an_exception_of_the_rows_is_raised() -> None:
    async def rows() -> AsyncIterator[dict[str, Any]]:
        yield row(0)
        raise LookupError("mine")

    async def main(_: Sandbox, client: zoomuser.AsyncClient) -> None:
        for check in ("all_first", "each"):
            given: Any = check
            with pytest.raises(LookupError, match="mine"):
                await client.update_users(rows(), check=given).raise_for_failures()

    with_client(main)


NAME: contextvars.ContextVar[str] = contextvars.ContextVar("NAME", default="none")


@pytest.mark.parametrize("is_async", [True, False])
def test_token_callables_are_asked_in_the_context_of_the_task(is_async: bool) -> None:  # noqa: FBT001 - a parameter
    asked: list[str] = []

    async def token(_: zoomuser.TokenRequest) -> str:
        asked.append(NAME.get())
        await asyncio.sleep(0.001)
        return "sandbox-token"

    def plain(_: zoomuser.TokenRequest) -> str:
        asked.append(NAME.get())
        return "sandbox-token"

    async def main(_: Sandbox, client: zoomuser.AsyncClient) -> None:
        NAME.set("mine")
        await client.update_users(map(row, range(COUNT))).raise_for_failures()
        assert len(asked) == COUNT
        # What the callable awaits runs in a task of its own on the event loop.
        assert is_async or set(asked) == {"mine"}

    with_client(main, token=token if is_async else plain)


def test_a_run_needs_one_thread_of_the_client() -> None:
    async def main(_: Sandbox, client: zoomuser.AsyncClient) -> None:
        runs = [client.update_users(map(row, range(COUNT))) for _ in range(3)]
        await asyncio.gather(*(run.raise_for_failures() for run in runs))
        assert [run.summary()["outcomes"] for run in runs] == [{"sent": COUNT}] * 3

    with_client(main, max_concurrency=2)
