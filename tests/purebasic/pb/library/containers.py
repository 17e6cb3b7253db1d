"""The Array, List and Map libraries."""

from __future__ import annotations

from typing import Optional

from ..containers import Array, List, Map
from ..errors import Fault
from ..runtime import Runtime
from .registry import command


@command("Result = ArraySize(Array() [, Dimension])")
def array_size(_: Runtime, array: Array, dimension: int = 1) -> int:
    if not array.bounds:
        return -1
    if not 1 <= dimension <= len(array.bounds):
        raise Fault(f"ArraySize(): the array has {len(array.bounds)} dimensions")
    return array.bounds[dimension - 1]


@command("FreeArray(Array())")
def free_array(_: Runtime, array: Array) -> None:
    array.clear()


@command("Result = CopyArray(SourceArray(), DestinationArray())")
def copy_array(_: Runtime, source: Array, target: Array) -> int:
    target.copy_from(source)
    return 1


@command("*Result = AddElement(List())")
def add_element(_: Runtime, items: List) -> int:
    return items.insert(items.index + 1 if items.items else 0)


@command("*Result = InsertElement(List())")
def insert_element(_: Runtime, items: List) -> int:
    return items.insert(max(items.index, 0))


@command("*Result = DeleteElement(List() [, Flags])")
def delete_element(_: Runtime, items: List, flags: int = 0) -> int:
    items.delete()
    if flags and not items.has_current and items.items:
        items.select(0)
    return items.items[items.index] if items.has_current else 0


@command("ClearList(List())")
def clear_list(_: Runtime, items: List) -> None:
    items.clear()


@command("FreeList(List())")
def free_list(_: Runtime, items: List) -> None:
    items.clear()


@command("Result = CopyList(SourceList(), DestinationList())")
def copy_list(_: Runtime, source: List, target: List) -> int:
    target.copy_from(source)
    return 1


@command("Result = ListSize(List())")
def list_size(_: Runtime, items: List) -> int:
    return len(items.items)


@command("Index = ListIndex(List())")
def list_index(_: Runtime, items: List) -> int:
    return items.index


@command("*Result = FirstElement(List())")
def first_element(_: Runtime, items: List) -> int:
    return items.select(0) if items.items else 0


@command("*Result = LastElement(List())")
def last_element(_: Runtime, items: List) -> int:
    return items.select(len(items.items) - 1) if items.items else 0


@command("*Result = NextElement(List())")
def next_element(_: Runtime, items: List) -> int:
    return items.step(1) or 0


@command("*Result = PreviousElement(List())")
def previous_element(_: Runtime, items: List) -> int:
    return items.step(-1) or 0


@command("*Result = SelectElement(List(), Position)")
def select_element(_: Runtime, items: List, position: int) -> int:
    return items.select(position) if 0 <= position < len(items.items) else 0


@command("ResetList(List())")
def reset_list(_: Runtime, items: List) -> None:
    items.reset()


@command("ChangeCurrentElement(List(), *NewElement)")
def change_current(_: Runtime, items: List, address: int) -> None:
    if address not in items.items:
        raise Fault("ChangeCurrentElement(): the address is not that of an element of the list")
    items.select(items.items.index(address))


@command("PushListPosition(List())")
def push_position(_: Runtime, items: List) -> None:
    items.positions.append(items.current() if items.has_current else 0)


@command("PopListPosition(List())")
def pop_position(_: Runtime, items: List) -> None:
    if not items.positions:
        raise Fault("PopListPosition(): without PushListPosition()")
    address = items.positions.pop()
    if address in items.items:
        items.select(items.items.index(address))
    else:
        items.reset()


@command("Result = AddMapElement(Map(), Key$ [, Flags])")
def add_map_element(_: Runtime, items: Map, key: str, flags: int = 0) -> int:
    if flags:
        raise Fault("AddMapElement(): #PB_Map_NoElementCheck is not part of what this interpreter knows")
    if items.find(key):
        items.delete()
    return items.at(key)


@command("Result = FindMapElement(Map(), Key$)")
def find_map_element(_: Runtime, items: Map, key: str) -> int:
    return items.find(key)


@command("Result = DeleteMapElement(Map() [, Key$])")
def delete_map_element(_: Runtime, items: Map, key: Optional[str] = None) -> int:
    if key is not None and not items.find(key):
        return 0
    items.delete()
    return 0


@command("ClearMap(Map())")
def clear_map(_: Runtime, items: Map) -> None:
    items.clear()


@command("FreeMap(Map())")
def free_map(_: Runtime, items: Map) -> None:
    items.clear()


@command("Result = CopyMap(SourceMap(), DestinationMap())")
def copy_map(_: Runtime, source: Map, target: Map) -> int:
    target.copy_from(source)
    return 1


@command("Result = MapSize(Map())")
def map_size(_: Runtime, items: Map) -> int:
    return len(items.items)


@command("Key$ = MapKey(Map())")
def map_key(_: Runtime, items: Map) -> str:
    items.current()
    return items.key or ""


@command("Result = NextMapElement(Map())")
def next_map_element(_: Runtime, items: Map) -> int:
    return items.step() or 0


@command("ResetMap(Map())")
def reset_map(_: Runtime, items: Map) -> None:
    items.reset()
