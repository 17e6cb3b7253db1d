"""Functions that need no client."""

from __future__ import annotations

from collections.abc import Mapping

from zoomuser import _zoomuser
from zoomuser._client import Client, Empty
from zoomuser._hidden import hidden
from zoomuser._result import Result
from zoomuser._signature import spells_out
from zoomuser._typing import Unpack
from zoomuser._vocabulary import Keywords, UserFields
from zoomuser._zoomuser import CancelToken


@spells_out(Keywords)
def update_user(
    token: str | None,
    user_id: str,
    /,
    *,
    fields: Mapping[str, object] | None = None,
    empty: Empty | None = None,
    cancel: CancelToken | None = None,
    **keywords: Unpack[Keywords],
) -> Result:
    """Updates a user in one call. The keywords are the fields and the options of `Client`.

    `token` is a string, or `None` if the options have `account_id`, `client_id` and `client_secret`.

    The connection is kept for the next call with the same token and options: at most 16 connections, each for a minute.
    A name that is both a field and an option would be the option; in `fields` it is always a field. See
    `Client.update_user` for everything else.
    """
    given = hidden((token, user_id, fields, empty, keywords, cancel))
    del token, keywords
    return _zoomuser.update_user(*given())


@spells_out(UserFields)
def check(
    *, fields: Mapping[str, object] | None = None, empty: Empty | None = None, **keywords: Unpack[UserFields]
) -> Result:
    """Validates fields without sending anything. Needs no token.

    Returns a result with `warnings`. Raises `CheckError` with all `problems`.
    """
    return Client().check(fields=fields, empty=empty, **keywords)


def cleanup() -> None:
    """Closes the connections that the function `update_user` keeps. Calling it is optional."""
    _zoomuser.cleanup()
