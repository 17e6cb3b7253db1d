"""The exception of a run in which rows failed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zoomuser._exceptions import ZoomError
from zoomuser._row_result import RowResult


class BulkError(ZoomError):
    """Rows of `update_users` failed. `result` is that of the first of them."""

    failed: tuple[RowResult, ...]
    """The rows that failed."""
    rows: int
    """The number of rows."""

    def __init__(self, failed: Iterable[RowResult], rows: int) -> None:
        self.failed = tuple(failed)
        self.rows = rows
        super().__init__(self.failed[0].result)

    def __str__(self) -> str:
        most = 3
        named = [f"rows[{row.index}] ({row.user_id}): {row.error}" for row in self.failed[:most]]
        more = ["..."] if len(self.failed) > most else []
        return f"{len(self.failed)} of {self.rows} rows failed: {'; '.join(named + more)}"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.failed, self.rows)
