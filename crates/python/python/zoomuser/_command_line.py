"""The command line, the same as that of the `zoomuser` program."""

from __future__ import annotations

import sys

from zoomuser import _zoomuser


def main() -> int:
    """Runs `sys.argv` and returns the exit code."""
    try:
        return _zoomuser.run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
