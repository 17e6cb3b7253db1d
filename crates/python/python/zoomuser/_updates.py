"""The results of many users, for a `for` loop."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

from zoomuser._row_result import RowResult
from zoomuser._run_state import GRACE_SECONDS, RunState
from zoomuser._typing import Self

_END = object()


class Updates(Iterator[RowResult]):
    """The results of `Client.update_users`, an iterator of `RowResult`: each comes when its row has ended.

    The run goes on while you iterate: it reads a row when it can begin it. Leaving the loop early, an exception in it,
    the end of the `with` block and `close()` begin no further row and wait for the calls that run, at most 3 seconds;
    Ctrl-C does the same, a second one cancels them at once. `len()` is the number of rows if it is known, otherwise a
    `TypeError`.
    """

    def __init__(self, state: RunState, rows: Iterator[Any]) -> None:
        self._process = os.getpid()
        self._state = state
        self._rows: Iterator[Any] | None = rows
        if state.collects:
            try:
                while self._add():
                    pass
                state.check_collected()
            except BaseException:
                state.close()
                raise
        state.native.begin()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> RowResult:
        state = self._state
        while (row := state.ready()) is None:
            if state.ended:
                failure = state.take_failure()
                raise StopIteration if failure is None else failure
            try:
                # `range` is not used up if the rows end.
                for _ in range(state.wanted()):
                    if not self._add():
                        break
                state.take(state.native.next(state.cancel))
            except BaseException:
                self.close()
                raise
        return row

    def _add(self) -> bool:
        """Gives the next row to the native part; false if there is none."""
        row = _END if self._rows is None else next(self._rows, _END)
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
        """The rows so far: `rows`, `outcomes` (a number for each outcome), and at the end `why` and `message`; `run`.

        `why` is "finished" if every row was tried, otherwise for example "interrupted", "token" or "day".
        """
        return self._state.summary()

    def raise_for_failures(self) -> None:
        """Runs to the end, and raises `BulkError` if a row has failed."""
        for _ in self:
            pass
        self._state.raise_for_failures()

    def stop(self) -> None:
        """Begins no further row. The results of the calls that run still come."""
        self._state.native.stop()

    def close(self) -> None:
        """Begins no further row, and waits for the calls that run; after 3 seconds it cancels them."""
        state, self._rows = self._state, None
        if state.ended:
            return
        if os.getpid() != self._process:
            state.close()
            return
        state.native.finish(GRACE_SECONDS)
        try:
            self._drain()
        except BaseException:
            state.native.finish(0)
            self._drain()
            raise
        finally:
            state.close()

    def _drain(self) -> None:
        while not self._state.ended:
            self._state.take(self._state.native.next(self._state.cancel))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __del__(self, is_finalizing: Callable[[], bool] = sys.is_finalizing) -> None:
        # Without a state if the constructor raised.
        if hasattr(self, "_state") and not is_finalizing():
            self.close()

    def __repr__(self) -> str:
        return f"<zoomuser.Updates {self.summary()}>"
