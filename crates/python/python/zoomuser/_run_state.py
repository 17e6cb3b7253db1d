"""What the results of many users amount to so far."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Literal, Union

from zoomuser import _zoomuser
from zoomuser._bulk_error import BulkError
from zoomuser._exceptions import CancelledError, CheckError, FieldTypeError, TransportError, ZoomError
from zoomuser._result import Problem, Result
from zoomuser._row_result import RowResult
from zoomuser._vocabulary import Status

if TYPE_CHECKING:
    import os
    from contextvars import Context

    from zoomuser._zoomuser import CancelToken

Check = Literal["all_first", "each"]
EmptyCells = Literal["skip", "clear"]
StopOn = Union[type[BaseException], tuple[type[BaseException], ...]]

GRACE_SECONDS = 3
"""How long the calls that run may go on after the end of the loop."""
MAX_HELD = 1024
"""With `ordered`: the most results that wait for that of an earlier row."""
MAX_BAD_ROWS = 100
"""The most rows that are named when rows are not valid."""


class RunState:
    """A run of many users: its native part, its counts and its failures."""

    def __init__(
        self,
        client: _zoomuser.Client,
        context: Context,
        *,
        key: str,
        concurrency: int | None,
        check: Check,
        empty: EmptyCells,
        stop_on: StopOn,
        ordered: bool,
        run: str | os.PathLike[str] | None,
        cancel: CancelToken | None,
        confirm: bool | None,
        total: int | None,
    ) -> None:
        if check not in ("all_first", "each"):
            raise CheckError(Result(Status.INVALID_ARGUMENT, 'check: expected "all_first" or "each"'))
        isinstance(None, stop_on)  # raises TypeError for what is no class
        self.native = _zoomuser.Updates(client, key, empty, concurrency, confirm, run, context)
        self.checks_first = check == "all_first"
        self.collects = self.checks_first or run is not None
        self.stop_on = stop_on
        self.ordered = ordered
        self.run = run
        self.cancel = cancel
        self.total = total
        self.counts: dict[str, int] = {}
        self._failed: list[RowResult] = []
        self.ended = False
        self.failure: ZoomError | None = None
        self._ready: deque[RowResult] = deque()
        self._held: dict[int, RowResult] = {}
        self._next = 0

    def check_collected(self) -> None:
        """Raises `CheckError` if one of the rows is not valid and all had to be."""
        self.total = self.native.rows
        count = self.native.bad_count()
        if not self.checks_first or count == 0:
            return
        bad = self.native.bad()[:MAX_BAD_ROWS]
        problems = [problem for index, error in bad for problem in _problems(index, error)]
        if count > len(bad):
            problems.append(Problem("", f"and {count - len(bad)} more rows"))
        message = f"{count} of {self.total} rows are not valid; nothing was sent"
        is_type = any(isinstance(error, FieldTypeError) for _, error in bad)
        kind = FieldTypeError if is_type else CheckError
        raise kind(Result(Status.CHECK_FAILED, message, problems=tuple(problems)))

    def wanted(self) -> int:
        """How many rows are to be read now."""
        room = self.native.room()
        return min(room, MAX_HELD - len(self._held)) if self.ordered else room

    def take(self, given: tuple[Any, ...] | None) -> None:
        """Takes what the native part returned: the result of a row, or `None` at the end."""
        if given is None:
            self._end()
            return
        row = RowResult(*given)
        self.counts[row.outcome] = self.counts.get(row.outcome, 0) + 1
        if row.error is not None:
            self._failed.append(row)
            if isinstance(row.error, self.stop_on):
                self.native.stop()
        if not self.ordered:
            self._ready.append(row)
            return
        self._held[row.index] = row
        while (held := self._held.pop(self._next, None)) is not None:
            self._ready.append(held)
            self._next += 1

    def ready(self) -> RowResult | None:
        """The next result, if there is one."""
        return self._ready.popleft() if self._ready else None

    def take_failure(self) -> ZoomError | None:
        """The exception that ends the iteration, once."""
        failure, self.failure = self.failure, None
        return failure

    def close(self) -> None:
        """Ends the iteration, and frees the native part, which has ended or ends by itself."""
        self._ready.clear()
        self._held.clear()
        self.failure = None
        self._free()

    def _free(self) -> None:
        self.ended = True
        self.native.close()

    def _end(self) -> None:
        # Rows that were not begun leave gaps.
        self._ready.extend(self._held[index] for index in sorted(self._held))
        self._held.clear()
        why, message = self.native.stopped or ("error", "the run ended without saying why")
        if why == "error":
            self.failure = TransportError(Result(Status.IO, message))
        elif why == "interrupted" and self.cancel is not None and self.cancel.cancelled:
            self.failure = CancelledError(Result(Status.CANCELLED, "the run was cancelled"))
        self._free()

    def failures(self) -> list[RowResult]:
        """The rows so far that failed, in their order."""
        return sorted(self._failed, key=lambda row: row.index)

    def summary(self) -> dict[str, Any]:
        """The rows, by outcome."""
        rows = self.native.rows if self.total is None else self.total
        outcomes = dict(self.counts)
        if self.ended and (left := rows - sum(outcomes.values())) > 0:
            outcomes["not-tried"] = outcomes.get("not-tried", 0) + left
        why, message = self.native.stopped or (None, "")
        run = None if self.run is None else str(self.run)
        return {"rows": rows, "outcomes": outcomes, "why": why, "message": message, "run": run}

    def raise_for_failures(self) -> None:
        """Raises `BulkError` if a row has failed."""
        if self._failed:
            raise BulkError(self.failures(), self.native.rows)

    def __len__(self) -> int:
        if self.total is None:
            raise TypeError("the number of rows is not known before they are read")
        return self.total


def _problems(index: int, error: ZoomError) -> list[Problem]:
    place = f"rows[{index}]"
    if not error.result.problems:
        return [Problem("" if error.message.startswith(place) else place, str(error))]
    return [Problem(f"{place}.{each.field}" if each.field else place, each.message) for each in error.result.problems]
