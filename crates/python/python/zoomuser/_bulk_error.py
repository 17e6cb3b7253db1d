"""The exception of a run in which rows failed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zoomuser._exceptions import ZoomError
from zoomuser._result import Result
from zoomuser._row_result import RowResult
from zoomuser._vocabulary import Status


class BulkError(ZoomError):
    """Rows of `update_users` failed: see `failed`. The status is `Status.ROWS_FAILED`."""

    failed: tuple[RowResult, ...]
    """The rows that failed."""
    rows: int
    """The number of rows."""

    def __init__(self, failed: Iterable[RowResult], rows: int) -> None:
        self.failed = tuple(failed)
        self.rows = rows
        most = 3
        named = [f"rows[{row.index}] ({row.user_id}): {row.error}" for row in self.failed[:most]]
        more = ["..."] if len(self.failed) > most else []
        message = f"{len(self.failed)} of {rows} rows failed: {'; '.join(named + more)}"
        super().__init__(Result(Status.ROWS_FAILED, message))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.failed, self.rows)
