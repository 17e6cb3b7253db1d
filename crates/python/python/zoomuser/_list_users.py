"""The list of users."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from zoomuser import _zoomuser
from zoomuser._user import User

ListStatus = Literal["active", "inactive", "pending", "all"]
IncludeFields = Literal["custom_attributes", "host_key"]


def lists(
    client: _zoomuser.Client,
    status: ListStatus,
    *,
    role_id: str | None,
    license: str | None,
    group_id: str | None,
    include_fields: IncludeFields | None,
    page_size: int | None,
) -> list[_zoomuser.UserPages]:
    """The lists to read one after the other: Zoom has one for each status."""
    for name, value in (("status", status), ("role_id", role_id), ("license", license), ("group_id", group_id)):
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{name}: expected str, got {type(value).__name__}")
    if page_size is not None and (isinstance(page_size, bool) or not isinstance(page_size, int)):
        raise TypeError(f"page_size: expected int, got {type(page_size).__name__}")
    given = {
        "role_id": role_id,
        "license": license,
        "group_id": group_id,
        "include_fields": include_fields,
        "page_size": None if page_size is None else str(page_size),
    }
    parameters = {name: value for name, value in given.items() if value is not None}
    statuses = ["active", "inactive", "pending"] if status == "all" else [status]
    return [_zoomuser.UserPages(client, {**parameters, "status": each}) for each in statuses]


def users(page: tuple[list[str], Any]) -> Iterator[User]:
    """The users of a page."""
    import json

    texts, result = page
    return (User(result, json.loads(text)) for text in texts)
