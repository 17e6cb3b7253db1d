"""Reading a user."""

from __future__ import annotations

import asyncio
import copy
import pickle
from collections.abc import Mapping
from typing import Any

import pytest
import zoomuser
from zoomuser import CancelToken, User
from zoomuser.testing import Sandbox

JANE = "jane@example.com"


def test_a_user_is_a_mapping() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        user = client.get_user(JANE)
        assert dict(user) == zoom.user(JANE)
        assert dict(user) == user.result.json()
        assert [request.target for request in zoom.requests] == ["/v2/users/jane@example.com"]
    assert isinstance(user, Mapping)
    assert (user["dept"], user["type"], user["use_pmi"], user["login_types"]) == ("Sales", 1, False, [100])
    assert user.get("host_key") is None
    assert "vanity_url" in user
    assert list(user)[:2] == ["account_id", "cms_user_id"]
    assert (user.pending, user.result.ok, user.result.http_status) == (False, True, 200)
    with pytest.raises(KeyError):
        user["host_key"]


def test_a_user_can_be_copied_pickled_and_shown() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        user = client.get_user("pending@example.com")
    for other in (pickle.loads(pickle.dumps(user)), copy.deepcopy(user)):
        assert (other, other.result) == (user, user.result)
        assert type(other) is User
    assert user.pending
    assert repr(user).startswith("User({'account_id'")


@pytest.mark.parametrize(
    ("user_id", "kind"),
    [
        ("nobody@example.com", zoomuser.NotFoundError),
        ("error-400-4711@sandbox.test", zoomuser.ForbiddenError),
        ("status-204@sandbox.test", zoomuser.ApiError),
        ("html-200@sandbox.test", zoomuser.ApiError),
        ("drop@sandbox.test", zoomuser.TransportError),
        ("", zoomuser.CheckError),
        (5, TypeError),
    ],
)
def test_what_is_no_user_raises(user_id: Any, kind: type[Exception]) -> None:
    with Sandbox() as zoom, zoom.client() as client, pytest.raises(kind) as caught:
        client.get_user(user_id)
    assert type(caught.value) is kind


def test_a_reading_can_be_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    with Sandbox() as zoom, zoom.client() as client, pytest.raises(zoomuser.CancelledError):
        client.get_user("slow-60000@sandbox.test", cancel=token)


def test_a_closed_client_reads_nothing() -> None:
    client = zoomuser.Client()
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.get_user(JANE)


def test_asyncio_reads_too() -> None:
    async def read(zoom: Sandbox) -> User:
        async with zoom.async_client() as client:
            return await client.get_user(JANE)

    with Sandbox() as zoom:
        assert dict(asyncio.run(read(zoom))) == (zoom.user(JANE) or {})


def test_only_a_user_makes_one() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        listed = client.request("GET", "users/me")
        assert User(listed)["dept"] == "Sales"
        zoom.answer_next(200, b"[]")
        with pytest.raises(TypeError, match="expected the result of reading a user"):
            User(client.request("GET", "users/me"))
