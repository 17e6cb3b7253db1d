"""A local mock of Zoom's API."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

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
    """The request headers, including the token."""
    body: bytes
    """The request body."""
    connection: int
    """The number of the TCP connection, from 1."""
    tls: bool
    """Whether it came over TLS."""
    ignored: tuple[str, ...]
    """Names that Zoom would ignore, answering 204."""
    refused: tuple[str, ...]
    """Why Zoom would reject the request; empty if it would accept it."""

    def json(self) -> Any:  # noqa: ANN401 - tests know the type
        """Decodes the body as JSON."""
        return json.loads(self.body)


class Sandbox:
    """A local mock of Zoom's API that runs until `stop()` or the end of the `with` block.

    It listens on the given ports of 127.0.0.1, or on free ones, and accepts `token` (`sandbox-token` by default). With
    `plan` it enforces the rate limits of that Zoom plan.
    """

    def __init__(
        self,
        *,
        token: str | None = None,
        http_port: int = 0,
        https_port: int = 0,
        plan: Literal["free", "pro", "business", "none"] | None = None,
    ) -> None:
        """Raises `OSError` if a port is in use, `ValueError` for an unknown plan."""
        for name, port in (("http_port", http_port), ("https_port", https_port)):
            if not 0 <= port <= 65535:  # noqa: PLR2004 - TCP ports
                raise ValueError(f"{name}: expected 0 to 65535")
        self._native = _zoomuser.Sandbox(token, http_port, https_port, plan)

    @property
    def base_url(self) -> str:
        """The https URL of the API, for the option `base_url`."""
        return self._native.base_url

    @property
    def http_base_url(self) -> str:
        """The http URL of the API, without TLS."""
        return self._native.http_base_url

    @property
    def ca_file(self) -> str:
        """The CA certificate of the https URL, for the option `ca_file`. `stop()` removes the file."""
        return self._native.ca_file

    @property
    def token(self) -> str:
        """The access token that the sandbox accepts."""
        return self._native.token

    @property
    def options(self) -> Options:
        """Client options for this sandbox, without the token: no retries and no rate limiter."""
        return {
            "base_url": self.base_url,
            "ca_file": self.ca_file,
            "system_roots": False,
            "max_retries": 0,
            "plan": "none",
        }

    def client(self, **options: Unpack[Options]) -> Client:
        """Creates a client for this sandbox with these additional options."""
        return Client(token=self.token, **self._with(options))

    def async_client(self, *, max_concurrency: int = 32, **options: Unpack[Options]) -> AsyncClient:
        """Creates an asyncio client for this sandbox with these additional options."""
        return AsyncClient(token=self.token, max_concurrency=max_concurrency, **self._with(options))

    def _with(self, options: Options) -> Options:
        together: Options = {**self.options, **options}
        return together

    def user(self, user_id: str) -> dict[str, Any] | None:
        """A user by id or email address, as GET would return it."""
        text = self._native.user(user_id)
        return None if text is None else json.loads(text)

    def add_user(self, user_id: str, /, **members: object) -> dict[str, Any]:
        """Adds a user with these members, or updates an existing one; returns the user as GET would.

        `user_id` is an id, or the email address of an existing user.
        """
        user: dict[str, Any] = json.loads(self._native.put_user(user_id, json.dumps(members)))
        return user

    @property
    def requests(self) -> list[Request]:
        """The last 1000 requests, oldest first."""
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
        """The number of TCP connections accepted so far."""
        return self._native.connections

    def answer_next(
        self,
        status: int,
        body: bytes | str | Mapping[str, object] = b"",
        *,
        headers: Mapping[str, str] | None = None,
        delay: float = 0.0,
    ) -> None:
        """Queues a response for the next request, whatever it is, sent after `delay` seconds.

        A mapping as `body` is sent as JSON. Raises `ValueError` for an invalid response.
        """
        if not 200 <= status <= 599:  # noqa: PLR2004 - HTTP statuses
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

    def fail_next(self, fault: str, times: int | None = 1, *, user: str | None = None) -> None:
        """Lets a fault answer the next `times` requests, with `None` all of them until `reset()`.

        `fault` is a name from the list in `zoomuser.testing`, e.g. `"rate-second"` or `"status-503"`. With `user`, an
        id or email address, it answers only requests for this user. Raises `ValueError` for an unknown fault.
        """
        if times is not None and times < 1:
            raise ValueError("times: expected a number from 1, or None")
        if not self._native.fail(fault, times, user):
            raise ValueError('fault: expected the name of a fault, e.g. "rate-second" or "status-503"')

    def scopes(self, *, read: bool | None = None, list_users: bool | None = None, update: bool | None = None) -> None:
        """Gives scopes to the app or takes them away.

        After `scopes(update=False)`, every update fails with Zoom's error 4711. `None` leaves a scope as it is.
        """
        scopes = {
            "user:read:user:admin": read,
            "user:read:list_users:admin": list_users,
            "user:update:user:admin": update,
        }
        for name, granted in scopes.items():
            if granted is not None:
                self._native.set_granted(name, granted)

    def set_plan(self, plan: Literal["free", "pro", "business", "none"]) -> None:
        """Enforces the rate limits of this plan from now on. Raises `ValueError` for an unknown plan."""
        if not self._native.set_plan(plan):
            raise ValueError(f'plan: expected "free", "pro", "business" or "none", got {plan!r}')

    @property
    def page_url(self) -> str:
        """The page that shows users, requests and responses, for a browser on this machine."""
        return self._native.page_url

    def reset(self) -> None:
        """Restores the initial users, limits and scopes; clears recorded requests, queued responses and faults."""
        self._native.reset()

    def stop(self) -> None:
        """Stops the sandbox and removes its CA file. May be called more than once."""
        self._native.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()
