"""What is wrong with a program, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Position:
    """A line of a source file, counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class ProgramError(Exception):
    """A mistake in the program at a known place."""

    def __init__(self, position: Position, message: str) -> None:
        super().__init__(f"{position}: {message}")
        self.position = position
        self.message = message


class Fault(Exception):
    """A mistake whose place only the caller knows; it becomes a ProgramError there."""


class EndProgram(Exception):
    """`End` was reached."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


UNKNOWN = "is not part of what this interpreter knows"
