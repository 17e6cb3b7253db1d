"""The native part of `zoomuser`; private."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict, final, type_check_only

from zoomuser._report import Report
from zoomuser._result import Result

__all__ = ["CancelToken", "Client", "Form", "Sandbox", "__version__", "cleanup", "run", "update_user"]

__version__: str

@final
class CancelToken:
    """Ends calls from another thread: give it to a call as `cancel`, and call `cancel()` on it.

    The call ends within a fiftieth of a second with `Cancelled`. A token stays cancelled: use a new one for a new call.
    """

    def __new__(cls) -> CancelToken: ...
    def cancel(self) -> None:
        """Ends every call that was given this token, and every call that will be."""

    @property
    def cancelled(self) -> bool:
        """Whether `cancel()` was called."""

@final
class Client:
    def __new__(cls, keywords: Mapping[str, object]) -> Client: ...
    def update_user(
        self,
        user_id: str,
        fields: Mapping[str, object] | None,
        keywords: Mapping[str, object],
        cancel: CancelToken | None = None,
        verify: bool | None = None,
        only_changes: bool | None = None,
    ) -> Result: ...
    def get_user(self, user_id: str, cancel: CancelToken | None = None) -> Result: ...
    def doctor(self, cancel: CancelToken | None = None) -> Report: ...
    def check(self, fields: Mapping[str, object] | None, keywords: Mapping[str, object]) -> Result: ...
    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] | None,
        body: bytes | str | None,
        form: Form | None,
        cancel: CancelToken | None = None,
    ) -> Result: ...
    def render_request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] | None,
        body: bytes | str | None,
        form: Form | None,
        format: str,
    ) -> str: ...
    def render(
        self, user_id: str, fields: Mapping[str, object] | None, keywords: Mapping[str, object], format: str
    ) -> str: ...
    def drop_connections(self) -> None: ...
    @property
    def base_url(self) -> str: ...

@final
class Form:
    """A body of `multipart/form-data` for `Client.request`: parts in their order. A name may stand twice.

    Only control characters in what goes into the head of a part are refused, with `CheckError`.
    """

    def __new__(cls) -> Form: ...
    def add(
        self,
        name: str,
        value: str | bytes,
        /,
        *,
        file_name: str | None = None,
        content_type: str | None = None,
        charset: str | None = None,
    ) -> None:
        """Adds a part: a text, which goes out as UTF-8, or bytes.

        `content_type` and `charset` go into its header `Content-Type` as they are; the value is not converted.
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
    def __new__(cls, token: str | None = None, http_port: int = 0, https_port: int = 0) -> Sandbox: ...
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
    def requests(self) -> list[RecordedRequest]: ...
    def script(self, status: int, headers: Sequence[tuple[str, str]], body: bytes, delay: float) -> None: ...
    def reset(self) -> None: ...

def update_user(
    token: str | None,
    user_id: str,
    fields: Mapping[str, object] | None,
    keywords: Mapping[str, object],
    cancel: CancelToken | None = None,
) -> Result: ...
def cleanup() -> None: ...
def run(words: Sequence[str]) -> int: ...
