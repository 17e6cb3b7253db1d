"""The native module of `zoomuser`; private."""

from asyncio import Future
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import Context
from os import PathLike
from typing import Any, TypedDict, final, type_check_only

from zoomuser._exceptions import ZoomError
from zoomuser._report import Report
from zoomuser._result import Result

__all__ = [
    "AsyncCall",
    "CancelToken",
    "Client",
    "Form",
    "Pool",
    "Sandbox",
    "Updates",
    "UserPages",
    "__version__",
    "bulk_check",
    "bulk_run",
    "claim",
    "cleanup",
    "run",
    "update_user",
]

__version__: str

@final
class CancelToken:
    """Cancels calls from another thread: pass it to a call as `cancel=` and call its method `cancel()`.

    The call ends within 20 ms with `CancelledError`. A token stays cancelled: use a new one for a new call.
    """

    def __new__(cls) -> CancelToken: ...
    def cancel(self) -> None:
        """Cancels every call that has this token, now and later."""

    @property
    def cancelled(self) -> bool:
        """Whether `cancel()` was called."""

@final
class AsyncCall:
    """A call of an `AsyncClient`. A method that gets it as `cancel` starts it and returns `None`."""

    @property
    def context(self) -> Context: ...
    @property
    def future(self) -> Future[Any]: ...
    def cancel(self) -> bool: ...
    def ended(self) -> Future[None]: ...
    def resumed(self) -> None: ...
    def wake(self, future: Future[Any], callbacks: list[tuple[Callable[..., object], Context]]) -> None: ...

@final
class Pool:
    def __new__(cls, most: int) -> Pool: ...
    def call(self) -> AsyncCall: ...
    def close(self) -> None: ...

@final
class Client:
    def __new__(cls, keywords: Mapping[str, object], connections: int = 0) -> Client: ...
    def update_user(
        self,
        user_id: str,
        fields: Mapping[str, object] | None,
        empty: str | None,
        keywords: Mapping[str, object],
        cancel: CancelToken | AsyncCall | None = None,
        confirm: bool | None = None,
        only_changes: bool | None = None,
    ) -> Result: ...
    def plan(
        self,
        user_id: str,
        fields: Mapping[str, object] | None,
        empty: str | None,
        keywords: Mapping[str, object],
        cancel: CancelToken | AsyncCall | None = None,
    ) -> Result: ...
    def get_user(self, user_id: str, cancel: CancelToken | AsyncCall | None = None) -> Result: ...
    def doctor(self, cancel: CancelToken | AsyncCall | None = None) -> Report: ...
    def check(
        self, fields: Mapping[str, object] | None, empty: str | None, keywords: Mapping[str, object]
    ) -> Result: ...
    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] | None,
        body: bytes | bytearray | memoryview | str | None,
        form: Form | None,
        cancel: CancelToken | AsyncCall | None = None,
    ) -> Result: ...
    def render_request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] | None,
        body: bytes | bytearray | memoryview | str | None,
        form: Form | None,
        format: str,
    ) -> str: ...
    def render(
        self,
        user_id: str,
        fields: Mapping[str, object] | None,
        empty: str | None,
        keywords: Mapping[str, object],
        format: str,
    ) -> str: ...
    def drop_connections(self) -> None: ...
    @property
    def base_url(self) -> str: ...

@final
class UserPages:
    def __new__(cls, client: Client, parameters: Mapping[str, str]) -> UserPages: ...
    def next(self, cancel: CancelToken | AsyncCall | None = None) -> tuple[list[str], Result] | None: ...

@final
class Updates:
    def __new__(
        cls,
        client: Client,
        key: str,
        empty: str,
        concurrency: int | None,
        confirm: bool | None,
        run: str | PathLike[str] | None,
        context: Context,
    ) -> Updates: ...
    def add(self, row: object) -> None: ...
    def bad(self) -> list[tuple[int, ZoomError]]: ...
    def bad_count(self) -> int: ...
    @property
    def rows(self) -> int: ...
    def begin(self) -> None: ...
    def room(self) -> int: ...
    def next(
        self, cancel: CancelToken | AsyncCall | None = None
    ) -> tuple[int, str, Result, ZoomError | None, str] | None: ...
    def stop(self) -> None: ...
    def finish(self, seconds: int) -> None: ...
    @property
    def stopped(self) -> tuple[str, str] | None: ...
    def close(self) -> None: ...

@final
class Form:
    """A `multipart/form-data` body for `Client.request`: parts in the order added. Names may repeat.

    Control characters in the headers of a part raise `CheckError`; everything else is sent unchanged.
    """

    def __new__(cls) -> Form: ...
    def add(
        self,
        name: str,
        value: str | bytes | bytearray | memoryview,
        /,
        *,
        file_name: str | None = None,
        content_type: str | None = None,
        charset: str | None = None,
    ) -> None:
        """Adds a part: a string, which is sent as UTF-8, or bytes.

        `content_type` and `charset` are copied into the `Content-Type` header of the part; the value is not converted.
        """

    def __len__(self) -> int: ...

@type_check_only
class RecordedRequest(TypedDict):
    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes
    connection: int
    tls: bool
    ignored: list[str]
    refused: list[str]

@final
class Sandbox:
    def __new__(
        cls, token: str | None = None, http_port: int = 0, https_port: int = 0, plan: str | None = None
    ) -> Sandbox: ...
    def stop(self) -> None: ...
    @property
    def base_url(self) -> str: ...
    @property
    def http_base_url(self) -> str: ...
    @property
    def ca_file(self) -> str: ...
    @property
    def token(self) -> str: ...
    @property
    def connections(self) -> int: ...
    def user(self, user_id: str) -> str | None: ...
    def put_user(self, user_id: str, members: str) -> str: ...
    def requests(self) -> list[RecordedRequest]: ...
    def script(self, status: int, headers: Sequence[tuple[str, str]], body: bytes, delay: float) -> None: ...
    def fail(self, fault: str, times: int | None, user: str | None) -> bool: ...
    def set_granted(self, scope: str, granted: bool) -> bool: ...
    def set_plan(self, plan: str) -> bool: ...
    @property
    def page_url(self) -> str: ...
    def reset(self) -> None: ...

def update_user(
    token: str | None,
    user_id: str,
    fields: Mapping[str, object] | None,
    empty: str | None,
    keywords: Mapping[str, object],
    cancel: CancelToken | None = None,
) -> Result: ...
def bulk_check(given: str | PathLike[str], keywords: Mapping[str, object]) -> str: ...
def bulk_run(
    action: str,
    client: Client,
    given: str | PathLike[str],
    keywords: Mapping[str, object],
    cancel: CancelToken | None = None,
) -> str: ...
def claim() -> bool: ...
def cleanup() -> None: ...
def run(args: Sequence[str]) -> int: ...
