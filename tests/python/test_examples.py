"""The programs in `examples/python`, each run against a sandbox."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from program import SECONDS
from zoomuser.testing import Sandbox

pytestmark = pytest.mark.thread_unsafe(reason="it runs in processes of its own anyway")

FOLDER = Path(__file__).parents[2] / "examples" / "python"
JANE, JOHN = "jane@example.com", "john@example.com"


def run(program: str, *words: str, zoom: Sandbox, stdin: str = "", **environment: str) -> tuple[int, list[str]]:
    """Exit code and lines of standard output; standard error is empty, but for an exit code of 2."""
    own = {"ZOOM_TOKEN": zoom.token, "ZOOM_BASE_URL": zoom.base_url, "ZOOM_CA_FILE": zoom.ca_file, **environment}
    done = subprocess.run(
        [sys.executable, "-W", "error", str(FOLDER / program), *words],
        capture_output=True,
        text=True,
        check=False,
        input=stdin,
        timeout=SECONDS,
        env={**os.environ, **own},
    )
    assert (done.stderr != "") is (done.returncode == 2), done.stderr
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout.splitlines()


def test_every_program_is_here() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.py")) == [
        "handle_errors.py",
        "hr_feed.py",
        "pandas_update.py",
        "update_from_csv.py",
        "update_many.py",
        "update_user.py",
    ]


def test_update_user() -> None:
    with Sandbox() as zoom:
        code, lines = run("update_user.py", JANE, "Engineering", zoom=zoom)
        user = zoom.user(JANE)
    assert user is not None
    assert user["dept"] == "Engineering"
    assert (code, lines[:3]) == (0, ["OK (0)", "message: the user is updated", "http_status: 204"])
    assert lines[3].startswith("tracking_id: v=2.0;")
    assert len(lines) == 4


def test_update_user_that_zoom_refuses() -> None:
    with Sandbox() as zoom:
        code, lines = run("update_user.py", "fields-error@sandbox.test", "Engineering", zoom=zoom)
    assert (code, lines[0], lines[2]) == (1, "REJECTED (44)", "http_status: 400")
    assert lines[-2:] == [
        "field_errors: first_name: Invalid field.",
        "field_errors: phone_numbers[0].country: Invalid field.",
    ]


def test_update_user_without_an_answer() -> None:
    with Sandbox() as zoom:
        code, lines = run("update_user.py", "drop@sandbox.test", "Engineering", zoom=zoom)
    assert (code, lines) == (1, ["IO (25)", "message: the connection was closed without a response"])


@pytest.mark.parametrize("program", ["update_user.py", "update_many.py", "update_from_csv.py", "handle_errors.py"])
def test_without_words(program: str) -> None:
    with Sandbox() as zoom:
        assert run(program, zoom=zoom) == (2, [])


@pytest.mark.parametrize(
    ("program", "words"),
    [("update_user.py", [JANE, "x"]), ("update_many.py", ["x", JANE]), ("handle_errors.py", [JANE])],
)
def test_with_a_bad_option(program: str, words: list[str]) -> None:
    with Sandbox() as zoom:
        assert run(program, *words, zoom=zoom, ZOOM_BASE_URL="http://example.com") == (2, [])


def test_update_many() -> None:
    with Sandbox() as zoom:
        code, lines = run("update_many.py", "Engineering", JANE, "nobody@example.com", JOHN, zoom=zoom)
        users = [zoom.user(JANE), zoom.user(JOHN)]
        assert [user and user["dept"] for user in users] == ["Engineering"] * 2
        assert (code, len(lines)) == (1, 3)
        assert {f"{JANE}: updated", f"{JOHN}: updated"} < set(lines)
        assert run("update_many.py", "Sales", JANE, JOHN, zoom=zoom)[0] == 0


def test_update_from_csv(tmp_path: Path) -> None:
    file = tmp_path / "users.csv"
    with Sandbox() as zoom:
        file.write_text(f"\ufeffuser_id,dept,type,use_pmi\n{JANE},Engineering,2,false\n{JOHN},,,true\n", "utf-8")
        code, lines = run("update_from_csv.py", str(file), zoom=zoom)
        assert (code, lines) == (0, [f"row 1, {JANE}: updated", f"row 2, {JOHN}: updated"])
        assert [request.json() for request in zoom.requests] == [
            {"dept": "Engineering", "type": 2, "use_pmi": False},
            {"use_pmi": True},
        ]
        file.write_text(f"user_id,dept\n{JANE},x\nnobody@example.com,x\n", "utf-8")
        code, lines = run("update_from_csv.py", str(file), zoom=zoom)
        assert (code, lines[0]) == (1, f"row 1, {JANE}: updated")
        assert lines[1].startswith("row 2, nobody@example.com: no such user")


def test_a_wrong_row_stops_all(tmp_path: Path) -> None:
    file = tmp_path / "users.csv"
    file.write_text(f"user_id,type,pmi\n{JANE},2,\n{JOHN},seven,5\n", "utf-8")
    with Sandbox() as zoom:
        code, lines = run("update_from_csv.py", str(file), zoom=zoom)
        assert zoom.requests == []
    assert (code, len(lines)) == (3, 1)
    assert lines[0].startswith(f"row 2, {JOHN}: type: ")
    assert "; pmi: " in lines[0]


@pytest.mark.parametrize("text", ["user_id,dept\nx\n", "user_id,dept\nx,y,z\n", "id,dept\nx,y\n", None])
def test_a_file_that_is_none(text: str | None, tmp_path: Path) -> None:
    file = tmp_path / "users.csv"
    if text is not None:
        file.write_text(text, "utf-8")
    with Sandbox() as zoom:
        assert run("update_from_csv.py", str(file), zoom=zoom) == (2, [])
        assert zoom.requests == []


@pytest.mark.parametrize(
    ("user_id", "code", "line"),
    [
        (JANE, 0, f"{JANE} has a license"),
        ("", 1, "nothing was sent: user_id: "),
        ("nobody@example.com", 1, "nobody@example.com is not on this account"),
        ("error-401-124@sandbox.test", 1, "the token was not accepted: the token has expired"),
        ("error-403-200@sandbox.test", 1, "the token was not accepted: "),
        ("rate-seconds@sandbox.test", 75, "too many updates, retry in "),
        ("rate-second@sandbox.test", 75, "too many updates"),
        ("error-400-2033@sandbox.test", 1, "no license is left"),
        ("fields-error@sandbox.test", 1, "first_name: Invalid field."),
        ("reset@sandbox.test", 75, "no response after "),
        ("status-503@sandbox.test", 75, "Zoom failed to handle the request (HTTP 503)"),
        ("status-200@sandbox.test", 1, "unexpected response"),
    ],
)
def test_handle_errors(user_id: str, code: int, line: str) -> None:
    with Sandbox() as zoom:
        done, lines = run("handle_errors.py", user_id, zoom=zoom)
    assert done == code
    assert lines[0].startswith(line), lines


def test_hr_feed() -> None:
    feed = '{"email": "jane@example.com", "dept": "Research", "job_title": null}\n'
    nobody = '{"email": "nobody@example.com", "dept": "Research"}\n'
    with Sandbox() as zoom:
        assert run("hr_feed.py", zoom=zoom, stdin=feed) == (0, ["1 sent"])
        assert run("hr_feed.py", zoom=zoom, stdin=feed) == (0, ["1 already"])
        code, lines = run("hr_feed.py", zoom=zoom, stdin=nobody + feed)
        assert (code, lines[-1]) == (1, "1 already, 1 failed")
        assert lines[0].startswith("nobody@example.com: reading the user: no such user on this account")
        count = len(zoom.requests)
        code, lines = run("hr_feed.py", zoom=zoom, stdin=feed + '{"email": "jane@exam')
        assert (code, lines[0][:31]) == (3, "line 2: expected a JSON object:")
        assert run("hr_feed.py", zoom=zoom, stdin=feed.replace("dept", "department"))[0] == 3
        assert run("hr_feed.py", zoom=zoom, stdin="[]\n") == (3, ["line 1: expected a JSON object, got list"])
        assert run("hr_feed.py", zoom=zoom) == (0, ["no rows"])
        assert run("hr_feed.py", zoom=zoom, ZOOM_TOKEN="") == (2, [])
        assert len(zoom.requests) == count


def test_pandas_update(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    path = tmp_path / "users.csv"
    path.write_text("email,dept,type\njane@example.com,Research,\njohn@example.com,,1\nnobody@example.com,x,1\n")
    with Sandbox() as zoom:
        code, lines = run("pandas_update.py", str(path), zoom=zoom)
        assert [request.json() for request in zoom.requests[1:] if "nobody" not in request.target] in (
            [{"dept": "Research"}, {"type": 1}],
            [{"type": 1}, {"dept": "Research"}],
        )
        assert run("pandas_update.py", zoom=zoom) == (2, [])
    assert (code, lines[0]) == (1, "3 rows, 1 of users that are not active")
    assert lines[-1].startswith("nobody@example.com: no such user on this account")
