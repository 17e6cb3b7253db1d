"""Requests of the caller's own, forms, and requests as text."""

from __future__ import annotations

import asyncio
import email
import warnings
from typing import Any

import pytest
import zoomuser
from zoomuser import CheckError, Form
from zoomuser.testing import Sandbox

JANE = "jane@example.com"


def test_a_user_is_read() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        result = client.request("GET", "/v2/users/jane@example.com?login_type=100")
        assert result.ok
        assert (result.http_status, result.reason) == (200, "OK")
        assert result.head.startswith("HTTP/1.1 200 OK\r\n")
        assert result.json() == zoom.user(JANE)
        assert client.request("GET", "users/jane@example.com").body == result.body
        first, second = zoom.requests
    assert (first.method, first.target) == ("GET", "/v2/users/jane@example.com?login_type=100")
    assert second.target == "/v2/users/jane@example.com"
    assert first.headers["authorization"] == "Bearer sandbox-token"


@pytest.mark.parametrize(
    ("words", "body", "kind"),
    [
        ({"body": b"\x00\xff"}, b"\x00\xff", "application/json"),
        ({"body": "ä"}, "ä".encode(), "application/json"),
        ({"json": {"dept": "ä", "n": 2**60}}, b'{"dept":"\xc3\xa4","n":1152921504606846976}', "application/json"),
        ({"json": [], "headers": {"Content-Type": "text/x"}}, b"[]", "text/x"),
        ({"body": "x", "headers": [("content-type", "text/y"), ("X-A", "1"), ("X-A", "2")]}, b"x", "text/y"),
    ],
)
def test_a_body_goes_out_as_it_is(words: dict[str, Any], body: bytes, kind: str) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        zoom.answer_next(201, {"id": 1})
        assert client.request("POST", "/v2/anything", **words).json() == {"id": 1}
        (request,) = zoom.requests
    assert request.body == body
    assert request.headers["content-type"] == kind
    assert request.headers.get("x-a") in (None, "1, 2")


def test_own_credentials_need_no_token_and_are_in_no_text() -> None:
    with Sandbox() as zoom, zoomuser.Client(**zoom.options) as client:
        headers = {"Authorization": "Bearer my-own-secret"}
        zoom.answer_next(403, {"code": 4711, "message": "my-own-secret lacks scopes"})
        with pytest.raises(zoomuser.ForbiddenError) as caught:
            client.request("PUT", "/v2/x", headers=headers, json={})
        assert zoom.requests[0].headers["authorization"] == "Bearer my-own-secret"
        shown = client.render_request("PUT", "/v2/x", headers=headers, json={})
    assert "my-own-secret" not in f"{caught.value!r}{caught.value}{caught.value.result!r}{shown}"
    assert "Authorization: Bearer <access_token>\r\n" in shown


def test_a_request_is_shown_in_other_forms() -> None:
    with zoomuser.Client(token="my-own-secret") as client:
        for form, mark in {
            "json": '"Bearer $ZOOM_TOKEN"',
            "curl": '"Authorization: Bearer $ZOOM_TOKEN"',
            "curl-cmd": "%ZOOM_TOKEN%",
            "curl-powershell": "$env:ZOOM_TOKEN",
            "postman": "{{zoom_token}}",
        }.items():
            shown = client.render("me", fields={"dept": "R"}, format=form)
            assert mark in shown
            assert "my-own-secret" not in shown
        with pytest.raises(zoomuser.ZoomError, match="curl-cmd: dept: the end of a line"):
            zoomuser.Client(encoding="multipart").render("me", fields={"dept": "a\nb"}, format="curl-cmd")


def test_a_form_goes_out_part_by_part() -> None:
    form = Form()
    form.add("first_name", "Ä")
    form.add("", "", content_type="in nuelit99")
    form.add("file", b"\x00\r\n", file_name='a"b.bin', content_type="text/plain", charset="latin-1")
    assert len(form) == 3
    assert repr(form) == "<zoomuser.Form of 3 parts>"
    with Sandbox() as zoom, zoom.client() as client:
        zoom.answer_next(204)
        assert client.request("PATCH", "/v2/users/:userId", form=form).ok
        (request,) = zoom.requests
    assert request.target == "/v2/users/:userId"
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
    parts = list(email.message_from_bytes(head + request.body).walk())[1:]
    names = [part.get_param("name", header="content-disposition") for part in parts]
    assert names == ["first_name", None, "file"]
    assert parts[1]["content-type"] == "in nuelit99"
    assert parts[2]["content-type"] == "text/plain; charset=latin-1"


@pytest.mark.parametrize(
    ("words", "kind", "message"),
    [
        ({"method": "CONNECT"}, CheckError, "^method: "),
        ({"method": 5}, TypeError, "^method: expected str, got int$"),
        ({"path": "/a b"}, CheckError, "^path_and_query: "),
        ({"path": "/ä"}, CheckError, "^path_and_query: "),
        ({"headers": {"Host": "x"}}, CheckError, "Host"),
        ({"headers": {"X": "a\r\nY: b"}}, CheckError, "^headers: the value holds a control"),
        ({"headers": 5}, TypeError, "^headers: expected a mapping"),
        ({"headers": ["ab"]}, TypeError, "^headers: "),
        ({"headers": {"X": 5}}, TypeError, "^headers: a value: expected str, got int$"),
        ({"body": 5}, TypeError, "^body: expected str or bytes, got int$"),
        ({"body": "\ud800"}, CheckError, "^body: the text contains an unpaired"),
        ({"json": object()}, TypeError, "JSON serializable"),
        ({"json": float("nan")}, ValueError, "JSON compliant"),
        ({"json": 1, "body": "x"}, TypeError, "^expected at most one of body, json and form$"),
        ({"form": 5}, TypeError, "^form: expected Form, got int$"),
        ({"form": Form()}, CheckError, "^form: expected at least one part$"),
        ({"method": "GET", "body": "x"}, CheckError, "GET"),
    ],
)
def test_what_cannot_be_sent_is_refused(words: dict[str, Any], kind: type[Exception], message: str) -> None:
    method, path = words.get("method", "POST"), words.get("path", "/x")
    words = {name: value for name, value in words.items() if name not in ("method", "path")}
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(kind, match=message):
            client.request(method, path, **words)
        with pytest.raises(kind, match=message):
            client.render_request(method, path, **words)
        assert zoom.connections == 0


@pytest.mark.parametrize("words", [{"name": "a\nb"}, {"file_name": "\0"}, {"content_type": "a\r\nX: y"}])
def test_a_part_cannot_break_out_of_its_head(words: dict[str, Any]) -> None:
    words = {"name": "a", **words}
    name = words.pop("name")
    with pytest.raises(CheckError, match="control character"):
        Form().add(name, "x", **words)


def test_what_is_shown_is_what_is_sent() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        shown = client.render(JANE, dept="Ä", type=zoomuser.UserType.BASIC)
        client.update_user(JANE, dept="Ä", type=1)
        (request,) = zoom.requests
        head, body = shown.split("\r\n\r\n")
        assert body.encode() == request.body
        lines = head.split("\r\n")
        assert lines[0] == f"{request.method} {request.target} HTTP/1.1"
        sent = [f"{name}: {value}" for name, value in request.headers.pairs]
        assert [line.replace("<access_token>", zoom.token) for line in lines[1:]] == sent
        assert "sandbox-token" not in shown
        with pytest.raises(CheckError, match=r"^format: expected one of"):
            client.render(JANE, dept="x", format="xml")
        with pytest.raises(CheckError, match=r"^email: "):
            client.render(JANE, fields={"email": "x"})
        with pytest.warns(UserWarning, match=r"binary data"):
            client.render_request("POST", "/x", body=b"\xff")
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            client.render_request("POST", "/x", body="ä")
        assert len(zoom.requests) == 1


def test_it_can_be_awaited() -> None:
    async def main() -> zoomuser.Result:
        async with zoom.async_client() as client:
            return await client.request("GET", "/v2/users/jane@example.com")

    with Sandbox() as zoom:
        assert asyncio.run(main()).json() == zoom.user(JANE)


@pytest.mark.parametrize(
    ("path", "params", "target"),
    [
        ("users", {"status": "active", "page_size": 30}, "/v2/users?status=active&page_size=30"),
        ("users?a=1", [("b", "x y"), ("b", "&=#\u00fc")], "/v2/users?a=1&b=x%20y&b=%26%3D%23%C3%BC"),
        ("users", {"a": [1, 2], "b": None, "c": True}, "/v2/users?a=1&a=2&c=true"),
        ("users", {}, "/v2/users"),
    ],
)
def test_params_are_added_to_the_query(path: str, params: Any, target: str) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        zoom.answer_next(200)
        client.request("GET", path, params=params)
        assert zoom.requests[-1].target == target
        shown = client.render_request("GET", path, params=params)
        assert shown.startswith(f"GET {target} HTTP/1.1")
        with pytest.raises(TypeError, match=r"^params: expected a mapping"):
            client.render_request("GET", path, params="a=1")  # type: ignore[arg-type]


def test_a_known_method_is_sent_in_capitals() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        for given, method in (("get", "GET"), ("Patch", "PATCH"), ("delete", "DELETE"), ("Purge", "Purge")):
            zoom.answer_next(200)
            client.request(given, "users/me")
            assert zoom.requests[-1].method == method
        with pytest.raises(zoomuser.CheckError):
            client.request("connect", "users/me")


BUFFERS = [bytearray(b'{"a":1}'), memoryview(b'{"a":1}'), memoryview(b'}1:"a"{')[::-1]]


@pytest.mark.parametrize("body", BUFFERS, ids=["bytearray", "memoryview", "memoryview with strides"])
def test_buffers_are_bodies(body: Any) -> None:
    with Sandbox() as zoom, zoom.client() as client:
        zoom.answer_next(200)
        client.request("POST", "users", body=body)
        assert zoom.requests[-1].body == b'{"a":1}'
    form = zoomuser.Form()
    form.add("a", body)
    assert len(form) == 1
