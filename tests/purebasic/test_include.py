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
    assert got[11].startswith("token: holds a blank: expected letters")
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
IncludeFile "{CHECKOUT / "bindings" / "purebasic" / "CkGlobal.pb"}"
IncludeFile "{CHECKOUT / "bindings" / "purebasic" / "CkHttp.pb"}"
IncludeFile "{CHECKOUT / "bindings" / "purebasic" / "CkHttpRequest.pb"}"
IncludeFile "{CHECKOUT / "bindings" / "purebasic" / "CkHttpResponse.pb"}"
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
    assert got[1].startswith(f"cannot load {tmp_path}/none.so: it is missing, or for another processor")
    assert got[2:4] == ["0", f"{old} has no zoom_cleanup: it is another version, or another library"]
    assert got[4:] == ["-1", "-1", "", "-1"]


def test_a_user_is_read_and_an_update_planned_and_confirmed(program: Lines, sandbox: dict[str, str]) -> None:
    got = program("""
Debug ZoomUser::GetUser(*C, "jane@example.com")
Debug Bool(FindString(ZoomUser::ResultText("user"), "jane@example.com") > 0)
Debug ZoomUser::SetOption(*C, "confirm", "on")
ZoomUser::Set(*P, "dept", "Physics")
Debug ZoomUser::Plan(*C, "jane@example.com", *P)
Debug ZoomUser::ResultItem("fields", 0, "outcome") + " " + ZoomUser::ResultItem("fields", 0, "new")
Debug ZoomUser::Plan(*C, "jane@example.com", *P)
Debug ZoomUser::ResultItem("fields", 0, "outcome") + Str(ZoomUser::ResultNumber("attempts"))
Debug ZoomUser::Update(*C, "jane@example.com", *P)
Debug ZoomUser::ResultItem("fields", 0, "field") + " " + ZoomUser::ResultItem("fields", 0, "outcome")
Debug Bool(ZoomUser::Update(*C, "ignores-dept@sandbox.test", *P) = ZoomUser::#ZOOM_E_NOT_APPLIED)
Debug ZoomUser::ResultItem("fields", 0, "outcome")
""")
    planned = ["0", "differs Physics", "0", "differs0"]
    assert got == ["0", "1", "0", *planned, "0", "dept applied", "1", "ignored"]
    assert control.user(sandbox)["dept"] == "Physics"


JSON_PROGRAM = r"""
Define J.i = CkJsonObject::ckCreate()
Debug CkJsonObject::ckUpdateString(J, "dept", "Ä")
Debug CkJsonObject::ckUpdateInt(J, "type", 2)
Debug CkJsonObject::ckUpdateString(J, "custom_attributes[0].key", "k")
CkJsonObject::setCkI(J, 1)
Debug CkJsonObject::ckUpdateBool(J, "custom_attributes[i].x", 1)
Debug CkJsonObject::ckUpdateNull(J, "a.b")
Debug CkJsonObject::ckUpdateNumber(J, "n", "2.5")
Debug CkJsonObject::ckUpdateNumber(J, "n2", "576460752303423487")
Debug CkJsonObject::ckUpdateNumber(J, "n", "two")
Debug CkJsonObject::ckUpdateString(J, "z.y[4].x", "")
Debug CkJsonObject::ckLastMethodSuccess(J)
Debug CkJsonObject::ckEmit(J)
Debug CkJsonObject::ckStringOf(J, "n") + " " + CkJsonObject::ckStringOf(J, "n2") + " " + CkJsonObject::ckStringOf(J, "a.b")
Debug CkJsonObject::ckBoolOf(J, "custom_attributes[i].x") + CkJsonObject::ckSizeOfArray(J, "custom_attributes")
Debug CkJsonObject::ckIntOf(J, "nothing")
Debug CkJsonObject::ckLoad(J, "[1]")
Debug CkJsonObject::ckSize(J)
Debug CkJsonObject::ckLoad(J, ~"{\"a\":{\"b\":[[1,2]]}}")
Debug CkJsonObject::ckIntOf(J, "a.b[0][1]")
Debug CkJsonObject::ckDelete(J, "a")
Debug CkJsonObject::ckDelete(J, "a")
Debug CkJsonObject::ckEmit(J)
CkJsonObject::ckDispose(J)
"""


def test_the_compatible_json_object(run: Run, library: Path) -> None:
    source = f'EnableExplicit\nIncludeFile "{CHECKOUT / "bindings" / "purebasic" / "CkJsonObject.pb"}"\n{JSON_PROGRAM}'
    ended = run(source, "--library", str(library))
    assert (ended.errors, ended.code) == ("", 0)
    assert ended.out.splitlines() == [
        *["1"] * 7,
        *["0"] * 3,
        '{"dept":"Ä","type":2,"custom_attributes":[{"key":"k"},{"x":true}],"a":{"b":null},"n":2.5,"n2":576460752303423487}',
        "2.5 576460752303423487 null",
        "3",
        "0",
        "0",
        "6",
        "1",
        "2",
        "1",
        "0",
        "{}",
    ]


URL_PROGRAM = r"""
Define H.i = CkHttp::ckCreate(), R.i = CkHttpRequest::ckCreate(), A.i = CkHttpResponse::ckCreate(), J.i = CkJsonObject::ckCreate(), P.i
CkHttp::setCkAuthToken(H, "sandbox-token")
P = CkHttp::ckPText(H, "PATCH", BASE + "/users/jane@example.com?login_type=100", ~"{\"dept\":\"Ä\"}", "utf-8", "application/json", 0, 0)
Debug CkHttpResponse::ckStatusCode(P)
CkHttpResponse::ckDispose(P)
CkJsonObject::ckUpdateString(J, "dept", "B")
Debug CkHttp::ckHttpJson(H, "PATCH", BASE + "/users/jane@example.com", J, "application/json", A)
Debug CkHttpResponse::ckStatusCode(A)
CkHttpRequest::setCkHttpVerb(R, "PATCH")
CkHttpRequest::setCkPath(R, "/elsewhere")
CkHttpRequest::setCkContentType(R, "multipart/form-data")
CkHttpRequest::ckAddParam(R, "dept", "C")
Debug CkHttp::ckHttpReq(H, BASE + "/users/jane@example.com#top", R, A)
Debug CkHttpResponse::ckStatusCode(A)
Debug CkHttpRequest::ckPath(R)
Debug CkHttp::ckHttpNoBody(H, "GET", BASE + "/users/jane@example.com", A)
Debug CkJsonObject::ckLoad(J, CkHttpResponse::ckBodyStr(A))
Debug CkJsonObject::ckStringOf(J, "dept")
P = CkHttp::ckPostJson3(H, BASE + "/users/jane@example.com", "application/json", J)
Debug CkHttpResponse::ckStatusCode(P)
CkHttpResponse::ckDispose(P)
CkHttpRequest::ckAddHeader(R, "Authorization", "Bearer another-token")
Debug CkHttp::ckHttpReq(H, BASE + "/users/jane@example.com", R, A)
Debug CkHttpResponse::ckStatusCode(A)
Debug CkHttp::ckPText(H, "PATCH", BASE, "", "latin-1", "", 0, 0) + CkHttp::ckPText(H, "PATCH", BASE, "", "utf-8", "", 0, 1)
Debug CkHttp::ckHttpReq(H, "ftp://example.com/", R, A)
Debug CkHttp::ckHttpReq(H, "https://a:b@example.com/", R, A)
Debug CkHttp::ckHttpReq(H, BASE, 0, A)
Debug CkHttp::ckHttpReq(H, BASE, R, 0)
Debug CkHttp::ckLastMethodSuccess(H)
Debug CkHttp::ckLastErrorText(H)
CkHttp::ckDispose(H) : CkHttpRequest::ckDispose(R) : CkHttpResponse::ckDispose(A) : CkJsonObject::ckDispose(J)
"""


def test_the_compatible_modules_with_urls(run: Run, library: Path, sandbox: dict[str, str]) -> None:
    include = CHECKOUT / "bindings" / "purebasic" / "CkHttp.pb"
    source = f'EnableExplicit\nIncludeFile "{include}"\n#BASE$ = "{sandbox["http_base_url"]}"\n'
    ended = run(source + URL_PROGRAM.replace("BASE +", "#BASE$ +").replace("BASE,", "#BASE$,"), "--library", str(library))
    assert (ended.errors, ended.code) == ("", 0)
    got = ended.out.splitlines()
    assert got[:5] == ["204", "1", "204", "1", "204"]
    assert got[5] == "/elsewhere"  # the request is as it was
    assert got[6:9] == ["1", "1", "C"]
    assert got[9] in ("404", "405")
    assert got[10:12] == ["1", "401"]  # the header of the request counts, not the token of the object
    assert got[12:18] == ["0", "0", "0", "0", "0", "0"]
    assert got[18] == "resp: expected a CkHttpResponse, got 0"
    sent = control.requests(sandbox)
    assert [request["method"] for request in sent] == ["PATCH", "PATCH", "PATCH", "GET", "POST", "PATCH"]
    assert sent[0]["target"] == "/v2/users/jane@example.com?login_type=100"
    assert ["Authorization", "Bearer sandbox-token"] in sent[0]["headers"]
    assert sent[2]["target"] == "/v2/users/jane@example.com"
    assert not any(name.lower() == "content-type" for name, _ in sent[3]["headers"])


def test_users_are_listed_page_by_page(program: Lines) -> None:
    got = program("""
Define Page$, Pages
Repeat
  Debug ZoomUser::ListUsers(*C, ~"{\\"page_size\\":2}", Page$)
  Debug ZoomUser::ResultCount("users")
  Debug ZoomUser::ResultItem("users", 0, "email")
  Page$ = ZoomUser::ResultText("next_page_token")
  Pages + 1
Until Page$ = "" Or Pages = 9
Debug ZoomUser::ListUsers(*C, ~"{\\"status\\":\\"no\\"}")
""")
    assert got[:3] == ["0", "2", "jane@example.com"]
    assert (got[3:5], got[6:]) == (["0", "1"], ["3"])


def test_many_users(program: Lines, sandbox: dict[str, str]) -> None:
    got = program("""
Define *B = ZoomUser::NewBulk(), i
ZoomUser::SetOption(*C, "plan", "none")
ZoomUser::Set(*P, "dept", "Bulk Ä")
Debug ZoomUser::AddRow(*B, "jane@example.com", *P)
Debug ZoomUser::AddRow(*B, "nobody@example.com", *P)
Debug ZoomUser::AddRow(*B, "", *P)
Debug Bool(FindString(ZoomUser::LastError(), "user_id") > 0)
Debug ZoomUser::AddFile(*B, "users.csv")
Debug ZoomUser::RunBulk(*C, *B)
Debug ZoomUser::LastError()
Debug ZoomUser::ResultNumber("sent")
For i = 0 To ZoomUser::ResultCount("rows") - 1
  Debug ZoomUser::ResultItem("rows", i, "user_id") + " " + ZoomUser::ResultItem("rows", i, "outcome")
Next
ProcedureC.l RowEnded(*UserData, Index.i, *Row)
  Debug Str(Index) + " " + ZoomUser::RowText(*Row, "user_id") + " " + Str(ZoomUser::RowNumber(*Row, "line"))
  ProcedureReturn 1
EndProcedure
Debug ZoomUser::RunBulk(*C, *B, ~"{\\"jobs\\":1}", @RowEnded())
Debug ZoomUser::ResumeBulk(*C, "no such run")
Debug ZoomUser::UndoBulk(*C, "no such run")
ZoomUser::FreeBulk(*B)
""")
    assert got[:6] == ["0", "0", "3", "1", "3", "49"]
    assert got[6:10] == ["2 rows: 1 sent, 1 failed", "1", "jane@example.com sent", "nobody@example.com failed"]
    assert got[10] == "0 jane@example.com 1"
    assert got[-3:] == ["24", "3", "3"]
    assert control.user(sandbox)["dept"] == "Bulk Ä"
