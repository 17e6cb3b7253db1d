"""Backports from newer versions of `typing`, so that `typing.get_type_hints` works on all supported versions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

__all__ = ["Self", "Unpack"]

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack
elif sys.version_info >= (3, 11):
    from typing import Self, Unpack
else:

    class Unpack:
        """Placeholder for `typing.Unpack`."""

        def __class_getitem__(cls, keywords: Any) -> Any:  # noqa: ANN401 - as in typing
            return keywords

    Self = Any
