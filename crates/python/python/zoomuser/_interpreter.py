"""Rejects the import in a second interpreter of the process."""

from __future__ import annotations

_WHY = (
    "zoomuser: another interpreter of this process has already imported the package, and its native module supports "
    "only one; with mod_wsgi, run all applications in the main interpreter: WSGIApplicationGroup %{GLOBAL}"
)

try:
    from zoomuser import _zoomuser
except ImportError as error:
    if "interpreter" not in str(error):
        raise
    raise ImportError(_WHY, name="zoomuser") from error

if not _zoomuser.claim():
    raise ImportError(_WHY, name="zoomuser")
