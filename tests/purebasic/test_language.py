"""What programs do: each source with what Debug shows."""

from __future__ import annotations

import pytest

from conftest import Run

PROGRAMS = {
    "numbers": ("Debug $FF : Debug %101 : Debug 'A' : Debug -5 % 3 : Debug -7 / 2 : Debug 7 >> 1 : Debug 1 << 63", "255 5 65 -2 -3 3 -9223372036854775808"),
    "unsigned hex": ("Debug $FFFFFFFFFFFFFFFF", "-1"),
    "binary or remainder": ("a = 7 : Debug a%10 : Debug a %10 : Debug %10", "7 7 2"),
    "priorities": ("Debug 2 + 3 * 4 : Debug 1 | 2 * 4 : Debug 10 - 4 - 3 : Debug 1 + 2 << 1 : Debug -2 * 3 : Debug 6 ! 3 + 1", "14 12 3 5 -6 6"),
    "wrap around": (
        "a.b = 300 : b.a = 300 : c.w = 70000 : d.u = -1 : e.l = $80000000 : f.q = $7FFFFFFFFFFFFFFF : f + 1 : g.c = 65536\n"
        "Debug a : Debug b : Debug c : Debug d : Debug e : Debug f : Debug g",
        "44 44 4464 65535 -2147483648 -9223372036854775808 0",
    ),
    "integers have 64 bits in between": ("a.l = 2147483647 : b.q = a + 1 : Debug b : a = a + 1 : Debug a", "2147483648 -2147483648"),
    "floats": ("a.f = 0.1 : b.d = 0.1 : Debug a : Debug b : Debug 1.5e3 : Debug 3.0 : c.d = 7 : Debug c / 2", "0.1 0.1 1500 3 3.5"),
    "all digits": ("value.d = 123.5e-20 : Debug value", "0.000000000000000001235"),
    "rounding": ("a = 1.5 : Debug a : a = 2.5 : Debug a : a = -0.7 : Debug a", "2 2 -1"),
    "strings": ('a$ = "x" : a.s = "y" : a$ + "z" : Debug a$ + a : Debug "n" + 1 + 2.5 : Debug ~"a\\tb\\"" : Debug "\\t"', 'xzy n12.5 a\tb" \\t'),
    "units of 16 bits": ('Debug Len("a😀") : Debug "😀" : Debug Asc("😀") : Debug Left("é€", 1)', "3 😀 55357 é"),
    "fixed strings": ('a.s{3} = "abcdef" : Debug a : Debug SizeOf(a)', "abc 6"),
    "case of letters": ("Value = 3 : DEBUG vAlUe + #pb_any", "2"),
    "continuation": ('Debug "a" +\n  "b"\nDebug 1 |\n  2\nIf 1 And\n  1\n  Debug Mid("abc",\n    2)\nEndIf', "ab 3 bc"),
    "comments and colons": ('Debug "a;b" : ; comment : Debug 1\nDebug 2 ; : Debug 3', "a;b 2"),
    "conditions": (
        'a = 3 : b$ = "x"\nIf a = 3 And b$ = "x" Or a / 0 : Debug 1 : EndIf\nIf Not a = 3 : Debug 2 : ElseIf a > 2 XOr a => 9 : Debug 3 : Else : Debug 4 : EndIf\n'
        'Debug Bool(a <> 3) : Debug Bool("a" < "b")',
        "1 3 0 1",
    ),
    "select": (
        'For i = 1 To 6 : Select i\nCase 1, 3 : Debug "odd"\nCase 4 To 5 : Debug "range"\nDefault : Debug "other"\nEndSelect : Next\n'
        'Select "b" : Case "a", "b" : Debug "text" : EndSelect',
        "odd other odd range range other text",
    ),
    "loops": (
        "For i = 5 To 1 Step -2 : Debug i : Next i\nDebug i\nWhile i < 1 : i + 1 : Wend : Debug i\n"
        "Repeat : i + 1 : If i = 3 : Continue : EndIf : Debug i : Until i >= 4\nRepeat : i + 1 : If i > 5 : Break : EndIf : ForEver : Debug i",
        "5 3 1 -1 1 2 4 6",
    ),
    "break from two": ("For i = 1 To 3 : For j = 1 To 3 : If j = 2 : Break 2 : EndIf : Debug j : Next : Next : Debug i", "1 1"),
    "procedures": (
        "Procedure.b Narrow(a.w, b = 2)\n  ProcedureReturn a * b\nEndProcedure\nProcedure None() : EndProcedure\nProcedure.s Text$(): EndProcedure\n"
        "Debug Narrow(70000) : Debug Narrow(1, 300) : Debug None()",
        "-32 44 0",
    ),
    "recursion": ("Procedure F(n)\n  If n < 2 : ProcedureReturn 1 : EndIf\n  ProcedureReturn n * F(n - 1)\nEndProcedure\nDebug F(20)", "2432902008176640000"),
    "declare": ("Declare.s A(x)\nProcedure B() : Debug A(1) : EndProcedure\nProcedure.s A(y) : ProcedureReturn Str(y) : EndProcedure\nB()", "1"),
    "locals begin at zero": ("Procedure A()\n  Protected x, s$\n  x + 1 : s$ + \"a\"\n  Debug s$ + x\nEndProcedure\nA() : A()", "a1 a1"),
    "static, shared, global": (
        "Global g = 1 : s = 5 : n = 7\nProcedure A()\n  Static t = 10\n  Shared s\n  t + 1 : s + 1 : g + 1 : n + 1\n  Debug t\nEndProcedure\nA() : A() : Debug s : Debug g : Debug n",
        "11 12 7 3 7",
    ),
    "a local of the name of a global": ("Global g = 1\nProcedure A() : Protected g = 5 : Debug g : EndProcedure\nA() : Debug g", "5 1"),
    "define": ("Define.q a, b.w, c$ : Define d.f = 1.5, *p\nDebug SizeOf(a) + SizeOf(b) : Debug TypeOf(b) - #PB_Word : Debug d : Debug SizeOf(*p)", "10 0 1.5 8"),
    "pointers": (
        "a.l = 5 : *p = @a : Debug PeekL(*p) : PokeL(*p, 7) : Debug a : Define x.Long : *q.Long = @x : *q\\l = 9 : Debug x\\l\n*q = @a : Debug *q\\l",
        "5 7 9 7",
    ),
    "addresses of strings": ('a$ = "abc" : Debug PeekS(@a$) : Debug PeekC(@"xyz" + 2) : e$ = "" : Debug @e$ : *p.Character = @a$ : Debug Chr(*p\\c)', "abc 121 0 a"),
    "structures": (
        "Structure Item\n  x.b\n  y.l[3]\n  *next.Item\n  n$\nEndStructure\nDefine a.Item, b.Item\na\\y[2] = 7 : a\\n$ = \"z\" : a\\next = @b : b\\n$ = \"b\"\n"
        "Debug SizeOf(Item) : Debug OffsetOf(Item\\next) : Debug a\\next\\n$ : b = a : Debug b\\y[2] : b\\n$ = \"q\" : Debug a\\n$",
        "29 13 b 7 z",
    ),
    "structures as in C": (
        "Structure InC Align #PB_Structure_AlignC\n  a.b\n  b.q\n  c.w\nEndStructure\nStructure By4 Align 4\n  a.b\n  b.w\nEndStructure\nDebug SizeOf(InC) : Debug OffsetOf(InC\\b) : Debug OffsetOf(By4\\b)",
        "24 8 4",
    ),
    "unions and extends": (
        "Structure Base\n  k.l\nEndStructure\nStructure Union Extends Base\n  StructureUnion\n    l.l\n    a.a[4]\n  EndStructureUnion\n  e.a\nEndStructure\n"
        "Define u.Union : u\\l = $01020304 : u\\k = 3 : Debug u\\a[0] : Debug SizeOf(Union) : Debug OffsetOf(Union\\e)",
        "4 9 8",
    ),
    "containers in structures": (
        "Structure Set\n  List l.s()\n  Map m.i()\n  Array a.w(3)\nEndStructure\nDefine s.Set : AddElement(s\\l()) : s\\l() = \"x\" : s\\m(\"k\") = 4 : s\\a(3) = 9\n"
        "*p.Set = AllocateStructure(Set) : CopyStructure(@s, *p, Set) : FirstElement(*p\\l()) : Debug *p\\l() : Debug *p\\m(\"k\") + *p\\a(3) : FreeStructure(*p)",
        "x 13",
    ),
    "with": ("Structure Set\n  a.i\nEndStructure\nDefine s.Set\nWith s\n  \\a = 4 : \\a + \\a\n  Debug \\a\nEndWith", "8"),
    "arrays": (
        "Dim a.w(2) : a(2) = 70000 : Debug a(2) : Debug ArraySize(a()) : ReDim a(5) : Debug a(2) : Debug ArraySize(a())\n"
        "Dim m.i(1, 2) : m(1, 2) = 7 : Debug m(1, 2) : Debug ArraySize(m(), 2) : ReDim m(1, 4) : Debug m(1, 2) : Dim a.w(2) : Debug a(2)",
        "4464 2 4464 5 7 2 7 0",
    ),
    "lists": (
        'NewList l.s() : AddElement(l()) : l() = "a" : AddElement(l()) : l() = "b" : InsertElement(l()) : l() = "c"\nForEach l() : Debug l() : Next\n'
        "Debug ListSize(l()) : SelectElement(l(), 1) : DeleteElement(l()) : Debug l() : Debug ListIndex(l()) : NextElement(l()) : Debug l() : Debug NextElement(l())",
        "a c b 3 a 0 b 0",
    ),
    "maps": (
        'NewMap m.i() : m("b") = 2 : m("a") = 1 : m() + 5 : Debug MapSize(m()) : ForEach m() : Debug MapKey(m()) + m() : Next\n'
        'Debug FindMapElement(m(), "z") : DeleteMapElement(m(), "b") : Debug MapSize(m()) : If m("q") : EndIf : Debug MapSize(m()) : ClearMap(m()) : Debug MapSize(m())',
        "2 b2 a6 0 1 2 0",
    ),
    "containers as parameters": (
        "Procedure F(Array a(1), List l.s(), Map m.q())\n  a(0) = 7 : AddElement(l()) : l() = \"n\" : m(\"k\") = 3\nEndProcedure\n"
        "Dim x(1) : NewList y.s() : NewMap z.q() : F(x(), y(), z()) : Debug x(0) : Debug y() + z(\"k\")",
        "7 n3",
    ),
    "enumerations": (
        "Enumeration\n  #A\n  #B = 5\n  #C\nEndEnumeration\nEnumeration N 10 Step 2\n  #D\n  #E\nEndEnumeration\nEnumeration N\n  #F\nEndEnumeration\n"
        "EnumerationBinary\n  #G\n  #H\n  #I\nEndEnumeration\nDebug #A + #C : Debug #E : Debug #F : Debug #I",
        "6 12 14 4",
    ),
    "constants": ('#A = 1 << 4 | 3 : #B$ = "x" + #A : #A = 19 : Debug #A : Debug #B$ : Debug Len(#CRLF$)', "19 x19 2"),
    "macros": (
        'Macro Add(a, b = 2)\n  (a) + (b)\nEndMacro\nMacro Two\n  Debug "one"\n  Debug "two"\nEndMacro\nMacro Make(n)\n  Procedure n#Get() : ProcedureReturn 4 : EndProcedure\nEndMacro\n'
        "Debug Add(1) * 2 : Two : Make(X) : Debug XGet() : Debug Add(Add(1, 1), (3))",
        "5 one two 4 5",
    ),
    "undefine a macro": ("Macro M\n  Debug 1\nEndMacro\nM\nUndefineMacro M\nMacro M\n  Debug 2\nEndMacro\nM", "1 2"),
    "swap": ('a$ = "x" : b$ = "y" : Swap a$, b$ : Debug a$ + b$ : Dim n(1) : n(0) = 3 : Swap n(0), n(1) : Debug n(1)', "yx 3"),
    "where": ("Procedure Here() : Debug #PB_Compiler_Procedure : Debug #PB_Compiler_Line : EndProcedure\nHere() : Debug #PB_Compiler_IsMainFile : Debug #PB_Compiler_Filename", "Here 1 1 test.pb"),
    "a keyword as the name of a field": ("Structure Node\n  *Next.Node\n  Step.l\nEndStructure\nDefine n.Node : n\\Next = @n : n\\Next\\Step = 4 : Debug n\\Step", "4"),
    "variables without declaration": ("Debug x : y$ = z$ : Debug y$ + 1", "0 1"),
    "debug with a level": ("Debug 1, 0 : Debug 2, 1", "1"),
    "threaded": ("Threaded t.i\nt = 3\nProcedure P(*x) : Debug t : t = 9 : EndProcedure\nWaitThread(CreateThread(@P(), 0)) : Debug t", "0 3"),
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_program(run: Run, name: str) -> None:
    source, shown = PROGRAMS[name]
    ended = run(source)
    assert ended.errors == ""
    assert ended.out.split("\n")[:-1] == shown.split(" ")
    assert ended.code == 0


def test_end_gives_the_exit_code(run: Run) -> None:
    ended = run("Debug 1 : End 7 : Debug 2")
    assert (ended.out, ended.code) == ("1\n", 7)


def test_end_inside_of_a_procedure(run: Run) -> None:
    ended = run("Procedure Stop() : End 3 : EndProcedure\nStop() : Debug 2")
    assert (ended.out, ended.code) == ("", 3)


def test_console(run: Run) -> None:
    ended = run(
        'OpenConsole() : Print("name? ") : PrintN("hello " + Input()) : ConsoleError("oops") : MessageRequester("T", "text")',
        stdin="Ada\n",
    )
    assert (ended.out, ended.errors) == ("name? hello Ada\n[T] text\n", "oops\n")


def test_empty_strings_can_have_a_buffer(run: Run) -> None:
    source = 'e$ = "x" : e$ = "" : Debug Bool(@e$ = 0) : n$ = #Null$ : Debug @n$'
    assert run(source).out == "1\n0\n"
    assert run(source, "--empty-strings", "buffer").out == "0\n0\n"
