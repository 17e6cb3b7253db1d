"""A port of this machine on which nobody listens, held so that nobody else takes it."""

from __future__ import annotations

import atexit
import socket

_HELD = socket.socket()
_HELD.bind(("127.0.0.1", 0))
atexit.register(_HELD.close)

PORT: int = _HELD.getsockname()[1]
