"""The result of a call."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from zoomuser._vocabulary import RETRYABLE, Status


class Problem(NamedTuple):
    """An error or warning about a field."""

    field: str
    """The field, with the path to a nested member (`phone_numbers[0].label`); "" for the patch as a whole."""
    message: str
    """What was expected, in one line; in `field_errors`, Zoom's message."""

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class FieldOutcome(NamedTuple):
    """The outcome of one field, from reading the user. Values are decoded JSON; `None` means no value."""

    field: str
    """The name of the field in the update."""
    outcome: Literal["applied", "already", "ignored", "unverifiable", "differs"]
    """* "applied": the user has the new value.
    * "already": the user had this value before the update.
    * "ignored": the user does not have the new value although Zoom answered 204.
    * "unverifiable": Zoom does not return this field.
    * "differs": the value was different before the update, and the user was not read again.
    """
    old: object
    """The value before the update."""
    new: object
    """The value that was set."""
    seen: object
    """The value after the update; `None` if the user was not read again."""


class Headers(Mapping[str, str]):
    """Response headers by case-insensitive name. Values of a repeated header are joined by ", ".

    `pairs` has the individual headers in the order received.
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


@dataclass(frozen=True, repr=False)
class Result:
    """The result of a call, with Zoom's response if there was one.

    A successful call returns it; the exception of a failed call has it as `result`. It never contains the access token,
    even if Zoom's response does. Tests can construct one: every field but `status` has a default.
    """

    status: Status
    """The status of the call; `Status.OK` is success."""
    message: str = ""
    """What happened, in one line of English, with Zoom's message if there was one."""
    hint: str = ""
    """What to do about it, in one line, or ""."""
    problems: tuple[Problem, ...] = ()
    """The validation errors that stopped the call before anything was sent."""
    warnings: tuple[Problem, ...] = ()
    """Warnings, which did not stop the call."""
    attempts: int = 0
    """The number of attempts to send the request; 0 if the call ended before the first."""
    waited_seconds: float = 0.0
    """Seconds spent waiting for the rate limiter and between attempts."""
    http_status: int | None = None
    """The HTTP status, or `None` if there was no response."""
    api_code: int | None = None
    """Zoom's error code, e.g. 1001, or `None`."""
    api_message: str = ""
    """Zoom's message, or ""."""
    field_errors: tuple[Problem, ...] = ()
    """Zoom's errors about single fields."""
    tracking_id: str = ""
    """Zoom's tracking id of the request, for Zoom's support, or ""."""
    retry_after: float | None = None
    """Seconds from now until Zoom allows the next request, or `None`."""
    reason: str = ""
    """The HTTP reason phrase, e.g. "Not Found"."""
    head: str = ""
    """The response head as received: status line and headers, each line with its CR LF."""
    headers: Headers = field(default_factory=Headers)
    """The response headers."""
    body: bytes = b""
    """The response body, at most 1 MiB of it."""
    fields: tuple[FieldOutcome, ...] = field(default=(), hash=False)
    """With `confirm`, `only_changes` or `plan`: the outcome of each field, in the order of the update."""
    user_id: str = ""
    """The `user_id` argument of the call, or ""."""

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Makes the members that come from the response, when one of them is used first."""
            members = self.__dict__
            response = members.get("_response") if name in _FROM_RESPONSE else None
            if response is not None:
                members.update(response.make())
                members.pop("_response", None)
            if name in members:
                return members[name]
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __getstate__(self) -> dict[str, Any]:
        hasattr(self, "headers")  # makes the members that come from the response
        return self.__dict__

    @property
    def ok(self) -> bool:
        """Whether the call succeeded."""
        return self.status is Status.OK

    @property
    def retryable(self) -> bool:
        """Whether the same call may succeed later."""
        return self.status in RETRYABLE

    def json(self) -> object:
        """Decodes the body as JSON.

        Raises `ValueError` if it is not JSON. A successful update has no body.
        """
        import json

        return json.loads(self.body)

    def to_dict(self) -> dict[str, Any]:
        """The result as plain values for `json.dumps`: the same names, `status` as its name.

        A body that is not UTF-8 is in `body_hex` instead of `body`.
        """
        members: dict[str, Any] = {"ok": self.ok, "retryable": self.retryable}
        for each in dataclasses.fields(self):
            value = getattr(self, each.name)
            if isinstance(value, tuple):
                value = [item._asdict() for item in value]
            members[each.name] = value
        members["status"] = self.status.name
        members["headers"] = [list(pair) for pair in self.headers.pairs]
        try:
            members["body"] = self.body.decode()
        except UnicodeDecodeError:
            members["body_hex"] = members.pop("body").hex()
        return members

    def __repr__(self) -> str:
        parts = [self.status.name]
        if self.user_id:
            parts.append(repr(self.user_id))
        if self.http_status is not None:
            code = "" if self.api_code is None else f" code {self.api_code}"
            parts.append(f"HTTP {self.http_status}{code}")
        parts.append(repr(_short(self.message)))
        return f"<zoomuser.Result {' '.join(parts)}>"


_FROM_RESPONSE = ("tracking_id", "reason", "head", "headers", "body")
for _name in _FROM_RESPONSE:
    # Python asks `__getattr__` only for what the class has no default of.
    if hasattr(Result, _name):
        delattr(Result, _name)


def _short(text: str) -> str:
    max_len = 120
    return text if len(text) <= max_len else f"{text[: max_len - 3]}..."
