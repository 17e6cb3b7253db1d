"""The founding sample as it was written, on the modules of bindings/purebasic/chilkat."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import control
from conftest import CHECKOUT, Ended, run_file

SAMPLE = Path(__file__).parent / "update_a_user.pb"
MODULES = CHECKOUT / "bindings" / "purebasic"


def said() -> list[tuple[str, str, str]]:
    """Name, value and content type of each part, as the sample's own lines say."""
    parts = []
    for line in SAMPLE.read_text().splitlines():
        call = re.match(r"CkHttpRequest::ck(AddParam|AddStringForUpload2)\(req,(.*)\)$", line)
        if not call:
            continue
        text = re.sub(r'"\s*\+\s*Chr\(34\)\s*\+\s*"', "\0", call[2])
        texts = [word.replace("\0", '"') for word in re.findall(r'"([^"]*)"', text)]
        if call[1] == "AddParam":
            name, value = texts
            parts.append((name, value, ""))
        else:
            name, file_name, value, charset, content_type = texts
            assert (file_name, charset) == ("", "")
            parts.append((name, value, content_type))
    return parts


def run_sample(library: Path, sandbox: dict[str, str], *options: str, allowed: bool = True) -> Ended:
    port = sandbox["base_url"].split(":")[2].split("/")[0]
    extra = {"connect_to": f"api.zoom.us:443=127.0.0.1:{port}", "ca_file": sandbox["ca_file"], "proxy": "off"}
    allow = ["--constant", "ZoomUser_AllowEnvironment=1"] if allowed else []
    words = ["--library", str(library), "--include", str(MODULES), "--call", "ChilkatExample", *allow, *options]
    return run_file(SAMPLE, *words, env={"ZOOMUSER_OPTIONS": json.dumps(extra)})


@pytest.mark.parametrize("empty", ["null", "buffer"])
def test_what_it_says_is_what_arrives(library: Path, sandbox: dict[str, str], empty: str) -> None:
    control.answer_next(sandbox, status=204)
    ended = run_sample(library, sandbox, "--empty-strings", empty)
    assert (ended.errors, ended.code) == ("", 0)
    assert ended.out.splitlines() == ["Response Status Code = 204", "Success."]
    (request,) = control.requests(sandbox)
    headers = {name.lower(): value for name, value in request["headers"]}
    assert request["tls"]
    assert request["method"] == "PATCH"
    assert request["target"] == "/v2/users/:userId?login_type=100&remove_tsp_credentials=true"
    assert headers["authorization"] == "Bearer <access_token>"
    assert headers["host"] == "api.zoom.us"
    assert headers["content-type"].startswith("multipart/form-data; boundary=")
    got = [
        (
            part.get_param("name", failobj="", header="content-disposition"),
            bytes(part.get_payload(decode=True)).decode(),
            part["content-type"] or "",
        )
        for part in control.parts(request)
    ]
    assert len(got) == 22
    assert got[2] == ("", "", "in nuelit99")
    assert got == said()
    (nameless,) = [part["content-disposition"] for part in control.parts(request) if part["content-type"]]
    assert nameless == "form-data"  # as Chilkat sends it: without a name, not with an empty one


@pytest.mark.parametrize("status", [400, 404])
def test_a_refusal_is_shown_as_its_branches_say(library: Path, sandbox: dict[str, str], status: int) -> None:
    body = '{"code":1001,"message":"User does not exist."}'
    control.answer_next(sandbox, status=status, headers={"X-Zm-Trackingid": "track"}, body=body)
    ended = run_sample(library, sandbox)
    assert (ended.errors, ended.code) == ("", 0)
    assert ended.out.replace("\r", "").split("\n") == [
        f"Response Status Code = {status}",
        "Response Header:",
        "X-Zm-Trackingid: track",
        f"Content-Length: {len(body)}",
        "",
        "Response Body:",
        body,
        "Failed.",
        "",
    ]


def test_an_answer_that_is_cut_is_none(library: Path, sandbox: dict[str, str]) -> None:
    control.answer_next(sandbox, status=200, body="x" * 100, cut_after=60)
    ended = run_sample(library, sandbox)
    assert "Success." not in ended.out
    assert "Response Status Code" not in ended.out


def test_the_sandbox_would_refuse_it(library: Path, sandbox: dict[str, str]) -> None:
    ended = run_sample(library, sandbox)
    assert ended.out.splitlines()[0] == "Response Status Code = 401"
    assert ended.out.splitlines()[-1] == "Failed."


def test_the_environment_is_not_looked_at_unless_allowed(library: Path, sandbox: dict[str, str]) -> None:
    """Without the constant the sample would go to the host that it names, so it is only checked, for every call."""
    assert run_sample(library, sandbox, "--check", allowed=False).code == 0
    settings = (MODULES / "ck.pbi").read_text(encoding="utf-8-sig")
    assert settings.count('GetEnvironmentVariable("ZOOMUSER_OPTIONS")') == 1
    assert control.requests(sandbox) == []


def test_its_modules_stand_where_the_readme_says(tmp_path: Path) -> None:
    """The files that the README names, in the folder of the program, are all that the program needs."""
    section = (MODULES / "README.md").read_text().split("## Programs written for Chilkat")[1]
    (copied,) = re.findall(r"^Copy (.*?) into the\nfolder", section, re.MULTILINE | re.DOTALL)
    names = re.findall(r"`([A-Za-z]+\.pbi?)`", copied)
    assert sorted(names) == sorted(path.name for path in MODULES.glob("*.pb*"))
    for name in names:
        (tmp_path / name).write_bytes((MODULES / name).read_bytes())
    program = tmp_path / "program.pb"
    program.write_bytes(SAMPLE.read_bytes())
    ended = run_file(program, "--check")
    assert (ended.errors, ended.code) == ("", 0)
    for name in names:
        if name.startswith("Ck"):
            alone = tmp_path / f"alone_{name}"
            alone.write_text(f'IncludeFile "{name}"\nDebug "fine"\n')
            ended = run_file(alone)
            assert (ended.errors, ended.out) == ("", "fine\n"), name
