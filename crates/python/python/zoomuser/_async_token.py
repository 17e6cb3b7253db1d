"""Token callables of an `AsyncClient`."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import concurrent.futures
    from asyncio import AbstractEventLoop, Future

    from zoomuser._token import TokenRequest
    from zoomuser._zoomuser import AsyncCall

_T = TypeVar("_T")


class TokenCalls:
    """Tracks whether the thread of one call is inside a token callable. Created on the event loop."""

    def __init__(self, loop: AbstractEventLoop) -> None:
        import asyncio

        self.loop = loop
        self._inside = asyncio.Event()
        self._awaited: concurrent.futures.Future[Any] | None = None
        self._cancelled = False

    def get_token(self, token: Callable[[TokenRequest], str | Awaitable[str]], request: TokenRequest) -> str:
        """Calls the callable; if it returns an awaitable, awaits that on the event loop."""
        import asyncio

        self.loop.call_soon_threadsafe(self._inside.set)
        try:
            value: Any = token(request)
        finally:
            # The loop may already be closed when a slow callable returns.
            with suppress(RuntimeError):
                self.loop.call_soon_threadsafe(self._inside.clear)
        if inspect.isawaitable(value):
            self._awaited = asyncio.run_coroutine_threadsafe(_awaited(value), self.loop)
            if self._cancelled:
                self._awaited.cancel()
            value = self._awaited.result()
        return value  # type: ignore[no-any-return] # the native module rejects other types

    async def ended(self, future: Future[Any]) -> None:
        """Returns when the call has ended, or is inside a synchronous token callable, which cannot be cancelled."""
        import asyncio

        # In this order, because the thread sets `_awaited` and then looks whether the call was cancelled.
        self._cancelled = True
        if self._awaited is not None:
            self._awaited.cancel()
        inside: Future[Any] = asyncio.ensure_future(self._inside.wait())
        try:
            await asyncio.wait([future, inside], return_when=asyncio.FIRST_COMPLETED)
        finally:
            inside.cancel()


_CURRENT: ContextVar[TokenCalls] = ContextVar("zoomuser_token_calls")


def track(call: AsyncCall) -> None:
    """Tracks the token callable of a call that has not started."""
    call.context.run(_CURRENT.set, TokenCalls(call.future.get_loop()))


def enter(loop: AbstractEventLoop) -> None:
    """Lets token callables in the current context be awaited on this event loop."""
    _CURRENT.set(TokenCalls(loop))


def tracked(call: AsyncCall) -> TokenCalls:
    """What `track` made for the call."""
    return call.context[_CURRENT]


async def _awaited(value: Awaitable[_T]) -> _T:
    return await value


def threaded(token: Callable[[TokenRequest], str | Awaitable[str]]) -> Callable[[TokenRequest], str]:
    """The callable, wrapped for the threads of an `AsyncClient`."""

    def get_token(request: TokenRequest) -> str:
        return _CURRENT.get().get_token(token, request)

    return get_token
