"""How a call ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from zoomuser._vocabulary import RETRYABLE, Status


class Problem(NamedTuple):
    """Something that is said of one field."""

    field: str
    """The field, with its member where it has some (`phone_numbers[0].label`); "" for the patch as a whole."""
    message: str
    """What was expected, in one line; in a field error, Zoom's own words."""

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class FieldOutcome(NamedTuple):
    """What reading the user shows of one field that was set. Values are those of JSON; `None` is nothing."""

    field: str
    """The field, by the name that sets it."""
    outcome: Literal["applied", "already", "ignored", "unverifiable", "differs"]
    """What became of it: now as it was set; as it was set before; not as it was set in spite of Zoom's 204; never shown
    by reading; different before, and not read again."""
    old: object
    """What reading showed before."""
    new: object
    """What was set."""
    seen: object
    """What reading shows after the update; `None` also where that was not done."""


class Headers(Mapping[str, str]):
    """The headers of an answer, by name in any case. Several of one name are joined by ", ".

    `pairs` has them one by one, in the order in which they came.
    """

    __slots__ = ("pairs",)

    def __init__(self, pairs: tuple[tuple[str, str], ...] = ()) -> None:
        self.pairs = pairs

    def __getitem__(self, name: str) -> str:
        values = [value for key, value in self.pairs if isinstance(name, str) and key.lower() == name.lower()]
        if not values:
            raise KeyError(name)
        return ", ".join(values)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(key.lower() for key, _ in self.pairs))

    def __len__(self) -> int:
        return len({key.lower() for key, _ in self.pairs})

    def __hash__(self) -> int:
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[Headers], tuple[tuple[tuple[str, str], ...]]]:
        return type(self), (self.pairs,)

    def __repr__(self) -> str:
        return f"Headers({self.pairs!r})"


@dataclass(frozen=True)
class Result:
    """How a call ended, with Zoom's answer if there was one.

    A call that did what it was asked returns its result; the exception of a call that did not carries it as `result`.
    The access token is in none of its texts, also where Zoom repeated it.
    """

    status: Status
    """How it ended; `Status.OK` is success."""
    message: str
    """One line of English, with Zoom's own words where it gave some."""
    remedy: str
    """What to do about it, in one line, or ""."""
    problems: tuple[Problem, ...]
    """What stopped the call before anything was sent."""
    warnings: tuple[Problem, ...]
    """What did not stop the call."""
    attempts: int
    """How many times the request was sent or tried to be sent; 0 when the call stopped before."""
    waited: float
    """Seconds spent waiting for a turn or between attempts."""
    http_status: int | None
    """The HTTP status, or `None` when Zoom did not answer."""
    api_code: int | None
    """Zoom's code, e.g. 1001, or `None`."""
    api_message: str
    """Zoom's message, or ""."""
    field_errors: tuple[Problem, ...]
    """What Zoom says of single fields."""
    tracking_id: str
    """Zoom's number of the request, for its support, or ""."""
    retry_after: float | None
    """Seconds until Zoom allows the next request, counted from when this result was made, or `None`."""
    reason: str
    """The words beside the HTTP status, e.g. "Not Found"."""
    head: str
    """The head of the answer as it came: status line and headers, each line ended by CR LF."""
    headers: Headers
    """The headers of the answer."""
    body: bytes
    """The body of the answer, at most one mebibyte of it."""
    fields: tuple[FieldOutcome, ...] = field(default=(), hash=False)
    """With `verify` or `only_changes`: what was found of each field that was set, in order."""

    @property
    def ok(self) -> bool:
        """Whether the call did what it was asked."""
        return self.status is Status.OK

    @property
    def retryable(self) -> bool:
        """Whether the same call may succeed later."""
        return self.status in RETRYABLE

    def json(self) -> object:
        """The body as JSON.

        Raises `ValueError` when it is none; an update that succeeded has no body.
        """
        import json

        return json.loads(self.body)
