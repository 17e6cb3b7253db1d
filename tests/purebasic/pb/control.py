"""If, Select, loops, With, and what leaves them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Optional, cast

from . import syntax as s
from .blocks import (
    CONTINUE,
    RETURN,
    IfBlock,
    LoopBlock,
    Op,
    ProcedureBlock,
    SelectBlock,
    Signal,
    WithBlock,
    after_loop,
    located_value,
    run_all,
)  # fmt: skip
from .containers import List, Map
from .errors import UNKNOWN, EndProgram, Fault, Position
from .scopes import Frame
from .values import Expression, Run, convert, plain_value, to_integer

if TYPE_CHECKING:
    from .compiler import Compiler


class Control:
    def __init__(self, compiler: Compiler) -> None:
        self.compiler = compiler
        self.types = compiler.runtime.types

    def condition(self, node: s.Expression) -> Run:
        expression = self.compiler.expressions.compile(node)
        plain_value(expression)
        if expression.is_text:
            raise Fault("a condition is a number or a comparison, got a string")
        return located_value(node.at, expression.run)

    # ---- If

    def conditional(self, node: s.Conditional) -> None:
        if node.keyword == "SELECT":
            self._select(node)
            return
        if node.keyword == "UNTIL":
            self._end_loop("Repeat", "Until", self.condition(node.condition))
            return
        run = self.condition(node.condition)
        if node.keyword == "WHILE":
            self.compiler.open(LoopBlock("While", node.at, finish=lambda body: _while(run, body)))
        elif node.keyword == "IF":
            block = IfBlock("If", node.at)
            block.branches.append((run, block.ops))
            self.compiler.open(block)
        else:
            block = self._if("ElseIf")
            block.ops = []
            block.branches.append((run, block.ops))

    def _if(self, keyword: str) -> IfBlock:
        block = self.compiler.inside(IfBlock, keyword, "If")
        if block.has_else:
            raise Fault(f"{keyword} after Else")
        return block

    def else_(self, node: s.Bare) -> None:
        block = self._if("Else")
        block.has_else = True
        block.ops = []
        block.branches.append((None, block.ops))

    def end_if(self, node: s.Bare) -> None:
        block = self.compiler.close(IfBlock, "EndIf", "If")
        branches = [(run, run_all(ops)) for run, ops in block.branches]

        def run_if(frame: Frame) -> Signal:
            for condition, body in branches:
                if condition is None or condition(frame):
                    return body(frame)
            return None

        self.compiler.emit(block.at, run_if)

    # ---- Select

    def _select(self, node: s.Conditional) -> None:
        value = self.compiler.expressions.compile(node.condition)
        plain_value(value)
        if value.is_float or value.is_boolean:
            raise Fault(f"Select of a float or a comparison {UNKNOWN}")
        self.compiler.open(SelectBlock("Select", node.at, value=value))

    def case(self, node: s.Case) -> None:
        block = self.compiler.inside(SelectBlock, "Case", "Select")
        if block.default is not None:
            raise Fault("Case after Default")
        value = cast(Expression, block.value)
        kind = self.types.text if value.is_text else self.types.quad
        tests = []
        for each in node.ranges:
            first = convert(self.compiler.expressions.compile(each.first), kind, "Case")
            if each.last is None:
                tests.append(_equals(first))
            elif value.is_text:
                raise Fault("Case: To is for numbers only")
            else:
                tests.append(_between(first, convert(self.compiler.expressions.compile(each.last), kind, "Case")))
        block.ops = []
        block.cases.append((tests, block.ops))

    def default(self, node: s.Bare) -> None:
        block = self.compiler.inside(SelectBlock, "Default", "Select")
        if block.default is not None:
            raise Fault("Default after Default")
        block.ops = block.default = []

    def end_select(self, node: s.Bare) -> None:
        block = self.compiler.close(SelectBlock, "EndSelect", "Select")
        value = cast(Expression, block.value).run
        cases = [(tests, run_all(ops)) for tests, ops in block.cases]
        default = run_all(block.default or [])

        def run(frame: Frame) -> Signal:
            found = value(frame)
            for tests, body in cases:
                if any(test(frame, found) for test in tests):
                    return body(frame)
            return default(frame)

        self.compiler.emit(block.at, run)

    # ---- Loops

    def repeat(self, node: s.Bare) -> None:
        self.compiler.open(LoopBlock("Repeat", node.at))

    def forever(self, node: s.Bare) -> None:
        self._end_loop("Repeat", "ForEver", lambda frame: 0)

    def _end_loop(self, keyword: str, closer: str, until: Run) -> None:
        block = self._close_loop(closer, keyword)
        body = run_all(block.ops)
        self.compiler.emit(block.at, _repeat(body, until))

    def _close_loop(self, closer: str, *keywords: str) -> LoopBlock:
        block = self.compiler.close(LoopBlock, closer, " or ".join(keywords))
        if block.keyword not in keywords:
            raise Fault(f"{closer} closes {block.keyword} of line {block.at.line}")
        return block

    def wend(self, node: s.Bare) -> None:
        block = self._close_loop("Wend", "While")
        self.compiler.emit(block.at, cast(Callable[[Op], Op], block.finish)(run_all(block.ops)))

    def for_(self, node: s.For) -> None:
        target = self.compiler.expressions.compile(node.target)
        if not isinstance(node.target, s.Variable) or not target.type.is_number or target.type.is_float or not target.address:
            raise Fault("For: expected an integer variable")
        compile_ = self.compiler.expressions.compile
        first = convert(compile_(node.first), target.type, "For")
        last = convert(compile_(node.last), self.types.quad, "For, To")
        step = self.compiler.expressions.constant_integer(node.step, "Step") if node.step else 1
        if step == 0:
            raise Fault("Step 0 never ends")
        memory, kind, address = self.compiler.runtime.memory, target.type, target.address

        def finish(body: Op) -> Op:
            def run(frame: Frame) -> Signal:
                at = address(frame)
                kind.write(memory, at, first(frame))
                while _is_within(to_integer(kind.read(memory, at)), to_integer(last(frame)), step):
                    ends, signal = after_loop(body(frame))
                    if ends:
                        return signal
                    kind.write(memory, at, to_integer(kind.read(memory, at)) + step)
                return None

            return run

        self.compiler.open(LoopBlock("For", node.at, finish=finish, variable=node.target))

    def for_each(self, node: s.ForEach) -> None:
        whole = self.compiler.expressions.compile(node.container)
        if whole.container not in ("list", "map") or whole.get is None:
            raise Fault("ForEach: expected a list or a map, written as Name()")
        get = cast(Callable[[Frame], Any], whole.get)

        def finish(body: Op) -> Op:
            def run(frame: Frame) -> Signal:
                items: List | Map = get(frame)
                items.reset()
                while items.step(1) if isinstance(items, List) else items.step():
                    ends, signal = after_loop(body(frame))
                    if ends:
                        return signal
                return None

            return run

        self.compiler.open(LoopBlock("ForEach", node.at, finish=finish))

    def next(self, node: s.Next) -> None:
        block = self._close_loop("Next", "For", "ForEach")
        if node.variable is not None and not _same_variable(node.variable, block.variable):
            raise Fault(f"Next names another variable than {block.keyword} of line {block.at.line}")
        self.compiler.emit(block.at, cast(Callable[[Op], Op], block.finish)(run_all(block.ops)))

    def _loops(self) -> int:
        """How many loops are open in this procedure."""
        count = 0
        for block in reversed(self.compiler.blocks):
            if isinstance(block, ProcedureBlock):
                break
            count += isinstance(block, LoopBlock)
        return count

    def break_(self, node: s.Break) -> None:
        if not 1 <= node.levels <= self._loops():
            raise Fault(f"Break {node.levels}: there are {self._loops()} loops around it")
        levels = node.levels
        self.compiler.emit(node.at, lambda frame: levels)

    def continue_(self, node: s.Bare) -> None:
        if not self._loops():
            raise Fault("Continue outside of a loop")
        self.compiler.emit(node.at, lambda frame: CONTINUE)

    # ---- With

    def with_(self, node: s.With) -> None:
        if self.compiler.expressions.with_target is not None:
            raise Fault("With inside of With")
        self.compiler.expressions.compile(node.target)
        self.compiler.expressions.with_target = node.target
        self.compiler.open(WithBlock("With", node.at, ops=self.compiler.blocks[-1].ops))

    def end_with(self, node: s.Bare) -> None:
        self.compiler.close(WithBlock, "EndWith", "With")
        self.compiler.expressions.with_target = None

    # ---- Leaving

    def leave(self, node: s.Leave) -> None:
        value = self.compiler.expressions.compile(node.value) if node.value else None
        if node.keyword == "END":
            code = convert(value, self.types.integer, "End") if value else (lambda frame: 0)
            self.compiler.emit(node.at, lambda frame: _end(to_integer(code(frame))))
            return
        self._return(node.at, value)

    def _return(self, at: Position, value: Optional[Expression]) -> None:
        scope = self.compiler.names.scope
        if scope is None:
            raise Fault("ProcedureReturn outside of a procedure")
        kind = scope.procedure.signature.result
        run = convert(value, kind, "ProcedureReturn") if value else (lambda frame: "" if kind.is_text else 0)

        def leave(frame: Frame) -> Signal:
            frame.result = run(frame)
            return RETURN

        self.compiler.emit(at, leave)


def _end(code: int) -> Signal:
    raise EndProgram(code)


def _while(condition: Run, body: Op) -> Op:
    def run(frame: Frame) -> Signal:
        while condition(frame):
            ends, signal = after_loop(body(frame))
            if ends:
                return signal
        return None

    return run


def _repeat(body: Op, until: Run) -> Op:
    def run(frame: Frame) -> Signal:
        while True:
            ends, signal = after_loop(body(frame))
            if ends:
                return signal
            if until(frame):
                return None

    return run


def _is_within(value: int, last: int, step: int) -> bool:
    return value <= last if step > 0 else value >= last


def _equals(first: Run) -> Callable[[Frame, object], bool]:
    return lambda frame, found: first(frame) == found


def _between(first: Run, last: Run) -> Callable[[Frame, object], bool]:
    return lambda frame, found: to_integer(first(frame)) <= cast(int, found) <= to_integer(last(frame))


def _same_variable(first: s.Expression, second: Optional[s.Expression]) -> bool:
    if not isinstance(first, s.Variable) or not isinstance(second, s.Variable):
        return False
    return (first.module.lower(), first.name.lower()) == (second.module.lower(), second.name.lower())
