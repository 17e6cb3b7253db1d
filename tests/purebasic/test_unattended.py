"""Tokens and the log by procedures of the program, and the doctor, in zoomuser.pbi."""

from __future__ import annotations

import re
from pathlib import Path

import control
from conftest import INCLUDE, Lines, Run, place

# ---- The token

GIVE = """
Structure Source
  Tokens$
  Asked.i
EndStructure
ProcedureC.l Give(*Source.Source, Refused.l, *Buffer, Capacity.i)
  Protected Token$
  *Source\\Asked + 1
  Token$ = StringField(*Source\\Tokens$, *Source\\Asked, " ")
  Debug "asked " + Str(*Source\\Asked) + ", refused " + Str(Refused)
  If Token$ = ""
    ProcedureReturn ZoomUser::GiveNoToken(*Buffer, Capacity, "kein Schlüssel 😀")
  EndIf
  ProcedureReturn ZoomUser::GiveToken(*Buffer, Capacity, Token$)
EndProcedure
Define Source.Source
Debug ZoomUser::SetTokenCallback(*C, @Give(), @Source)
"""


def test_a_token_is_asked_for_once_a_call(tokenless: Lines, sandbox: dict[str, str]) -> None:
    got = tokenless(
        GIVE
        + """
Source\\Tokens$ = "sandbox-token sandbox-token"
Debug ZoomUser::Update(*C, "jane@example.com", *P)
Debug ZoomUser::GetUser(*C, "jane@example.com")
"""
    )
    assert got == ["0", "asked 1, refused 0", "0", "asked 2, refused 0", "0"]
    assert control.user(sandbox)["dept"] == "Research"


def test_a_refused_token_is_asked_for_again(tokenless: Lines, sandbox: dict[str, str]) -> None:
    got = tokenless(
        GIVE
        + """
Source\\Tokens$ = "expired-token sandbox-token"
Debug ZoomUser::Update(*C, "jane@example.com", *P)
Debug ZoomUser::ResultNumber("attempts")
"""
    )
    assert got == ["0", "asked 1, refused 0", "asked 2, refused 1", "0", "2"]
    sent = [value for request in control.requests(sandbox) for name, value in request["headers"] if name == "Authorization"]
    assert sent == ["Bearer expired-token", "Bearer sandbox-token"]


def test_no_token_ends_the_call_with_the_words_of_the_program(tokenless: Lines, sandbox: dict[str, str]) -> None:
    got = tokenless(
        GIVE
        + """
Debug ZoomUser::Update(*C, "jane@example.com", *P)
Debug ZoomUser::StatusName(ZoomUser::LastStatus())
Debug ZoomUser::LastError()
Debug ZoomUser::SetTokenCallback(*C, 0)
Debug ZoomUser::Update(*C, "jane@example.com", *P)
Debug Source\\Asked
"""
    )
    assert got[2:5] == ["8", "ZOOM_E_MISSING_TOKEN", "token source: kein Schlüssel 😀"]
    assert got[5:] == ["0", "8", "1"]
    assert control.requests(sandbox) == []


def test_a_token_never_leaves_its_buffer(tokenless: Lines) -> None:
    got = tokenless("""
Define *B = AllocateMemory(40)
Debug ZoomUser::GiveToken(*B, 8, "1234567")
Debug PeekS(*B, -1, #PB_UTF8)
Debug ZoomUser::GiveToken(*B, 40, RSet("", 40, "x"))
Debug PeekS(*B, -1, #PB_UTF8)
Debug ZoomUser::GiveToken(*B, 40, RSet("", 39, "x"))
Debug ZoomUser::GiveToken(*B, 40, RSet("", 20, "ä"))
Debug PeekS(*B, -1, #PB_UTF8)
PokeB(*B, 0)
Debug ZoomUser::GiveToken(*B, 1, "")
Debug ZoomUser::GiveToken(*B, 0, "")
Debug ZoomUser::GiveToken(*B, 8, "12345678")
Debug ZoomUser::GiveNoToken(*B, 8, "12345678")
Debug PeekB(*B)
""")
    too_long = "the token is longer than 39 bytes"
    assert got == ["0", "1234567", "1", too_long, "0", "1", too_long, "0", "1", "1", "1", "0"]


def test_a_token_as_long_as_the_room_arrives_whole(tokenless: Lines, sandbox: dict[str, str]) -> None:
    got = tokenless("""
Define Beyond.i
ProcedureC.l Give(*Beyond.Integer, Refused.l, *Buffer, Capacity.i)
  ProcedureReturn ZoomUser::GiveToken(*Buffer, Capacity, RSet("", Capacity - 1 + *Beyond\\i, "x"))
EndProcedure
ZoomUser::SetTokenCallback(*C, @Give(), @Beyond)
Debug ZoomUser::Update(*C, "jane@example.com", *P)
Beyond = 1
Debug ZoomUser::Update(*C, "jane@example.com", *P)
Debug ZoomUser::LastError()
""")
    assert got[:2] == ["40", "8"]
    bytes_ = re.fullmatch(r"token source: the token is longer than (\d+) bytes", got[2])
    assert bytes_
    sent = {value for request in control.requests(sandbox) for name, value in request["headers"] if name == "Authorization"}
    assert sent == {"Bearer " + "x" * int(bytes_[1])}


def test_what_a_callback_cannot_be_set_for(tokenless: Lines) -> None:
    got = tokenless(
        GIVE
        + """
Debug ZoomUser::SetTokenCallback(0, @Give())
Debug ZoomUser::LastError()
ZoomUser::SetOption(*C, "token", "sandbox-token")
Debug ZoomUser::Update(*C, "jane@example.com", *P)
Debug ZoomUser::LastError()
"""
    )
    assert got[1] == "1"
    assert got[2] != ""
    assert got[3] == "3"
    assert "token" in got[4]


def test_a_mistake_in_a_callback_is_told_with_its_line(tokenless: Lines) -> None:
    source = """
ProcedureC.l Give(*UserData, Refused.l, *Buffer, Capacity.i)
  ProcedureReturn Capacity / Refused
EndProcedure
ZoomUser::SetTokenCallback(*C, @Give())
ZoomUser::Update(*C, "jane@example.com", *P)
"""
    assert tokenless(source, wrong=True) == [f"test.pb:{place(3)}: division by zero"]


def test_callbacks_in_threads(tokenless: Lines) -> None:
    got = tokenless(
        """
Global Turn = CreateMutex()
ProcedureC.l Give(*Token, Refused.l, *Buffer, Capacity.i)
  ProcedureReturn ZoomUser::GiveToken(*Buffer, Capacity, PeekS(*Token))
EndProcedure
Procedure Work(*Token)
  Protected *Own = ZoomUser::NewClient(), *Patch = ZoomUser::NewPatch(), Status.l, i
  ZoomUser::SetOption(*Own, "base_url", GetEnvironmentVariable("BASE_URL"))
  ZoomUser::SetOption(*Own, "ca_file", GetEnvironmentVariable("CA_FILE"))
  ZoomUser::SetTokenCallback(*Own, @Give(), *Token)
  ZoomUser::Set(*Patch, "dept", "x")
  For i = 1 To 3
    Status = ZoomUser::Update(*Own, "jane@example.com", *Patch)
  Next
  LockMutex(Turn)
  Debug PeekS(*Token) + " " + Str(Status)
  UnlockMutex(Turn)
  ZoomUser::FreePatch(*Patch) : ZoomUser::FreeClient(*Own) : ZoomUser::FreeResult()
EndProcedure
Define Good$ = "sandbox-token", Bad$ = "expired-token"
Define a = CreateThread(@Work(), @Good$), b = CreateThread(@Work(), @Bad$)
WaitThread(a) : WaitThread(b)
""",
        "--thread",
    )
    assert sorted(got) == ["expired-token 40", "sandbox-token 0"]


# ---- The log

SHOW = """
ZoomUser::SetOption(*C, "token", "sandbox-token")
ProcedureC Show(Level.l, *Line, *Prefix)
  Debug PeekS(*Prefix) + Str(Level) + " " + PeekS(*Line, -1, #PB_UTF8)
EndProcedure
Define Prefix$ = "log "
"""


def test_lines_of_the_log(tokenless: Lines) -> None:
    got = tokenless(
        SHOW
        + """
Debug ZoomUser::SetLogCallback(5, @Show(), @Prefix$)
ZoomUser::Set(*P, "dept", "Zoë 😀")
ZoomUser::Update(*C, "jane@example.com", *P)
Debug ZoomUser::SetLogCallback(3, @Show(), @Prefix$)
Debug ZoomUser::Update(*C, "john@example.com", *P)
Debug ZoomUser::SetLogCallback(0, @Show())
Debug ZoomUser::Update(*C, "john@example.com", *P)
"""
    )
    first, second = got.index("0", 1), got.index("0", got.index("0", 1) + 1)
    assert got[0] == "0"
    assert any("jane@example.com" in line and "Zoë 😀" in line for line in got[1:first])
    assert not any("sandbox-token" in line for line in got)
    info = got[first + 1 : second]
    assert [line[:6] for line in info] == ["log 3 "]
    assert "HTTP 204" in info[0] and "john" not in info[0]
    assert got[second:] == ["0", "0", "0"]


def test_levels_that_are_not(tokenless: Lines) -> None:
    got = tokenless(
        SHOW
        + """
Debug ZoomUser::SetLogCallback(6, @Show())
Debug ZoomUser::LastError()
Debug ZoomUser::SetLogCallback(-1, @Show())
Debug ZoomUser::SetLogCallback(1, 0)
Debug ZoomUser::LastError()
"""
    )
    assert got == ["3", "level: expected 0 to 5", "3", "0", ""]


def test_without_the_library(run: Run, tmp_path: Path) -> None:
    source = f"""
XIncludeFile "{INCLUDE}"
ZoomUser::Load("{tmp_path}/none.so")
Debug ZoomUser::SetLogCallback(3, 0)
Debug ZoomUser::SetTokenCallback(1, 0)
Debug ZoomUser::Doctor(1)
Debug Bool(FindString(ZoomUser::LastError(), "cannot load") > 0)
Debug ZoomUser::ResultCount("checks")
"""
    assert run(source).out.split() == ["-1", "-1", "-1", "1", "0"]


# ---- The doctor


def test_the_doctor_asks_the_callback_once(tokenless: Lines, sandbox: dict[str, str]) -> None:
    got = tokenless(
        GIVE
        + """
Define i.i, Report$
Source\\Tokens$ = "expired-token sandbox-token"
Debug ZoomUser::Doctor(*C)
For i = 0 To ZoomUser::ResultCount("checks") - 1
  Report$ + ZoomUser::ResultItem("checks", i, "name") + "=" + ZoomUser::ResultItem("checks", i, "outcome") + " "
  If ZoomUser::ResultItem("checks", i, "name") = "token"
    Debug ZoomUser::ResultItem("checks", i, "message")
    Debug Bool(ZoomUser::ResultItem("checks", i, "hint") <> "")
  ElseIf ZoomUser::ResultItem("checks", i, "name") = "response"
    Debug Bool(ZoomUser::ResultItem("checks", i, "url") = GetEnvironmentVariable("BASE_URL"))
  EndIf
Next
Debug Report$
Debug ZoomUser::ResultItem("checks", i, "name")
Debug Bool(ZoomUser::LastError() = ZoomUser::ResultText("message"))
"""
    )
    assert got[:4] == ["0", "asked 1, refused 0", "40", "1"]
    assert "Access token is expired" in got[4]
    assert got[5] == "1"
    assert got[6].split() == [
        *("options=ok", "dns=ok", "connection=ok", "proxy=ok", "certificate=ok", "response=ok", "clock=ok"),
        *("token=failed", "scopes=skipped", "rate=warning"),
    ]
    assert got[7:] == ["", "1"]
    assert [request["method"] for request in control.requests(sandbox)] == ["GET"]


def test_the_doctor_of_nobody(tokenless: Lines) -> None:
    got = tokenless('Debug ZoomUser::Doctor(0)\nDebug Bool(ZoomUser::LastError() <> "")\nDebug ZoomUser::ResultCount("checks")')
    assert got == ["1", "1", "0"]
