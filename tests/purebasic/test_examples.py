"""The examples, and the founding sample's task done right, against the sandbox."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

import pytest

import control
from conftest import CHECKOUT, Ended, run_file
from pb import constants

EXAMPLES = CHECKOUT / "examples" / "purebasic"
JANE = "jane@example.com"


def run_example(
    name: str, library: Path, sandbox: dict[str, str], *words: str, token: str = "", further: Optional[dict[str, str]] = None
) -> Ended:
    env = {
        "ZOOM_TOKEN": token or sandbox["token"],
        "ZOOM_BASE_URL": sandbox["base_url"],
        "ZOOM_CA_FILE": sandbox["ca_file"],
        **(further or {}),
    }
    thread = ["--thread"] if name == "thread.pb" else []
    return run_file(EXAMPLES / name, "--library", str(library), "--free-edition", *thread, "--", *words, env=env)


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.pb")), ids=lambda file: str(file.name))
@pytest.mark.parametrize("target", sorted(set(constants.TARGETS) - {"other"} - {"linux-x86"}))
def test_each_is_right_for_every_system(file: Path, target: str) -> None:
    ended = run_file(file, "--check", "--thread", "--free-edition", "--target", target)
    assert (ended.errors, ended.code) == ("", 0)


def test_other_systems_are_refused_by_name() -> None:
    ended = run_file(EXAMPLES / "update_user.pb", "--check", "--target", "linux-x86")
    assert "zoomuser for 32 bits is for Windows" in ended.errors
    ended = run_file(EXAMPLES / "update_user.pb", "--check", "--target", "other")
    assert "zoomuser is for Windows, Linux and macOS" in ended.errors
    ended = run_file(EXAMPLES / "thread.pb", "--check")
    assert "Create threadsafe executable" in ended.errors


def test_one_call(library: Path, sandbox: dict[str, str]) -> None:
    ended = run_example("update_user.pb", library, sandbox, JANE, 'R&D "Ä" 😀')
    assert ended.out.splitlines() == ["ZOOM_OK (0): the user is updated", "http_status: 204"]
    assert (ended.errors, ended.code) == ("", 0)
    assert control.user(sandbox)["dept"] == 'R&D "Ä" 😀'
    ended = run_example("update_user.pb", library, sandbox, "nobody@example.com", "x")
    assert ended.out.splitlines()[0].startswith("ZOOM_E_NOT_FOUND (42): no such user on this account (HTTP 404, code 1001)")
    assert ended.code == 1
    ended = run_example("update_user.pb", library, sandbox, "fields-error@sandbox.test", "x")
    assert ended.out.splitlines()[2:] == ["first_name: Invalid field.", "phone_numbers[0].country: Invalid field."]
    assert run_example("update_user.pb", library, sandbox, JANE).code == 2


@pytest.mark.parametrize(
    ("user", "token", "line"),
    [
        (JANE, "", "updated"),
        ("nobody@example.com", "", "no such user: nobody@example.com"),
        ("rate-seconds@sandbox.test", "", "too many updates; retry in "),
        (JANE, "expired-token", "the token: "),
        ("drop@sandbox.test", "", "ZOOM_E_IO: the connection was closed"),
        ("", "", "ZOOM_E_INVALID_ARGUMENT: user_id: "),
    ],
)
def test_errors_are_told_apart(library: Path, sandbox: dict[str, str], user: str, token: str, line: str) -> None:
    ended = run_example("errors.pb", library, sandbox, user, token=token)
    assert ended.out.splitlines()[0].startswith(line)
    assert (ended.errors, ended.code) == ("", 0 if line == "updated" else 1)


def test_in_a_thread(library: Path, sandbox: dict[str, str]) -> None:
    ended = run_example("thread.pb", library, sandbox, JANE, "Elsewhere")
    assert ended.out.splitlines() == ["the update is running", "ZOOM_OK: the user is updated"]
    assert control.user(sandbox)["dept"] == "Elsewhere"


def test_a_row_of_a_csv_file(library: Path, sandbox: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "users.csv"
    file.write_text(f"user;first_name;dept;type\n{JANE};Zoë;Research;2\njohn@example.com;;Ops;\n", encoding="utf-8")
    assert run_example("csv_row.pb", library, sandbox, str(file), "1").out == f"{JANE}: the user is updated\n"
    assert run_example("csv_row.pb", library, sandbox, str(file), "2").code == 0
    jane, john = control.user(sandbox), control.user(sandbox, "john@example.com")
    assert (jane["first_name"], jane["dept"], jane["type"]) == ("Zoë", "Research", 2)
    assert john["dept"] == "Ops"
    assert run_example("csv_row.pb", library, sandbox, str(tmp_path / "none.csv"), "1").code == 2


def test_the_rows_of_a_file(library: Path, sandbox: dict[str, str], tmp_path: Path) -> None:
    file, folder = tmp_path / "users.csv", tmp_path / "run"
    file.write_text(f"email;dept\n{JANE};Forschung Ä\nnobody@example.com;x\n", encoding="utf-8")
    ended = run_example("update_file.pb", library, sandbox, str(file), str(folder))
    lines = ended.out.splitlines()
    assert f"line 2: {JANE}: sent: the user is updated" in lines
    assert any(line.startswith("line 3: nobody@example.com: failed: ") for line in lines)
    assert lines[-1] == "2 rows: 1 sent, 1 failed"
    assert (ended.errors, ended.code) == ("", 1)
    assert control.user(sandbox)["dept"] == "Forschung Ä"
    assert (folder / "failed.csv").is_file()
    file.write_text("email;no_such\nx;y\n", encoding="utf-8")
    ended = run_example("update_file.pb", library, sandbox, str(file))
    assert "no_such" in ended.out
    assert ended.code == 2


def test_a_token_that_another_program_keeps(library: Path, sandbox: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "token"

    def run() -> Ended:
        return run_example("token_callback.pb", library, sandbox, JANE, "Vault", further={"ZOOM_TOKEN_FILE": str(file)})

    ended = run()
    assert ended.out == f"ZOOM_E_MISSING_TOKEN: token source: no token in {file}\n"
    assert ended.code == 1
    file.write_text("expired-token\n")
    ended = run()
    assert ended.out.startswith("ZOOM_E_UNAUTHORIZED: Zoom does not accept the access token (HTTP 401, code 124)")
    assert (len(control.requests(sandbox)), ended.code) == (1, 1)
    file.write_text("sandbox-token\n")
    ended = run()
    assert (ended.out, ended.code) == ("ZOOM_OK: the user is updated\n", 0)
    assert ended.errors.startswith("PATCH /users/{userId}: HTTP 204, ")
    assert "sandbox-token" not in ended.errors
    assert control.user(sandbox)["dept"] == "Vault"


def test_the_doctor(library: Path, sandbox: dict[str, str]) -> None:
    ended = run_example("doctor.pb", library, sandbox)
    lines = ended.out.splitlines()
    assert lines[0] == "ok: options: all usable"
    assert f"ok: connection of {sandbox['base_url']}: connected to " in ended.out
    assert lines[-1] == "nothing failed (1 warning, 1 skipped, 8 ok)"
    assert (ended.errors, ended.code) == ("", 0)
    ended = run_example("doctor.pb", library, sandbox, token="expired-token")
    assert "failed: token: reading the user: Zoom does not accept the access token" in ended.out
    assert "  the token has expired or was revoked: get a new one" in ended.out.splitlines()
    assert (ended.errors, ended.code) == ("", 1)
    app = {
        "ZOOM_TOKEN": "",
        "ZOOM_TOKEN_URL": sandbox["token_url"],
        "ZOOM_ACCOUNT_ID": "sandbox-account",
        "ZOOM_CLIENT_ID": "sandbox-client",
        "ZOOM_CLIENT_SECRET": "sandbox-secret",
    }
    ended = run_example("doctor.pb", library, sandbox, further=app)
    assert "ok: token: a new token of the app, " in ended.out
    assert "sandbox-secret" not in ended.out
    assert ended.code == 0


def test_the_task_of_the_founding_sample(library: Path, sandbox: dict[str, str]) -> None:
    env = {"ZOOM_TOKEN": sandbox["token"], "ZOOM_BASE_URL": sandbox["base_url"], "ZOOM_CA_FILE": sandbox["ca_file"]}
    program = Path(__file__).parent / "update_a_user_fixed.pb"
    ended = run_file(program, "--library", str(library), "--", JANE, env=env)
    assert ended.out.splitlines() == ["Response Status Code = 204", "Success."]
    (request,) = control.requests(sandbox)
    assert (request["verdict"], request["reasons"], request["ignored"]) == ("accepted", [], [])
    assert request["target"] == "/v2/users/jane@example.com?login_type=100&remove_tsp_credentials=true"
    assert len(control.parts(request)) == 22
