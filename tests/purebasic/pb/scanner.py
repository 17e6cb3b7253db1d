"""Lines to statements: lexemes, comments, continuation and the colon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lark import Token

from .errors import Position
from .keywords import CONTINUING, FOREIGN, KEYWORDS, SOFT


class Lexeme(Token):
    """A token with its place; its type is a terminal of the grammar, or BAD or FOREIGN, which the parser refuses."""

    position: Position
    spaced: bool
    """Whether a blank stands before it."""


Statement = list[Lexeme]

LEXEMES = re.compile(
    r"""
    (?P<BLANK>[ \t\f]+) | (?P<COMMENT>;.*)
    | (?P<ESCAPED>~"(?:\\.|[^"\\])*") | (?P<STRING>"[^"]*") | (?P<CHARACTER>'[^']*')
    | (?P<FLOAT>[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+)
    | (?P<NUMBER>[0-9]+) | (?P<HEX>\$[0-9A-Fa-f]+) | (?P<BINARY>%[01]+)
    | (?P<CONST>\#[A-Za-z_][A-Za-z0-9_]*\$?) | (?P<NAME>[A-Za-z_][A-Za-z0-9_]*\$?)
    | (?P<TYPE>\.(?:p-[A-Za-z0-9]+|[A-Za-z_][A-Za-z0-9_]*))
    | (?P<DCOLON>::) | (?P<NE><>) | (?P<LE><=|=<) | (?P<GE>>=|=>) | (?P<SHL><<) | (?P<SHR>>>)
    | (?P<LT><) | (?P<GT>>) | (?P<EQUAL>=) | (?P<PLUS>\+) | (?P<MINUS>-) | (?P<STAR>\*) | (?P<SLASH>/)
    | (?P<AMP>&) | (?P<PIPE>\|) | (?P<BANG>!) | (?P<TILDE>~) | (?P<PERCENT>%) | (?P<AT>@)
    | (?P<LPAR>\() | (?P<RPAR>\)) | (?P<LSQB>\[) | (?P<RSQB>\]) | (?P<LBRACE>\{) | (?P<RBRACE>\})
    | (?P<BACKSLASH>\\) | (?P<COMMA>,) | (?P<COLON>:) | (?P<BAD>.)
    """,
    re.VERBOSE,
)

# What an operand ends with: after it `%101` is the operator % and a number.
OPERAND_ENDS = {"NAME", "CONST", "NUMBER", "HEX", "BINARY", "FLOAT", "CHARACTER", "RPAR", "RSQB", "RBRACE", "TYPE"}


def make(kind: str, text: str, position: Position, spaced: bool = False) -> Lexeme:
    lexeme = cast(Lexeme, Lexeme.__new__(Lexeme, kind, text))
    lexeme.position = position
    lexeme.spaced = spaced
    return lexeme


def scan_line(line: str, position: Position) -> Statement:
    """The lexemes of one line, without its comment."""
    lexemes: Statement = []
    spaced = False
    at = 0
    while at < len(line):
        found = LEXEMES.match(line, at)
        assert found is not None
        kind, text = str(found.lastgroup), found.group()
        if kind == "BINARY" and lexemes and lexemes[-1].type in OPERAND_ENDS:
            kind, text = "PERCENT", "%"
        at += len(text)
        if kind == "COMMENT":
            break
        if kind == "BLANK":
            spaced = True
            continue
        if kind == "BAD" and text in "\"'":
            text, at = line[at - 1 :], len(line)
        if kind == "NAME" and not (lexemes and lexemes[-1].type in ("BACKSLASH", "DCOLON")):
            word = text.lower()
            kind = KEYWORDS.get(word, "FOREIGN" if word in FOREIGN else "NAME")
        lexemes.append(make(kind, text, position, spaced))
        spaced = False
    return lexemes


def soften(statement: Statement) -> Statement:
    """Array, List and Map are keywords only before a name; elsewhere they are names like any other."""
    for index, lexeme in enumerate(statement):
        following = statement[index + 1].type if index + 1 < len(statement) else ""
        before = statement[index - 1].type if index else ""
        is_keyword = following in ("NAME", "STAR") and before in ("", "LPAR", "COMMA")
        if lexeme.type == "NAME" and lexeme.lower() in SOFT and is_keyword:
            statement[index] = make(SOFT[lexeme.lower()], str(lexeme), lexeme.position, lexeme.spaced)
    return statement


def split(lexemes: Statement) -> Iterator[Statement]:
    """The statements between the colons of a line."""
    statement: Statement = []
    for lexeme in lexemes:
        if lexeme.type == "COLON":
            if statement:
                yield soften(statement)
            statement = []
        else:
            statement.append(lexeme)
    if statement:
        yield soften(statement)


def scan(lines: list[str], file: str) -> Iterator[Statement]:
    """The statements of a file. A line that ends in an operator or a comma goes on in the next."""
    pending: Statement = []
    for number, line in enumerate(lines, 1):
        pending += scan_line(line, Position(file, number))
        if pending and pending[-1].type in CONTINUING and number < len(lines):
            continue
        yield from split(pending)
        pending = []
