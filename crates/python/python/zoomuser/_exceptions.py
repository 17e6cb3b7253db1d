"""The ways in which a call can fail, as exceptions."""

from __future__ import annotations

from zoomuser._result import FieldOutcome, Problem, Result
from zoomuser._vocabulary import Status


class ZoomError(Exception):
    """A call did not do what it was asked. Every exception of this package derives from it, but `TypeError`.

    An argument of a wrong Python type and an unknown keyword are `TypeError`, as everywhere in Python.
    """

    result: Result
    """How the call ended, all of it."""

    def __init__(self, result: Result) -> None:
        self.args = (result,)
        self.result = result

    @property
    def code(self) -> Status:
        """How the call ended, the same number in every language."""
        return self.result.status

    @property
    def retryable(self) -> bool:
        """Whether the same call may succeed later."""
        return self.result.retryable

    @property
    def message(self) -> str:
        """One line of English."""
        return self.result.message

    @property
    def remedy(self) -> str:
        """What to do about it, in one line, or ""."""
        return self.result.remedy

    def __str__(self) -> str:
        return f"{self.message} ({self.remedy})" if self.remedy else self.message

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.code.name}: {self.message}>"

    def __reduce__(self) -> tuple[type[ZoomError], tuple[Result]]:
        return type(self), (self.result,)


class CheckError(ZoomError, ValueError):
    """What was given is not right: a field, an argument, an option or the missing token. Nothing was sent."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, field by field."""
        return self.result.problems

    def __str__(self) -> str:
        return "; ".join(map(str, self.problems)) or super().__str__()


class TransportError(ZoomError, OSError):
    """The way to Zoom: name, connection, TLS, proxy. Whether the update was made is not known when `attempts` > 0."""


class RequestTimeout(TransportError, TimeoutError):
    """The call took longer than `timeout`, `connect_timeout` or `deadline` allow; the message names the one."""


class Cancelled(TransportError):
    """The call was cancelled."""


class ApiError(ZoomError):
    """Zoom answered, and the update is not made. Raised itself for an answer that is not one of this operation's."""


class Unauthorized(ApiError):
    """Zoom does not accept the access token."""


class Forbidden(ApiError):
    """The token's app or user may not do this, e.g. for want of a scope."""


class NotFound(ApiError):
    """Zoom knows no such user on this account."""


class RateLimited(ApiError):
    """Zoom's rate limit is reached; `result.retry_after` says for how long, where Zoom did."""


class Rejected(ApiError):
    """Zoom refused the update; `result.field_errors` and `result.api_code` say why."""


class ServerError(ApiError):
    """Zoom failed to handle the request."""


class NotApplied(ZoomError):
    """With `verify`: Zoom answered 204, but reading the user does not show what was set; `fields` says of which."""

    @property
    def fields(self) -> tuple[FieldOutcome, ...]:
        """What was found of each field that was set."""
        return self.result.fields


class Unconfirmed(ZoomError):
    """With `verify`: Zoom answered 204, but the user could not be read again to confirm the update."""


_CLASSES: dict[Status, type[ZoomError]] = {
    Status.ENCODING: CheckError,
    Status.INVALID_ARGUMENT: CheckError,
    Status.UNKNOWN_NAME: CheckError,
    Status.INVALID_JSON: CheckError,
    Status.MISSING_TOKEN: CheckError,
    Status.CHECK_FAILED: CheckError,
    Status.DNS: TransportError,
    Status.CONNECT: TransportError,
    Status.TLS: TransportError,
    Status.TIMEOUT: RequestTimeout,
    Status.CANCELLED: Cancelled,
    Status.IO: TransportError,
    Status.PROXY: TransportError,
    Status.UNAUTHORIZED: Unauthorized,
    Status.FORBIDDEN: Forbidden,
    Status.NOT_FOUND: NotFound,
    Status.RATE_LIMITED: RateLimited,
    Status.REJECTED: Rejected,
    Status.SERVER: ServerError,
    Status.UNEXPECTED: ApiError,
    Status.NOT_APPLIED: NotApplied,
    Status.UNCONFIRMED: Unconfirmed,
}


def error_of(result: Result) -> ZoomError:
    """The exception for a result other than success. A defect of this library is a plain `ZoomError`."""
    return _CLASSES.get(result.status, ZoomError)(result)
