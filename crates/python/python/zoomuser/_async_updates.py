"""The results of many users, for an `async for` loop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from types import TracebackType
from typing import Any

from zoomuser._row_result import RowResult
from zoomuser._run_state import GRACE_SECONDS, RunState
from zoomuser._typing import Self

_END = object()
PORTION = 256
"""Rows that are read before other tasks get their turn."""


class AsyncUpdates(AsyncIterator[RowResult]):
    """The results of `AsyncClient.update_users`: `Updates` for `async for`.

    Cancelling the task cancels the calls that run, whose rows are then "in-doubt". Leaving the loop early without
    `async with` or `aclose()` cancels them too.
    """

    def __init__(
        self,
        state: RunState,
        rows: AsyncIterator[Any] | Iterator[Any],
        next_result: Callable[[], Awaitable[Any]],
    ) -> None:
        self._state = state
        self._next = next_result
        self._rows: AsyncIterator[Any] | Iterator[Any] | None = rows
        self._has_begun = self._is_cancelled = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> RowResult:
        state = self._state
        while (row := state.ready()) is None:
            if state.ended:
                failure = state.take_failure()
                raise StopAsyncIteration if failure is None else failure
            try:
                if not self._has_begun:
                    await self._begin()
                for _ in range(state.wanted()):
                    if not await self._add():
                        break
                state.take(await self._next())
            except asyncio.CancelledError:
                self._is_cancelled = True
                await self.aclose()
                raise
            except BaseException:
                await self.aclose()
                raise
        return row

    async def _begin(self) -> None:
        state = self._state
        if state.collects:
            while await self._add():
                if state.native.rows % PORTION == 0:
                    await asyncio.sleep(0)
            state.check_collected()
        state.native.begin()
        self._has_begun = True

    async def _add(self) -> bool:
        """Gives the next row to the native part; false if there is none."""
        rows = self._rows
        if rows is None:
            return False
        if isinstance(rows, AsyncIterator):
            try:
                row = await rows.__anext__()
            except StopAsyncIteration:
                row = _END
        else:
            row = next(rows, _END)
        if row is _END:
            self._rows = None
            return False
        self._state.native.add(row)
        return True

    def __len__(self) -> int:
        return len(self._state)

    def __bool__(self) -> bool:
        return True

    @property
    def failed(self) -> list[RowResult]:
        """The rows so far that failed, in their order."""
        return self._state.failures()

    def summary(self) -> dict[str, Any]:
        """The rows so far, by outcome; see `Updates.summary`."""
        return self._state.summary()

    async def raise_for_failures(self) -> None:
        """Runs to the end, and raises `BulkError` if a row has failed."""
        async for _ in self:
            pass
        self._state.raise_for_failures()

    def stop(self) -> None:
        """Begins no further row. The results of the calls that run still come."""
        self._state.native.stop()

    async def aclose(self) -> None:
        """Begins no further row, and waits for the calls that run; after 3 seconds it cancels them."""
        state, self._rows = self._state, None
        if state.ended:
            return
        state.native.finish(GRACE_SECONDS if not self._is_cancelled else 0)
        try:
            while self._has_begun and not state.ended:
                state.take(await self._next())
        finally:
            # What still runs is cancelled.
            state.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"<zoomuser.AsyncUpdates {self.summary()}>"
