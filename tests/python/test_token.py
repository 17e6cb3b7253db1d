"""Where the access token comes from: a callable of the program's own, or an app's credentials."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
import zoomuser
from zoomuser import Client, TokenRequest
from zoomuser.testing import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable

JANE = "jane@example.com"
SECRET = "a-token-that-nobody-may-see"
APP = {"account_id": "sandbox-account", "client_id": "sandbox-client", "client_secret": "sandbox-secret"}


class Tokens:
    """A callable that gives these tokens in their order, the last one again and again."""

    def __init__(self, *tokens: str) -> None:
        self.tokens = list(tokens)
        self.asked: list[bool] = []
        self.threads: set[int] = set()

    def __call__(self, request: TokenRequest) -> str:
        self.asked.append(request.refused)
        self.threads.add(threading.get_ident())
        return self.tokens[min(len(self.asked), len(self.tokens)) - 1]


def of(zoom: Sandbox, token: Any) -> Client:
    return Client(token=token, **zoom.options)


def service(zoom: Sandbox, **more: Any) -> dict[str, Any]:
    """The options of an app at the token service of a sandbox."""
    return {**zoom.options, **APP, "token_url": zoom.base_url.replace("/v2", "/oauth/token"), **more}


def test_a_callable_is_asked_for_each_call_on_its_thread() -> None:
    tokens = Tokens("sandbox-token")
    with Sandbox() as zoom, of(zoom, tokens) as client:
        assert tokens.asked == [], "not before the first call"
        for _ in range(2):
            assert client.update_user(JANE, dept="x").attempts == 1
        assert client.request("GET", f"users/{JANE}").ok
        assert {request.headers["authorization"] for request in zoom.requests} == {"Bearer sandbox-token"}
    assert tokens.asked == [False, False, False]
    assert tokens.threads == {threading.get_ident()}


def test_a_refused_token_is_asked_for_once_more() -> None:
    tokens = Tokens("expired-token", "sandbox-token")
    with Sandbox() as zoom, of(zoom, tokens) as client:
        result = client.update_user(JANE, dept="x")
    assert (result.ok, result.attempts, tokens.asked) == (True, 2, [False, True])


def test_a_token_that_is_refused_twice_is_unauthorized() -> None:
    tokens = Tokens("expired-token")
    with Sandbox() as zoom, of(zoom, tokens) as client, pytest.raises(zoomuser.UnauthorizedError) as caught:
        client.update_user(JANE, dept="x")
    assert (caught.value.result.attempts, tokens.asked) == (2, [False, True])


def test_what_the_callable_raises_is_the_cause() -> None:
    error = LookupError(SECRET)

    def token(_: TokenRequest) -> str:
        raise error

    with Sandbox() as zoom, of(zoom, token) as client:
        with pytest.raises(zoomuser.CheckError) as caught:
            client.update_user(JANE, dept="x")
        assert zoom.connections == 0
    assert caught.value.__cause__ is error
    assert caught.value.status is zoomuser.Status.MISSING_TOKEN
    assert "the callable raised LookupError" in str(caught.value)
    assert SECRET not in str(caught.value) + repr(caught.value.result)


def test_zooms_answer_is_there_when_the_second_question_raises() -> None:
    def token(request: TokenRequest) -> str:
        if request.refused:
            raise LookupError("mine")
        return "expired-token"

    with Sandbox() as zoom, of(zoom, token) as client, pytest.raises(zoomuser.UnauthorizedError) as caught:
        client.update_user(JANE, dept="x")
    assert isinstance(caught.value.__cause__, LookupError)
    assert (caught.value.result.http_status, caught.value.result.attempts) == (401, 1)
    assert any("the callable raised LookupError" in str(warning) for warning in caught.value.result.warnings)


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_what_ends_a_program_passes(kind: type[BaseException]) -> None:
    def token(_: TokenRequest) -> str:
        raise kind

    with Sandbox() as zoom, of(zoom, token) as client:
        with pytest.raises(kind) as caught:
            client.update_user(JANE, dept="x")
        assert zoom.connections == 0
    assert isinstance(caught.value.__cause__, zoomuser.CheckError)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (None, "expected str from the callable, got NoneType"),
        (b"sandbox-token", "expected str from the callable, got bytes"),
        ("", "expected a token, got an empty text"),
        ("two words", "holds a blank"),
        ("<sandbox-token>", "is a placeholder in <>"),
        ("half\ud800", "the callable raised CheckError"),
        ("Bearer sandbox-token", "give the token alone, without the word Bearer"),
    ],
)
def test_what_is_no_token_is_refused(given: Any, message: str) -> None:
    with Sandbox() as zoom, of(zoom, lambda _: given) as client:
        with pytest.raises(zoomuser.CheckError, match=f"^token source: {message}") as caught:
            client.update_user(JANE, dept="x")
        assert zoom.connections == 0
    assert caught.value.status is zoomuser.Status.MISSING_TOKEN


def test_a_callable_without_a_parameter_is_reported() -> None:
    with Sandbox() as zoom, of(zoom, lambda: "sandbox-token") as client, pytest.raises(zoomuser.CheckError) as caught:
        client.update_user(JANE, dept="x")
    assert isinstance(caught.value.__cause__, TypeError)


def test_own_credentials_of_a_request_need_no_token() -> None:
    tokens = Tokens("expired-token")
    with Sandbox() as zoom, of(zoom, tokens) as client:
        assert client.request("GET", f"users/{JANE}", headers={"Authorization": f"Bearer {zoom.token}"}).ok
        with pytest.raises(zoomuser.UnauthorizedError) as caught:
            client.request("GET", f"users/{JANE}", headers={"Authorization": "Bearer expired-token"})
        assert caught.value.result.attempts == 1, "no token of ours could help"
    assert tokens.asked == []


def test_many_threads_ask() -> None:
    tokens = Tokens("sandbox-token")
    with Sandbox() as zoom, of(zoom, tokens) as client, ThreadPoolExecutor(8) as pool:
        users = [f"status-204+{number}@sandbox.test" for number in range(64)]
        assert all(result.ok for result in pool.map(lambda user: client.update_user(user, dept="x"), users))
    assert len(tokens.asked) == 64


def test_a_callable_may_make_a_call_of_its_own() -> None:
    def token(_: TokenRequest) -> str:
        with pytest.raises(zoomuser.CheckError):
            of(zoom, failing).update_user(JANE, dept="inner")
        other.update_user(JANE, dept="inner")
        return zoom.token

    def failing(_: TokenRequest) -> str:
        raise LookupError("inner")

    with Sandbox() as zoom, zoom.client() as other, of(zoom, token) as client:
        assert client.update_user(JANE, dept="outer").ok
        assert [request.json()["dept"] for request in zoom.requests] == ["inner", "outer"]


@pytest.mark.parametrize("made", [Client, zoomuser.AsyncClient])
def test_nothing_shows_it(made: Callable[..., Any]) -> None:
    client = made(token=Tokens(SECRET), base_url="http://127.0.0.1:1/v2")
    assert repr(client) == f"<zoomuser.{made.__name__} http://127.0.0.1:1/v2>"
    assert SECRET not in repr(made(account_id="a", client_id="c", client_secret=SECRET))


@pytest.mark.thread_unsafe(reason="garbage is collected for all threads")
def test_a_callable_that_knows_its_client_is_freed_with_it() -> None:
    class Account:
        def __init__(self) -> None:
            self.client = Client(token=self.token)

        def token(self, _: TokenRequest) -> str:
            return SECRET

    account = Account()
    gone = weakref.ref(account)
    del account
    gc.collect()
    assert gone() is None


def test_a_callable_is_for_clients() -> None:
    with pytest.raises(TypeError, match=r"^token: expected str or None; a callable is for Client$"):
        zoomuser.update_user(Tokens(SECRET), JANE, dept="x")  # type: ignore[arg-type]


@pytest.mark.thread_unsafe(reason="cleanup drops the tokens of all threads")
def test_an_app_gets_its_own_token() -> None:
    with Sandbox() as zoom:
        with Client(**service(zoom)) as client:
            assert client.update_user(JANE, dept="x").attempts == 1
        assert zoomuser.update_user(None, JANE, dept="x", **service(zoom)).ok
        asked = [request for request in zoom.requests if request.target == "/oauth/token"]
        assert len(asked) == 1, "one token for all"
        assert asked[0].body == b"grant_type=account_credentials&account_id=sandbox-account"
    zoomuser.cleanup()


@pytest.mark.parametrize("token", ["sandbox-token", Tokens("sandbox-token")])
def test_two_sources_are_refused(token: Any) -> None:
    with Sandbox() as zoom, Client(**service(zoom, token=token)) as client:
        with pytest.raises(zoomuser.CheckError, match="give only one"):
            client.update_user(JANE, dept="x")
        assert zoom.connections == 0


def test_an_app_that_is_refused_says_why_and_shows_no_secret() -> None:
    secret = "another-secret"
    with Sandbox() as zoom:
        client = Client(**service(zoom, client_secret=secret))
        with pytest.raises(zoomuser.UnauthorizedError) as caught:
            client.update_user(JANE, dept="x")
    assert "client_secret" in caught.value.hint
    assert caught.value.result.attempts == 0
    assert secret not in str(caught.value) + repr(caught.value.result) + repr(client)
