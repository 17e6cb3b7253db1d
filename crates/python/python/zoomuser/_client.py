"""The synchronous client."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import copy_context
from types import TracebackType
from typing import Any, Literal, NoReturn, Union

from zoomuser import _zoomuser
from zoomuser._environment import from_environment
from zoomuser._exceptions import ForbiddenError, UnauthorizedError
from zoomuser._hidden import hidden
from zoomuser._list_users import IncludeFields, ListStatus, lists, users
from zoomuser._report import Report
from zoomuser._result import Result
from zoomuser._rows import RowsLike, iterator_of, length_of
from zoomuser._run_state import Check, EmptyCells, RunState, StopOn
from zoomuser._signature import spells_out
from zoomuser._token import TokenLike, is_async
from zoomuser._typing import Self, Unpack
from zoomuser._updates import Updates
from zoomuser._user import User
from zoomuser._vocabulary import Options, UserFields
from zoomuser._zoomuser import CancelToken, Form

HeadersLike = Union[Mapping[str, str], Iterable[tuple[str, str]]]
ParamsLike = Union[Mapping[str, object], Iterable[tuple[str, object]]]
BodyLike = Union[bytes, bytearray, memoryview, str]
Empty = Literal["set", "skip", "error"]


class Client:
    """A client for one Zoom account: credentials, options and a connection pool. It is thread-safe.

    Every option is a keyword: `Client(token=..., timeout=10, check="warn")`; `zoomuser.Options` documents them. Times
    are seconds or a `timedelta`. The client reads no file and opens no connection before its first call. A client made
    before a fork works in both processes. It cannot be pickled.

    `token` is a string, or a callable that returns one. The client calls it with a `TokenRequest` on the thread of each
    call before it sends anything, and once more if Zoom rejects the token or reports a missing scope. An exception
    from the callable is the `__cause__` of the `ZoomError` that the call raises; `KeyboardInterrupt` and other
    exceptions that are not an `Exception` propagate unchanged. The callable must be thread-safe and must not wait for a
    thread that updates the same user. With `account_id`, `client_id` and `client_secret` the client requests tokens
    itself.

    Leaving the `with` block, `close()` and garbage collection close the connections.
    """

    @spells_out(Options)
    def __init__(self, *, token: TokenLike | None = None, **options: Unpack[Options]) -> None:
        """Raises `TypeError` for an unknown option or a wrong type, `CheckError` for a wrong value."""
        given = hidden({"token": token, **options})
        del options
        if is_async(token):
            raise TypeError("token: expected str or a callable that returns one; an async callable needs AsyncClient")
        del token
        self._start(given, 0)

    def _start(self, options: Callable[[], Mapping[str, object]], connections: int) -> None:
        """Creates the native client with a pool of at least this many connections."""
        self._native = _zoomuser.Client(options(), connections)
        self._closed = False

    @classmethod
    def from_env(cls, **options: Unpack[Options]) -> Self:
        """Creates a client from the environment variables that the command line uses.

        `ZOOM_TOKEN` is an access token. `ZOOM_ACCOUNT_ID`, `ZOOM_CLIENT_ID` and `ZOOM_CLIENT_SECRET` are the
        credentials of a Server-to-Server OAuth app. `ZOOM_SHARE` and `ZOOM_SHARE_PASSWORD` are the options `share` and
        `share_password`. Options take precedence over variables. No other function of this
        package reads these variables. Raises `CheckError` if they are missing or contradict each other.
        """
        given = from_environment(hidden(options))
        del options
        return cls(**given())

    @spells_out(UserFields)
    def update_user(
        self,
        user_id: str,
        /,
        *,
        fields: Mapping[str, object] | None = None,
        empty: Empty | None = None,
        cancel: CancelToken | None = None,
        confirm: bool | None = None,
        only_changes: bool | None = None,
        **keywords: Unpack[UserFields],
    ) -> Result:
        """Updates a user: `PATCH /users/{user_id}`.

        `user_id` is an id, an email address, or `me` for the user of the token. The fields are keywords, documented by
        `zoomuser.UserFields`. `fields` takes them as a mapping, for example a row of `csv.DictReader`; strings are
        converted to the type that Zoom expects. `None` omits a field, `zoomuser.NULL` is JSON null, and "" clears a
        text field.

        An empty CSV cell is "", so it CLEARS the field, which is the default (`empty="set"`). `empty="skip"` omits the
        empty strings in `fields`; `empty="error"` rejects them. In `fields`, NaN and the missing values of pandas are
        omitted, and a float with an integer value is an integer, because pandas converts a column with missing values
        to floats. `cancel.cancel()` ends the call from another thread.

        `confirm` and `only_changes` override the options of the same name. With `confirm` the client reads the user
        before and after the update and reports success only if the second read shows the new values. With
        `only_changes` it sends only the fields that differ, and no request if none does (`attempts` is 0).
        `result.fields` then has an outcome for each field.

        Returns the result if Zoom answered with a complete 204. Raises `CheckError` before anything is sent, otherwise
        `TransportError`, `ApiError` or a subclass, and with `confirm` also `NotAppliedError` and `UnconfirmedError`.
        Each exception carries the result.
        """
        self._must_be_open()
        return self._native.update_user(user_id, fields, empty, keywords, cancel, confirm, only_changes)

    def get_user(self, user_id: str, /, *, cancel: CancelToken | None = None) -> User:
        """Reads a user: `GET /users/{user_id}`.

        Returns a mapping of the names and values in Zoom's response. Raises the same exceptions as `update_user`; a
        response that is not a user is an `ApiError`.
        """
        self._must_be_open()
        return User(self._native.get_user(user_id, cancel))

    def list_users(
        self,
        status: ListStatus = "active",
        *,
        role_id: str | None = None,
        license: str | None = None,
        group_id: str | None = None,
        include_fields: IncludeFields | None = None,
        page_size: int | None = None,
        cancel: CancelToken | None = None,
    ) -> Iterator[User]:
        """Lists the users of the account: `GET /users`, a page when it is needed.

        `status` is "active", "inactive", "pending", or "all" for the three one after the other. `role_id`, `license`
        and `group_id` select users; for a group all users are read, because Zoom cannot select them. `include_fields`
        adds "custom_attributes" or "host_key". `page_size` is 1 to 300, the default. Zoom lists less of a user than
        `get_user` returns; a pending user has no `id`.

        Raises `CheckError` for a wrong parameter, and while you iterate the exceptions of `get_user`.
        """
        self._must_be_open()
        pages = lists(
            self._native,
            status,
            role_id=role_id,
            license=license,
            group_id=group_id,
            include_fields=include_fields,
            page_size=page_size,
        )
        return self._users(pages, cancel)

    def _users(self, pages: list[_zoomuser.UserPages], cancel: CancelToken | None) -> Iterator[User]:
        for each in pages:
            self._must_be_open()
            while (page := each.next(cancel)) is not None:
                yield from users(page)
                self._must_be_open()

    def update_users(
        self,
        rows: RowsLike,
        /,
        *,
        key: str = "user_id",
        concurrency: int | None = None,
        check: Check = "all_first",
        empty: EmptyCells = "skip",
        stop_on: StopOn = (UnauthorizedError, ForbiddenError),
        ordered: bool = False,
        run: str | os.PathLike[str] | None = None,
        cancel: CancelToken | None = None,
        confirm: bool | None = None,
    ) -> Updates:
        """Updates many users; returns an iterator of `RowResult`.

        `rows` is an iterable of mappings of field names to values, in which `key` names the user, for example a
        `csv.DictReader`; or of pairs of a user and a mapping; or a frame of pandas, polars or Arrow. In a row, `None`,
        NaN and the missing values of pandas leave a field out, `zoomuser.NULL` is JSON null, and an empty text leaves
        the field out (`empty="skip"`) or clears it (`empty="clear"`).

        By default all rows are read and validated before the first is sent (`check="all_first"`); if one is not valid,
        `CheckError` names it and nothing is sent. With `check="each"` a row is read when it can be begun, so that a
        generator of any length needs little memory, and a row that is not valid has an `error` of its own.

        As many calls run at a time as rate limit and latency need, at most `concurrency` (1 to 64). Rows of one user
        are sent in their order. Results come as rows end, with `ordered=True` in the order of the rows. A failed row
        does not end the run, unless its `error` is one of `stop_on`; a token that Zoom rejects always does.

        `run` names a new folder for a journal of the run: `zoomuser.bulk.resume` goes on after a crash or an
        interruption. Then all rows are read first, onto the disk. `cancel.cancel()` ends the run with `CancelledError`.
        `confirm` overrides the option of the client.
        """
        self._must_be_open()
        state = RunState(
            self._native,
            copy_context(),
            key=key,
            concurrency=concurrency,
            check=check,
            empty=empty,
            stop_on=stop_on,
            ordered=ordered,
            run=run,
            cancel=cancel,
            confirm=confirm,
            total=length_of(rows),
        )
        return Updates(state, iterator_of(rows, key))

    def doctor(self, *, cancel: CancelToken | None = None) -> Report:
        """Diagnoses why updates fail, without changing anything.

        Checks options, DNS, connection, proxy, certificate, clock, token, scopes and rate limit, and the server of the
        option `share` if it is set, with at most one token request and one `GET /users/me`. Returns a report even if a
        check failed: see `Report.ok`. Raises `CancelledError` if the call was cancelled.
        """
        self._must_be_open()
        return self._native.doctor(cancel)

    @spells_out(UserFields)
    def plan(
        self,
        user_id: str,
        /,
        *,
        fields: Mapping[str, object] | None = None,
        empty: Empty | None = None,
        cancel: CancelToken | None = None,
        **keywords: Unpack[UserFields],
    ) -> Result:
        """Reads a user and compares it with the fields, without sending an update.

        `result.fields` has an outcome for each field: "differs" if `update_user` would change it, "already" if the user
        has this value, "unverifiable" if Zoom does not return the field. `attempts` is 0. The arguments are those of
        `update_user`. Raises the same exceptions as `get_user`, and `CheckError` for invalid fields.
        """
        self._must_be_open()
        return self._native.plan(user_id, fields, empty, keywords, cancel)

    @spells_out(UserFields)
    def check(
        self,
        *,
        fields: Mapping[str, object] | None = None,
        empty: Empty | None = None,
        **keywords: Unpack[UserFields],
    ) -> Result:
        """Validates fields without sending anything.

        Returns a result with `warnings`. Raises `CheckError` with all `problems`.
        """
        self._must_be_open()
        return self._native.check(fields, empty, keywords)

    def request(
        self,
        method: str,
        path: str,
        /,
        *,
        params: ParamsLike | None = None,
        headers: HeadersLike | None = None,
        body: BodyLike | None = None,
        json: object = None,
        form: Form | None = None,
        cancel: CancelToken | None = None,
    ) -> Result:
        """Sends any other request to the API.

        `method` is case-insensitive. A `path` that begins with "/" is relative to the host (`/v2/users/me`), any other
        to `base_url` (`users/me`); it is sent unchanged. `params` are percent-encoded and added to the query: `None` is
        omitted, a list repeats its name, `True` is `true`. Your headers replace `Authorization`, `Accept`, `User-Agent`
        and `Content-Type` of the library. The body is one of `body`, which is `application/json` unless a header says
        otherwise, `json`, a value to encode as JSON, and `form`. Success is any complete 2xx response; otherwise the
        call raises the same exceptions as `update_user`.
        """
        self._must_be_open()
        return self._native.request(method, target(path, params), headers, content(body, json, form), form, cancel)

    @spells_out(UserFields)
    def render(
        self,
        user_id: str,
        /,
        *,
        fields: Mapping[str, object] | None = None,
        empty: Empty | None = None,
        format: str = "http",
        **keywords: Unpack[UserFields],
    ) -> str:
        """Returns the request that `update_user` would send, as text without the token. Sends nothing.

        `format` is "http" for the exact request head and body with `<access_token>` in place of the token, or "json",
        "curl", "curl-cmd", "curl-powershell" or "postman" with a variable in its place.
        """
        self._must_be_open()
        return self._native.render(user_id, fields, empty, keywords, format)

    def render_request(
        self,
        method: str,
        path: str,
        /,
        *,
        params: ParamsLike | None = None,
        headers: HeadersLike | None = None,
        body: BodyLike | None = None,
        json: object = None,
        form: Form | None = None,
        format: str = "http",
    ) -> str:
        """Returns the request that `request` would send, as text without the token. Sends nothing.

        `format` is as for `render`. "http" shows bytes that are not UTF-8 as U+FFFD and issues a `UserWarning`. Each
        call generates a new multipart boundary.
        """
        self._must_be_open()
        return self._native.render_request(
            method, target(path, params), headers, content(body, json, form), form, format
        )

    @property
    def base_url(self) -> str:
        """The base URL of the API."""
        return self._native.base_url

    def close(self) -> None:
        """Closes the idle connections. Calls in flight continue; later calls raise `RuntimeError`."""
        self._closed = True
        self._native.drop_connections()

    def __enter__(self) -> Self:
        self._must_be_open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __setattr__(self, name: str, value: object) -> None:
        # Assigning a misspelled option would have no effect. Existing names can be assigned, so tests can patch them.
        if type(self) is Client and not name.startswith("_") and not hasattr(Client, name):
            raise AttributeError(f"Client has no attribute {name!r}; pass options to Client(...)")
        super().__setattr__(name, value)

    def __repr__(self) -> str:
        if not hasattr(self, "_closed"):
            return "<zoomuser.Client without valid options>"
        return f"<zoomuser.Client {self.base_url}{' closed' if self._closed else ''}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Client cannot be pickled: make one in each process, or before a fork")

    def _must_be_open(self) -> None:
        if self._closed:
            raise RuntimeError("the client is closed")


def content(body: BodyLike | None, value: object, form: Form | None) -> BodyLike | None:
    """The request body: the given bytes, or the value as JSON. At most one of the three may be given."""
    if sum(given is not None for given in (body, value, form)) > 1:
        raise TypeError("expected at most one of body, json and form")
    if value is None:
        return body
    import json

    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def target(path: str, params: ParamsLike | None) -> str:
    """The path with these query parameters added."""
    if params is None:
        return path
    given: object = params
    if isinstance(given, (str, bytes)):
        raise TypeError(f"params: expected a mapping of names to values, or pairs of them, got {type(params).__name__}")
    from urllib.parse import quote, urlencode

    pairs: list[tuple[str, str]] = []
    for name, value in params.items() if isinstance(params, Mapping) else params:
        values: Iterable[Any] = value if isinstance(value, (list, tuple)) else [value]
        pairs += [
            (name, str(each).lower() if isinstance(each, bool) else str(each)) for each in values if each is not None
        ]
    query = urlencode(pairs, quote_via=quote)
    if not query:
        return path
    return f"{path}{'&' if '?' in path else '?'}{query}"
