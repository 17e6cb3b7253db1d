"""Listing users: pages, parameters, errors."""

from __future__ import annotations

import asyncio
import pickle
from typing import Any

import pytest
import zoomuser
from zoomuser.testing import Sandbox

COUNT = 7


def filled() -> Sandbox:
    zoom = Sandbox()
    for number in range(COUNT):
        zoom.add_user(f"id-{number}", email=f"user-{number}@example.com")
    return zoom


def emails(users: Any) -> set[str]:
    return {user["email"] for user in users}


def test_all_users_come_page_by_page() -> None:
    with filled() as zoom, zoom.client() as client:
        everyone = list(client.list_users())
        before = len(zoom.requests)
        users = client.list_users(page_size=2)
        assert len(zoom.requests) == before, "nothing is read before the first user is asked for"
        first = next(users)
        assert len(zoom.requests) == before + 1, "and no page before it is needed"
        assert emails([first, *users]) == emails(everyone)
        assert len(zoom.requests) == before + (len(everyone) + 1) // 2
        assert len(everyone) > COUNT
        assert isinstance(first, zoomuser.User)
        assert first.result.http_status == 200
        assert pickle.loads(pickle.dumps(first)) == first
        assert list(users) == []


def test_parameters_are_sent() -> None:
    with filled() as zoom, zoom.client() as client:
        list(client.list_users("inactive", role_id="1", include_fields="host_key", page_size=5))
        assert zoom.requests[-1].target == "/v2/users?status=inactive&page_size=5&role_id=1&include_fields=host_key"
        before = len(zoom.requests)
        list(client.list_users("all"))
        statuses = [request.target.partition("status=")[2].split("&")[0] for request in zoom.requests[before:]]
        assert statuses == ["active", "inactive", "pending"]
        assert list(client.list_users(group_id="no such group")) == []


@pytest.mark.parametrize(
    ("given", "kind", "message"),
    [
        ({"status": "every"}, zoomuser.CheckError, r"^status: expected one of active, inactive, pending"),
        ({"page_size": 301}, zoomuser.CheckError, r"^page_size: expected a whole number from 1 to 300"),
        ({"page_size": "5"}, TypeError, r"^page_size: expected int, got str"),
        ({"role_id": 1}, TypeError, r"^role_id: expected str, got int"),
        (
            {"include_fields": "dept"},
            zoomuser.CheckError,
            r"^include_fields: expected one of custom_attributes, host_key",
        ),
    ],
)
def test_wrong_parameters_are_named(given: Any, kind: type[Exception], message: str) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(kind, match=message):
            list(client.list_users(**given))
        assert zoom.requests == []


def test_a_page_that_fails_ends_the_list() -> None:
    with filled() as zoom, zoom.client() as client:
        users = client.list_users(page_size=1)
        next(users)
        zoom.answer_next(503)
        with pytest.raises(zoomuser.ServerError):
            next(users)
        assert list(users) == []


def test_a_list_ends_with_its_client() -> None:
    with filled() as zoom:
        client = zoom.client()
        users = client.list_users(page_size=1)
        next(users)
        client.close()
        with pytest.raises(RuntimeError, match="the client is closed"):
            list(users)


def test_for_asyncio() -> None:
    async def main() -> None:
        with filled() as zoom:
            async with zoom.async_client() as client:
                users = [user async for user in client.list_users(page_size=3)]
                with zoom.client() as other:
                    assert emails(users) == emails(other.list_users())

    asyncio.run(main())
