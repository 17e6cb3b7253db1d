"""Updates that reading the user confirms or not, and updates that send only what differs."""

from __future__ import annotations

import asyncio
import pickle
from typing import Any

import pytest
import zoomuser
from zoomuser import FieldOutcome, PhoneNumber, Status
from zoomuser.testing import Sandbox

JANE = "jane@example.com"
IGNORES = "ignores-dept@sandbox.test"


def methods(zoom: Sandbox) -> list[str]:
    return [request.method for request in zoom.requests]


def test_an_update_is_confirmed_field_by_field() -> None:
    phone = PhoneNumber(country="GB", code="+44", number="555 0100")
    with Sandbox() as zoom, zoom.client(confirm=True) as client:
        result = client.update_user(JANE, dept="R", type=1, host_key="123456", phone_numbers=[phone])
        assert methods(zoom) == ["GET", "PATCH", "GET"]
    assert (result.ok, result.attempts, result.http_status) == (True, 1, 204)
    assert result.fields[:3] == (
        FieldOutcome("dept", "applied", "Sales", "R", "R"),
        FieldOutcome("type", "already", 1, 1, 1),
        FieldOutcome("host_key", "unverifiable", None, "123456", None),
    )
    number = result.fields[3]
    assert (number.outcome, number.old) == ("applied", [])
    assert number.seen == [{"country": "GB", "code": "+44", "number": "555 0100", "verified": False}]
    assert hash(result) == hash(pickle.loads(pickle.dumps(result)))


def test_a_change_that_is_not_made_raises() -> None:
    with Sandbox() as zoom, zoom.client(confirm=True) as client:
        with pytest.raises(zoomuser.NotAppliedError, match="does not show what was set of dept") as caught:
            client.update_user(IGNORES, dept="R", location="L")
        assert methods(zoom).count("PATCH") == 1
    error = caught.value
    assert (error.status, error.retryable, error.result.http_status) == (Status.NOT_APPLIED, False, 204)
    assert [(field.field, field.outcome) for field in error.fields] == [("dept", "ignored"), ("location", "applied")]
    assert pickle.loads(pickle.dumps(error)).fields == error.fields


def test_a_change_that_is_seen_late_is_one() -> None:
    with Sandbox() as zoom, zoom.client(confirm=True) as client:
        assert client.update_user("late-1@sandbox.test", dept="R").fields[0].outcome == "applied"


def test_an_update_that_cannot_be_confirmed_raises() -> None:
    with Sandbox() as zoom, zoom.client(confirm=True, deadline=5) as client:
        zoom.answer_next(200, b'{"id":"x","dept":"a"}')
        zoom.answer_next(204)
        for _ in range(12):
            zoom.answer_next(200, b"[]")
        with pytest.raises(zoomuser.UnconfirmedError, match="Zoom answered 204, but reading the user") as caught:
            client.update_user(JANE, dept="R")
    error = caught.value
    assert (error.status, error.retryable, error.result.http_status) == (Status.UNCONFIRMED, True, 204)
    assert not isinstance(error, (zoomuser.ApiError, zoomuser.NotAppliedError))
    assert [field.outcome for field in error.result.fields] == ["differs"]


def test_a_pending_user_is_reported() -> None:
    with Sandbox() as zoom, zoom.client() as client, pytest.raises(zoomuser.NotAppliedError) as caught:
        client.update_user("pending@example.com", dept="R", confirm=True)
    assert "pending" in caught.value.result.warnings[0].message


def test_only_what_differs_is_sent() -> None:
    with Sandbox() as zoom, zoom.client(only_changes=True) as client:
        result = client.update_user(JANE, dept="R", type=1)
        assert zoom.requests[-1].body == b'{"dept":"R"}'
        assert [field.outcome for field in result.fields] == ["differs", "already"]
        again = client.update_user(JANE, dept="R", type=1)
        assert methods(zoom) == ["GET", "PATCH", "GET"]
    assert (again.ok, again.attempts, again.http_status) == (True, 0, None)
    assert again.message == "nothing differs; nothing was sent"


def test_a_call_overrides_the_client() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        assert client.update_user(JANE, dept="R").fields == ()
        assert client.update_user(JANE, dept="S", confirm=True).fields[0].outcome == "applied"
        assert client.update_user(JANE, dept="S", only_changes=True).attempts == 0
        zoom.reset()
        with zoom.client(confirm=True, only_changes=True) as other:
            assert other.update_user(JANE, dept="Sales", confirm=False, only_changes=False).attempts == 1
            assert methods(zoom) == ["PATCH"]
            assert other.update_user(JANE, dept="Sales", confirm=None).attempts == 0


@pytest.mark.parametrize("name", ["confirm", "only_changes"])
@pytest.mark.parametrize("value", ["on", 1, []])
def test_a_flag_of_a_call_is_a_bool(name: str, value: Any) -> None:
    words: dict[str, Any] = {name: value}
    with zoomuser.Client() as client, pytest.raises(TypeError, match=f"{name}: expected bool, got"):
        client.update_user(JANE, dept="R", **words)


def test_the_one_call_takes_them_as_options() -> None:
    with Sandbox() as zoom:
        options: dict[str, Any] = {"base_url": zoom.http_base_url, "confirm": True, "only_changes": True}
        result = zoomuser.update_user(zoom.token, JANE, dept="R", keep=False, **options)
    assert result.fields == (FieldOutcome("dept", "applied", "Sales", "R", "R"),)


def test_asyncio_has_them_too() -> None:
    async def update(zoom: Sandbox) -> zoomuser.Result:
        async with zoom.async_client() as client:
            return await client.update_user(JANE, dept="R", confirm=True, only_changes=True)

    with Sandbox() as zoom:
        assert asyncio.run(update(zoom)).fields[0].outcome == "applied"


def test_large_numbers_stay_exact() -> None:
    with Sandbox() as zoom, zoom.client(confirm=True) as client:
        plan = client.update_user(JANE, zoom_one_type=2**59).fields[0]
    assert (plan.outcome, plan.new, plan.seen) == ("applied", 2**59, 2**59)
