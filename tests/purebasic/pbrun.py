#!/usr/bin/env python3
"""Checks and runs a PureBasic program: pbrun.py FILE.pb [options] [-- parameters of the program]."""

from __future__ import annotations

import argparse
import os
import sys
import threading
from io import TextIOWrapper
from typing import Union

from pb import constants, header
from pb.compiler import Compiler
from pb.errors import EndProgram, Fault, ProgramError
from pb.runtime import Options

HEADER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "include", "zoomuser.h")
NESTING = 8000


def read_arguments(given: list[str]) -> tuple[argparse.Namespace, Options]:
    own, _, rest = (
        (given, None, []) if "--" not in given else (given[: given.index("--")], "--", given[given.index("--") + 1 :])
    )
    parser = argparse.ArgumentParser(prog="pbrun.py", description="Checks and runs a PureBasic program.")
    parser.add_argument("file", metavar="FILE.pb")
    parser.add_argument("--check", action="store_true", help="check the program, do not run it")
    parser.add_argument("--call", metavar="PROCEDURE", help="call this procedure, Name or Module::Name, after the main code")
    parser.add_argument("--include", metavar="DIR", action="append", default=[], help="a further folder of include files")
    parser.add_argument("--library", metavar="PATH", help="what OpenLibrary() opens for libzoomuser.so and its like")
    parser.add_argument("--header", metavar="FILE", default=HEADER, help="the C header that prototypes are compared with")
    parser.add_argument("--constant", metavar="NAME=VALUE", action="append", default=[], help="define a constant")
    parser.add_argument("--target", choices=constants.TARGETS, default=constants.native(), help="what to compile for")
    parser.add_argument("--thread", action="store_true", help="create a threadsafe executable")
    parser.add_argument("--free-edition", action="store_true", help="refuse more than 800 lines, as the free edition does")
    parser.add_argument("--empty-strings", choices=("null", "buffer"), default="null", help="what an empty string is in memory")
    arguments = parser.parse_args(own)
    if arguments.target != constants.native() and not arguments.check:
        parser.error(f"--target {arguments.target}: only --check is possible, this machine is {constants.native()}")
    for name in (arguments.file, arguments.header, *([arguments.library] if arguments.library else [])):
        if not os.path.isfile(name):
            parser.error(f"there is no file {name}")
    try:
        known = header.read(arguments.header)
    except header.HeaderError as error:
        parser.error(f"--header {arguments.header}: {error}")
    options = Options(
        file=arguments.file,
        target=constants.TARGETS[arguments.target],
        includes=arguments.include,
        constants=dict(read_constant(parser, each) for each in arguments.constant),
        library=arguments.library,
        header=known,
        empty_is_null=arguments.empty_strings == "null",
        is_threaded=arguments.thread,
        is_free_edition=arguments.free_edition,
        parameters=rest,
    )
    return arguments, options


def read_constant(parser: argparse.ArgumentParser, given: str) -> tuple[str, Union[int, str]]:
    name, equals, value = given.lstrip("#").partition("=")
    if not equals or not name:
        parser.error(f"--constant {given}: expected NAME=VALUE")
    if name.endswith("$"):
        return name, value
    try:
        return name, int(value, 0)
    except ValueError:
        parser.error(f"--constant {given}: expected a whole number; a constant that is a string has a name with $")


def run(given: list[str]) -> int:
    arguments, options = read_arguments(given)
    try:
        program = Compiler(options).compile()
        if not arguments.check:
            program.run()
            if arguments.call:
                program.call(arguments.call)
    except EndProgram as end:
        return end.code & 0xFF
    except ProgramError as error:
        print(error, file=sys.stderr)
        return 1
    except Fault as fault:
        print(f"{options.file}:1: {fault}", file=sys.stderr)
        return 1
    return 0


def main() -> None:
    sys.setrecursionlimit(NESTING)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n" if stream is sys.stdout else None)
    code = run(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    if threading.active_count() > 1:
        # The program is over, as in PureBasic, even where threads of it still wait.
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    main()
