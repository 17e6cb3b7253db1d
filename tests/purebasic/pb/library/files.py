"""Of the File and FileSystem libraries."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from typing import BinaryIO, Union, cast

from .. import text
from ..constants import FIXED
from ..errors import Fault
from ..runtime import Runtime
from .registry import command
from .strings import decode, encode

FORMS = 0xFF
UTF8 = FIXED["PB_UTF8"]
UNICODE = FIXED["PB_Unicode"]
MARKS = {
    b"\xef\xbb\xbf": "PB_UTF8", b"\xff\xfe\0\0": "PB_UTF32", b"\0\0\xfe\xff": "PB_UTF32BE",
    b"\xff\xfe": "PB_Unicode", b"\xfe\xff": "PB_UTF16BE",
}  # fmt: skip


@dataclass
class File:
    stream: BinaryIO
    form: int
    can_write: bool


def _open(runtime: Runtime, number: int, name: str, mode: str, flags: int) -> int:
    try:
        stream = cast(BinaryIO, open(text.characters(name), mode))  # noqa: SIM115  # CloseFile() closes it
    except OSError:
        return 0
    if flags & int(FIXED["PB_File_Append"]):
        stream.seek(0, os.SEEK_END)
    form = flags & FORMS or int(UTF8)
    return runtime.of("File").add(number, File(stream, form, mode != "rb"))


@command("Result = ReadFile(#File, Filename$ [, Flags])")
def read_file(runtime: Runtime, number: int, name: str, flags: int = 0) -> int:
    return _open(runtime, number, name, "rb", flags)


@command("Result = CreateFile(#File, Filename$ [, Flags])")
def create_file(runtime: Runtime, number: int, name: str, flags: int = 0) -> int:
    return _open(runtime, number, name, "w+b", flags)


@command("Result = OpenFile(#File, Filename$ [, Flags])")
def open_file(runtime: Runtime, number: int, name: str, flags: int = 0) -> int:
    exists = os.path.exists(text.characters(name))
    return _open(runtime, number, name, "r+b" if exists else "w+b", flags)


@command("Result = IsFile(#File)")
def is_file(runtime: Runtime, number: int) -> int:
    return int(number in runtime.of("File").items)


@command("CloseFile(#File)")
def close_file(runtime: Runtime, number: int) -> None:
    files = runtime.of("File")
    for each in list(files.items) if number == -1 else [number]:
        files.pop(each).stream.close()


def _file(runtime: Runtime, number: int) -> File:
    file: File = runtime.of("File").get(number)
    return file


def _writable(runtime: Runtime, number: int) -> File:
    file = _file(runtime, number)
    if not file.can_write:
        raise Fault(f"#File {number} was opened with ReadFile() and cannot be written")
    return file


@command("Result = Eof(#File)")
def eof(runtime: Runtime, number: int) -> int:
    stream = _file(runtime, number).stream
    at = stream.tell()
    is_end = not stream.read(1)
    stream.seek(at)
    return int(is_end)


@command("Length.q = Lof(#File)")
def lof(runtime: Runtime, number: int) -> int:
    stream = _file(runtime, number).stream
    at = stream.tell()
    length = stream.seek(0, os.SEEK_END)
    stream.seek(at)
    return length


@command("Position.q = Loc(#File)")
def loc(runtime: Runtime, number: int) -> int:
    return _file(runtime, number).stream.tell()


@command("FileSeek(#File, NewPosition.q [, Mode])")
def seek(runtime: Runtime, number: int, position: int, mode: int = 0) -> None:
    stream = _file(runtime, number).stream
    stream.seek(max(position + (stream.tell() if mode == FIXED["PB_Relative"] else 0), 0))


@command("Text$ = ReadString(#File [, Flags [, Length]])")
def read_string(runtime: Runtime, number: int, flags: int = 0, length: int = -1) -> str:
    file = _file(runtime, number)
    form = flags & FORMS or file.form
    width = 2 if form == UNICODE else 1
    ignores_ends = bool(flags & int(FIXED["PB_File_IgnoreEOL"]))
    if length >= 0 and form == UTF8:
        raise Fault("ReadString(): a Length with #PB_UTF8 is not part of what this interpreter knows")
    data = b""
    while length < 0 or len(data) < length * width:
        unit = file.stream.read(width)
        if len(unit) < width:
            break
        if not ignores_ends and int.from_bytes(unit, "little") in (0, 10, 13):
            if int.from_bytes(unit, "little") == 13:
                _skip_line_feed(file.stream, width)
            break
        data += unit
    return decode(data, form)


def _skip_line_feed(stream: BinaryIO, width: int) -> None:
    at = stream.tell()
    if int.from_bytes(stream.read(width), "little") != 10:
        stream.seek(at)


@command("Result = ReadStringFormat(#File)")
def read_form(runtime: Runtime, number: int) -> int:
    stream = _file(runtime, number).stream
    at = stream.tell()
    start = stream.read(4)
    for mark, name in MARKS.items():
        if start.startswith(mark):
            stream.seek(at + len(mark))
            return int(FIXED[name])
    stream.seek(at)
    return int(FIXED["PB_Ascii"])


@command("Result = WriteStringFormat(#File, Format)")
def write_form(runtime: Runtime, number: int, form: int) -> int:
    marks: dict[Union[int, float, str], bytes] = {FIXED[name]: mark for mark, name in MARKS.items()}
    return _writable(runtime, number).stream.write(marks.get(form, b""))


@command("Result = WriteString(#File, Text$ [, Format])")
def write_string(runtime: Runtime, number: int, value: str, form: int = 0) -> int:
    file = _writable(runtime, number)
    return file.stream.write(encode(value, form or file.form))


@command("Result = WriteStringN(#File, Text$ [, Format])")
def write_string_n(runtime: Runtime, number: int, value: str, form: int = 0) -> int:
    end = "\r\n" if runtime.options.target.is_windows else "\n"
    return write_string(runtime, number, value + end, form)


@command("Result = ReadData(#File, *MemoryBuffer, LengthToRead)")
def read_data(runtime: Runtime, number: int, address: int, length: int) -> int:
    data = _file(runtime, number).stream.read(max(length, 0))
    runtime.memory.write(address, data)
    return len(data)


@command("Result = WriteData(#File, *MemoryBuffer, Length)")
def write_data(runtime: Runtime, number: int, address: int, length: int) -> int:
    return _writable(runtime, number).stream.write(runtime.memory.read(address, max(length, 0)))


@command("Result.q = FileSize(Filename$)")
def file_size(_: Runtime, name: str) -> int:
    path = text.characters(name)
    if os.path.isdir(path):
        return -2
    return os.path.getsize(path) if os.path.isfile(path) else -1


@command("Result = DeleteFile(Filename$ [, Mode])")
def delete_file(_: Runtime, name: str, mode: int = 0) -> int:
    try:
        os.remove(text.characters(name))
    except OSError:
        return 0
    return 1


@command("Path$ = GetPathPart(FullPathName$)")
def path_part(_: Runtime, name: str) -> str:
    return name[: _last_separator(name) + 1]


@command("Filename$ = GetFilePart(FullPathName$ [, Mode])")
def file_part(_: Runtime, name: str, mode: int = 0) -> str:
    part = name[_last_separator(name) + 1 :]
    return part.rpartition(".")[0] if mode == FIXED["PB_FileSystem_NoExtension"] and "." in part else part


@command("Extension$ = GetExtensionPart(FullPathName$)")
def extension_part(runtime: Runtime, name: str) -> str:
    part = file_part(runtime, name)
    return part.rpartition(".")[2] if "." in part else ""


def _last_separator(name: str) -> int:
    return max(name.rfind("/"), name.rfind("\\") if os.name == "nt" else -1)


def _folder(path: str) -> str:
    return text.units(os.path.join(path, ""))


@command("Result$ = GetCurrentDirectory()")
def current_directory(_: Runtime) -> str:
    return _folder(os.getcwd())


@command("Result$ = GetTemporaryDirectory()")
def temporary_directory(_: Runtime) -> str:
    return _folder(tempfile.gettempdir())


@command("Result$ = GetHomeDirectory()")
def home_directory(_: Runtime) -> str:
    return _folder(os.path.expanduser("~"))
