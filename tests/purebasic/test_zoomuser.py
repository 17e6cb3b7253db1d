"""The real library, loaded by a program, against the sandbox."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path

from conftest import CHECKOUT, run_file
from pb import constants, header

PROGRAM = Path(__file__).parent / "data" / "zoomuser.pb"


def test_a_user_is_changed(library: Path, sandbox: dict[str, str]) -> None:
    env = {"PB_BASE_URL": sandbox["base_url"], "PB_CA_FILE": sandbox["ca_file"], "PB_TOKEN": sandbox["token"]}
    # An empty string is no NULL for the library, and PureBasic may make it one: the option "" needs a buffer.
    ended = run_file(PROGRAM, "--library", str(library), "--empty-strings", "buffer", env=env)
    assert (ended.errors, ended.code) == ("", 0)
    lines = ended.out.splitlines()
    assert lines[:5] == ["1", "0", "0", "0", "4"]
    assert "nope" in lines[5]
    assert lines[6:9] == ["0", "0", "0"]
    assert lines[9].startswith("0 204 ")
    assert lines[10] == "0"
    assert lines[11].startswith("42 404 ")
    assert '"code":1001' in lines[12]
    assert user(sandbox)["first_name"] == "Zoë😀"


def test_an_empty_string_arrives_as_null(library: Path, sandbox: dict[str, str]) -> None:
    env = {"PB_BASE_URL": sandbox["base_url"], "PB_CA_FILE": sandbox["ca_file"], "PB_TOKEN": sandbox["token"]}
    lines = run_file(PROGRAM, "--library", str(library), env=env).out.splitlines()
    assert lines[6] == "1"


def test_without_the_library(tmp_path: Path) -> None:
    ended = run_file(PROGRAM)
    assert (ended.out, ended.code) == ("no library\n", 3)


def test_it_is_checked_for_other_systems() -> None:
    assert run_file(PROGRAM, "--check", "--target", "linux-x86").code == 0
    assert run_file(PROGRAM, "--check", "--target", "macos-arm64").code == 0
    ended = run_file(PROGRAM, "--check", "--target", "windows-x64")
    assert "AbiVersion does not fit uint32_t zoom_abi_version(void): declared in the C form" in ended.errors


def test_a_module_over_the_library(library: Path) -> None:
    program = PROGRAM.with_name("module.pb")
    version = header.read(str(CHECKOUT / "include" / "zoomuser.h")).constants["ZOOM_VERSION"]
    assert run_file(program, "--library", str(library)).out.splitlines() == [version, "1", "a=b"]
    assert run_file(program).out == "no libzoomuser.so\n"
    for target in constants.TARGETS:
        assert run_file(program, "--check", "--target", target).errors == ""


def user(sandbox: dict[str, str]) -> dict[str, object]:
    request = urllib.request.Request(
        sandbox["http_base_url"] + "/users/jane@example.com", headers={"Authorization": f"Bearer {sandbox['token']}"}
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request) as answer:
        found: dict[str, object] = json.load(answer)
    return found
