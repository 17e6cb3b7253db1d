"""`python -m zoomuser`."""

from __future__ import annotations

import sys

from zoomuser._command_line import main

if __name__ == "__main__":
    sys.exit(main())
