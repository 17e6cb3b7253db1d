"""The commands of PureBasic that this interpreter knows, one file a library."""

from __future__ import annotations

from . import console, containers, dates, files, json_data, libraries, maths, memory, process, strings, threads
from .registry import COMMANDS, Command

LIBRARIES = (console, containers, dates, files, json_data, libraries, maths, memory, process, strings, threads)

__all__ = ["COMMANDS", "LIBRARIES", "Command"]
