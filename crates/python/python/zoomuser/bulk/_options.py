"""The options of `zoomuser.bulk`."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Literal, TypedDict, Union

PathLike = Union[str, "os.PathLike[str]"]


class TableOptions(TypedDict, total=False):
    """How a file is read. Without them, its content and the end of its name decide.

    * `format`: "csv", "jsonl" or "xlsx".
    * `delimiter`: the delimiter of CSV, one character or "tab".
    * `encoding`: the encoding of text, for example "windows-1252".
    * `sheet`: the sheet of a workbook; the first by default.
    * `map`: columns and the fields that they mean, for example `{"Abteilung": "dept"}`.
    * `ignore_column`: one column or several to leave out.
    * `clear`: the word in a cell that clears the field. An empty cell leaves it as it is.
    * `part`: the rows of one part of the users, for example "2/4" on the second of four machines.
    * `duplicates`: two rows of one user are an error ("refuse", the default) or sent one after the other ("in-order").
    """

    format: Literal["csv", "jsonl", "xlsx"] | None
    delimiter: str | None
    encoding: str | None
    sheet: str | None
    map: dict[str, str] | None
    ignore_column: str | list[str] | None
    clear: str | None
    part: str | None
    duplicates: Literal["refuse", "in-order"] | None


class ReadOptions(TableOptions, total=False):
    """`TableOptions`, and how users are read and rows with a problem handled.

    * `no_read`: send all fields without reading the users; such a run cannot be undone.
    * `skip_bad_rows`: leave out rows with a problem. By default nothing is sent.
    * `jobs`: the most calls at a time, 1 to 64; by default as many as rate limit and latency need.
    """

    no_read: bool | None
    skip_bad_rows: bool | None
    jobs: int | None


class PlanOptions(ReadOptions, total=False):
    """`ReadOptions`, and this.

    * `out`: a file for the plan, for `apply`.
    """

    out: PathLike | None


class RunOptions(TypedDict, total=False):
    """When a run ends early, and what else it writes.

    * `stop_at`: end if more than this share of at least 50 rows failed; "20%" by default, "off" for never.
    * `max_time`: begin no row after so many seconds.
    * `wait_day`: wait for midnight UTC if the requests of the day are used up.
    * `jobs`: the most calls at a time, 1 to 64; by default as many as rate limit and latency need.
    * `junit`: a file for the results as JUnit XML.
    """

    stop_at: str | None
    max_time: float | timedelta | None
    wait_day: bool | None
    jobs: int | None
    junit: PathLike | None


class ApplyOptions(ReadOptions, total=False):
    """`ReadOptions`, the options of `RunOptions`, and these.

    * `run`: the folder of the run, which must not exist; users.csv.run-1 beside users.csv by default.
    * `max_loss`: how many rows may take a license, Zoom Phone or a text away from a user: a number, or a percentage
      such as "20%"; 10 rows or 5 %, whichever is more, by default.
    * `canary`: send so many rows first, and go on only if reading confirms all of them.
    * `strict`: leave out users that changed after the plan.
    """

    run: PathLike | None
    max_loss: int | str | None
    canary: int | None
    stop_at: str | None
    max_time: float | timedelta | None
    wait_day: bool | None
    strict: bool | None
    junit: PathLike | None


class ResumeOptions(RunOptions, total=False):
    """`RunOptions`, and these.

    * `retry`: which rows that have ended are tried again: "retryable" (the default), "failed" or "nothing".
    * `strict`: leave out users that changed after the plan.
    """

    retry: Literal["nothing", "retryable", "failed"] | None
    strict: bool | None


class UndoOptions(RunOptions, total=False):
    """`RunOptions`, and these.

    * `run`: the folder of the undo, which must not exist.
    * `max_loss`: how many rows may take something away from a user; see `ApplyOptions`.
    """

    run: PathLike | None
    max_loss: int | str | None
