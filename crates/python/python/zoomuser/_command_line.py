"""The command line `zoomuser`, the same as that of the program of this name."""

from __future__ import annotations

import sys

from zoomuser import _zoomuser


def main() -> int:
    """Runs the words of this process; gives the exit code."""
    try:
        return _zoomuser.run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
