"""Modules: what they show, and what they keep to themselves."""

from __future__ import annotations

import pytest

from conftest import Run

CARS = """
DeclareModule Cars
  EnableExplicit
  #Wheels = 4
  #Name$ = "car"
  Structure Car
    doors.l
  EndStructure
  Prototype.i Horn(times.l)
  Enumeration Kinds
    #Small
    #Large
  EndEnumeration
  Global count.i
  Global NewList names.s()
  Global *first
  Declare.s Show(doors.i = #Wheels)
  Declare Fill(*car.Car)
EndDeclareModule

Module Cars
  #Secret = 9
  Global hidden.i = 5
  Procedure Inner()
    hidden + 1
    ProcedureReturn hidden
  EndProcedure
  Procedure.s Show(doors.i = #Wheels)
    count + 1
    ProcedureReturn #Name$ + doors + "/" + Inner()
  EndProcedure
  Procedure Fill(*car.Car)
    *car\\doors = #Secret
  EndProcedure
EndModule
"""

PROGRAMS = {
    "from outside": ("Debug Cars::Show() : Debug cars::SHOW(2) : Debug Cars::count : Debug Cars::#Wheels + Cars::#Large", "car4/6 car2/7 2 5"),
    "types": ("c.Cars::Car : Cars::Fill(@c) : Debug c\\doors : *p.Cars::Car = @c : Debug *p\\doors : Debug SizeOf(Cars::Car)", "9 9 4"),
    "containers and pointers": ('AddElement(Cars::names()) : Cars::names() = "x" : Debug ListSize(Cars::names()) : Cars::*first = 3 : Debug Cars::*first', "1 3"),
    "used": ("UseModule Cars : Debug Show(1) : count = 7 : Debug Cars::count : Debug #Wheels : x.Car", "car1/6 7 4"),
    "used in a procedure": ("UseModule Cars\nProcedure P() : Debug count : Debug #Name$ : EndProcedure\nP()", "0 car"),
    "no longer used": ("UseModule Cars : UnuseModule Cars : Procedure Show(x) : ProcedureReturn x : EndProcedure : Debug Show(3)", "3"),
    "not explicit outside": ("undeclared = 3 : Debug undeclared", "3"),
    "the same names outside": ("#Secret = 1 : hidden = 2 : Procedure Inner() : ProcedureReturn 3 : EndProcedure : Debug hidden + Inner() + #Secret : Debug Cars::Show()", "6 car4/6"),
    "another module": (
        "DeclareModule Two\n  Declare F()\nEndDeclareModule\nModule Two\n  UseModule Cars\n  Procedure F() : ProcedureReturn count + #Wheels + Cars::#Large : EndProcedure\nEndModule\nDebug Two::F()",
        "5",
    ),
    "defined": ("Debug Defined(Cars, #PB_Module) : Debug Defined(Cars::Show, #PB_Procedure) : Debug Defined(Cars::Inner, #PB_Procedure) : Debug Defined(No::x, #PB_Variable)", "1 1 0 0"),
}  # fmt: skip

MISTAKES = {
    "private procedure": ("Cars::Inner()", "module Cars has no public procedure Inner()"),
    "private constant": ("Debug Cars::#Secret", "no constant #Secret in module Cars"),
    "private variable": ("Debug Cars::hidden", "module Cars has no public variable hidden"),
    "private without module": ("Inner()", "Inner()"),
    "constant without module": ("Debug #Wheels", "no constant #Wheels"),
    "after UnuseModule": ("UseModule Cars : UnuseModule Cars : Show()", "Show()"),
    "conflict": ("Procedure Show() : EndProcedure : UseModule Cars", "UseModule Cars: show is there already"),
    "conflict afterwards": ("UseModule Cars : Procedure Show() : EndProcedure", "Show: the name comes from module Cars"),
    "declared again": ("DeclareModule Cars\nEndDeclareModule", "module Cars is declared already"),
    "module again": ("Module Cars\nEndModule", "there is a module Cars already"),
    "module without declaration": ("Module Nope\nEndModule", "no module Nope is declared"),
    "declaration without module": ("DeclareModule Nope\nEndDeclareModule", "DeclareModule Nope without Module Nope"),
    "no body": ("DeclareModule X\n  Declare F()\nEndDeclareModule\nModule X\nEndModule", "F() is declared, but there is no such procedure"),
    "procedure in a declaration": ("DeclareModule X\nProcedure F()\nEndProcedure\nEndDeclareModule", "DeclareModule holds no procedures"),
    "command": ("DeclareModule X\nDeclare Delay(x)\nEndDeclareModule", "Delay: the name is that of a command of PureBasic"),
    "constant of PureBasic": ("DeclareModule X\n#PB_Any = 3\nEndDeclareModule", "#PB_Any is a constant of PureBasic"),
    "structure of PureBasic": ("DeclareModule X\nStructure Integer\nEndStructure\nEndDeclareModule", "Integer is a type of PureBasic"),
    "global from inside": ("Global outside = 3\nDeclareModule X\nEndDeclareModule\nModule X\nEnableExplicit\nDebug outside\nEndModule", "the variable outside is not declared"),
    "procedure from inside": ("Procedure P() : EndProcedure\nDeclareModule X\nEndDeclareModule\nModule X\nP()\nEndModule", "P()"),
    "constant from inside": ("#Mine = 1\nDeclareModule X\nEndDeclareModule\nModule X\nDebug #Mine\nEndModule", "no constant #Mine"),
    "structure from inside": ("Structure Mine\n  x.i\nEndStructure\nDeclareModule X\nEndDeclareModule\nModule X\nm.Mine\nEndModule", "no structure or prototype Mine"),
    "module in a module": ("DeclareModule X\nDeclareModule Y\nEndDeclareModule\nEndDeclareModule", "a module inside of DeclareModule"),
    "wrong end": ("DeclareModule X\nEndModule", "EndModule closes DeclareModule"),
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_module(run: Run, name: str) -> None:
    source, shown = PROGRAMS[name]
    ended = run(CARS + source)
    assert (ended.errors, ended.code) == ("", 0)
    assert ended.out.split("\n")[:-1] == shown.split(" ")


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake(run: Run, name: str) -> None:
    source, message = MISTAKES[name]
    ended = run(CARS + source)
    assert (ended.out, ended.code) == ("", 1)
    assert message in ended.errors


def test_what_a_module_does_runs_where_it_stands(run: Run) -> None:
    ended = run("Debug 1\nDeclareModule X\nDebug 2\nEndDeclareModule\nModule X\nDebug 3\nEndModule\nDebug 4")
    assert ended.out == "1\n2\n3\n4\n"


def test_macros_of_a_module(run: Run) -> None:
    module = "DeclareModule X\nMacro Twice(a)\n((a) * 2)\nEndMacro\nEndDeclareModule\nModule X\nDebug Twice(2)\nEndModule\n"
    assert run(module + "Debug X::Twice(3) + 1").out == "4\n7\n"
    assert "Twice()" in run(module + "Debug Twice(3)").errors
