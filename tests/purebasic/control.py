"""What the sandbox received, and what it is to answer."""

from __future__ import annotations

import base64
import email
import json
import urllib.request
from email.message import Message
from typing import Any


def _ask(sandbox: dict[str, str], path: str, body: object = None) -> Any:
    url = sandbox["http_base_url"].replace("/v2", "/_sandbox/") + path
    request = urllib.request.Request(url, None if body is None else json.dumps(body).encode())
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request) as answer:
        return json.loads(answer.read() or b"null")


def requests(sandbox: dict[str, str]) -> list[dict[str, Any]]:
    """The requests so far."""
    found: list[dict[str, Any]] = _ask(sandbox, "requests")
    return found


def user(sandbox: dict[str, str], name: str = "jane@example.com") -> dict[str, Any]:
    """A user as the sandbox has it."""
    found: dict[str, Any] = _ask(sandbox, f"users/{name}")
    return found


def answer_next(sandbox: dict[str, str], **answer: object) -> None:
    """What the next request gets."""
    _ask(sandbox, "script", answer)


def parts(request: dict[str, Any]) -> list[Message]:
    """The parts of a form, read by Python's own parser."""
    headers = {name.lower(): value for name, value in request["headers"]}
    head = f"Content-Type: {headers['content-type']}\r\n\r\n".encode()
    return list(email.message_from_bytes(head + base64.b64decode(request["body"])).walk())[1:]
