"""Token callables of the client for asyncio."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from typing import TYPE_CHECKING, Any

import pytest
import zoomuser
from zoomuser.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Coroutine

JANE = "jane@example.com"


def run(main: Coroutine[Any, Any, None]) -> None:
    asyncio.run(main, debug=True)


def test_cancelling_does_not_wait_for_a_token_callable() -> None:
    entered, leave = threading.Event(), threading.Event()

    def token(_: zoomuser.TokenRequest) -> str:
        entered.set()
        leave.wait(30)
        return "sandbox-token"

    async def main() -> None:
        with Sandbox() as zoom:
            async with zoomuser.AsyncClient(token=token, **zoom.options) as client:
                call = asyncio.ensure_future(client.update_user(JANE, dept="x"))
                await asyncio.get_running_loop().run_in_executor(None, entered.wait, 30)
                try:
                    with pytest.raises(asyncio.TimeoutError):
                        await asyncio.wait_for(call, 0.05)
                    assert not leave.is_set()
                finally:
                    leave.set()
            assert zoom.requests == []

    run(main())


def test_an_async_token_callable_is_awaited_on_the_loop_of_the_call() -> None:
    who = contextvars.ContextVar("who", default="nobody")
    seen: list[Any] = []

    async def token(request: zoomuser.TokenRequest) -> str:
        await asyncio.sleep(0)
        seen.append((request.refused, who.get(), threading.current_thread() is threading.main_thread()))
        return "wrong-token" if len(seen) == 1 else "sandbox-token"

    async def main() -> None:
        who.set("ada")
        with Sandbox() as zoom:
            async with zoomuser.AsyncClient(token=token, **zoom.options) as client:
                assert (await client.update_user(JANE, dept="x")).ok

    here = threading.current_thread() is threading.main_thread()
    run(main())
    assert seen == [(False, "ada", here), (True, "ada", here)]


def test_what_an_async_token_callable_raises_is_the_cause() -> None:
    class Vault:
        async def __call__(self, _: zoomuser.TokenRequest) -> str:
            raise LookupError("the vault is closed")

    async def main() -> None:
        with Sandbox() as zoom:
            async with zoomuser.AsyncClient(token=Vault(), **zoom.options) as client:
                with pytest.raises(zoomuser.ZoomError, match="LookupError") as caught:
                    await client.update_user(JANE, dept="x")
                assert isinstance(caught.value.__cause__, LookupError)

    run(main())


def test_cancelling_ends_an_async_token_callable() -> None:
    ended: list[str] = []

    async def main() -> None:
        entered = asyncio.Event()

        async def token(_: zoomuser.TokenRequest) -> str:
            entered.set()
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                ended.append("cancelled")
                raise
            return ""

        with Sandbox() as zoom:
            async with zoomuser.AsyncClient(token=token, **zoom.options) as client:
                call = asyncio.ensure_future(client.update_user(JANE, dept="x"))
                await asyncio.wait_for(entered.wait(), 30)
                call.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await call
                await asyncio.sleep(0)

    run(main())
    assert ended == ["cancelled"]


def test_an_async_token_callable_is_not_for_threads() -> None:
    async def token(_: zoomuser.TokenRequest) -> str:
        return "sandbox-token"

    with pytest.raises(TypeError, match=r"^token: .* an async callable needs AsyncClient$"):
        zoomuser.Client(token=token)  # type: ignore[arg-type]


def test_what_a_callable_raises_is_the_cause() -> None:
    async def main() -> None:
        def token(_: zoomuser.TokenRequest) -> str:
            raise LookupError("the vault is closed")

        with Sandbox() as zoom:
            async with zoomuser.AsyncClient(token=token, **zoom.options) as client:
                calls = [client.update_user(user, dept="x") for user in (JANE, "john@example.com")]
                for error in await asyncio.gather(*calls, return_exceptions=True):
                    assert isinstance(error, zoomuser.CheckError)
                    assert isinstance(error.__cause__, LookupError)
            assert zoom.connections == 0

    run(main())


def test_what_ends_a_program_passes() -> None:
    class Stop(BaseException):
        pass

    async def main() -> None:
        def token(_: zoomuser.TokenRequest) -> str:
            raise Stop

        with Sandbox() as zoom:
            async with zoomuser.AsyncClient(token=token, **zoom.options) as client:
                with pytest.raises(Stop) as caught:
                    await client.update_user(JANE, dept="x")
                assert isinstance(caught.value.__cause__, zoomuser.CheckError)

    run(main())


def test_a_callable_sees_the_context_of_the_task() -> None:
    who = contextvars.ContextVar("who", default="nobody")
    seen: list[str] = []

    def token(_: zoomuser.TokenRequest) -> str:
        seen.append(who.get())
        who.set("changed")
        return "sandbox-token"

    async def work(client: zoomuser.AsyncClient, name: str) -> None:
        who.set(name)
        assert (await client.update_user(f"{name}@example.com", dept="x")).ok
        assert who.get() == name

    async def main() -> None:
        with Sandbox() as zoom:
            async with zoomuser.AsyncClient(token=token, **zoom.options) as client:
                await asyncio.gather(work(client, "jane"), work(client, "john"))

    run(main())
    assert sorted(seen) == ["jane", "john"]


def test_a_callable_may_make_a_call_of_its_own() -> None:
    async def main() -> None:
        with Sandbox() as zoom, zoom.client() as other:

            def token(_: zoomuser.TokenRequest) -> str:
                other.update_user("john@example.com", dept="inner")
                return zoom.token

            async with zoomuser.AsyncClient(token=token, **zoom.options) as client:
                assert (await client.update_user(JANE, dept="outer")).ok
            assert [request.json()["dept"] for request in zoom.requests] == ["inner", "outer"]

    run(main())


def test_what_a_callable_stores_by_thread_stays() -> None:
    stored = threading.local()
    seen: list[int] = []

    def token(_: zoomuser.TokenRequest) -> str:
        stored.calls = getattr(stored, "calls", 0) + 1
        seen.append(stored.calls)
        return "sandbox-token"

    async def main() -> None:
        with Sandbox() as zoom:
            async with zoomuser.AsyncClient(token=token, max_concurrency=1, **zoom.options) as client:
                for _ in range(3):
                    await client.update_user(JANE, dept="x")

    run(main())
    assert seen == [1, 2, 3]
