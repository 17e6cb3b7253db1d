"""Updates Zoom users (`PATCH /v2/users/{userId}`): validated before sending, with every response explained.

    import zoomuser

    with zoomuser.Client(token=token) as client:
        client.update_user("ada@example.com", first_name="Ada", type=zoomuser.UserType.LICENSED)

* `Client`, `AsyncClient`: a client for one Zoom account, thread-safe or for asyncio.
* `token=`: a string, or a callable that takes a `TokenRequest`. With `account_id`, `client_id` and `client_secret` the
  client requests tokens itself.
* `update_user`: an update in one call, without a client. With `confirm=True` it reads the user back.
* `Client.plan`: what an update would change. `Client.get_user`: a `User`. `Client.doctor`: a `Report` of `Check`s.
* `Client.list_users`: the users of the account. `Client.update_users`: many users from rows, `zoomuser.bulk` from
  files.
* `UserFields`: the fields. `Options`: the options, times in seconds. `NULL`: JSON null; `None` omits a field.
* `Result`: the result of a call. A failed call raises `ZoomError` or a subclass: `CheckError` (nothing was sent),
  `TransportError`, `ApiError`, `NotAppliedError`, `UnconfirmedError`.
* The `logging` logger `zoomuser` gets a record for each attempt, never with the access token.
* `zoomuser.testing`: a local mock of Zoom's API for tests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from zoomuser import _interpreter  # noqa: F401 - must be first: rejects a second interpreter
from zoomuser._bulk_error import BulkError
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
from zoomuser._row_result import RowResult
from zoomuser._token import TokenRequest
from zoomuser._updates import Updates
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
    from zoomuser import bulk as bulk
    from zoomuser._async_client import AsyncClient
    from zoomuser._async_updates import AsyncUpdates
else:
    _LATE = {
        "AsyncClient": "zoomuser._async_client",
        "AsyncUpdates": "zoomuser._async_updates",
        "bulk": "zoomuser.bulk",
    }

    def __getattr__(name: str) -> object:
        """Imports what many programs do without at its first use."""
        if name not in _LATE:
            raise AttributeError(f"module 'zoomuser' has no attribute {name!r}")
        from importlib import import_module

        module = import_module(_LATE[name])
        globals()[name] = module if name == "bulk" else getattr(module, name)
        return globals()[name]

    def __dir__() -> list[str]:
        return sorted({*globals(), *_LATE})


__all__ = [
    "NULL",
    "ApiError",
    "AsyncClient",
    "AsyncUpdates",
    "BulkError",
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
    "RowResult",
    "ServerError",
    "Status",
    "TokenRequest",
    "TransportError",
    "UnauthorizedError",
    "UnconfirmedError",
    "Updates",
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
