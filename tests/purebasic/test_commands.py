"""The commands: strings, memory, files, dates, JSON, threads, numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run
from pb.memory import Memory

LINES = {
    "Left, Right, Mid": ('Debug Left("abc", 5) + Right("abc", 2) + Mid("abc", 2) + Mid("abc", 2, 1) + Right("abc", 9) + "|"', "abcbcbcbabc|"),
    "Trim": ('Debug "[" + Trim("  a ") + LTrim("xxa", "x") + RTrim("a  ") + "]"', "[aaa]"),
    "case": ('Debug UCase("aé") + LCase("ÀB") + UCase("ß")', "AÉàbß"),
    "LSet, RSet": ('Debug LSet("a", 3) + "|" + RSet("7", 3, "0") + RSet("abcd", 2) + Space(2) + "|"', "a  |007ab  |"),
    "FindString": ('Debug FindString("PureBasic", "Bas") : Debug FindString("aXax", "ax", 2, #PB_String_NoCase) : Debug FindString("a", "b")', "5\n3\n0"),
    "ReplaceString": ('Debug ReplaceString("a.b.c", ".", "\\1") + ReplaceString("aAa", "a", "x", #PB_String_NoCase, 2, 1) + RemoveString("a.b", ".")', "a\\1b\\1caxaab"),
    "StringField": ('Debug StringField("a||b", 3, "|") + StringField("a||b", 2, "|") + StringField("a", 9, "|") + CountString("ababa", "aba")', "b1"),
    "InsertString": ('Debug InsertString("ac", "b", 2) + ReverseString("abc")', "abccba"),
    "Str": ('Debug Str(-5) + StrU(-1, #PB_Byte) + StrU(-1) + StrD(1.25, 1) + StrD(2) + StrF(0.1) + StrD(1/3.0)', "-525518446744073709551615" + "1.2" + "2" + "0.1" + "0.3333333333"),
    "a float has 32 bits": ("Debug StrF(1 / 3.0, 10)", "0.3333333433"),
    "Val": ('Debug Val("12a") : Debug Val("$ff") : Debug Val("%101") : Debug Val("x") : Debug ValD("1.5e2x")', "12\n255\n5\n0\n150"),
    "Hex, Bin": ('Debug Hex(-1, #PB_Word) + " " + Hex(255) + " " + Bin(5) + " " + Hex(-1)', "FFFF FF 101 FFFFFFFFFFFFFFFF"),
    "Chr, Asc": ('Debug Chr(65) + Asc("") + Asc("é") + Chr(0) + "."', "A0233."),
    "EscapeString": (
        'Debug EscapeString(~"a\\"\\n") : Debug UnescapeString("a\\tb") : Debug EscapeString("<&>", #PB_String_EscapeXML)\n'
        'Debug EscapeString(~"\\"é\\n" + Chr(1), #PB_String_EscapeJSON) : Debug UnescapeString("\\u0041\\/", #PB_String_EscapeJSON)',
        'a\\"\\n\na\tb\n&lt;&amp;&gt;\n\\"é\\n\\u0001\nA/',
    ),
    "bytes of a string": ('Debug StringByteLength("é😀") : Debug StringByteLength("é😀", #PB_UTF8) : Debug StringByteLength("é", #PB_Ascii)', "6\n6\n1"),
    "UTF8()": ('*u = UTF8("é😀") : Debug MemorySize(*u) : Debug PeekS(*u, -1, #PB_UTF8) : Debug PeekA(*u) : Debug PeekS(Ascii("é"), -1, #PB_Ascii)', "7\né😀\n195\né"),
    "PeekS with a length": (
        '*u = UTF8("éab😀c") : Debug PeekS(*u, 2, #PB_UTF8) : Debug PeekS(*u, 3, #PB_UTF8 | #PB_ByteLength) : Debug Len(PeekS(*u, 5, #PB_UTF8)) : Debug PeekS(@"xyz", 2)',
        "éa\néa\n5\nxy",
    ),
    "PokeS": ('*m = AllocateMemory(20) : Debug PokeS(*m, "é", -1, #PB_UTF8) : Debug MemoryStringLength(*m, #PB_UTF8) : Debug MemoryStringLength(*m, #PB_UTF8 | #PB_ByteLength) : Debug PokeS(*m, "abc", 2) : Debug PeekS(*m)', "2\n1\n2\n4\nab"),
    "Poke and Peek": (
        "*m = AllocateMemory(8) : PokeB(*m, 255) : Debug PeekB(*m) : Debug PeekA(*m) : PokeW(*m, -2) : Debug PeekU(*m) : Debug PeekC(*m) : PokeQ(*m, $100000005) : Debug PeekL(*m) : Debug PeekQ(*m) : PokeF(*m, 0.5) : Debug PeekF(*m) : PokeD(*m, 0.1) : Debug PeekD(*m) : PokeI(*m, -1) : Debug PeekI(*m)",
        "-1\n255\n65534\n65534\n5\n4294967301\n0.5\n0.1\n-1",
    ),
    "memory": (
        "*m = AllocateMemory(4) : FillMemory(*m, 4, $0102, #PB_Word) : Debug PeekA(*m + 2) : *m = ReAllocateMemory(*m, 6) : Debug MemorySize(*m) : Debug PeekA(*m + 3) : Debug PeekW(*m + 4)\n"
        "*n = AllocateMemory(6) : CopyMemory(*m, *n, 6) : Debug CompareMemory(*m, *n, 6) : MoveMemory(*m, *m + 1, 4) : Debug PeekA(*m + 1)",
        "2\n6\n1\n0\n1\n2",
    ),
    "CompareMemoryString": ('Debug CompareMemoryString(@"a", @"b") : Debug CompareMemoryString(@"A", @"a", #PB_String_NoCase) : Debug CompareMemoryString(@"abc", @"abd", 0, 2)', "-1\n0\n0"),
    "dates": (
        'd.q = Date(2026, 11, 23, 20, 5, 9) : Debug d : Debug FormatDate("%yyyy-%mm-%dd %hh:%ii:%ss %yy", d) : Debug DayOfWeek(d) : Debug ParseDate("%dd.%mm.%yyyy", "23.11.2026") - Date(2026, 11, 23, 0, 0, 0)\n'
        'Debug FormatDate("%dd.%mm", AddDate(Date(2008, 3, 31, 0, 0, 0), #PB_Date_Month, 1)) : Debug Date(2026, 2, 30, 0, 0, 0) : Debug Year(d) + Month(d) + Day(d) : Debug Bool(Date() > d - 400000000)',
        "1795464309\n2026-11-23 20:05:09 26\n1\n0\n30.04\n-1\n2060\n1",
    ),
    "numbers": ("Debug Int(-1.7) : Debug Round(2.5, #PB_Round_Nearest) : Debug Round(-1.2, #PB_Round_Down) : Debug Abs(-2.5) : Debug Pow(2, 10) : Debug Sqr(9) : Debug Sign(-3)", "-1\n3\n-2\n2.5\n1024\n3\n-1"),
    "Random": ("RandomSeed(5) : a = Random(1000) : RandomSeed(5) : Debug Bool(a = Random(1000)) : Debug Random(3, 3)", "1\n3"),
    "paths": ('Debug GetFilePart("/a/b.txt") + " " + GetPathPart("/a/b.txt") + " " + GetExtensionPart("/a/b.txt") + " " + GetFilePart("/a/b.txt", #PB_FileSystem_NoExtension)', "b.txt /a/ txt b"),
    "time": ("t.q = ElapsedMilliseconds() : Delay(1) : Debug Bool(ElapsedMilliseconds() >= t)", "1"),
    "lists": ("NewList l() : For i = 1 To 4 : AddElement(l()) : l() = i : Next : ResetList(l()) : While NextElement(l()) : s + l() : Wend : Debug s : FirstElement(l()) : PushListPosition(l()) : LastElement(l()) : Debug l() : PopListPosition(l()) : Debug l()", "10\n4\n1"),
    "deleting in a loop": ("NewList l() : For i = 1 To 4 : AddElement(l()) : l() = i : Next : ForEach l() : If l() % 2 : DeleteElement(l()) : EndIf : Next : ForEach l() : Debug l() : Next", "2\n4"),
    "copies": ('NewMap m.s() : m("a") = "x" : NewMap n.s() : CopyMap(m(), n()) : n("a") + "y" : Debug m("a") + n("a") : Dim a(1) : a(1) = 3 : Dim b(0) : CopyArray(a(), b()) : Debug b(1) : FreeArray(b()) : Debug ArraySize(b())', "xxy\n3\n-1"),
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_command(run: Run, name: str) -> None:
    source, shown = LINES[name]
    ended = run(source)
    assert (ended.errors, ended.out) == ("", shown + "\n")


def test_files(run: Run, tmp_path: Path) -> None:
    source = """
f = CreateFile(#PB_Any, "a.txt") : WriteStringFormat(f, #PB_UTF8) : WriteStringN(f, "é1") : WriteString(f, "last") : CloseFile(f)
Debug FileSize("a.txt") : Debug FileSize("nope") : Debug FileSize(".")
ReadFile(0, "a.txt") : Debug Bool(ReadStringFormat(0) = #PB_UTF8)
While Not Eof(0) : Debug ReadString(0) : Wend : CloseFile(0)
OpenFile(1, "a.txt", #PB_File_Append) : WriteStringN(1, "u", #PB_Unicode) : Debug Loc(1) : Debug Lof(1) : FileSeek(1, 3) : Debug ReadString(1, #PB_Ascii) : CloseFile(1)
Debug IsFile(1) : Debug ReadFile(2, "nope") : Debug DeleteFile("a.txt") : Debug DeleteFile("a.txt")
Debug Bool(GetCurrentDirectory() <> "") + Bool(Right(GetTemporaryDirectory(), 1) = "/")
"""
    ended = run(source)
    assert ended.errors == ""
    assert ended.out.split("\n")[:-1] == ["11", "-1", "-2", "1", "é1", "last", "15", "15", "Ã©1", "0", "0", "1", "0", "2"]


def test_a_file_that_is_only_read(run: Run) -> None:
    assert "cannot be written" in run('ReadFile(0, "test.pb")\nWriteString(0, "x")').errors


def test_json(run: Run) -> None:
    source = """
j = CreateJSON(#PB_Any) : o = SetJSONObject(JSONValue(j)) : SetJSONString(AddJSONMember(o, "name"), ~"A\\"é")
SetJSONInteger(AddJSONMember(o, "n"), -5) : SetJSONBoolean(AddJSONMember(o, "b"), 1) : SetJSONNull(AddJSONMember(o, "z"))
a = SetJSONArray(AddJSONMember(o, "l")) : SetJSONDouble(AddJSONElement(a), 1.5) : Debug ComposeJSON(j)
ParseJSON(1, ~"{\\"a\\":[1,\\"x\\",null],\\"q\\":9007199254740993,\\"s\\":\\"\\\\ud83d\\\\ude00\\"}") : v = JSONValue(1)
Debug JSONArraySize(GetJSONMember(v, "a")) : Debug GetJSONQuad(GetJSONMember(v, "q")) : Debug Len(GetJSONString(GetJSONMember(v, "s")))
Debug GetJSONMember(v, "nope") : Debug Bool(JSONType(GetJSONElement(GetJSONMember(v, "a"), 2)) = #PB_JSON_Null)
ExamineJSONMembers(v) : While NextJSONMember(v) : Debug JSONMemberKey(v) + JSONType(JSONMemberValue(v)) : Wend
Debug ParseJSON(2, "{x") : Debug Bool(JSONErrorMessage() <> "") : FreeJSON(1) : Debug IsJSON(1) : Debug JSONObjectSize(o)
"""
    ended = run(source)
    assert ended.errors == ""
    assert ended.out.splitlines() == [
        '{"name":"A\\"é","n":-5,"b":true,"z":null,"l":[1.5]}',
        *["3", "9007199254740993", "2", "0", "1", "a4", "q2", "s1", "0", "1", "0", "5"],
    ]


def test_threads(run: Run) -> None:
    source = """
Global m = CreateMutex(), n, go = CreateSemaphore()
Procedure Count(*by)
  WaitSemaphore(go)
  For i = 1 To 200 : LockMutex(m) : n + *by : UnlockMutex(m) : Next
EndProcedure
a = CreateThread(@Count(), 1) : b = CreateThread(@Count(), 2) : Debug IsThread(a) : Debug WaitThread(b, 0)
SignalSemaphore(go) : SignalSemaphore(go) : WaitThread(a) : WaitThread(b) : Debug n : Debug IsThread(a)
Debug TryLockMutex(m) : UnlockMutex(m) : Debug TrySemaphore(go) : Debug #PB_Compiler_Thread
"""
    assert run(source).out.split() == ["1", "0", "600", "0", "1", "0", "0"]
    assert run(source, "--thread").out.split()[-1] == "1"


@pytest.mark.parametrize("parameters", ["", "*a, *b", "a.s", "a.d"])
def test_a_thread_takes_one_parameter(run: Run, parameters: str) -> None:
    ended = run(f"Procedure T({parameters}) : EndProcedure\nCreateThread(@T(), 0)")
    assert ended.errors.startswith("test.pb:2: CreateThread(): T() must take exactly one parameter")


def test_a_mistake_in_a_thread_ends_the_program(run: Run) -> None:
    ended = run("Procedure T(*x)\n  Debug 1 / *x\nEndProcedure\nWaitThread(CreateThread(@T(), 0))\nDebug 2")
    assert (ended.out, ended.errors, ended.code) == ("", "test.pb:2: division by zero\n", 1)


def test_the_end_of_the_program_does_not_wait_for_threads(run: Run) -> None:
    ended = run("Procedure T(*x) : WaitSemaphore(*x) : EndProcedure\nCreateThread(@T(), CreateSemaphore())\nEnd 4")
    assert (ended.errors, ended.code) == ("", 4)


def test_a_text_beside_a_block_is_not_behind_it() -> None:
    memory = Memory()
    addresses = [memory.allocate(48) if i % 2 else memory.text("x" * 23) for i in range(1000)]
    for address in addresses:
        memory.check(address, 48)  # none of them reaches over the end of another one
