"""The client for asyncio."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextvars import copy_context
from types import TracebackType
from typing import Any, NoReturn

from zoomuser import _zoomuser
from zoomuser._async_token import enter, threaded, track, tracked
from zoomuser._async_updates import AsyncUpdates
from zoomuser._client import BodyLike, Client, Empty, HeadersLike, ParamsLike, content, target
from zoomuser._environment import from_environment
from zoomuser._exceptions import ForbiddenError, UnauthorizedError
from zoomuser._hidden import hidden
from zoomuser._list_users import IncludeFields, ListStatus, lists, users
from zoomuser._report import Report
from zoomuser._result import Result
from zoomuser._rows import RowsLike, async_iterator_of, length_of
from zoomuser._run_state import Check, EmptyCells, RunState, StopOn
from zoomuser._signature import spells_out
from zoomuser._token import AsyncTokenLike
from zoomuser._typing import Self, Unpack
from zoomuser._user import User
from zoomuser._vocabulary import Options, UserFields
from zoomuser._zoomuser import Form


class AsyncClient:
    """`Client` for asyncio: the same options and methods, as coroutines. To render a request use a `Client`.

    The client runs at most `max_concurrency` calls at a time (32 by default), each in a thread of the client's own
    pool, without holding the GIL, and keeps as many connections. Further calls wait; their `deadline` starts when they
    run. Cancelling a task cancels its call and no other; the `await` returns when the call has ended. The threads end
    with the client and do not delay the end of the program.

    A `token` that is an `async def` callable is awaited on the event loop of the call. Any other callable runs in the
    thread of the call; cancelling does not wait for it, but its thread is busy until it returns. Token callables and
    log handlers run in the context of the task (`contextvars`).
    """

    @spells_out(Options)
    def __init__(
        self, *, token: AsyncTokenLike | None = None, max_concurrency: int = 32, **options: Unpack[Options]
    ) -> None:
        """Raises `TypeError` for an unknown option or a wrong type, `CheckError` for a wrong value."""
        self._has_token_callable = callable(token)
        given = hidden({"token": threaded(token) if callable(token) else token, **options})
        del token, options
        if isinstance(max_concurrency, bool) or not isinstance(max_concurrency, int):
            raise TypeError(f"max_concurrency: expected int, got {type(max_concurrency).__name__}")
        if max_concurrency < 1:
            raise ValueError("max_concurrency: expected at least 1")
        client = Client.__new__(Client)
        client._start(given, max_concurrency)  # noqa: SLF001 - same package
        self._client = client
        self._native = client._native  # noqa: SLF001 - same package
        self._pool = _zoomuser.Pool(max_concurrency)

    @classmethod
    def from_env(cls, *, max_concurrency: int = 32, **options: Unpack[Options]) -> Self:
        """Creates a client from environment variables; see `Client.from_env`."""
        given = from_environment(hidden(options))
        del options
        return cls(max_concurrency=max_concurrency, **given())

    @spells_out(UserFields)
    async def update_user(
        self,
        user_id: str,
        /,
        *,
        fields: Mapping[str, object] | None = None,
        empty: Empty | None = None,
        confirm: bool | None = None,
        only_changes: bool | None = None,
        **keywords: Unpack[UserFields],
    ) -> Result:
        """Updates a user; see `Client.update_user`."""
        call = self._call()
        self._native.update_user(user_id, fields, empty, keywords, call, confirm, only_changes)
        return await self._end(call)  # type: ignore[no-any-return]

    @spells_out(UserFields)
    async def plan(
        self,
        user_id: str,
        /,
        *,
        fields: Mapping[str, object] | None = None,
        empty: Empty | None = None,
        **keywords: Unpack[UserFields],
    ) -> Result:
        """Reads a user and compares it with the fields; see `Client.plan`."""
        call = self._call()
        self._native.plan(user_id, fields, empty, keywords, call)
        return await self._end(call)  # type: ignore[no-any-return]

    async def get_user(self, user_id: str, /) -> User:
        """Reads a user; see `Client.get_user`."""
        call = self._call()
        self._native.get_user(user_id, call)
        return User(await self._end(call))

    async def list_users(
        self,
        status: ListStatus = "active",
        *,
        role_id: str | None = None,
        license: str | None = None,
        group_id: str | None = None,
        include_fields: IncludeFields | None = None,
        page_size: int | None = None,
    ) -> AsyncIterator[User]:
        """Lists the users of the account, for `async for`; see `Client.list_users`."""
        pages = lists(
            self._native,
            status,
            role_id=role_id,
            license=license,
            group_id=group_id,
            include_fields=include_fields,
            page_size=page_size,
        )
        for each in pages:
            while True:
                call = self._call()
                each.next(call)
                page = await self._end(call)
                if page is None:
                    break
                for user in users(page):
                    yield user

    def update_users(
        self,
        rows: RowsLike,
        /,
        *,
        key: str = "user_id",
        concurrency: int | None = None,
        check: Check = "all_first",
        empty: EmptyCells = "skip",
        stop_on: StopOn = (UnauthorizedError, ForbiddenError),
        ordered: bool = False,
        run: str | os.PathLike[str] | None = None,
        confirm: bool | None = None,
    ) -> AsyncUpdates:
        """Updates many users, for `async for`; see `Client.update_users`. `rows` may be an asynchronous iterable.

        Rows are read and validated on the event loop, with `check="all_first"` all of them when the iteration begins.
        `concurrency` does not depend on `max_concurrency`: the run needs one thread of that pool.
        """
        loop = asyncio.get_running_loop()
        context = copy_context()
        context.run(enter, loop)
        self._client._must_be_open()  # noqa: SLF001 - same package
        state = RunState(
            self._native,
            context,
            key=key,
            concurrency=concurrency,
            check=check,
            empty=empty,
            stop_on=stop_on,
            ordered=ordered,
            run=run,
            cancel=None,
            confirm=confirm,
            total=length_of(rows),
        )

        async def next_result() -> Any:  # noqa: ANN401 - as in RunState
            call = self._call()
            state.native.next(call)
            return await self._end(call)

        return AsyncUpdates(state, async_iterator_of(rows, key), next_result)

    async def doctor(self) -> Report:
        """Diagnoses why updates fail; see `Client.doctor`."""
        call = self._call()
        self._native.doctor(call)
        return await self._end(call)  # type: ignore[no-any-return]

    @spells_out(UserFields)
    def check(
        self,
        *,
        fields: Mapping[str, object] | None = None,
        empty: Empty | None = None,
        **keywords: Unpack[UserFields],
    ) -> Result:
        """Validates fields; see `Client.check`. It does no I/O, so it is not a coroutine."""
        return self._client.check(fields=fields, empty=empty, **keywords)

    async def request(
        self,
        method: str,
        path: str,
        /,
        *,
        params: ParamsLike | None = None,
        headers: HeadersLike | None = None,
        body: BodyLike | None = None,
        json: object = None,
        form: Form | None = None,
    ) -> Result:
        """Sends any other request to the API; see `Client.request`."""
        call = self._call()
        self._native.request(method, target(path, params), headers, content(body, json, form), form, call)
        return await self._end(call)  # type: ignore[no-any-return]

    @property
    def base_url(self) -> str:
        """The base URL of the API."""
        return self._client.base_url

    async def aclose(self) -> None:
        """Closes the idle connections. Calls in flight continue; queued and later calls raise `RuntimeError`."""
        self._client.close()
        self._pool.close()

    async def __aenter__(self) -> Self:
        self._client.__enter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def __setattr__(self, name: str, value: object) -> None:
        # Assigning a misspelled option would have no effect. Existing names can be assigned, so tests can patch them.
        if type(self) is AsyncClient and not name.startswith("_") and not hasattr(AsyncClient, name):
            raise AttributeError(f"AsyncClient has no attribute {name!r}; pass options to AsyncClient(...)")
        super().__setattr__(name, value)

    def __repr__(self) -> str:
        if not hasattr(self, "_client"):
            return "<zoomuser.AsyncClient without valid options>"
        return repr(self._client).replace("Client", "AsyncClient", 1)

    def __reduce__(self) -> NoReturn:
        raise TypeError("an AsyncClient cannot be pickled: make one in each process")

    def _call(self) -> _zoomuser.AsyncCall:
        """A call of the running task, not yet started."""
        call = self._pool.call()
        if self._has_token_callable:
            track(call)
        return call

    async def _end(self, call: _zoomuser.AsyncCall) -> Any:  # noqa: ANN401 - the result of any call
        """Waits for the end of a call; returns its result or raises its exception."""
        try:
            return await call.future
        except GeneratorExit:
            call.cancel()
            raise
        except BaseException:
            # The exception of the call, or the task was cancelled.
            if call.cancel():
                await (tracked(call).ended(call.ended()) if self._has_token_callable else call.ended())
            raise
        finally:
            call.resumed()
