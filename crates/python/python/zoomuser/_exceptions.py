"""Exceptions."""

from __future__ import annotations

from typing import Any

from zoomuser._result import FieldOutcome, Problem, Result
from zoomuser._vocabulary import EXCEPTIONS, Status


class ZoomError(Exception):
    """Base class of the exceptions of this package.

    An argument or option of the wrong Python type and an unknown keyword raise a plain `TypeError`, as elsewhere in
    Python. A field of the wrong type raises `FieldTypeError`, which is both.
    """

    result: Result
    """The result of the call, with Zoom's response if there was one."""

    def __init__(self, result: Result) -> None:
        self.args = (result,)
        self.result = result

    @property
    def status(self) -> Status:
        """The status of the library, the same number in every language; not the HTTP status."""
        return self.result.status

    @property
    def api_code(self) -> int | None:
        """Zoom's error code, e.g. 1001, or `None`."""
        return self.result.api_code

    @property
    def retryable(self) -> bool:
        """Whether the same call may succeed later."""
        return self.result.retryable

    @property
    def message(self) -> str:
        """What happened, in one line of English."""
        return self.result.message

    @property
    def hint(self) -> str:
        """What to do about it, in one line, or ""."""
        return self.result.hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status.name}: {self.message}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.result,)


class CheckError(ZoomError, ValueError):
    """A field, an argument or an option is invalid, or the token is missing. Nothing was sent."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The validation errors, by field."""
        return self.result.problems

    def __str__(self) -> str:
        return "; ".join(map(str, self.problems)) or super().__str__()


class FieldTypeError(CheckError, TypeError):
    """Fields have the wrong Python type; `problems` lists them and all other errors. Nothing was sent."""


class TransportError(ZoomError, OSError):
    """Network failure: DNS, TCP, TLS or proxy. If `result.attempts` > 0, the update may have been made."""


class RequestTimeoutError(TransportError, TimeoutError):
    """The call exceeded `timeout`, `connect_timeout` or `deadline`; the message names which."""


class CancelledError(TransportError):
    """The call was cancelled."""


class ApiError(ZoomError):
    """Zoom answered with an error. Raised directly for an unexpected response."""


class UnauthorizedError(ApiError):
    """Zoom rejected the access token."""


class ForbiddenError(ApiError):
    """The app or user of the token lacks a permission, e.g. a scope."""


class NotFoundError(ApiError):
    """The account has no such user."""


class RateLimitError(ApiError):
    """Zoom's rate limit is exceeded; `result.retry_after` has the wait, if Zoom named one."""


class RejectedError(ApiError):
    """Zoom rejected the update; see `result.field_errors` and `api_code`."""


class ServerError(ApiError):
    """Zoom failed to process the request (HTTP 5xx)."""


class NotAppliedError(ZoomError):
    """With `confirm`: Zoom answered 204, but the user does not have the new values; see `fields`."""

    @property
    def fields(self) -> tuple[FieldOutcome, ...]:
        """The outcome of each field that was set."""
        return self.result.fields


class UnconfirmedError(ZoomError):
    """With `confirm`: Zoom answered 204, but the user could not be read again to confirm the update."""


_CLASSES: dict[Status, type[ZoomError]] = {status: globals()[name] for status, name in EXCEPTIONS.items()}


def error_of(result: Result) -> ZoomError:
    """The exception for a result other than success. A bug in this library raises a plain `ZoomError`."""
    return _CLASSES[result.status](result)
