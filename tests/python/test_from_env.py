"""Clients whose token or credentials are in the environment."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

import pytest
import zoomuser
from zoomuser.testing import Sandbox

pytestmark = pytest.mark.thread_unsafe(reason="the environment belongs to the whole process")

NAMES = (
    "ZOOM_TOKEN",
    "ZOOM_ACCOUNT_ID",
    "ZOOM_CLIENT_ID",
    "ZOOM_CLIENT_SECRET",
    "ZOOM_SHARE",
    "ZOOM_SHARE_PASSWORD",
)
APP = {"ZOOM_ACCOUNT_ID": "account", "ZOOM_CLIENT_ID": "client", "ZOOM_CLIENT_SECRET": "a-secret"}


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    with Sandbox() as zoom:
        monkeypatch.setenv("ZOOM_TOKEN", f"\ufeff{zoom.token}\n")
        with zoomuser.Client.from_env(**zoom.options) as client:
            assert client.update_user("jane@example.com", dept="x").ok

        async def awaited() -> bool:
            async with zoomuser.AsyncClient.from_env(max_concurrency=2, **zoom.options) as client:
                return (await client.update_user("jane@example.com", dept="x")).ok

        assert asyncio.run(awaited())


def test_a_server_to_share_with(monkeypatch: pytest.MonkeyPatch) -> None:
    with Sandbox() as zoom:
        monkeypatch.setenv("ZOOM_TOKEN", zoom.token)
        monkeypatch.setenv("ZOOM_SHARE", "redis://:a-secret@cache:0")
        with pytest.raises(zoomuser.CheckError, match="share: expected redis://host:port") as caught:
            zoomuser.Client.from_env(**zoom.options)
        assert "a-secret" not in str(caught.value)
        options: dict[str, Any] = {**zoom.options, "share": ""}
        with zoomuser.Client.from_env(**options) as client:
            assert client.update_user("jane@example.com", dept="x").ok


def test_an_app_and_options_that_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with Sandbox() as zoom:
        for name, value in APP.items():
            monkeypatch.setenv(name, value)
        options: dict[str, Any] = {**zoom.options, "token_url": zoom.base_url.replace("/v2", "/oauth/token")}
        with (
            zoomuser.Client.from_env(client_id="another", **options) as client,
            pytest.raises(zoomuser.UnauthorizedError),
        ):
            client.get_user("jane@example.com")
        (request,) = zoom.requests
        assert "/oauth/token" in request.target
        password = base64.b64decode(request.headers["authorization"].split(" ")[1]).decode()
        assert password == "another:a-secret"


@pytest.mark.parametrize(
    ("environment", "status", "message"),
    [
        ({}, "MISSING_TOKEN", "no access token in the environment"),
        ({"ZOOM_ACCOUNT_ID": "a"}, "MISSING_TOKEN", "no access token in the environment"),
        ({"ZOOM_CLIENT_ID": "a"}, "MISSING_TOKEN", "ZOOM_ACCOUNT_ID, ZOOM_CLIENT_SECRET not set"),
        ({"ZOOM_TOKEN": "a-token", **APP}, "INVALID_ARGUMENT", "both set"),
    ],
)
def test_what_is_missing_or_contradicts(
    environment: dict[str, str], status: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(zoomuser.CheckError, match=message) as caught:
        zoomuser.Client.from_env()
    assert caught.value.status.name == status
    assert "a-secret" not in str(caught.value)


def test_nothing_else_reads_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZOOM_TOKEN", "a-token")
    with pytest.raises(zoomuser.CheckError):
        zoomuser.Client().update_user("jane@example.com", dept="x")
