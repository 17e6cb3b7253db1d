"""The client for threads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NoReturn, Union

from zoomuser import _zoomuser
from zoomuser._unseen import unseen
from zoomuser._user import User

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self, Unpack

    from zoomuser._report import Report
    from zoomuser._result import Result
    from zoomuser._token import TokenLike
    from zoomuser._vocabulary import Options, UserFields
    from zoomuser._zoomuser import CancelToken, Form

    HeadersLike = Union[Mapping[str, str], Iterable[tuple[str, str]]]


class Client:
    """An account's way to Zoom: options and kept connections. Any number of threads may use one client.

    Every option is a keyword: `Client(token=..., timeout=10, check="warn")`; `zoomuser.Options` documents them. Times
    are seconds or a `timedelta`. Nothing is read or connected before the first call. A client may be made before a fork
    and used on both sides of it. It cannot be pickled.

    `token` is a text, or a callable that gives one: it is asked with a `TokenRequest` on the thread of each call,
    before anything is sent, and once more if Zoom refuses its token. What it raises is the cause of the `ZoomError`
    that the call then raises; `KeyboardInterrupt` and its like pass. It must be safe to call from several threads, and
    must not wait for another thread that changes the same user. With `account_id`, `client_id` and `client_secret` the
    client gets tokens itself.

    The end of its `with` statement and `close()` close its connections, and so does its end as an object.
    """

    __slots__ = ("_closed", "_native")

    def __init__(self, *, token: TokenLike | None = None, **options: Unpack[Options]) -> None:
        """Raises `TypeError` for an unknown option or a wrong type, `CheckError` for a wrong value."""
        given = unseen({"token": token, **options})
        del token, options
        self._native = _zoomuser.Client(given())
        self._closed = False

    def update_user(
        self,
        user_id: str,
        /,
        *,
        fields: Mapping[str, object] | None = None,
        cancel: CancelToken | None = None,
        verify: bool | None = None,
        only_changes: bool | None = None,
        **keywords: Unpack[UserFields],
    ) -> Result:
        """Changes a user: `PATCH /users/{user_id}`.

        `user_id` is an id, an e-mail address, or `me` for the token's user. The fields are keywords, documented by
        `zoomuser.UserFields`, and `fields` takes them as a mapping, e.g. a row of `csv.DictReader`; text is converted
        to the type that Zoom expects. `None` leaves a field out, `zoomuser.NULL` is JSON null, and "" empties a text.
        `cancel.cancel()` ends the call from another thread.

        `verify` and `only_changes` take the place of the options of these names: the user is read before and after, and
        success is what reading confirms; only what differs is sent, and nothing where nothing does (`attempts` is 0).
        `fields` of the result then says what was found of each field.

        Returns the result of a completely received 204. Raises `CheckError` before anything is sent, else
        `TransportError` or `ApiError`, or one of their children, and with `verify` also `NotApplied` and `Unconfirmed`;
        each carries the result.
        """
        self._must_be_open()
        return self._native.update_user(user_id, fields, keywords, cancel, verify, only_changes)

    def get_user(self, user_id: str, /, *, cancel: CancelToken | None = None) -> User:
        """Reads a user: `GET /users/{user_id}`.

        Returns a mapping of the names and values that Zoom shows. Raises as `update_user` does; an answer that is no
        user is an `ApiError`.
        """
        self._must_be_open()
        return User(self._native.get_user(user_id, cancel))

    def doctor(self, *, cancel: CancelToken | None = None) -> Report:
        """Looks for what keeps updates from Zoom; changes nothing.

        Options, name, connection, proxy, certificate, clock, token, scopes and rate are looked at, with at most one
        request for a token and one `GET /users/me`. Returns a report, also where a check failed: ask `ok` of it. Raises
        `Cancelled` if it was cancelled.
        """
        self._must_be_open()
        return self._native.doctor(cancel)

    def check(self, *, fields: Mapping[str, object] | None = None, **keywords: Unpack[UserFields]) -> Result:
        """Judges fields; sends nothing.

        Returns a result with its `warnings`. Raises `CheckError` with all `problems`.
        """
        self._must_be_open()
        return self._native.check(fields, keywords)

    def request(
        self,
        method: str,
        path: str,
        /,
        *,
        headers: HeadersLike | None = None,
        body: bytes | str | None = None,
        json: object = None,
        form: Form | None = None,
        cancel: CancelToken | None = None,
    ) -> Result:
        """Sends a request of your own, for what this package has no method for; nothing of it is rewritten.

        With "/" at its beginning `path` is below the host (`/v2/users/me`), else below `base_url` (`users/me`). Your
        headers replace the library's `Authorization`, `Accept`, `User-Agent` and `Content-Type`. The body is one of
        `body`, which is `application/json` unless a header says otherwise, `json`, a value to be written as JSON, and
        `form`. Success is any 2xx, completely received; everything else raises as `update_user` does.
        """
        self._must_be_open()
        return self._native.request(method, path, headers, _content(body, json, form), form, cancel)

    def render(
        self,
        user_id: str,
        /,
        *,
        fields: Mapping[str, object] | None = None,
        format: str = "http",
        **keywords: Unpack[UserFields],
    ) -> str:
        """The request that `update_user` would send, as text without the token; sends nothing.

        `format` is "http": head and body, byte by byte as they are sent, with `<access_token>` for the token; or
        "json", "curl", "curl-cmd", "curl-powershell" or "postman", with a variable for it.
        """
        self._must_be_open()
        return self._native.render(user_id, fields, keywords, format)

    def render_request(
        self,
        method: str,
        path: str,
        /,
        *,
        headers: HeadersLike | None = None,
        body: bytes | str | None = None,
        json: object = None,
        form: Form | None = None,
        format: str = "http",
    ) -> str:
        """The request that `request` would send, as text without the token; sends nothing.

        `format` is one of those of `render`. With "http", what is not text is shown as U+FFFD, with a warning of
        `warnings`. The boundary of a form is new each time.
        """
        self._must_be_open()
        return self._native.render_request(method, path, headers, _content(body, json, form), form, format)

    @property
    def base_url(self) -> str:
        """Where the API is."""
        return self._native.base_url

    def close(self) -> None:
        """Closes the kept connections. Calls in flight go on; later ones raise `RuntimeError`."""
        self._closed = True
        self._native.drop_connections()

    def __enter__(self) -> Self:
        self._must_be_open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        if not hasattr(self, "_closed"):
            return "<zoomuser.Client that was refused>"
        return f"<zoomuser.Client {self.base_url}{' closed' if self._closed else ''}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Client cannot be pickled: make one in each process, or before a fork")

    def _must_be_open(self) -> None:
        if self._closed:
            raise RuntimeError("the client is closed")


def _content(body: bytes | str | None, value: object, form: Form | None) -> bytes | str | None:
    """The bytes of a request: those given, or a value as JSON. At most one of the three may be given."""
    if sum(given is not None for given in (body, value, form)) > 1:
        raise TypeError("expected at most one of body, json and form")
    if value is None:
        return body
    import json

    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
