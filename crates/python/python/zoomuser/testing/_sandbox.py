"""The stand-in for Zoom."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from zoomuser import _zoomuser
from zoomuser._async_client import AsyncClient
from zoomuser._client import Client
from zoomuser._result import Headers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from typing_extensions import Self, Unpack

    from zoomuser._vocabulary import Options


@dataclass(frozen=True)
class Request:
    """A request as the sandbox received it."""

    method: str
    """The HTTP method."""
    target: str
    """Path and query, not decoded."""
    headers: Headers
    """The headers, the token among them."""
    body: bytes
    """The body."""
    connection: int
    """The number of the TCP connection, from 1."""
    tls: bool
    """Whether it came over TLS."""
    ignored: tuple[str, ...]
    """Names to which Zoom would answer 204 without changing anything."""
    refused: tuple[str, ...]
    """Why Zoom would refuse it; empty if it would not."""

    def json(self) -> Any:  # noqa: ANN401 - a test knows what it sent
        """The body as JSON."""
        return json.loads(self.body)


class Sandbox:
    """The stand-in for Zoom, running from here until `stop()` or the end of its `with` statement.

    It listens on free ports of 127.0.0.1, or on those that are given, and accepts `token`, else `sandbox-token`.
    """

    __slots__ = ("_native",)

    def __init__(self, *, token: str | None = None, http_port: int = 0, https_port: int = 0) -> None:
        """Raises `OSError` when a port is taken."""
        for name, port in (("http_port", http_port), ("https_port", https_port)):
            if not 0 <= port <= 65535:  # noqa: PLR2004 - the ports of TCP
                raise ValueError(f"{name}: expected 0 to 65535")
        self._native = _zoomuser.Sandbox(token, http_port, https_port)

    @property
    def base_url(self) -> str:
        """The https URL of the API, for the option `base_url`."""
        return self._native.base_url

    @property
    def http_base_url(self) -> str:
        """The same without TLS."""
        return self._native.http_base_url

    @property
    def ca_file(self) -> str:
        """The certificate authority of the https URL, for the option `ca_file`. The file goes with the sandbox."""
        return self._native.ca_file

    @property
    def token(self) -> str:
        """The access token that is accepted."""
        return self._native.token

    @property
    def options(self) -> Options:
        """The options of a client for this sandbox, but the token: one attempt and no pacing, unless you say so."""
        return {
            "base_url": self.base_url,
            "ca_file": self.ca_file,
            "system_roots": False,
            "max_retries": 0,
            "plan": "none",
        }

    def client(self, **options: Unpack[Options]) -> Client:
        """A client for this sandbox, with these options besides."""
        return Client(token=self.token, **self._with(options))

    def async_client(self, *, max_concurrency: int = 32, **options: Unpack[Options]) -> AsyncClient:
        """A client for asyncio and this sandbox, with these options besides."""
        return AsyncClient(token=self.token, max_concurrency=max_concurrency, **self._with(options))

    def _with(self, options: Options) -> Options:
        together: Options = {**self.options, **options}
        return together

    def user(self, user_id: str) -> dict[str, Any] | None:
        """A user as GET would answer, by id or e-mail address."""
        text = self._native.user(user_id)
        return None if text is None else json.loads(text)

    @property
    def requests(self) -> list[Request]:
        """The requests so far, oldest first, at most the last 1000."""
        return [
            Request(
                method=request["method"],
                target=request["target"],
                headers=Headers(tuple(request["headers"])),
                body=request["body"],
                connection=request["connection"],
                tls=request["tls"],
                ignored=tuple(request["ignored"]),
                refused=tuple(request["refused"]),
            )
            for request in self._native.requests()
        ]

    @property
    def connections(self) -> int:
        """How many TCP connections were accepted so far."""
        return self._native.connections

    def answer_next(
        self,
        status: int,
        body: bytes | str | Mapping[str, object] = b"",
        *,
        headers: Mapping[str, str] | None = None,
        delay: float = 0.0,
    ) -> None:
        """Queues an answer: the next request gets it after `delay` seconds, whatever it asks for.

        A mapping as `body` goes out as JSON. Raises `ValueError` for what is no answer.
        """
        if not 200 <= status <= 599:  # noqa: PLR2004 - the statuses of HTTP
            raise ValueError("status: expected 200 to 599")
        if not 0.0 <= delay <= 3600.0:  # noqa: PLR2004 - an hour
            raise ValueError("delay: expected seconds from 0 to 3600")
        if any(not text.isprintable() for pair in (headers or {}).items() for text in pair):
            raise ValueError("headers: expected printable text")
        pairs = list((headers or {}).items())
        if isinstance(body, str):
            body = body.encode()
        elif not isinstance(body, bytes):
            body = json.dumps(body).encode()
            pairs.append(("Content-Type", "application/json"))
        self._native.script(status, pairs, body, delay)

    def reset(self) -> None:
        """Puts users, recorded requests and queued answers back to the start."""
        self._native.reset()

    def stop(self) -> None:
        """Ends it, with its ports, threads and the file of its authority. Does nothing the second time."""
        self._native.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()
