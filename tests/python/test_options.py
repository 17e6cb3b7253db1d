"""Every option as a keyword."""

from __future__ import annotations

import ast
import datetime as dt
import pathlib
import pickle
import traceback
from typing import Any

import closed
import pytest
import zoomuser
from zoomuser import AsyncClient, CheckError, Client
from zoomuser.testing import Sandbox

JANE = "jane@example.com"
SECRET = "a-token-that-nobody-may-see"

GOOD: dict[str, list[Any]] = {
    "account_id": ["account"],
    "client_id": ["client"],
    "client_secret": ["secret"],
    "token_url": ["https://zoom.us/oauth/token", "http://127.0.0.1:1/token"],
    "token_cache": ["/no/such/file", pathlib.Path("/no/such/file")],
    "max_retries": [0, 3, 20],
    "plan": ["free", "pro", "business", "none"],
    "rate_share": [1, 100],
    "rate_file": ["/no/such/file", pathlib.Path("/no/such/file")],
    "base_url": ["https://api.zoom.us/v2", "https://api.zoomgov.com/v2", "http://127.0.0.1:1/v2"],
    "encoding": ["json", "multipart"],
    "check": ["strict", "warn"],
    "timeout": [1, 0.001, 3600, 1.5, dt.timedelta(milliseconds=1), dt.timedelta(hours=1)],
    "connect_timeout": [1, 0.001, 3600, dt.timedelta(seconds=3)],
    "deadline": [1, 0.001, 86400, dt.timedelta(days=1)],
    "connect_to": ["api.zoom.us:443=127.0.0.1:8443"],
    "proxy": ["off", "http://127.0.0.1:1", "http://user:password@127.0.0.1:1", "socks5h://127.0.0.1:1"],
    "ca_file": ["/no/such/file", pathlib.Path("/no/such/file")],
    "cert_file": ["/no/such/file", pathlib.Path("/no/such/file")],
    "key_file": ["/no/such/file", pathlib.Path("/no/such/file")],
    "system_roots": [True, False],
    "user_agent": ["payroll/1.0"],
    "sub_account_id": ["account"],
    "share": ["redis://127.0.0.1:1", "rediss://user:password@localhost:1/2"],
    "share_password": ["password"],
    "share_required": [False],
    "share_fallback": ["auto", "20"],
    "keep": [True, False],
    "confirm": [True, False],
    "only_changes": [True, False],
}


def sample(option: str) -> Any:
    """A value of an option that has none above, by its type."""
    kind = str(zoomuser.Options.__annotations__[option].__forward_arg__).removesuffix(" | None")
    if kind.startswith("Literal["):
        return ast.literal_eval(kind.removeprefix("Literal"))[0]
    return {"str": "a", "int": 1, "bool": True, "Seconds": 1, "str | PathLike[str]": "/no/such/file"}[kind]


GOOD |= {option: [sample(option)] for option in zoomuser.Options.__annotations__ if option not in GOOD}


def test_every_option_is_covered() -> None:
    assert set(GOOD) == set(zoomuser.Options.__annotations__)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in GOOD.items() for value in values])
def test_an_option_is_taken(name: str, value: Any) -> None:
    for made in (Client(**{name: value}), AsyncClient(**{name: value})):
        assert made.base_url == (value if name == "base_url" else "https://api.zoom.us/v2")


def test_the_api_is_beside_the_token_service_of_the_government() -> None:
    assert Client(token_url="https://zoomgov.com/oauth/token").base_url == "https://api.zoomgov.com/v2"


@pytest.mark.parametrize("name", sorted(GOOD))
def test_none_is_the_default(name: str) -> None:
    assert repr(Client(**{name: None})) == repr(Client())


SECONDS = "expected seconds as int or float, or a timedelta, got"
BAD: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"base_url": 5}, TypeError, "base_url: expected str, got int"),
    ({"base_url": "ftp://x"}, CheckError, "base_url: expected a URL such as https://api.zoom.us/v2"),
    ({"base_url": "http://example.com/v2"}, CheckError, "base_url: http is allowed on this machine only"),
    ({"encoding": 5}, TypeError, "encoding: expected str, got int"),
    ({"encoding": "xml"}, CheckError, "encoding: expected one of json, multipart"),
    ({"check": True}, TypeError, "check: expected str, got bool"),
    ({"check": "off"}, CheckError, "check: expected one of strict, warn"),
    ({"timeout": "5"}, TypeError, f"timeout: {SECONDS} str"),
    ({"timeout": True}, TypeError, f"timeout: {SECONDS} bool"),
    ({"timeout": [5]}, TypeError, f"timeout: {SECONDS} list"),
    ({"timeout": 5j}, TypeError, f"timeout: {SECONDS} complex"),
    *(
        ({"timeout": seconds}, CheckError, "timeout: expected seconds from 0.001 to 3600")
        for seconds in [
            *(0, -1, 0.0004, 3600.001, 3601, 2**64, 10**6000, float("nan"), float("inf"), float("-inf"), 1e308),
            *(dt.timedelta(0), dt.timedelta(days=-1), dt.timedelta.max, dt.timedelta.min),
        ]
    ),
    ({"connect_timeout": 0}, CheckError, "connect_timeout: expected seconds from 0.001 to 3600"),
    ({"connect_timeout": "x"}, TypeError, f"connect_timeout: {SECONDS} str"),
    ({"deadline": 86401}, CheckError, "deadline: expected seconds from 0.001 to 86400"),
    ({"deadline": b"x"}, TypeError, f"deadline: {SECONDS} bytes"),
    ({"max_retries": "3"}, TypeError, "max_retries: expected int, got str"),
    ({"max_retries": True}, TypeError, "max_retries: expected int, got bool"),
    ({"max_retries": 1.0}, TypeError, "max_retries: expected int, got float"),
    ({"max_retries": -1}, CheckError, "max_retries: expected a whole number from 0 to 20"),
    ({"max_retries": 2**70}, CheckError, "max_retries: expected a whole number from 0 to 20"),
    ({"rate_share": 0}, CheckError, "rate_share: expected a whole number from 1 to 100"),
    ({"rate_share": 101}, CheckError, "rate_share: expected a whole number from 1 to 100"),
    ({"plan": "gold"}, CheckError, "plan: expected one of free, pro, business, none"),
    ({"account_id": 5}, TypeError, "account_id: expected str, got int"),
    ({"client_secret": b"x"}, TypeError, "client_secret: expected str, got bytes"),
    ({"client_secret": "a b"}, CheckError, "client_secret: holds a blank"),
    ({"token_url": "http://example.com/oauth/token"}, CheckError, "token_url: http is allowed on this machine only"),
    ({"proxy": 5}, TypeError, "proxy: expected str, got int"),
    ({"proxy": "ftp://127.0.0.1"}, CheckError, "proxy: "),
    ({"ca_file": 5}, TypeError, "ca_file: expected str or os.PathLike, got int"),
    ({"ca_file": b"/file"}, TypeError, "ca_file: expected str or os.PathLike, got bytes"),
    ({"ca_file": "\udcff"}, CheckError, "ca_file: the text contains an unpaired surrogate"),
    ({"system_roots": 1}, TypeError, "system_roots: expected bool, got int"),
    ({"user_agent": "a\nb"}, CheckError, "user_agent: holds a control character"),
    ({"user_agent": b"x"}, TypeError, "user_agent: expected str, got bytes"),
    ({"sub_account_id": 5}, TypeError, "sub_account_id: expected str, got int"),
    ({"keep": 0}, TypeError, "keep: expected bool, got int"),
    ({"keep": "off"}, TypeError, "keep: expected bool, got str"),
    ({"system_roots": "false"}, TypeError, "system_roots: expected bool, got str"),
    ({"confirm": "on"}, TypeError, "confirm: expected bool, got str"),
    ({"only_changes": "no"}, TypeError, "only_changes: expected bool, got str"),
    ({"token": 5}, TypeError, "token: expected str, got int"),
    ({"token": b"bytes"}, TypeError, "token: expected str, got bytes"),
    ({"token": "two words"}, CheckError, "token: holds a blank"),
    ({"token": '"quoted"'}, CheckError, "token: has quotes around it"),
    ({"token": "{{token}}"}, CheckError, "token: is a variable"),
    ({"token": "line\n\n"}, CheckError, "token: holds a control character"),
    ({"token": "half\ud800"}, CheckError, "token: the text contains an unpaired surrogate"),
    ({"token": "x" * 16385}, CheckError, "token: expected 4 to 16384 characters"),
    ({"timeout_ms": 5}, TypeError, "timeout_ms: in Python it is timeout, in seconds"),
    (
        {"verify": False},
        TypeError,
        "verify: no such option; use confirm to read the user back after an update, or ca_file",
    ),
    ({"timeot": 5}, TypeError, "timeot: no such option; the nearest is timeout"),
    ({"Token": "x"}, TypeError, "Token: no such option; the nearest is token"),
    ({"zzz": 5}, TypeError, "zzz: no such option"),
    ({"dept": "x"}, TypeError, "dept: no such option"),
]


@pytest.mark.parametrize(("options", "kind", "message"), BAD, ids=[str(number) for number in range(len(BAD))])
@pytest.mark.parametrize("made", [Client, AsyncClient])
def test_a_bad_option_is_refused(
    made: type[Client | AsyncClient], options: dict[str, Any], kind: type[Exception], message: str
) -> None:
    with pytest.raises(kind) as caught:
        made(**options)
    assert str(caught.value).startswith(message)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("value", [0, -1, "5", 2.5, True, None])
def test_max_concurrency_is_a_whole_number_from_one(value: Any) -> None:
    with pytest.raises((TypeError, ValueError), match=r"^max_concurrency: expected "):
        AsyncClient(max_concurrency=value)


def test_options_have_no_positions() -> None:
    with pytest.raises(TypeError):
        Client(SECRET)  # type: ignore[call-arg]


def test_the_token_is_needed_when_a_call_is_made() -> None:
    with Sandbox() as zoom, Client(**zoom.options) as client:
        with pytest.raises(CheckError) as caught:
            client.update_user(JANE, dept="x")
        assert caught.value.status is zoomuser.Status.MISSING_TOKEN
        assert zoom.connections == 0


def test_the_token_is_sent_as_bearer() -> None:
    with Sandbox(token=SECRET) as zoom, zoom.client() as client:
        client.update_user(JANE, dept="x")
        assert zoom.requests[-1].headers["Authorization"] == f"Bearer {SECRET}"


def test_user_agent_and_sub_account_are_sent() -> None:
    with Sandbox() as zoom, zoom.client(user_agent="payroll/1.0", sub_account_id="a/b") as client:
        with pytest.raises(zoomuser.ZoomError):
            client.update_user("someone", dept="x")
        assert zoom.requests[-1].headers["User-Agent"] == "payroll/1.0"
        assert zoom.requests[-1].target == "/v2/accounts/a%2Fb/users/someone"


def test_times_are_seconds() -> None:
    slow = "slow-20000@sandbox.test"
    for options, limit in (
        ({"timeout": 0.05}, "timeout"),
        ({"timeout": dt.timedelta(milliseconds=50)}, "timeout"),
        ({"deadline": 0.05}, "deadline"),
    ):
        with (
            Sandbox() as zoom,
            zoom.client(**options) as client,
            pytest.raises(zoomuser.RequestTimeoutError, match=limit),
        ):
            client.update_user(slow, dept="x")


def test_the_proxy_is_used() -> None:
    with Sandbox() as zoom, Sandbox() as proxy:
        # The tunnels of a sandbox all end in itself.
        url = proxy.http_base_url.replace("/v2", "")
        with zoom.client(proxy=url, ca_file=proxy.ca_file) as client:
            assert client.update_user(JANE, dept="x").ok
        assert zoom.connections == 0
        assert [request.tls for request in proxy.requests if request.method == "PATCH"] == [True]


def test_the_file_of_authorities_may_be_a_path() -> None:
    with Sandbox() as zoom, zoom.client(ca_file=pathlib.Path(zoom.ca_file)) as client:
        assert client.update_user(JANE, dept="x").ok


def test_an_authority_that_is_not_trusted_is_refused() -> None:
    with Sandbox() as zoom, Sandbox() as other, zoom.client(ca_file=other.ca_file) as client:
        with pytest.raises(zoomuser.TransportError) as caught:
            client.update_user(JANE, dept="x")
        assert caught.value.status is zoomuser.Status.TLS
        assert zoom.requests == []


def everything_said(value: object) -> str:
    """All texts that Python makes of a value, and what is reachable through them."""
    texts = [repr(value), str(value), f"{value:}"]
    if isinstance(value, BaseException):
        texts += ["".join(traceback.format_exception(type(value), value, value.__traceback__)), repr(value.args)]
    texts.append(repr(getattr(value, "result", "")))
    return "\n".join(texts)


def test_nothing_says_the_token() -> None:
    with Sandbox(token=SECRET) as zoom, zoom.client() as client, zoom.client(timeout=0.01) as hasty:
        said = [everything_said(client), everything_said(zoom.async_client())]
        for target, user_id in (
            (client, "echo-token@sandbox.test"),
            (client, "error-401-124@sandbox.test"),
            (client, "drop@sandbox.test"),
            (hasty, "slow-20000@sandbox.test"),
            (client, ""),
        ):
            with pytest.raises(zoomuser.ZoomError) as caught:
                target.update_user(user_id, dept="x")
            said += [everything_said(caught.value), repr(pickle.dumps(caught.value)), repr(caught.value.result.body)]
        assert zoom.requests[0].headers["authorization"] == f"Bearer {SECRET}"
    assert SECRET not in "\n".join(said)


@pytest.mark.parametrize("token", [f"{SECRET}\nx", f"{SECRET} x", f"{SECRET}\ud800", f"Bearer {SECRET}"])
def test_a_bad_token_is_not_said(token: str) -> None:
    with pytest.raises(CheckError) as caught:
        Client(token=token)
    # The call itself, with its arguments, stands in no message; the source line in the traceback has names only.
    assert SECRET not in everything_said(caught.value)


def test_the_password_of_a_proxy_is_not_said() -> None:
    with Sandbox() as zoom, zoom.client(proxy=f"http://user:{SECRET}@127.0.0.1:{closed.PORT}") as client:
        with pytest.raises(zoomuser.TransportError) as caught:
            client.update_user(JANE, dept="x")
        assert SECRET not in everything_said(caught.value) + everything_said(client)
    assert caught.value.status is zoomuser.Status.PROXY


@pytest.mark.parametrize("name", ["password", "session", "\ud800", "a\nb"])
@pytest.mark.parametrize(
    "call", [lambda words: Client(**words), lambda words: zoomuser.update_user(SECRET, JANE, **words)]
)
def test_unusual_keywords_do_no_harm(call: Any, name: str) -> None:
    with pytest.raises((TypeError, CheckError)):
        call({name: "x"})
