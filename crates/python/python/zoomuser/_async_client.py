"""The client for asyncio."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, NoReturn, TypeVar

from zoomuser import _zoomuser
from zoomuser._client import Client
from zoomuser._unseen import unseen

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor
    from types import TracebackType

    from typing_extensions import Self, Unpack

    from zoomuser._client import HeadersLike
    from zoomuser._report import Report
    from zoomuser._result import Result
    from zoomuser._token import TokenLike
    from zoomuser._user import User
    from zoomuser._vocabulary import Options, UserFields
    from zoomuser._zoomuser import Form

_Made = TypeVar("_Made")


class AsyncClient:
    """`Client` for asyncio: the same options, and the calls that wait, awaited. To render a request use a `Client`.

    At most `max_concurrency` calls (32 unless given) run side by side, each in a thread of this client; further ones
    wait, and their `deadline` begins when they run. Cancelling a task ends its call and no other, and the await ends
    when the call has. Where `token` is a callable it is called in those threads and not awaited.
    """

    __slots__ = ("_client", "_max_concurrency", "_pool")

    def __init__(
        self, *, token: TokenLike | None = None, max_concurrency: int = 32, **options: Unpack[Options]
    ) -> None:
        """Raises `TypeError` for an unknown option or a wrong type, `CheckError` for a wrong value."""
        make = unseen(partial(Client, token=token, **options))
        del token, options
        if isinstance(max_concurrency, bool) or not isinstance(max_concurrency, int):
            raise TypeError(f"max_concurrency: expected int, got {type(max_concurrency).__name__}")
        if max_concurrency < 1:
            raise ValueError("max_concurrency: expected at least 1")
        self._client = make()()
        self._max_concurrency = max_concurrency
        self._pool: tuple[int, ThreadPoolExecutor] | None = None

    async def update_user(
        self,
        user_id: str,
        /,
        *,
        fields: Mapping[str, object] | None = None,
        verify: bool | None = None,
        only_changes: bool | None = None,
        **keywords: Unpack[UserFields],
    ) -> Result:
        """Changes a user, as `Client.update_user` does."""
        cancel = _zoomuser.CancelToken()
        call = partial(
            self._client.update_user,
            user_id,
            fields=fields,
            cancel=cancel,
            verify=verify,
            only_changes=only_changes,
            **keywords,
        )
        return await self._run(call, cancel)

    async def get_user(self, user_id: str, /) -> User:
        """Reads a user, as `Client.get_user` does."""
        cancel = _zoomuser.CancelToken()
        return await self._run(partial(self._client.get_user, user_id, cancel=cancel), cancel)

    async def doctor(self) -> Report:
        """Looks for what keeps updates from Zoom, as `Client.doctor` does."""
        cancel = _zoomuser.CancelToken()
        return await self._run(partial(self._client.doctor, cancel=cancel), cancel)

    def check(self, *, fields: Mapping[str, object] | None = None, **keywords: Unpack[UserFields]) -> Result:
        """Judges fields, as `Client.check` does. It waits for nothing, so it is not awaited."""
        return self._client.check(fields=fields, **keywords)

    async def request(
        self,
        method: str,
        path: str,
        /,
        *,
        headers: HeadersLike | None = None,
        body: bytes | str | None = None,
        json: object = None,
        form: Form | None = None,
    ) -> Result:
        """Sends a request of your own, as `Client.request` does."""
        cancel = _zoomuser.CancelToken()
        call = partial(
            self._client.request, method, path, headers=headers, body=body, json=json, form=form, cancel=cancel
        )
        return await self._run(call, cancel)

    @property
    def base_url(self) -> str:
        """Where the API is."""
        return self._client.base_url

    async def aclose(self) -> None:
        """Closes kept connections. Calls in flight go on, those still in line and later ones raise `RuntimeError`."""
        self._client.close()
        if self._pool is not None:
            self._pool[1].shutdown(wait=False)
            self._pool = None

    async def __aenter__(self) -> Self:
        self._client.__enter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        if not hasattr(self, "_client"):
            return "<zoomuser.AsyncClient that was refused>"
        return repr(self._client).replace("Client", "AsyncClient", 1)

    def __reduce__(self) -> NoReturn:
        raise TypeError("an AsyncClient cannot be pickled: make one in each process")

    async def _run(self, call: Callable[[], _Made], cancel: _zoomuser.CancelToken) -> _Made:
        import asyncio
        from contextvars import copy_context

        self._client._must_be_open()  # noqa: SLF001 - of the same package; before a thread is made for nothing
        job = self._threads().submit(copy_context().run, call)
        future = asyncio.wrap_future(job)
        # Looked at, so that asyncio does not complain of the exception of a call that was cancelled.
        future.add_done_callback(lambda future: future.cancelled() or future.exception())
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            cancel.cancel()
            if not job.cancel():
                await asyncio.wait([future])
            raise

    def _threads(self) -> ThreadPoolExecutor:
        """The threads of this process: those of another one did not survive the fork."""
        import os
        from concurrent.futures import ThreadPoolExecutor

        process = os.getpid()
        if self._pool is None or self._pool[0] != process:
            self._pool = (process, ThreadPoolExecutor(self._max_concurrency, thread_name_prefix="zoomuser"))
        return self._pool[1]
