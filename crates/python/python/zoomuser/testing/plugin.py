"""The pytest plugin with the fixture `zoom_sandbox`. pytest finds it automatically."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zoomuser.testing import Sandbox


@pytest.fixture
def zoom_sandbox() -> Iterator[Sandbox]:
    """A sandbox for this test."""
    # Not at the top: a test run that does not use the fixture must not load the native module.
    from zoomuser.testing import Sandbox

    with Sandbox() as sandbox:
        yield sandbox
