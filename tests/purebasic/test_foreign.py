"""Calls of shared libraries: widths, texts, callbacks, and what is refused."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from conftest import Run

HERE = Path(__file__).parent
OPEN = 'EnableExplicit\nIf Not OpenLibrary(0, "./foreign.so") : Debug "not open" : End 9 : EndIf\n'


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """A small library in the folder of the program."""
    path = tmp_path / "foreign.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", path, HERE / "data" / "foreign.c"], check=True)
    return path


PROGRAMS = {
    "narrow widths": (
        'PrototypeC.q Narrow(a.b, b.a, c.w, d.u, e.l)\nDefine f.Narrow = GetFunction(0, "narrow")\n'
        "Debug f(-1, 0, 0, 0, 0) : Debug f(255, 255, 0, 0, 0) : Debug f(0, -1, 65535, -1, 0) : Debug f(0, 0, 0, 0, $100000001)",
        "-1 254 65789 1",
    ),
    "wide ones": ('PrototypeC.q Wide(a.q, *b, c.d, d.f = 0.5)\nDefine f.Wide = GetFunction(0, "wide")\nDebug f($100000000, 1, 1.5) : Debug f(-1, 2, 2, 1.25)', "4294967362 146"),
    "a result with a sign": ('PrototypeC.l Minus()\nDefine f.Minus = GetFunction(0, "minus"), x.q = f() : Debug x', "-7"),
    "a result with a wrong width": ('PrototypeC.a Minus()\nDefine f.Minus = GetFunction(0, "minus") : Debug f()', "249"),
    "doubles": ('PrototypeC.d Half(x.d)\nDefine f.Half = GetFunction(0, "half") : Debug f(3)', "1.5"),
    "strings": (
        'PrototypeC.l OfA(t.p-utf8)\nPrototypeC.l OfB(t.s)\nPrototypeC.l OfC(t.p-unicode)\nPrototypeC.l OfD(t.p-ascii)\nPrototypeC.l OfE(t.p-bstr)\n'
        'Define a.OfA = GetFunction(0, "length8"), b.OfB = GetFunction(0, "length16"), c.OfC = GetFunction(0, "length16"), d.OfD = GetFunction(0, "length8"), e.OfE = GetFunction(0, "length_bstr")\n'
        'Define x$ = "é😀" : Debug a(x$) : Debug b(x$) : Debug c(x$ + "!") : Debug d(x$) : Debug e(x$) : Debug a(Chr($D83D))',
        "6 3 4 3 6 3",
    ),
    "empty strings": (
        'PrototypeC.l OfA(t.p-utf8)\nPrototypeC.l OfB(t.s)\nDefine a.OfA = GetFunction(0, "length8"), b.OfB = GetFunction(0, "length16"), e$\nDebug a("") : Debug b(e$) : Debug b(#Null$)',
        "-1 -1 -1",
    ),
    "a text from C": ('PrototypeC.i Utf()\nDefine f.Utf = GetFunction(0, "utf8"), t$ = PeekS(f(), -1, #PB_UTF8) : Debug t$ : Debug Len(t$)', "é😀 3"),
    "out pointers": (
        'PrototypeC Store(*out, *text)\nDefine f.Store = GetFunction(0, "store"), n.l, *b = AllocateMemory(8)\nf(@n, *b) : Debug n : Debug PeekS(*b)',
        "42 ok",
    ),
    "callbacks": (
        "PrototypeC.q Twice(*f, v.q)\nDefine t.Twice = GetFunction(0, \"twice\")\nProcedureC.q Mine(a.q, b.l)\n  ProcedureReturn a * b\nEndProcedure\nDebug t(@Mine(), 10)",
        "-32",
    ),
    "a callback with a string": (
        "PrototypeC.l With1(*f)\nDefine w.With1 = GetFunction(0, \"with_text\")\nProcedureC.l Mine(t.s)\n  Debug t\n  ProcedureReturn Len(t)\nEndProcedure\nDebug w(@Mine())",
        "hié  30",
    ),
    "own procedures by address": ("Prototype.i Sum(a.i, b.w)\nProcedure.i Add(a.i, b.w) : ProcedureReturn a + b : EndProcedure\nDefine p.Sum = @Add() : Debug p(1, 65535) : Debug CallFunctionFast(@Add(), 2, 3)", "0 5"),
    "a procedure given to a procedure": ("Procedure.i One() : ProcedureReturn 1 : EndProcedure\nProcedure.i Use(*f) : ProcedureReturn CallFunctionFast(*f) : EndProcedure\nPrototype.i Use_(*f)\nDefine p.Use_ = @Use() : Debug p(@One())", "1"),
    "a prototype in a structure": ('PrototypeC.d Half(x.d)\nStructure Table\n  half.Half\nEndStructure\nDefine t.Table : t\\half = GetFunction(0, "half") : Debug t\\half(5)', "2.5"),
    "a prototype as parameter": ('PrototypeC.d Half(x.d)\nProcedure.d Use(f.Half) : ProcedureReturn f(9) : EndProcedure\nDebug Use(GetFunction(0, "half"))', "4.5"),
    "without a prototype": ('Debug CallCFunction(0, "length8", UTF8("four")) : Debug CallCFunctionFast(GetFunction(0, "length8"), 0) & $FFFFFFFF : Debug CallCFunction(0, "nope")', "4 4294967295 0"),
    "what is not there": ('Debug GetFunction(0, "nope") : Debug OpenLibrary(1, "nope.so") : Debug OpenLibrary(1, "foreign.so") : Debug IsLibrary(0) + IsLibrary(1) : CloseLibrary(0) : Debug IsLibrary(0)', "0 0 0 1 0"),
    "imported": ('ImportC "./foreign.so"\n  half.d(x.d)\n  Len8.l(t.p-utf8) As "length8"\nEndImport\nDebug half(1) : Debug Len8("abc")', "0.5 3"),
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_call(run: Run, foreign: Path, name: str) -> None:
    source, shown = PROGRAMS[name]
    ended = run(OPEN + source)
    assert (ended.errors, ended.code) == ("", 0)
    assert ended.out.split("\n")[:-1] == shown.split(" ")


def test_empty_strings_with_a_buffer(run: Run, foreign: Path) -> None:
    ended = run(OPEN + PROGRAMS["empty strings"][0], "--empty-strings", "buffer")
    assert ended.out.split() == ["0", "0", "-1"]


MISTAKES = {
    "closed": ('PrototypeC.d Half(x.d)\nDefine f.Half = GetFunction(0, "half")\nCloseLibrary(0)\nDebug f(1)', 6, "its library ./foreign.so was closed"),
    "not found": ('PrototypeC.d Half(x.d)\nDefine f.Half = GetFunction(0, "nope")\nDebug f(1)', 5, "Half is called at address 0, where PureBasic would crash"),
    "in a callback": ("PrototypeC.q Twice(*f, v.q)\nDefine t.Twice = GetFunction(0, \"twice\")\nProcedureC.q Mine(a.q, b.l)\n  ProcedureReturn a / (b + 1)\nEndProcedure\nt(@Mine(), 1)", 6, "division by zero"),
    "not opened": ('Debug GetFunction(4, "x")', 3, "there is no #Library 4"),
    "imported symbol": ('ImportC "./foreign.so"\n  nope()\nEndImport\nnope()', 6, "has no function nope"),
    "imported file": ('ImportC "./nope.so"\n  nope()\nEndImport\nnope()', 6, "the imported library ./nope.so could not be loaded"),
    "a callback in the plain form": (
        "PrototypeC.q Twice(*f, v.q)\nDefine t.Twice = GetFunction(0, \"twice\")\nProcedure.q Mine(a.q, b.l)\n  ProcedureReturn 1\nEndProcedure\nt(@Mine(), 1)",
        5,
        "Mine() cannot be called by C: declared in the plain form, expected the C form (ProcedureC) on ",
    ),
    "a callback in the plain form, without a prototype": (
        "Procedure Mine()\nEndProcedure\nCallCFunction(0, \"length8\", @Mine())", 3, "Mine() cannot be called by C"
    ),
    "a string as result of an import": ('ImportC "./foreign.so"\n  nope.s()\nEndImport', 4, "a prototype that returns a string"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(run: Run, foreign: Path, name: str) -> None:
    source, line, message = MISTAKES[name]
    ended = run(OPEN + source)
    assert ended.errors.startswith(f"test.pb:{line}: ")
    assert message in ended.errors
    assert ended.code == 1


def test_end_in_a_callback(run: Run, foreign: Path) -> None:
    source = 'PrototypeC.q Twice(*f, v.q)\nDefine t.Twice = GetFunction(0, "twice")\nProcedureC.q Mine(a.q, b.l)\n  End 5\nEndProcedure\nt(@Mine(), 1)\nDebug 1'
    ended = run(OPEN + source)
    assert (ended.out, ended.errors, ended.code) == ("", "", 5)


HEADER = "#include <stdint.h>\nint32_t minus(void);\nint64_t narrow(int8_t a, uint8_t b, int16_t c, uint16_t d, int32_t e);\n"


def test_prototypes_are_compared_with_the_header(run: Run, foreign: Path, tmp_path: Path) -> None:
    (tmp_path / "small.h").write_text(HEADER)
    options = ("--header", "@/small.h")
    right = 'PrototypeC.l Minus()\nDefine name$ = "minus", f.Minus\nf = GetFunction(0, name$) : Debug f()'
    assert run(OPEN + right, *options).out == "-7\n"
    wrong = run(OPEN + right.replace(".l Minus", ".i Minus"), *options)
    assert wrong.errors == "test.pb:5: Minus does not fit int32_t minus(void): the result is .i, expected .l for int32_t\n"
    named = right.replace("GetFunction(0, name$)", 'GetFunction(0, "minus")').replace(".l Minus", ".i Minus")
    assert "does not fit" in run(OPEN + named, *options, "--check").errors
    assert (
        "expected the plain form"
        in run(OPEN + named.replace(".i Minus", ".l Minus"), *options, "--check", "--target", "windows-x86").errors
    )
    assert "does not fit" in run(OPEN + 'ImportC "x"\n  minus.q()\nEndImport', *options, "--check").errors
    parameter = 'PrototypeC.i Minus()\nProcedure Use(f.Minus) : EndProcedure\nUse(GetFunction(0, "minus"))'
    assert "does not fit" in run(OPEN + parameter, *options).errors


def test_calls_without_a_prototype_are_compared_with_the_header(run: Run, foreign: Path, tmp_path: Path) -> None:
    (tmp_path / "small.h").write_text(HEADER)
    ended = run(OPEN + 'Debug CallCFunction(0, "minus")', "--header", "@/small.h")
    assert "int32_t has not the width of a pointer; use a prototype" in ended.errors
    ended = run(OPEN + 'Debug CallFunction(0, "minus")', "--header", "@/small.h")
    assert "expected CallCFunction for int32_t minus(void)" in ended.errors


CALLBACK = "#include <stdint.h>\ntypedef int64_t (*back)(int64_t a, int32_t b);\nint64_t twice(back callback, int64_t value);\n"


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ("ProcedureC.q Mine(a.q, b.l)", ""),
        ("Procedure.q Mine(a.q, b.l)", "declared in the plain form, expected the C form (ProcedureC) on "),
        ("ProcedureC.l Mine(a.q, b.l)", "the result is .l, expected .q for int64_t"),
        ("ProcedureC.q Mine(a.q, b.i)", "parameter b is .i, expected .l for int32_t b"),
        ("ProcedureC.q Mine(a.q)", "declared with 1 parameters, expected 2"),
    ],
)
@pytest.mark.parametrize(
    "call", ["t(@Mine(), 10)", 'CallCFunctionFast(GetFunction(0, "twice"), @Mine(), 10)', "twice(@Mine(), 10)"]
)
def test_procedures_are_compared_with_the_header(
    run: Run, foreign: Path, tmp_path: Path, form: str, problem: str, call: str
) -> None:
    (tmp_path / "small.h").write_text(CALLBACK)
    source = (
        'PrototypeC.q Twice_(*f, v.q)\nDefine t.Twice_ = GetFunction(0, "twice")\nImportC "./foreign.so"\n  twice.q(*f, v.q)\nEndImport\n'
        f"{form}\n  ProcedureReturn a\nEndProcedure\nDebug {call}"
    )
    ended = run(OPEN + source, "--header", "@/small.h")
    if problem:
        assert ended.errors.startswith("test.pb:8: Mine() does not fit int64_t back(int64_t a, int32_t b): " + problem)
    else:
        assert (ended.out, ended.errors) == ("21\n", "")


def test_an_address_that_is_no_procedure(run: Run, foreign: Path, tmp_path: Path) -> None:
    (tmp_path / "small.h").write_text(CALLBACK)
    source = 'PrototypeC.q Twice(*f, v.q)\nDefine t.Twice = GetFunction(0, "twice"), x.q\nDebug t(@x, 1)'
    ended = run(OPEN + source, "--header", "@/small.h")
    assert ended.errors == "test.pb:5: twice: callback is not the address of a procedure\n"
