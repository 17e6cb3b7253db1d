"""Updates Zoom users (`PATCH /v2/users/{userId}`): validated before sending, with every response explained.

    import zoomuser

    with zoomuser.Client(token=token) as client:
        client.update_user("ada@example.com", first_name="Ada", type=zoomuser.UserType.LICENSED)

* `Client`, `AsyncClient`: a client for one Zoom account, thread-safe or for asyncio.
* `token=`: a string, or a callable that takes a `TokenRequest`. With `account_id`, `client_id` and `client_secret` the
  client requests tokens itself.
* `update_user`: an update in one call, without a client. With `confirm=True` it reads the user back.
* `Client.plan`: what an update would change. `Client.get_user`: a `User`. `Client.doctor`: a `Report` of `Check`s.
* `UserFields`: the fields. `Options`: the options, times in seconds. `NULL`: JSON null; `None` omits a field.
* `Result`: the result of a call. A failed call raises `ZoomError` or a subclass: `CheckError` (nothing was sent),
  `TransportError`, `ApiError`, `NotAppliedError`, `UnconfirmedError`.
* The `logging` logger `zoomuser` gets a record for each attempt, never with the access token.
* `zoomuser.testing`: a local mock of Zoom's API for tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoomuser import _interpreter  # noqa: F401 - must be first: rejects a second interpreter
from zoomuser._client import Client
from zoomuser._exceptions import (
    ApiError,
    CancelledError,
    CheckError,
    FieldTypeError,
    ForbiddenError,
    NotAppliedError,
    NotFoundError,
    RateLimitError,
    RejectedError,
    RequestTimeoutError,
    ServerError,
    TransportError,
    UnauthorizedError,
    UnconfirmedError,
    ZoomError,
)
from zoomuser._functions import check, cleanup, update_user
from zoomuser._null import NULL, NullType
from zoomuser._report import Check, Report
from zoomuser._result import FieldOutcome, Headers, Problem, Result
from zoomuser._token import TokenRequest
from zoomuser._user import User
from zoomuser._vocabulary import (
    CustomAttribute,
    Feature,
    LicenseInfo,
    LicenseOption,
    LicenseType,
    LoginType,
    Options,
    PhoneLabel,
    PhoneNumber,
    PlanUnitedType,
    PronounsOption,
    Status,
    UserFields,
    UserType,
    ZoomOneType,
)
from zoomuser._zoomuser import CancelToken, Form, __version__

if TYPE_CHECKING:
    from zoomuser._async_client import AsyncClient
else:

    def __getattr__(name: str) -> object:
        """Imports `AsyncClient` at its first use, because many programs do without."""
        if name != "AsyncClient":
            raise AttributeError(f"module 'zoomuser' has no attribute {name!r}")
        from zoomuser._async_client import AsyncClient

        globals()[name] = AsyncClient
        return AsyncClient

    def __dir__() -> list[str]:
        return sorted({*globals(), "AsyncClient"})


__all__ = [
    "NULL",
    "ApiError",
    "AsyncClient",
    "CancelToken",
    "CancelledError",
    "Check",
    "CheckError",
    "Client",
    "CustomAttribute",
    "Feature",
    "FieldOutcome",
    "FieldTypeError",
    "ForbiddenError",
    "Form",
    "Headers",
    "LicenseInfo",
    "LicenseOption",
    "LicenseType",
    "LoginType",
    "NotAppliedError",
    "NotFoundError",
    "NullType",
    "Options",
    "PhoneLabel",
    "PhoneNumber",
    "PlanUnitedType",
    "Problem",
    "PronounsOption",
    "RateLimitError",
    "RejectedError",
    "Report",
    "RequestTimeoutError",
    "Result",
    "ServerError",
    "Status",
    "TokenRequest",
    "TransportError",
    "UnauthorizedError",
    "UnconfirmedError",
    "User",
    "UserFields",
    "UserType",
    "ZoomError",
    "ZoomOneType",
    "__version__",
    "check",
    "cleanup",
    "update_user",
]
