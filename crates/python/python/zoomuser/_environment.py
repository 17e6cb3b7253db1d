"""The token or credentials from the environment variables that the command line uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zoomuser._exceptions import CheckError
from zoomuser._hidden import hidden
from zoomuser._result import Result
from zoomuser._vocabulary import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_APP = {"account_id": "ZOOM_ACCOUNT_ID", "client_id": "ZOOM_CLIENT_ID", "client_secret": "ZOOM_CLIENT_SECRET"}
_SHARE = {"share": "ZOOM_SHARE", "share_password": "ZOOM_SHARE_PASSWORD"}
_HOW = "set the environment variable ZOOM_TOKEN, or ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET"


def from_environment(options: Callable[[], Mapping[str, Any]]) -> Callable[[], dict[str, Any]]:
    """The options with the token or the credentials of an app added, hidden from tracebacks."""
    import os

    names = ("ZOOM_TOKEN", *_APP.values(), *_SHARE.values())
    read = hidden({name: os.environ.get(name, "").lstrip("\ufeff").strip() for name in names})
    together = hidden(dict(options()))
    for name, variable in _SHARE.items():
        if together().get(name) is None and read()[variable]:
            together()[name] = read()[variable]
    has_token = bool(read()["ZOOM_TOKEN"])
    has_app = any(together().get(name) or read()[_APP[name]] for name in ("client_id", "client_secret"))
    if has_token and has_app:
        raise CheckError(
            Result(
                Status.INVALID_ARGUMENT,
                "ZOOM_TOKEN and ZOOM_CLIENT_ID or ZOOM_CLIENT_SECRET are both set: unset one of them",
            )
        )
    if has_token:
        together()["token"] = read()["ZOOM_TOKEN"]
        return together
    missing = [variable for name, variable in _APP.items() if not (together().get(name) or read()[variable])]
    if not has_app or missing:
        what = f"{', '.join(missing)} not set" if has_app else "no access token in the environment"
        raise CheckError(Result(Status.MISSING_TOKEN, what, _HOW))
    for name, variable in _APP.items():
        if not together().get(name):
            together()[name] = read()[variable]
    return together
