"""Source files: how their bytes become lines."""

from __future__ import annotations

import os

from .errors import Position, ProgramError

BOM = b"\xef\xbb\xbf"
IDE_OPTIONS = "; IDE Options"


def read_lines(path: str) -> list[str]:
    """The lines of a source file without what the IDE appends to it.

    PureBasic reads a file without a byte order mark as Ascii, so characters beyond it are an error there.
    """
    with open(path, "rb") as file:
        data = file.read()
    is_utf8 = data.startswith(BOM)
    lines = []
    for number, raw in enumerate(data[len(BOM) if is_utf8 else 0 :].splitlines(), 1):
        if not is_utf8 and not raw.isascii():
            raise ProgramError(
                Position(path, number),
                "a character beyond Ascii in a file without a byte order mark, which PureBasic reads as Ascii",
            )
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise ProgramError(Position(path, number), "the line is not UTF-8") from None
        if line.startswith(IDE_OPTIONS):
            break
        lines.append(line)
    return lines


def find_include(name: str, include_path: str, including: str, folders: list[str]) -> str | None:
    """The file that an IncludeFile means: beside IncludePath, beside the including file, then in the given folders."""
    beside = os.path.dirname(including)
    places = [os.path.join(beside, include_path), beside, *folders]
    for place in places:
        path = os.path.join(place, name)
        if os.path.isfile(path):
            return path
    return None
