"""Looking for what is wrong."""

from __future__ import annotations

import asyncio
import pickle
from typing import Any

import pytest
import zoomuser
from zoomuser import CancelToken, Check, Client, Report, Status
from zoomuser.testing import Sandbox

NAMES = ["options", "dns", "connection", "proxy", "certificate", "response", "clock", "token", "scopes", "rate"]


def check(report: Report, name: str) -> Check:
    """The check of this name."""
    return next(check for check in report.checks if check.name == name)


def test_in_the_sandbox_nothing_is_wrong() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        report = client.doctor()
        assert [(request.method, request.target) for request in zoom.requests] == [("GET", "/v2/users/me")]
        assert (report.ok, report.status, report.failed) == (True, Status.OK, ())
        assert [check.name for check in report.checks] == NAMES
        assert {check.outcome for check in report.checks} == {"ok", "skipped"}
        assert check(report, "dns").url == zoom.base_url
        assert zoom.token not in f"{report!r} {report}"
    assert (check(report, "options").url, check(report, "options").hint) == ("", "")
    assert "Zoom returned its user" in check(report, "token").message
    assert (report.result.ok, report.result.http_status, report.result.body) == (True, None, b"")
    assert str(report).splitlines()[0] == "ok: options: all usable"
    assert pickle.loads(pickle.dumps(report)) == report


@pytest.mark.parametrize(
    ("options", "name", "status"),
    [
        ({"token": "expired-token"}, "token", Status.UNAUTHORIZED),
        ({"token": None}, "token", Status.MISSING_TOKEN),
        ({"base_url": "https://no-such-host.invalid/v2"}, "dns", Status.DNS),
        ({"ca_file": "/no/such/file.pem"}, "options", Status.INVALID_ARGUMENT),
    ],
)
def test_what_is_wrong_is_told_and_not_raised(options: Any, name: str, status: Status) -> None:
    with Sandbox() as zoom, Client(**{"token": zoom.token, **zoom.options, **options}) as client:
        report = client.doctor()
    assert not report.ok
    assert (report.status, report.failed[0].name) == (status, name)
    assert report.failed[0].message in report.result.message
    assert report.failed[0].hint == report.result.hint
    assert f"failed: {name}: " in str(report)


def test_a_callable_is_asked_for_the_token() -> None:
    def vault(request: zoomuser.TokenRequest) -> str:
        raise LookupError(f"the vault is shut: {request.refused}")

    with Sandbox() as zoom, Client(token=vault, base_url=zoom.http_base_url) as client:
        report = client.doctor()
    assert (report.status, report.failed[0].name) == (Status.MISSING_TOKEN, "token")


def test_it_can_be_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    with Sandbox() as zoom, zoom.client() as client, pytest.raises(zoomuser.CancelledError):
        client.doctor(cancel=token)


def test_a_wrong_argument_and_a_closed_client_raise() -> None:
    client = Client()
    with pytest.raises(TypeError, match="cancel: expected CancelToken"):
        client.doctor(cancel=1)  # type: ignore[arg-type]
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.doctor()


def test_asyncio_asks_too() -> None:
    async def ask(zoom: Sandbox) -> Report:
        async with zoom.async_client() as client:
            return await client.doctor()

    with Sandbox() as zoom:
        assert asyncio.run(ask(zoom)).ok
