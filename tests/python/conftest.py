"""What the tests have in common. Most make a sandbox of their own, to be able to run side by side with themselves."""

from __future__ import annotations

pytest_plugins = ["zoomuser.testing.plugin"]
