"""Changes many users from a file, as `zoomuser bulk` does.

    from zoomuser import bulk

    with zoomuser.Client.from_env() as client:
        for record in bulk.plan(client, "users.csv"):
            print(record["user_id"], record["fields"])
        done = bulk.apply(client, "users.csv")
        bulk.undo(client, done.run)

Files are CSV, JSON Lines or XLSX. Every function returns `Records`: a list of dicts, ready for a data frame, with a
`summary`. The options are those of the command line, with `_` in place of `-`. Nothing asks for consent: look at the
plan before, and limit what may be taken away with `max_loss`.
"""

from __future__ import annotations

from zoomuser.bulk._files import apply, check, plan, resume, undo
from zoomuser.bulk._options import (
    ApplyOptions,
    PlanOptions,
    ReadOptions,
    ResumeOptions,
    RunOptions,
    TableOptions,
    UndoOptions,
)
from zoomuser.bulk._records import Records

__all__ = [
    "ApplyOptions",
    "PlanOptions",
    "ReadOptions",
    "Records",
    "ResumeOptions",
    "RunOptions",
    "TableOptions",
    "UndoOptions",
    "apply",
    "check",
    "plan",
    "resume",
    "undo",
]
