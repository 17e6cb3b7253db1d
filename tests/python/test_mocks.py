"""What tests of other programs do: mocks, results of their own, the sandbox as they need it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from unittest import mock

import pytest
import zoomuser
from zoomuser.testing import Sandbox

JANE = "jane@example.com"


def test_clients_can_be_mocked() -> None:
    fake = mock.create_autospec(zoomuser.Client, instance=True)
    fake.update_user(JANE, dept="x")
    fake.update_user.assert_called_once_with(JANE, dept="x")
    with pytest.raises(TypeError):
        fake.update_user()
    awaited = mock.create_autospec(zoomuser.AsyncClient, instance=True)
    asyncio.run(awaited.update_user(JANE, dept="x"))
    awaited.update_user.assert_awaited_once_with(JANE, dept="x")
    client = zoomuser.Client(token="a-token")
    answer = zoomuser.Result(zoomuser.Status.OK, user_id=JANE)
    with mock.patch.object(client, "update_user", return_value=answer) as update:
        assert client.update_user(JANE, dept="x") is answer
    update.assert_called_once_with(JANE, dept="x")
    assert "update_user" not in vars(client)
    with pytest.raises(AttributeError, match="timeout"):
        client.timeout = 5


def test_a_result_can_be_made_and_is_short() -> None:
    made = zoomuser.Result(zoomuser.Status.OK)
    assert (made.ok, made.headers, made.body, made.user_id) == (True, zoomuser.Headers(), b"", "")
    assert repr(made) == "<zoomuser.Result OK ''>"
    with Sandbox() as zoom, zoom.client() as client:
        result = client.update_user(JANE, dept="x")
        assert repr(result) == "<zoomuser.Result OK 'jane@example.com' HTTP 204 'the user is updated'>"
        with pytest.raises(zoomuser.RejectedError) as caught:
            client.update_user("fields-error@sandbox.test", dept="x")
        assert repr(caught.value.result).startswith(
            "<zoomuser.Result REJECTED 'fields-error@sandbox.test' HTTP 400 code 300 '"
        )
        assert len(repr(zoomuser.Result(zoomuser.Status.OK, "x" * 10_000))) < 200
        with pytest.raises(zoomuser.CheckError) as refused:
            client.update_user(JANE, type=7)
        assert refused.value.result.user_id == JANE
        assert client.get_user(JANE).result.user_id == JANE


def test_a_result_is_ready_for_json() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        zoom.answer_next(200, b"\xff\x00")
        binary = client.request("GET", "users/x").to_dict()
        with pytest.raises(zoomuser.RejectedError) as caught:
            client.update_user("fields-error@sandbox.test", dept="x")
        verified = client.update_user(JANE, dept="y", confirm=True).to_dict()
    assert (binary["body_hex"], "body" in binary) == ("ff00", False)
    members = json.loads(json.dumps(caught.value.result.to_dict()))
    assert (members["status"], members["ok"], members["user_id"]) == ("REJECTED", False, "fields-error@sandbox.test")
    assert members["field_errors"][0].keys() == {"field", "message"}
    assert json.loads(json.dumps(verified))["fields"][0]["field"] == "dept"


def test_the_user_of_a_result_is_never_a_secret() -> None:
    with Sandbox() as zoom, zoom.client() as client:
        with pytest.raises(zoomuser.ZoomError) as caught:
            client.update_user(zoom.token, dept="x")
        assert zoom.token not in repr(caught.value.result)
        assert zoom.token not in caught.value.result.user_id


def test_a_sandbox_takes_users_and_a_plan() -> None:
    with Sandbox(plan="free") as zoom, zoom.client() as client:
        user = zoom.add_user("grace", email="grace@example.com", dept="Navy")
        assert user["email"] == "grace@example.com"
        assert client.get_user("grace@example.com")["dept"] == "Navy"
        assert zoom.add_user("grace", dept="Research")["dept"] == "Research"
        with pytest.raises(zoomuser.RateLimitError):  # noqa: PT012 - which one is refused depends on the clock
            for _ in range(20):
                client.update_user("grace", dept="x")
    with pytest.raises(ValueError, match=r"^plan: expected "):
        Sandbox(plan="gold")  # type: ignore[arg-type]


@pytest.mark.thread_unsafe(reason="it runs in a process of its own anyway")
@pytest.mark.parametrize("conftest", ["", 'pytest_plugins = ["zoomuser.testing.plugin"]\n'])
def test_pytest_finds_the_fixture_by_itself(conftest: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("program")
    (folder / "conftest.py").write_text(conftest)
    (folder / "test_it.py").write_text(
        "def test_it(zoom_sandbox):\n    assert zoom_sandbox.client().check(dept='x').ok\n"
    )
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, cwd=folder, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
