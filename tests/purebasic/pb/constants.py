"""The constants that every program has.

Where the manual does not give a number, the number here is ours: programs use the names.
"""

from __future__ import annotations

import sys

from . import text
from .types import Target, Value

TARGETS = {
    "linux-x64": Target("linux", "x64", 64),
    "linux-x86": Target("linux", "x86", 32),
    "linux-arm64": Target("linux", "arm64", 64),
    "windows-x64": Target("windows", "x64", 64),
    "windows-x86": Target("windows", "x86", 32),
    "macos-x64": Target("macos", "x64", 64),
    "macos-arm64": Target("macos", "arm64", 64),
    "other": Target("other", "other", 64),
}

SYSTEMS = {"windows": 1, "linux": 2, "macos": 4, "other": 99}
PROCESSORS = {"x86": 1, "x64": 4, "arm32": 5, "arm64": 6, "other": 99}

FIXED: dict[str, Value] = {
    "True": 1, "False": 0, "Null": 0, "Null$": text.NULL, "Empty$": "", "PI": 3.141592653589793,
    "CR$": "\r", "LF$": "\n", "CRLF$": "\r\n", "TAB$": "\t", "DOUBLEQUOTE$": '"', "DQUOTE$": '"', "NUL$": "", "ESC$": "\x1b",
    "CR": 13, "LF": 10, "TAB": 9,
    "PB_Any": -1, "PB_All": -1, "PB_Default": -1, "PB_Ignore": -65535, "PB_Absolute": 0, "PB_Relative": 1,
    "PB_Ascii": 24, "PB_Unicode": 25, "PB_UTF8": 2, "PB_UTF16BE": 4, "PB_UTF32": 5, "PB_UTF32BE": 6,
    "PB_ByteLength": 0x100,
    "PB_Byte": 1, "PB_Word": 3, "PB_Long": 5, "PB_Structure": 7, "PB_String": 8, "PB_Float": 9, "PB_Character": 11,
    "PB_Double": 12, "PB_Quad": 13, "PB_List": 14, "PB_Array": 15, "PB_Integer": 21, "PB_Map": 22,
    "PB_Constant": 30, "PB_Variable": 31, "PB_Procedure": 32, "PB_Function": 33, "PB_Prototype": 34, "PB_Module": 35,
    "PB_Enumeration": 36, "PB_Interface": 37, "PB_Label": 38, "PB_OSFunction": 39,
    "PB_Structure_AlignC": -1, "PB_Memory_NoClear": 1,
    "PB_String_CaseSensitive": 0, "PB_String_NoCase": 1, "PB_String_NoCaseAscii": 2, "PB_String_InPlace": 4,
    "PB_String_Equal": 0, "PB_String_Lower": -1, "PB_String_Greater": 1,
    "PB_String_EscapeInternal": 0, "PB_String_EscapeXML": 1, "PB_String_EscapeJSON": 2, "PB_String_NoZero": 0x200,
    "PB_File_SharedRead": 0x10000, "PB_File_SharedWrite": 0x20000, "PB_File_NoBuffering": 0x40000,
    "PB_File_Append": 0x80000, "PB_File_IgnoreEOL": 0x100000,
    "PB_FileSystem_NoExtension": 1, "PB_FileSystem_Force": 2, "PB_FileSystem_Recursive": 4,
    "PB_JSON_Null": 0, "PB_JSON_String": 1, "PB_JSON_Number": 2, "PB_JSON_Boolean": 3, "PB_JSON_Array": 4,
    "PB_JSON_Object": 5, "PB_JSON_PrettyPrint": 1, "PB_JSON_NoCase": 2,
    "PB_Date_Year": 0, "PB_Date_Month": 1, "PB_Date_Week": 2, "PB_Date_Day": 3, "PB_Date_Hour": 4, "PB_Date_Minute": 5,
    "PB_Date_Second": 6, "PB_Date_LocalTime": 0, "PB_Date_UTC": 1,
    "PB_Round_Down": 0, "PB_Round_Up": 1, "PB_Round_Nearest": 2,
    "PB_List_First": 1, "PB_List_Last": 2, "PB_List_Before": 3, "PB_List_After": 4, "PB_Map_NoElementCheck": 1,
    "PB_MessageRequester_Ok": 0, "PB_MessageRequester_Info": 64, "PB_MessageRequester_Warning": 48,
    "PB_MessageRequester_Error": 16, "PB_Input_Eof": "\x04",
    "PB_OS_Windows": SYSTEMS["windows"], "PB_OS_Linux": SYSTEMS["linux"], "PB_OS_MacOS": SYSTEMS["macos"],
    "PB_Processor_x86": PROCESSORS["x86"], "PB_Processor_x64": PROCESSORS["x64"],
    "PB_Processor_arm32": PROCESSORS["arm32"], "PB_Processor_arm64": PROCESSORS["arm64"],
    "PB_Backend_Asm": 0, "PB_Backend_C": 1,
    "PB_Compiler_Executable": 0, "PB_Compiler_Console": 1, "PB_Compiler_DLL": 2,
    "PB_Compiler_ExecutableFormat": 1, "PB_Compiler_Version": 620, "PB_Compiler_Debugger": 1, "PB_Compiler_Unicode": 1,
    "PB_Compiler_LineNumbering": 0, "PB_Compiler_InlineAssembly": 0, "PB_Compiler_Optimizer": 0,
    "PB_Compiler_DPIAware": 0,
}  # fmt: skip

# What the compiler fills in where it stands.
POSITIONAL = {
    "pb_compiler_file", "pb_compiler_filepath", "pb_compiler_filename", "pb_compiler_line", "pb_compiler_procedure",
    "pb_compiler_module", "pb_compiler_ismainfile", "pb_compiler_isincludefile", "pb_compiler_enableexplicit",
    "pb_compiler_enumerationvalue",
}  # fmt: skip


def for_target(target: Target, is_threaded: bool) -> dict[str, Value]:
    """The constants by name in small letters."""
    values = {name.lower(): value for name, value in FIXED.items()}
    values["pb_compiler_os"] = SYSTEMS[target.system]
    values["pb_compiler_processor"] = PROCESSORS[target.processor]
    values["pb_compiler_backend"] = 1 if target.processor == "arm64" else 0
    values["pb_compiler_32bit"] = int(target.bits == 32)
    values["pb_compiler_64bit"] = int(target.bits == 64)
    values["pb_compiler_thread"] = int(is_threaded)
    return values


def native() -> str:
    """The name of the target that is this machine, or `other`."""
    import platform

    system = {"linux": "linux", "win32": "windows", "darwin": "macos"}.get(sys.platform, "other")
    processor = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}.get(platform.machine().lower())
    name = f"{system}-{processor}"
    return name if name in TARGETS and sys.maxsize > 2**32 else "other"
