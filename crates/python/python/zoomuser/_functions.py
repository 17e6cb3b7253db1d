"""The whole job in one call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from zoomuser import _zoomuser
from zoomuser._client import Client
from zoomuser._unseen import unseen

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from zoomuser._result import Result
    from zoomuser._vocabulary import Keywords, UserFields
    from zoomuser._zoomuser import CancelToken


def update_user(
    token: str | None,
    user_id: str,
    /,
    *,
    fields: Mapping[str, object] | None = None,
    cancel: CancelToken | None = None,
    **keywords: Unpack[Keywords],
) -> Result:
    """Changes a user in one call; the keywords are fields and options of `Client` together.

    `token` is a text, or `None` where `account_id`, `client_id` and `client_secret` are among the options.

    The connection is kept for the next call with the same token and options: at most 4, each for a minute. A name that
    is a field and an option would be the option; in `fields` it is always a field. Everything else is as with
    `Client.update_user`.
    """
    given = unseen((token, user_id, fields, keywords, cancel))
    del token, keywords
    return _zoomuser.update_user(*given())


def check(*, fields: Mapping[str, object] | None = None, **keywords: Unpack[UserFields]) -> Result:
    """Judges fields; sends nothing, and needs no token.

    Returns a result with its `warnings`. Raises `CheckError` with all `problems`.
    """
    return Client().check(fields=fields, **keywords)


def cleanup() -> None:
    """Closes the connections that `update_user` keeps; never needed."""
    _zoomuser.cleanup()
