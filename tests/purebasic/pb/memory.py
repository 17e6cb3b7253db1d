"""Real memory: every variable, element, field and text has an address that a shared library can read and write."""

from __future__ import annotations

import bisect
import ctypes
from collections import deque

from . import text
from .errors import Fault

PAGE = 4096
KEPT = 10000


class Memory:
    """Cells that hold variables and texts, and the blocks of AllocateMemory.

    A block that was freed is kept, so that a use of it, or of bytes behind it, is an error and not a crash.
    """

    def __init__(self) -> None:
        self._cells: dict[int, ctypes.Array[ctypes.c_char]] = {}
        self._dropped: deque[object] = deque(maxlen=KEPT)
        """The last cells that were given up: an address of an old text still shows text, and not what came after it."""
        self._starts: list[int] = []
        self._sizes: dict[int, int] = {}
        self._freed: set[int] = set()

    # ---- Cells

    def cell(self, size: int) -> int:
        """Zeroed memory."""
        buffer = ctypes.create_string_buffer(max(size, 1))
        address = ctypes.addressof(buffer)
        self._cells[address] = buffer
        return address

    def data(self, content: bytes) -> int:
        address = self.cell(len(content))
        ctypes.memmove(address, content, len(content))
        return address

    def text(self, value: str) -> int:
        """A NUL-terminated UTF-16 text."""
        return self.data(text.to_utf16(value) + b"\0\0")

    def drop(self, address: int) -> None:
        self._dropped.append(self._cells.pop(address, None))

    # ---- Blocks

    def allocate(self, size: int) -> int:
        # A byte more, so that no other cell can begin where the block ends: its use would look like one behind the block.
        address = self.cell(size + 1)
        # The size first: other threads look at the starts.
        self._sizes[address] = size
        bisect.insort(self._starts, address)
        return address

    def free(self, address: int) -> None:
        self.block_size(address)
        self._freed.add(address)

    def block_size(self, address: int) -> int:
        if address in self._freed:
            raise Fault("the memory was freed already")
        if address not in self._sizes:
            raise Fault("the address is not one that AllocateMemory() returned")
        return self._sizes[address]

    # ---- Access

    def check(self, address: int, size: int) -> None:
        """Refuses the addresses that are known to be wrong: null, freed blocks, and bytes behind a block."""
        if -PAGE < address < PAGE:
            raise Fault(f"address {address} is used as memory (a null pointer)")
        index = bisect.bisect_right(self._starts, address) - 1
        if index < 0:
            return
        start = self._starts[index]
        end = start + self._sizes[start]
        if address < end and start in self._freed:
            raise Fault("memory is used that was freed")
        if address <= end < address + size:
            raise Fault(f"a use of {address + size - end} bytes behind the end of a memory block of {end - start}")

    def read(self, address: int, size: int) -> bytes:
        self.check(address, size)
        return ctypes.string_at(address, size)

    def write(self, address: int, content: bytes) -> None:
        self.check(address, len(content))
        ctypes.memmove(address, content, len(content))

    def read_until_nul(self, address: int, width: int, limit: int = -1) -> bytes:
        """The bytes before a NUL of `width` bytes, at most `limit` of these. Never reads over a page that may end memory."""
        content = b""
        nul = b"\0" * width
        while limit < 0 or len(content) < limit * width:
            at = address + len(content)
            size = PAGE - at % PAGE or PAGE
            size = size - size % width or width
            if limit >= 0:
                size = min(size, limit * width - len(content))
            self.check(at, width)
            chunk = ctypes.string_at(at, size)
            ends = [i for i in range(0, len(chunk), width) if chunk[i : i + width] == nul]
            if ends:
                content += chunk[: ends[0]]
                self.check(address, len(content) + width)
                return content
            content += chunk
        self.check(address, len(content))
        return content

    def read_text(self, address: int, limit: int = -1) -> str:
        return text.from_utf16(self.read_until_nul(address, 2, limit))
