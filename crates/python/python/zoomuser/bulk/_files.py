"""The functions of `zoomuser.bulk`."""

from __future__ import annotations

import json
from typing import Any

from zoomuser import _zoomuser
from zoomuser._client import Client
from zoomuser._signature import refuse_unknown, spells_out
from zoomuser._typing import Unpack
from zoomuser._zoomuser import CancelToken
from zoomuser.bulk._options import (
    ApplyOptions,
    PathLike,
    PlanOptions,
    ResumeOptions,
    TableOptions,
    UndoOptions,
)
from zoomuser.bulk._records import Records


@spells_out(TableOptions)
def check(path: PathLike, /, **options: Unpack[TableOptions]) -> Records:
    """Judges every row of a file; sends nothing and needs no client.

    A record for each problem and warning: `line`, `kind` ("problem" or "warning"), `field` (the column) and `message`.
    """
    refuse_unknown("check", TableOptions, options)
    return _records(_zoomuser.bulk_check(path, options))


@spells_out(PlanOptions)
def plan(
    client: Client, path: PathLike, /, *, cancel: CancelToken | None = None, **options: Unpack[PlanOptions]
) -> Records:
    """Reads the users and compares them with the file; changes nothing.

    A record for each row: `row`, `line`, `user_id`, `outcome` (`None` if the row would be sent), `message`, `fields` (a
    list of `field`, `old`, `new`). Raises `CheckError` if the file has problems, and the exceptions of `get_user` if no
    user can be read.
    """
    return _run("plan", client, path, dict(options), cancel)


@spells_out(ApplyOptions)
def apply(
    client: Client, path: PathLike, /, *, cancel: CancelToken | None = None, **options: Unpack[ApplyOptions]
) -> Records:
    """Changes the users of a file, or carries out a plan of `plan(..., out=...)`.

    It plans, and sends what differs. The folder of the run (`run`, otherwise users.csv.run-1 beside users.csv) gets a
    journal and the results. A record for each row: `row`, `line`, `user_id`, `outcome`, `status`, `http_status`,
    `api_code`, `message`, `hint`, `tracking_id`, `attempts`, `waited_ms`. A failed row raises nothing: see
    `Records.ok`.

    Raises `CheckError` before anything is sent if the file has problems, or if more rows than `max_loss` take a
    license, Zoom Phone or a text away from a user. Ctrl-C lets the calls end that run, a second one
    cancels them, as `cancel.cancel()` does; `resume` goes on.
    """
    return _run("apply", client, path, dict(options), cancel)


@spells_out(ResumeOptions)
def resume(
    client: Client, run: PathLike, /, *, cancel: CancelToken | None = None, **options: Unpack[ResumeOptions]
) -> Records:
    """Goes on with a run that was interrupted or killed. `run` is its folder, or the file of which it is the latest
    run.

    The records are those of all rows; see `apply`.
    """
    return _run("resume", client, run, dict(options), cancel)


@spells_out(UndoOptions)
def undo(
    client: Client, undone: PathLike, /, *, cancel: CancelToken | None = None, **options: Unpack[UndoOptions]
) -> Records:
    """Puts the old values of a run back, where the users still have those of the run.

    `undone` is its folder, or the file of which it is the latest run. The undo is a run with a folder of its own
    (`run`). The records are those of the undo; see `apply`.
    """
    return _run("undo", client, undone, dict(options), cancel)


_KEYWORDS = {"plan": PlanOptions, "apply": ApplyOptions, "resume": ResumeOptions, "undo": UndoOptions}


def _run(action: str, client: Client, path: PathLike, options: dict[str, Any], cancel: CancelToken | None) -> Records:
    refuse_unknown(action, _KEYWORDS[action], options)
    if not isinstance(client, Client):
        raise TypeError(f"client: expected Client, got {type(client).__name__}")
    client._must_be_open()  # noqa: SLF001 - same package
    return _records(_zoomuser.bulk_run(action, client._native, path, options, cancel))  # noqa: SLF001


def _records(text: str) -> Records:
    made = json.loads(text)
    return Records(made["records"], made["summary"], made["run"] or None)
