"""The Date library. A date is the seconds since 1970 in local time, as the manual has it."""

from __future__ import annotations

import calendar
import re
import time
from datetime import datetime, timedelta, timezone
from typing import Optional

from ..constants import FIXED
from ..errors import Fault
from ..runtime import Runtime
from .registry import command

EPOCH = datetime(1970, 1, 1)
TOKENS = {"yyyy": "%04d", "yy": "%02d", "mm": "%02d", "dd": "%02d", "hh": "%02d", "ii": "%02d", "ss": "%02d"}
MASK = re.compile("%(yyyy|yy|mm|dd|hh|ii|ss)", re.IGNORECASE)


def moment(date: int) -> Optional[datetime]:
    try:
        found = EPOCH + timedelta(seconds=date)
    except OverflowError:
        return None
    return found if found.year >= 1601 else None


def seconds(found: datetime) -> int:
    return int((found - EPOCH).total_seconds())


@command("Date.q = Date([Year, Month, Day, Hour, Minute, Second])")
def date_(_: Runtime, *given: int) -> int:
    if not given:
        return seconds(datetime.now().replace(microsecond=0))
    if len(given) != 6:
        raise Fault(f"Date(): expected no arguments or 6, got {len(given)}")
    try:
        return seconds(datetime(*given)) if given[0] >= 1601 else -1
    except (ValueError, OverflowError):
        return -1


@command("Date.q = DateUTC()")
def date_utc(_: Runtime) -> int:
    return int(time.time())


@command("Date.q = ConvertDate(Date.q, Format)")
def convert(_: Runtime, date: int, form: int) -> int:
    found = moment(date)
    if found is None:
        return -1
    if form == FIXED["PB_Date_LocalTime"]:
        return seconds(found.replace(tzinfo=timezone.utc).astimezone().replace(tzinfo=None))
    return seconds(found.astimezone(timezone.utc).replace(tzinfo=None))


@command("Date.q = AddDate(Date.q, Type, Value)")
def add(_: Runtime, date: int, kind: int, value: int) -> int:
    found = moment(date)
    steps = {2: 7 * 86400, 3: 86400, 4: 3600, 5: 60, 6: 1}
    if found is None:
        return -1
    if kind in steps:
        return date + steps[kind] * value
    if kind not in (0, 1):
        raise Fault("AddDate(): no such type; expected one of #PB_Date_Year to #PB_Date_Second")
    months = found.year * 12 + found.month - 1 + value * (12 if kind == 0 else 1)
    year, month = divmod(months, 12)
    if not 1601 <= year <= 9999:
        return -1
    day = min(found.day, calendar.monthrange(year, month + 1)[1])
    return seconds(found.replace(year=year, month=month + 1, day=day))


def _part(date: int, name: str) -> int:
    found = moment(date)
    return -1 if found is None else int(getattr(found, name))


@command("Result = Year(Date.q)")
def year(_: Runtime, date: int) -> int:
    return _part(date, "year")


@command("Result = Month(Date.q)")
def month(_: Runtime, date: int) -> int:
    return _part(date, "month")


@command("Result = Day(Date.q)")
def day(_: Runtime, date: int) -> int:
    return _part(date, "day")


@command("Result = Hour(Date.q)")
def hour(_: Runtime, date: int) -> int:
    return _part(date, "hour")


@command("Result = Minute(Date.q)")
def minute(_: Runtime, date: int) -> int:
    return _part(date, "minute")


@command("Result = Second(Date.q)")
def second(_: Runtime, date: int) -> int:
    return _part(date, "second")


@command("Result = DayOfWeek(Date.q)")
def day_of_week(_: Runtime, date: int) -> int:
    found = moment(date)
    return -1 if found is None else found.isoweekday() % 7


@command("Text$ = FormatDate(Mask$, Date.q)")
def format_(_: Runtime, mask: str, date: int) -> str:
    found = moment(date)
    if found is None:
        return ""
    values = {
        "yyyy": found.year, "yy": found.year % 100, "mm": found.month, "dd": found.day,
        "hh": found.hour, "ii": found.minute, "ss": found.second,
    }  # fmt: skip
    return MASK.sub(lambda token: TOKENS[token[1].lower()] % values[token[1].lower()], mask)


@command("Date.q = ParseDate(Mask$, String$)")
def parse(runtime: Runtime, mask: str, value: str) -> int:
    pattern = ""
    names = []
    at = 0
    for token in MASK.finditer(mask):
        name = token[1].lower()
        pattern += re.escape(mask[at : token.start()]) + rf"(\d{{{len(name)}}})"
        names.append(name)
        at = token.end()
    found = re.fullmatch(pattern + re.escape(mask[at:]), value)
    if not found:
        return -1
    parts = {"yyyy": 1970, "mm": 1, "dd": 1, "hh": 0, "ii": 0, "ss": 0} | {n: int(v) for n, v in zip(names, found.groups())}
    if "yy" in parts:
        parts["yyyy"] = parts.pop("yy") + 2000
    return date_(runtime, *(parts[name] for name in ("yyyy", "mm", "dd", "hh", "ii", "ss")))
