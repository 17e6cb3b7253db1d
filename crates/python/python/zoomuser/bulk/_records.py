"""What the functions of `zoomuser.bulk` return."""

from __future__ import annotations

from typing import Any


class Records(list[dict[str, Any]]):
    """Records, one dict each, and what they amount to."""

    summary: dict[str, Any]
    """The numbers of the whole, and `exit`, the exit code of the command line.

    `notes` of a check are remarks on the whole file, such as columns that are left out. `warnings` of a plan and of a
    run are lines of text, at most 100: what looks wrong, which rows are sent again, what an undo cannot put back.
    """
    run: str | None
    """The folder of the run, with results.csv and failed.csv; `None` without a run."""

    def __init__(self, records: list[dict[str, Any]], summary: dict[str, Any], run: str | None) -> None:
        super().__init__(records)
        self.summary = summary
        self.run = run

    @property
    def ok(self) -> bool:
        """Whether the file is valid, the plan changes nothing, or every row of the run succeeded."""
        return bool(self.summary["exit"] == 0)
