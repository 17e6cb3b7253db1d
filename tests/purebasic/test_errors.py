"""The mistakes that are found, with file and line, before anything runs; and those that are found while it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run, check

# Source, line, what the message says. The first statement shows "ran", which must not happen.
FOUND_BEFORE = {
    "unknown procedure": ("\nNope(1)", 3, "no procedure, command, array, list or map Nope()"),
    "unknown procedure in a procedure never called": ("Procedure A()\n  Nope()\nEndProcedure", 3, "Nope()"),
    "command that is not known": ("OpenWindow(0, 0, 0, 10, 10, \"\")", 2, "OpenWindow() is not part of what this interpreter knows"),
    "keyword that is not known": ("Goto there", 2, "Goto is not part of what this interpreter knows"),
    "label": ("there:", 2, "there alone is no statement"),
    "undeclared variable": ("EnableExplicit\nx = 1", 3, "the variable x is not declared (EnableExplicit)"),
    "undeclared variable that is read": ("EnableExplicit\nDefine x\nx = y + 1", 4, "the variable y is not declared"),
    "two types": ("x.l = 1\nx.q = 2", 3, "x is of type .l and cannot be .q"),
    "string for number": ("Debug Left(\"a\", \"b\")", 2, "Left(), Length: expected a number, got a string"),
    "number for string": ("Debug Len(5)", 2, "Len(), String$: expected a string, got a number"),
    "too few arguments": ("Debug Left(\"a\")", 2, "Left(): expected 2 arguments, got 1"),
    "too many arguments": ("Procedure F(a, b = 1) : EndProcedure\nF(1, 2, 3)", 3, "F(): expected 1 to 2 arguments, got 3"),
    "argument of a procedure": ("Procedure F(a.s) : EndProcedure\nF(1)", 3, "F(), a: expected a string, got a number"),
    "a list where an array is": ("Procedure F(Array a(1)) : EndProcedure\nNewList l() : F(l())", 3, "expected an array"),
    "elements of another type": ("Procedure F(List a.s()) : EndProcedure\nNewList l.i() : F(l())", 3, "elements of type .s"),
    "assigned string": ("a.i = \"x\"", 2, "=: expected a number, got a string"),
    "assigned number": ("a$ = 5", 2, "=: expected a string, got a number"),
    "command without result": ("a = FreeMemory(0)", 2, "FreeMemory() returns nothing"),
    "string minus": ("Debug \"a\" - \"b\"", 2, "strings know + only"),
    "number before string": ("Debug 1 + \"b\"", 2, "a string first"),
    "compared": ("If 1 = \"a\" : EndIf", 2, "a number is compared with a string"),
    "string as condition": ("If \"a\" : EndIf", 2, "a condition is a number or a comparison"),
    "comparison as value": ("a = 1 = 1", 2, "needs Bool()"),
    "logic as value": ("Debug 1 And 1", 2, "needs Bool()"),
    "integer division among floats": ("a.d = 1 / 2", 2, "a division of integers"),
    "integer division in a float sum": ("x = 3 : Debug x / 2 + 0.5", 2, "a division of integers"),
    "float and shift": ("Debug 1.5 << 1", 2, "expected integers, got a float"),
    "procedure used before it is there": ("F()\nProcedure F() : EndProcedure", 2, "F()"),
    "declared but not there": ("Declare F()", 2, "F() is declared, but there is no such procedure"),
    "declared otherwise": ("Declare F(a.l)\nProcedure F(a.q) : EndProcedure", 3, "declared in another way in line 2"),
    "declared with another convention": ("Declare F()\nProcedureC F() : EndProcedure", 3, "declared in another way"),
    "two procedures": ("Procedure F() : EndProcedure\nProcedure F() : EndProcedure", 3, "there is a procedure F() already"),
    "name of a command": ("Procedure Left() : EndProcedure", 2, "Left: the name is that of a command of PureBasic"),
    "array of the name of a command": ("Dim RGB(3)", 2, "RGB: the name is that of a command"),
    "procedure inside": ("Procedure A()\nProcedure B()\nEndProcedure\nEndProcedure", 3, "a procedure inside of a procedure"),
    "no EndProcedure": ("Procedure A()\nDebug 1", 2, "Procedure without its end"),
    "no EndIf": ("If 1\nDebug 1", 2, "If without its end"),
    "EndIf alone": ("EndIf", 2, "EndIf without If"),
    "crossed": ("While 1\nIf 1\nWend", 4, "Wend is not expected here: If of line 3 is open"),
    "wrong end of a loop": ("Repeat\nWend", 3, "Wend closes Repeat of line 2"),
    "wrong Next": ("For i = 1 To 2\nNext j", 3, "Next names another variable"),
    "Break outside": ("Break", 2, "Break 1: there are 0 loops around it"),
    "Break of too many": ("While 1\nBreak 2\nWend", 3, "Break 2: there are 1 loops"),
    "Continue outside": ("Continue", 2, "Continue outside of a loop"),
    "Case after Default": ("Select 1\nDefault\nCase 1\nEndSelect", 4, "Case after Default"),
    "Case of another type": ("Select 1\nCase \"a\"\nEndSelect", 3, "Case: expected a number, got a string"),
    "Else twice": ("If 1\nElse\nElse\nEndIf", 4, "Else after Else"),
    "ProcedureReturn outside": ("ProcedureReturn 1", 2, "ProcedureReturn outside of a procedure"),
    "returned string": ("Procedure A()\nProcedureReturn \"x\"\nEndProcedure", 3, "ProcedureReturn: expected a number, got a string"),
    "Protected outside": ("Protected a", 2, "Protected outside of a procedure"),
    "Protected twice": ("Procedure A(x)\nProtected x\nEndProcedure", 3, "x is declared already"),
    "Shared of nothing": ("Procedure A()\nShared x\nEndProcedure", 3, "there is no variable x before"),
    "a local of the main program": ("EnableExplicit\nDefine x\nProcedure A()\nx = 1\nEndProcedure", 5, "the variable x is not declared"),
    "Static of a variable": ("Procedure A(x)\nStatic y = x\nEndProcedure", 3, "expected a constant value"),
    "unknown constant": ("Debug #Nope", 2, "no constant #Nope"),
    "unknown constant of PureBasic": ("Debug #PB_Window_SystemMenu", 2, "#PB_Window_SystemMenu is not part of what"),
    "constant with another value": ("#A = 1\n#A = 2", 3, "#A has another value already"),
    "constant of PureBasic": ("#True = 0", 2, "#True is a constant of PureBasic"),
    "constant of a variable": ("x = 1\n#A = x", 3, "expected a constant expression"),
    "string constant without $": ("#A = \"x\"", 2, "a name of a string constant ends with $"),
    "unknown type": ("x.Nope", 2, "no structure or prototype Nope"),
    "unknown structure of a pointer": ("*p.Nope", 2, "no structure Nope"),
    "unknown field": ("p.Long\\x = 1", 2, "structure Long has no field x"),
    "field of a number": ("x.i = 1\nx\\y = 2", 3, "no structure and no pointer to one"),
    "field of a plain pointer": ("*p = 1\nDebug *p\\l", 3, "no structure and no pointer to one"),
    "structures of two kinds": ("a.Long : b.Word\na = b", 3, "expected a structure Long"),
    "structure as parameter": ("Procedure A(x.Long) : EndProcedure", 2, "cannot be Long; use a pointer"),
    "structure in itself": ("Structure Me\n  x.Me\nEndStructure", 3, "holds itself"),
    "field without type": ("Structure Me\n  x\nEndStructure", 3, "the field x needs a type"),
    "array without index": ("Dim a(1)\nDebug a()", 3, "an array is used without an index"),
    "number of indexes": ("Dim a(1)\nDebug a(1, 1)", 3, "the array has 1 dimensions, got 2 indexes"),
    "list with an index": ("NewList l()\nDebug l(1)", 3, "a list has no index"),
    "key that is a number": ("NewMap m()\nDebug m(1)", 3, "the key of a map: expected a string"),
    "ForEach of an array": ("Dim a(1)\nForEach a()\nNext", 3, "ForEach: expected a list or a map"),
    "assigned procedure": ("Procedure A() : EndProcedure\nA() = 1", 3, "expected a variable, an element or a field"),
    "expression alone": ("Dim a(1)\na(1)", 3, "this alone is no statement"),
    "pseudotype of a variable": ("x.p-utf8", 2, "for parameters of prototypes and imported functions only"),
    "prototype that returns a string": ("Prototype.s P()", 2, "a prototype that returns a string"),
    "prototype called wrongly": ("Prototype P(a.l)\nf.P = 0\nf()", 4, "P(): expected 1 argument, got 0"),
    "prototype with a string for a number": ("PrototypeC P(a.l)\nf.P = 0\nf(\"x\")", 4, "P(), a: expected a number"),
    "address of a command": ("Debug @Left()", 2, "@Left(): no such procedure"),
    "missing parenthesis": ("Debug Len(\"a\"", 2, "something is missing after"),
    "something too much": ("Debug 1 2", 2, "2 is not expected here"),
    "text without end": ("Debug \"abc", 2, "a text without its end"),
    "strange character": ("Debug 1 ? 2", 2, "? is not expected here"),
    "escape": ("Debug ~\"\\q\"", 2, "no such escape sequence: \\q"),
    "number too large": ("Debug 99999999999999999999", 2, "does not fit into 64 bits"),
    "blank in a pointer": ("* p = 1", 2, "no blank may stand"),
    "line of a long statement": ("Debug Len(\"a\") +\n  Len(\"a\",\n  1)", 3, "Len(): expected 1 argument, got 2"),
    "enumeration with a statement": ("Enumeration\n  Debug 1\nEndEnumeration", 3, "Debug is not expected here"),
    "With inside of With": ("a.Long : With a\nWith a\nEndWith\nEndWith", 3, "With inside of With"),
    "field outside of With": ("\\l = 1", 2, "is for With only"),
    "CompilerError": ("CompilerError \"not here\"", 2, "CompilerError: not here"),
    "missing include": ("IncludeFile \"nope.pbi\"", 2, "IncludeFile: there is no file nope.pbi"),
    "CompilerIf of a variable": ("x = 1\nCompilerIf x\nCompilerEndIf", 3, "expected a constant expression"),
    "CompilerIf without end": ("CompilerIf 1", 2, "CompilerIf without its end"),
    "CompilerElse alone": ("CompilerElse", 2, "CompilerElse without CompilerIf"),
    "Macro without end": ("Macro A\nDebug 1", 2, "Macro without EndMacro"),
    "macro of itself": ("Macro A\nA\nEndMacro\nA", 5, "expands to itself"),
    "argument of a macro": ("Macro A(x)\nDebug x\nEndMacro\nA()", 5, "the argument x is missing"),
    "no module": ("Nope::f()", 2, "no module Nope is declared"),
    "type of an element": ("NewList l()\nDebug l.i()", 3, "a type stands only where"),
    "unknown keyword of Defined": ("Debug Defined(x, 5)", 2, "Defined(): expected a name and one of"),
}  # fmt: skip

FOUND_RUNNING = {
    "division": ("x = 0\nDebug 1 / x", 2, "division by zero"),
    "remainder": ("x = 0\nDebug 1 % x", 2, "division by zero"),
    "shift": ("x = 64\nDebug 1 << x", 2, "a shift by 64 bits"),
    "index": ("Dim a(2)\nx = 3\na(x) = 1", 3, "array index 3 is outside 0 to 2"),
    "index of a field": ("Structure Set\n  a.b[2]\nEndStructure\ns.Set\nx = 2\nDebug s\\a[x]", 6, "index 2 of a is outside 0 to 1"),
    "no current element": ("NewList l()\nDebug l()", 2, "the list has no current element"),
    "null": ("*p.Long = 0\nDebug *p\\l", 2, "a null pointer"),
    "null with an offset": ("Structure Far\n  a.b[100]\n  n.l\nEndStructure\n*p.Far = 0\n*p\\n = 1", 6, "a null pointer"),
    "peek of null": ("Debug PeekS(0)", 1, "a null pointer"),
    "behind a block": ("*m = AllocateMemory(4)\nPokeL(*m + 1, 1)", 2, "1 bytes behind the end of a memory block of 4"),
    "just behind a block": ("*m = AllocateMemory(4)\nPokeB(*m + 4, 1)", 2, "1 bytes behind the end"),
    "a string without its end": ("*m = AllocateMemory(4)\nFillMemory(*m, 4, 65)\nDebug PeekS(*m)", 3, "behind the end"),
    "freed": ("*m = AllocateMemory(4)\nFreeMemory(*m)\nDebug PeekB(*m)", 3, "memory is used that was freed"),
    "freed twice": ("*m = AllocateMemory(4)\nFreeMemory(*m)\nFreeMemory(*m)", 3, "was freed already"),
    "freed wrongly": ("x = 1\nFreeMemory(@x)", 2, "not one that AllocateMemory() returned"),
    "overlap": ("*m = AllocateMemory(4)\nCopyMemory(*m, *m + 1, 2)", 2, "the areas overlap"),
    "function at 0": ("Prototype P()\nf.P = 0\nf()", 3, "P is called at address 0, where PureBasic would crash"),
    "console": ("PrintN(\"x\")", 1, "the console is not open"),
    "number of a file": ("CloseFile(3)", 1, "there is no #File 3"),
    "number of an object": ("CreateJSON(70000)", 1, "expected 0 to 65535 or #PB_Any"),
    "JSON of another kind": ("CreateJSON(0)\nDebug GetJSONString(JSONValue(0))", 2, "the JSON value is null, expected a string"),
    "in a procedure": ("Procedure A(x)\n  Debug 1 / x\nEndProcedure\nA(0)", 2, "division by zero"),
    "in a condition": ("x = 0\nIf x = 1\nElseIf 1 / x\nEndIf", 3, "division by zero"),
    "in Until": ("x = 0\nRepeat\nUntil 1 / x", 3, "division by zero"),
    "too deep": ("Procedure A()\n  A()\nEndProcedure\nA()", 2, "procedures call each other too deeply"),
    "KillThread": ("Procedure A(*x)\nEndProcedure\nKillThread(CreateThread(@A(), 0))", 3, "KillThread() is not part of what"),
    "mutex of another": ("m = CreateMutex()\nUnlockMutex(m)", 2, "this thread does not hold the mutex"),
    "Mid from 0": ("Debug Mid(\"abc\", 0)", 1, "StartPosition is counted from 1"),
    "a negative length": ('x = -1\nDebug Left("abc", x)', 2, "Left(): Length: expected 0 or more, got -1"),
    "float too large": ("x.d = 1e30\na = x", 2, "does not fit into an integer"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND_BEFORE)
def test_found_before_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    source, line, message = FOUND_BEFORE[name]
    monkeypatch.chdir(tmp_path)
    found = check(Path("test.pb"), 'Debug "ran"\n' + source)
    assert found.startswith(f"test.pb:{line}: ")
    assert message in found
    assert "\n" not in found


def test_nothing_runs_before_all_is_checked(run: Run) -> None:
    ended = run('Debug "ran"\nProcedure Never()\n  Nope()\nEndProcedure')
    assert (ended.out, ended.errors, ended.code) == ("", "test.pb:3: no procedure, command, array, list or map Nope()\n", 1)


@pytest.mark.parametrize("name", FOUND_RUNNING)
def test_found_while_it_runs(run: Run, tmp_path: Path, name: str) -> None:
    source, line, message = FOUND_RUNNING[name]
    ended = run(source)
    assert ended.errors.startswith(f"test.pb:{line}: ")
    assert message in ended.errors
    assert ended.errors.count("\n") == 1
    assert ended.code == 1
    assert check(tmp_path / "checked.pb", source) == ""
