"""Changes many users from a file, as `zoomuser bulk` does.

    from zoomuser import bulk

    with zoomuser.Client.from_env() as client:
        for record in bulk.plan(client, "users.csv"):
            print(record["user_id"], record["fields"])
        done = bulk.apply(client, "users.csv")
        bulk.undo(client, done.run)

Files are CSV, JSON Lines or XLSX. Every function returns `Records`: a list of dicts, ready for a data frame, with a
`summary`. The options are those of the command line, with `_` in place of `-`. Nothing asks for consent: look at the plan
before, and limit what may be taken away with `max_loss`.
"""

from __future__ import annotations

import json
import os
from datetime import timedelta
from typing import Any, Literal, TypedDict, Union

from zoomuser import _zoomuser
from zoomuser._client import Client
from zoomuser._signature import spells_out
from zoomuser._typing import Unpack
from zoomuser._zoomuser import CancelToken

__all__ = ["ApplyOptions", "PlanOptions", "Records", "RunOptions", "TableOptions", "apply", "check", "plan", "resume", "undo"]

PathLike = Union[str, "os.PathLike[str]"]


class TableOptions(TypedDict, total=False):
    """How a file is read. Without them, its content and the end of its name decide."""

    format: Literal["csv", "jsonl", "xlsx"] | None
    delimiter: str | None
    encoding: str | None
    sheet: str | None
    map: dict[str, str] | None
    ignore_column: str | list[str] | None
    clear: str | None
    duplicates: Literal["refuse", "in-order"] | None


class PlanOptions(TableOptions, total=False):
    """`TableOptions`, and how users are read and rows with a problem handled."""

    no_read: bool | None
    skip_bad_rows: bool | None
    jobs: int | None


class RunOptions(TypedDict, total=False):
    """When a run ends early, and how many calls it makes at a time."""

    stop_at: str | None
    max_time: float | timedelta | None
    wait_day: bool | None
    jobs: int | None
    junit: PathLike | None


class ApplyOptions(PlanOptions, total=False):
    """`PlanOptions`, and the options of the run."""

    run: PathLike | None
    max_loss: int | str | None
    canary: int | None
    stop_at: str | None
    max_time: float | timedelta | None
    wait_day: bool | None
    strict: bool | None
    junit: PathLike | None


class ResumeOptions(RunOptions, total=False):
    """`RunOptions`, and which rows that have ended are tried again."""

    retry: Literal["nothing", "retryable", "failed"] | None
    strict: bool | None


class UndoOptions(RunOptions, total=False):
    """`RunOptions`, the folder of the undo and how much it may take away."""

    run: PathLike | None
    max_loss: int | str | None


class Records(list[dict[str, Any]]):
    """Records, one dict each, and what they amount to."""

    summary: dict[str, Any]
    """The numbers of the whole, and `exit`, the exit code of the command line."""
    run: str | None
    """The folder of the run, with results.csv and failed.csv; `None` without a run."""

    def __init__(self, records: list[dict[str, Any]], summary: dict[str, Any], run: str | None) -> None:
        super().__init__(records)
        self.summary = summary
        self.run = run

    @property
    def ok(self) -> bool:
        """Whether the file is valid, the plan changes nothing, or every row of the run is as wished."""
        return bool(self.summary["exit"] == 0)


@spells_out(TableOptions)
def check(path: PathLike, /, **options: Unpack[TableOptions]) -> Records:
    """Judges every row of a file; sends nothing and needs no client.

    A record for each problem and warning: `line`, `kind` ("problem" or "warning"), `field` (the column) and `message`.
    """
    return _records(_zoomuser.bulk_check(path, options))


@spells_out(PlanOptions)
def plan(
    client: Client, path: PathLike, /, *, cancel: CancelToken | None = None, **options: Unpack[PlanOptions]
) -> Records:
    """Reads the users and compares them with the file; changes nothing.

    A record for each row: `row`, `line`, `user_id`, `outcome` (`None` if the row would be sent), `message`, `fields` (a list
    of `field`, `old`, `new`). Raises `CheckError` if the file has problems, and the exceptions of `get_user` if no user can
    be read.
    """
    return _run("plan", client, path, dict(options), cancel)


@spells_out(ApplyOptions)
def apply(
    client: Client, path: PathLike, /, *, cancel: CancelToken | None = None, **options: Unpack[ApplyOptions]
) -> Records:
    """Changes the users of a file.

    It plans, and sends what differs. The folder of the run (`run`, otherwise users.csv.run-1 beside users.csv) gets a journal
    and the results. A record for each row: `row`, `line`, `user_id`, `outcome`, `status`, `http_status`, `api_code`,
    `message`, `hint`, `tracking_id`, `attempts`, `waited_ms`. A failed row raises nothing: see `Records.ok`.

    Raises `CheckError` before anything is sent if the file has problems, or if more rows than `max_loss` take a license, Zoom
    Phone or a text away from a user. After Ctrl-C and `cancel.cancel()`, `resume` goes on.
    """
    return _run("apply", client, path, dict(options), cancel)


@spells_out(ResumeOptions)
def resume(
    client: Client, run: PathLike, /, *, cancel: CancelToken | None = None, **options: Unpack[ResumeOptions]
) -> Records:
    """Goes on with a run that was interrupted or killed. `run` is its folder, or the file of which it is the latest run.

    The records are those of all rows; see `apply`.
    """
    return _run("resume", client, run, dict(options), cancel)


@spells_out(UndoOptions)
def undo(
    client: Client, undone: PathLike, /, *, cancel: CancelToken | None = None, **options: Unpack[UndoOptions]
) -> Records:
    """Puts the old values of a run back, where the users still have those of the run.

    `undone` is its folder, or the file of which it is the latest run. The undo is a run with a folder of its own (`run`). The
    records are those of the undo; see `apply`.
    """
    return _run("undo", client, undone, dict(options), cancel)


def _run(action: str, client: Client, path: PathLike, options: dict[str, Any], cancel: CancelToken | None) -> Records:
    if not isinstance(client, Client):
        raise TypeError(f"client: expected Client, got {type(client).__name__}")
    client._must_be_open()  # noqa: SLF001 - same package
    return _records(_zoomuser.bulk_run(action, client._native, path, options, cancel))  # noqa: SLF001


def _records(text: str) -> Records:
    made = json.loads(text)
    return Records(made["records"], made["summary"], made["run"] or None)
