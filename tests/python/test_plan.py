"""Previews of updates."""

from __future__ import annotations

import asyncio

import pytest
import zoomuser
from zoomuser import CancelToken, FieldOutcome
from zoomuser.testing import Sandbox

JANE = "jane@example.com"


def test_a_plan_compares_and_changes_nothing() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        before = zoom.user(JANE)
        result = client.plan(JANE, dept="R", host_key="123456", fields={"type": "1"})
        assert [request.method for request in zoom.requests] == ["GET"]
        assert zoom.user(JANE) == before
    assert result.fields == (
        FieldOutcome("type", "already", 1, 1, None),
        FieldOutcome("dept", "differs", "Sales", "R", None),
        FieldOutcome("host_key", "unverifiable", None, "123456", None),
    )
    assert (result.ok, result.attempts, result.http_status, result.user_id) == (True, 0, None, JANE)
    assert result.message == "1 of 3 differ, 1 cannot be compared; nothing was sent"


def test_a_plan_of_an_update_that_changes_nothing() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        result = client.plan(JANE, dept="Sales", fields={"company": ""}, empty="skip")
    assert [(field.field, field.outcome) for field in result.fields] == [("dept", "already")]


def test_a_plan_for_a_pending_user_has_a_warning() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        result = client.plan("pending@example.com", dept="R")
    assert "pending" in result.warnings[0].message


def test_an_invalid_field_is_refused_before_the_user_is_read() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(zoomuser.CheckError, match=r"^type: "):
            client.plan(JANE, type=7)
        with pytest.raises(zoomuser.FieldTypeError, match=r"^dept: "):
            client.plan(JANE, dept=5)  # type: ignore[arg-type]
        assert zoom.connections == 0


def test_a_user_that_cannot_be_read_raises() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(zoomuser.NotFoundError) as caught:
            client.plan("nobody@example.com", dept="R")
        with pytest.raises(zoomuser.ServerError):
            client.plan("status-503@sandbox.test", dept="R")
        assert [request.method for request in zoom.requests] == ["GET", "GET"]
    assert (caught.value.api_code, caught.value.result.user_id) == (1001, "nobody@example.com")


def test_a_plan_can_be_cancelled() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with Sandbox() as zoom, zoom.client() as client, pytest.raises(zoomuser.CancelledError):
        client.plan(JANE, dept="R", cancel=cancel)


def test_a_closed_client_makes_no_plan() -> None:
    with Sandbox() as zoom:
        client = zoom.client()
        client.close()
        with pytest.raises(RuntimeError, match=r"^the client is closed$"):
            client.plan(JANE, dept="R")


def test_asyncio_has_plans_too() -> None:
    async def plan(zoom: Sandbox) -> zoomuser.Result:
        async with zoom.async_client() as client:
            return await client.plan(JANE, dept="R")

    with Sandbox() as zoom:
        result = asyncio.run(plan(zoom))
        assert [request.method for request in zoom.requests] == ["GET"]
    assert result.fields == (FieldOutcome("dept", "differs", "Sales", "R", None),)
