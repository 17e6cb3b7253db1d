"""Arrays, lists and maps. Their elements lie in real memory; an address stays valid until its element goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from .errors import Fault
from .memory import Memory

if TYPE_CHECKING:
    from .types import Type


class Container:
    kind = ""

    def __init__(self, memory: Memory, element: Type) -> None:
        self.memory = memory
        self.element = element

    def make(self) -> int:
        address = self.memory.cell(self.element.size)
        self.element.setup(self.memory, address)
        return address

    def unmake(self, address: int) -> None:
        self.element.clear(self.memory, address)
        self.memory.drop(address)

    def clear(self) -> None:
        raise NotImplementedError

    def copy_from(self, other: Container) -> None:
        raise NotImplementedError


class Array(Container):
    kind = "array"

    def __init__(self, memory: Memory, element: Type, dimensions: int) -> None:
        super().__init__(memory, element)
        self.dimensions = dimensions
        self.bounds: list[int] = []
        """The last index of each dimension; nothing before Dim and after FreeArray."""
        self.base = 0

    def count(self) -> int:
        product = 1 if self.bounds else 0
        for bound in self.bounds:
            product *= bound + 1
        return product

    def dim(self, bounds: list[int]) -> None:
        if any(bound < 0 for bound in bounds):
            raise Fault("an array needs a size of 0 or more")
        self.clear()
        self.bounds = bounds
        self.dimensions = len(bounds)
        self.base = self.memory.cell(self.count() * self.element.size)
        for address in self.addresses():
            self.element.setup(self.memory, address)

    def redim(self, bounds: list[int]) -> None:
        if not self.bounds:
            raise Fault("ReDim of an array that has no size yet")
        if len(bounds) != len(self.bounds) or bounds[:-1] != self.bounds[:-1]:
            raise Fault("ReDim changes the last dimension only")
        kept = Array(self.memory, self.element, self.dimensions)
        kept.bounds, kept.base, self.bounds, self.base = self.bounds, self.base, [], 0
        self.dim(bounds)
        rows = self.count() // (bounds[-1] + 1)
        for row in range(rows):
            for last in range(min(bounds[-1], kept.bounds[-1]) + 1):
                source = kept.base + (row * (kept.bounds[-1] + 1) + last) * self.element.size
                target = self.base + (row * (bounds[-1] + 1) + last) * self.element.size
                self.element.copy(self.memory, source, target)
        kept.clear()

    def addresses(self) -> list[int]:
        return [self.base + i * self.element.size for i in range(self.count())]

    def at(self, indexes: list[int]) -> int:
        if not self.bounds:
            raise Fault("the array has no size yet (Dim)")
        place = 0
        for index, bound in zip(indexes, self.bounds):
            if not 0 <= index <= bound:
                raise Fault(f"array index {index} is outside 0 to {bound}")
            place = place * (bound + 1) + index
        return self.base + place * self.element.size

    def clear(self) -> None:
        for address in self.addresses():
            self.element.clear(self.memory, address)
        self.memory.drop(self.base)
        self.bounds, self.base = [], 0

    def copy_from(self, other: Container) -> None:
        assert isinstance(other, Array)
        if not other.bounds:
            self.clear()
            return
        self.dim(list(other.bounds))
        for source, target in zip(other.addresses(), self.addresses()):
            self.element.copy(self.memory, source, target)


class List(Container):
    kind = "list"

    def __init__(self, memory: Memory, element: Type) -> None:
        super().__init__(memory, element)
        self.items: list[int] = []
        self.index = -1
        """Of the current element; -1 before the first."""
        self.has_current = False
        self.positions: list[int] = []

    def current(self) -> int:
        if not self.has_current:
            raise Fault("the list has no current element")
        return self.items[self.index]

    def select(self, index: int) -> int:
        self.index, self.has_current = index, True
        return self.items[index]

    def insert(self, index: int) -> int:
        self.items.insert(index, self.make())
        return self.select(index)

    def reset(self) -> None:
        self.index, self.has_current = -1, False

    def step(self, by: int) -> Optional[int]:
        """To the next or previous element; None, and nothing changes, where there is none."""
        wanted = self.index + by
        return self.select(wanted) if 0 <= wanted < len(self.items) else None

    def delete(self) -> None:
        self.unmake(self.current())
        del self.items[self.index]
        self.index -= 1
        self.has_current = self.index >= 0

    def clear(self) -> None:
        for address in self.items:
            self.unmake(address)
        self.items = []
        self.reset()

    def copy_from(self, other: Container) -> None:
        assert isinstance(other, List)
        self.clear()
        for source in other.items:
            self.element.copy(self.memory, source, self.insert(len(self.items)))
        self.reset()


class Map(Container):
    kind = "map"

    def __init__(self, memory: Memory, element: Type) -> None:
        super().__init__(memory, element)
        self.items: dict[str, int] = {}
        self.key: Optional[str] = None
        """Of the current element."""
        self.pending: Optional[list[str]] = None
        """Keys that NextMapElement() has yet to show; None before the first."""

    def current(self) -> int:
        if self.key is None:
            raise Fault("the map has no current element")
        return self.items[self.key]

    def at(self, key: str) -> int:
        """The element of a key, made where it was not there."""
        if key not in self.items:
            self.items[key] = self.make()
        self.key = key
        return self.items[key]

    def find(self, key: str) -> int:
        if key in self.items:
            self.key = key
        return self.items.get(key, 0)

    def reset(self) -> None:
        self.key = self.pending = None

    def step(self) -> Optional[int]:
        if self.pending is None:
            self.pending = list(self.items)
        while self.pending:
            key = self.pending.pop(0)
            if key in self.items:
                self.key = key
                return self.items[key]
        return None

    def delete(self) -> None:
        self.unmake(self.current())
        del self.items[self.key or ""]
        self.key = None

    def clear(self) -> None:
        for address in self.items.values():
            self.unmake(address)
        self.items = {}
        self.reset()

    def copy_from(self, other: Container) -> None:
        assert isinstance(other, Map)
        self.clear()
        for key, source in other.items.items():
            self.element.copy(self.memory, source, self.at(key))
        self.reset()
