"""The include zoomuser.pbi beyond what the examples show."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import control
from conftest import CHECKOUT, INCLUDE, Run

START = f"""EnableExplicit
XIncludeFile "{INCLUDE}"
Define *C = ZoomUser::NewClient("sandbox-token"), *P = ZoomUser::NewPatch()
ZoomUser::SetOption(*C, "base_url", GetEnvironmentVariable("BASE_URL"))
ZoomUser::SetOption(*C, "ca_file", GetEnvironmentVariable("CA_FILE"))
"""


Lines = Callable[[str], list[str]]


@pytest.fixture(params=["null", "buffer"])
def program(run: Run, library: Path, sandbox: dict[str, str], request: pytest.FixtureRequest) -> Lines:
    """Runs lines after the start, with both kinds of empty strings."""
    env = {"BASE_URL": sandbox["base_url"], "CA_FILE": sandbox["ca_file"]}

    def run_lines(source: str) -> list[str]:
        ended = run(START + source, "--library", str(library), "--empty-strings", request.param, env=env)
        assert ended.errors == ""
        return ended.out.splitlines()

    return run_lines


def test_every_kind_of_value(program: Lines, sandbox: dict[str, str]) -> None:
    got = program("""
Debug ZoomUser::Set(*P, "dept", "")
Debug ZoomUser::Set(*P, "job_title", "Zoë 😀")
Debug ZoomUser::SetNumber(*P, "pmi", 9223372036)
Debug ZoomUser::SetBool(*P, "use_pmi", #True)
Debug ZoomUser::SetJson(*P, "division_ids", ~"[\\"a\\"]")
Debug ZoomUser::SetNull(*P, "company")
Debug ZoomUser::Set(*P, "location", "gone")
Debug ZoomUser::Unset(*P, "location")
Debug ZoomUser::Check(*P)
Debug ZoomUser::ResultCount("warnings")
Debug ZoomUser::ResultItem("warnings", 0, "field")
Debug ZoomUser::Update(*C, "jane@example.com", *P)
Debug ZoomUser::ResultNumber("http_status")
Debug ZoomUser::ResultHeader("X-RATELIMIT-category")
Debug Bool(ZoomUser::ResultText("tracking_id") <> "")
Debug ZoomUser::LastError()
""")
    assert got == [*["0"] * 9, "1", "company", "0", "204", "Light", "1", ""]
    user = control.user(sandbox)
    assert (user["dept"], user["job_title"], user["pmi"], user["use_pmi"]) == ("", "Zoë 😀", 9223372036, True)


def test_a_problem_is_readable(program: Lines, sandbox: dict[str, str]) -> None:
    got = program("""
ZoomUser::Set(*P, "emial", "x")
ZoomUser::SetNumber(*P, "type", 7)
Debug ZoomUser::Update(*C, "jane@example.com", *P)
Debug ZoomUser::LastError()
Define i.i
For i = 0 To ZoomUser::ResultCount("problems") - 1
  Debug ZoomUser::ResultItem("problems", i, "field") + ": " + ZoomUser::ResultItem("problems", i, "message")
Next
Debug ZoomUser::StatusName(ZoomUser::LastStatus())
Debug ZoomUser::IsRetryable(ZoomUser::#ZOOM_E_TIMEOUT)
Debug ZoomUser::SetJson(*P, "feature", "{")
Debug ZoomUser::LastError()
Debug ZoomUser::SetOption(*C, "tineout_ms", "5")
Debug ZoomUser::LastError()
Debug ZoomUser::NewClient("a b")
Debug ZoomUser::LastError()
Debug ZoomUser::Set(0, "dept", "x")
Debug ZoomUser::LastError()
""")
    assert got[0] == "9"
    assert got[2].startswith("emial: ")
    assert got[3] == "type: expected one of 1, 2, 4, 99"
    assert got[4:6] == ["ZOOM_E_CHECK_FAILED", "1"]
    assert got[6] == "5"
    assert got[7].startswith("feature: not JSON")
    assert got[8:10] == ["4", "tineout_ms: no such option; the nearest is timeout_ms"]
    assert got[10] == "0"
    assert got[11].startswith("token: expected letters")
    assert got[12] == "1"
    assert control.requests(sandbox) == []


def test_requests_of_ones_own(program: Lines, sandbox: dict[str, str]) -> None:
    got = program("""
Debug ZoomUser::Request(*C, "GET", "/v2/users/jane@example.com")
Debug Bool(FindString(ZoomUser::ResultBody(), "jane@example.com") > 0)
Debug StringField(ZoomUser::ResultText("head"), 1, #CR$)
Debug ZoomUser::Request(*C, "PATCH", "users/jane@example.com", "X-A: 1" + #LF$ + "X-B: 2", ~"{\\"dept\\":\\"Ä\\"}")
Debug ZoomUser::Request(*C, "GET", "a b")
Debug ZoomUser::LastError()
Define *F = ZoomUser::NewForm()
Debug ZoomUser::AddPart(*F, "dept", "Ü")
Debug ZoomUser::AddPart(*F, "empty", "")
Debug ZoomUser::AddPart(*F, "file", "x", "a.txt", "text/plain", "utf-8")
Debug ZoomUser::RequestForm(*C, "POST", "/v2/x", "", *F)
Debug ZoomUser::RenderForm(*C, "POST", "/v2/x", "", *F)
Debug Bool(FindString(ZoomUser::ResultText("rendered"), "<access_token>") > 0)
ZoomUser::FreeForm(*F)
ZoomUser::Set(*P, "dept", "x")
Debug ZoomUser::Render(*C, "jane@example.com", *P)
Debug StringField(ZoomUser::ResultText("rendered"), 1, #CR$)
""")
    assert got[:5] == ["0", "1", "HTTP/1.1 200 OK", "0", "3"]
    assert got[5].startswith("path_and_query: ")
    assert got[6:9] == ["0", "0", "0"]
    assert got[10:] == ["0", "1", "0", "PATCH /v2/users/jane@example.com HTTP/1.1"]
    assert control.user(sandbox)["dept"] == "Ä"
    sent, form = control.requests(sandbox)[1:]
    assert ["X-A", "1"] in sent["headers"]
    names = [part.get_param("name", header="content-disposition") for part in control.parts(form)]
    assert names == ["dept", "empty", "file"]
    assert control.parts(form)[0].get_filename() is None
    assert control.parts(form)[2].get_filename() == "a.txt"


def test_the_compatible_modules(run: Run, library: Path, sandbox: dict[str, str]) -> None:
    port = sandbox["http_base_url"].split(":")[2].split("/")[0]
    source = f"""
EnableExplicit
IncludeFile "{CHECKOUT / "bindings" / "purebasic" / "chilkat" / "CkGlobal.pb"}"
IncludeFile "{CHECKOUT / "bindings" / "purebasic" / "chilkat" / "CkHttp.pb"}"
IncludeFile "{CHECKOUT / "bindings" / "purebasic" / "chilkat" / "CkHttpRequest.pb"}"
IncludeFile "{CHECKOUT / "bindings" / "purebasic" / "chilkat" / "CkHttpResponse.pb"}"
Define G.i = CkGlobal::ckCreate(), H.i = CkHttp::ckCreate(), R.i = CkHttpRequest::ckCreate(), A.i
Debug CkGlobal::ckUnlockBundle(G, "whatever")
CkHttp::setCkConnectTimeout(H, 5)
CkHttp::setCkReadTimeout(H, 20)
CkHttp::setCkUserAgent(H, "office/1.0")
CkHttp::ckSetRequestHeader(H, "X-Office", "1")
CkHttpRequest::setCkHttpVerb(R, "patch")
CkHttpRequest::setCkPath(R, "v2/users/jane@example.com")
CkHttpRequest::ckAddHeader(R, "authorization", "Bearer sandbox-token")
CkHttpRequest::ckAddParam(R, "a b", "ä&=")
CkHttpRequest::ckAddParam(R, "c", "")
Debug CkHttpRequest::ckNumParams(R)
Debug CkHttpRequest::ckGetParam(R, "a b")
Debug CkHttpRequest::ckGetParamName(R, 1)
Debug CkHttpRequest::ckGetUrlEncodedParams(R)
CkHttpRequest::ckRemoveParam(R, "c")
Debug CkHttpRequest::ckNumParams(R)
Debug CkHttpRequest::ckGetHeaderField(R, "AUTHORIZATION")
Debug CkHttpRequest::ckGenerateRequestText(R)
CkHttpRequest::setCkContentType(R, "application/json")
Debug CkHttpRequest::ckLoadBodyFromString(R, ~"{{\\"dept\\":\\"Ö\\"}}", "utf-8")
Debug CkHttpRequest::ckLoadBodyFromString(R, "x", "latin-1")
Debug CkHttpRequest::ckLastErrorText(R)
A = CkHttp::ckSynchronousRequest(H, "127.0.0.1", {port}, 0, R)
Debug CkHttp::ckLastMethodSuccess(H)
Debug CkHttpResponse::ckStatusCode(A)
Debug CkHttpResponse::ckStatusLine(A)
Debug CkHttpResponse::ckStatusText(A)
Debug CkHttpResponse::ckGetHeaderField(A, "x-ratelimit-category")
Debug Bool(CkHttpResponse::ckNumHeaderFields(A) > 2)
CkHttpResponse::ckDispose(A)
A = CkHttp::ckSynchronousRequest(H, "example.com", 80, 0, R)
Debug A
Debug CkHttp::ckLastMethodSuccess(H)
Debug CkHttp::ckLastErrorText(H)
CkHttp::ckDispose(H)
CkHttpRequest::ckDispose(R)
CkGlobal::ckDispose(G)
"""
    ended = run(source, "--library", str(library))
    assert ended.errors == ""
    got = ended.out.replace("\r", "").splitlines()
    assert got[:7] == ["1", "2", "ä&=", "c", "a%20b=%C3%A4%26%3D&c=", "1", "Bearer sandbox-token"]
    text = got[7 : got.index("a%20b=%C3%A4%26%3D", 7) + 1]
    assert text[0] == "PATCH /v2/users/jane@example.com HTTP/1.1"
    assert "authorization: Bearer <access_token>" in text
    assert "Content-Type: application/x-www-form-urlencoded" in text
    rest = got[7 + len(text) :]
    assert rest[:3] == ["1", "0", "charset: expected utf-8"]
    assert rest[3:9] == ["1", "204", "HTTP/1.1 204 No Content", "No Content", "Light", "1"]
    assert rest[9:11] == ["0", "0"]
    assert rest[11].startswith("base_url: http is allowed on this machine only")
    (request,) = control.requests(sandbox)
    assert ["User-Agent", "office/1.0"] in request["headers"]
    assert ["X-Office", "1"] in request["headers"]
    assert control.user(sandbox)["dept"] == "Ö"


def test_a_library_that_is_not_there_or_not_ours(run: Run, tmp_path: Path) -> None:
    gcc = shutil.which("gcc")
    if gcc is None:
        pytest.skip("gcc is missing")
    (tmp_path / "old.c").write_text("unsigned zoom_abi_version(void) { return 0; }\n")
    old = tmp_path / "old.so"
    subprocess.run([gcc, "-shared", "-fPIC", "-o", old, tmp_path / "old.c"], check=True)
    source = f"""
XIncludeFile "{INCLUDE}"
Debug ZoomUser::Load("{tmp_path}/none.so")
Debug ZoomUser::LastError()
Debug ZoomUser::Load("{old}")
Debug ZoomUser::LastError()
Debug ZoomUser::UpdateUser("token", "user", "{{}}")
Debug ZoomUser::LastStatus()
Debug ZoomUser::ResultText("message")
Debug ZoomUser::ResultNumber("http_status")
"""
    got = run(source).out.splitlines()
    assert got[0] == "0"
    assert got[1].startswith(f"cannot load {tmp_path}/none.so: not there, or for another processor")
    assert got[2:4] == ["0", f"{old} has no zoom_version_utf16: it is another version, or another library"]
    assert got[4:] == ["-1", "-1", "", "-1"]


def test_a_user_is_read_and_an_update_confirmed(program: Lines, sandbox: dict[str, str]) -> None:
    got = program("""
Debug ZoomUser::GetUser(*C, "jane@example.com")
Debug Bool(FindString(ZoomUser::ResultText("user"), "jane@example.com") > 0)
Debug ZoomUser::SetOption(*C, "verify", "on")
ZoomUser::Set(*P, "dept", "Physics")
Debug ZoomUser::Update(*C, "jane@example.com", *P)
Debug ZoomUser::ResultItem("fields", 0, "field") + " " + ZoomUser::ResultItem("fields", 0, "outcome")
Debug Bool(ZoomUser::Update(*C, "ignores-dept@sandbox.test", *P) = ZoomUser::#ZOOM_E_NOT_APPLIED)
Debug ZoomUser::ResultItem("fields", 0, "outcome")
""")
    assert got == ["0", "1", "0", "0", "dept applied", "1", "ignored"]
    assert control.user(sandbox)["dept"] == "Physics"
