"""A pytest fixture: `pytest_plugins = ["zoomuser.testing.plugin"]` in `conftest.py`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from zoomuser.testing import Sandbox


@pytest.fixture
def zoom_sandbox() -> Iterator[Sandbox]:
    """A stand-in for Zoom of this test's own."""
    with Sandbox() as sandbox:
        yield sandbox
