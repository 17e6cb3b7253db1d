"""Changes a Zoom user: `PATCH /v2/users/{userId}`, checked before it is sent and explained after.

    import zoomuser

    with zoomuser.Client(token=token) as client:
        client.update_user("ada@example.com", first_name="Ada", type=zoomuser.UserType.LICENSED)

* `Client`, `AsyncClient`: an account's way to Zoom, for threads and for asyncio.
* `token=`: a text, or a callable that is asked with a `TokenRequest`. With `account_id`, `client_id` and
  `client_secret` the client gets tokens itself.
* `update_user`: the whole job in one call. With `verify=True` reading the user confirms it.
* `User`: a user as `Client.get_user` reads it. `Report`: what `Client.doctor` found wrong, `Check` by `Check`.
* `UserFields`: the fields. `Options`: the options, times in seconds. `NULL`: JSON null; `None` leaves a field out.
* `Result`: how a call ended. A call that did not do what it was asked raises `ZoomError` or one of its children:
  `CheckError` (nothing was sent), `TransportError`, `ApiError`, `NotApplied`, `Unconfirmed`.
* The logger `zoomuser` of `logging` gets a line for each attempt; the access token is in none.
* `zoomuser.testing` is a stand-in for Zoom on this machine, for tests.
"""

from __future__ import annotations

from zoomuser._async_client import AsyncClient
from zoomuser._client import Client
from zoomuser._exceptions import (
    ApiError,
    Cancelled,
    CheckError,
    Forbidden,
    NotApplied,
    NotFound,
    RateLimited,
    Rejected,
    RequestTimeout,
    ServerError,
    TransportError,
    Unauthorized,
    Unconfirmed,
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

__all__ = [
    "NULL",
    "ApiError",
    "AsyncClient",
    "CancelToken",
    "Cancelled",
    "Check",
    "CheckError",
    "Client",
    "CustomAttribute",
    "Feature",
    "FieldOutcome",
    "Forbidden",
    "Form",
    "Headers",
    "LicenseInfo",
    "LicenseOption",
    "LicenseType",
    "LoginType",
    "NotApplied",
    "NotFound",
    "NullType",
    "Options",
    "PhoneLabel",
    "PhoneNumber",
    "PlanUnitedType",
    "Problem",
    "PronounsOption",
    "RateLimited",
    "Rejected",
    "Report",
    "RequestTimeout",
    "Result",
    "ServerError",
    "Status",
    "TokenRequest",
    "TransportError",
    "Unauthorized",
    "Unconfirmed",
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
