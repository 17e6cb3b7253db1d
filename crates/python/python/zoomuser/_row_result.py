"""The result of one row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoomuser._exceptions import ZoomError
    from zoomuser._result import Result


@dataclass(frozen=True)
class RowResult:
    """The result of one row of `Client.update_users`."""

    index: int
    """The position of the row, from 0."""
    user_id: str
    """The user as the row names it; "" if it names none."""
    result: Result
    """The result of the call. A row that is not valid has one without a response."""
    error: ZoomError | None = None
    """The exception that `update_user` would raise, or `None` if the user is updated."""
    outcome: str = "sent"
    """One word, the same as in results.csv: "sent", "applied", "already", "ignored", "unverifiable", "refused" (not
    valid), "failed", "in-doubt" (cancelled after it may have been sent) or "not-tried"."""

    @property
    def ok(self) -> bool:
        """Whether the user is updated."""
        return self.error is None
