"""Constants, enumerations, structures and modules."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from . import syntax as s
from .blocks import EnumerationBlock, ModuleBlock, StructureBlock
from .errors import UNKNOWN, Fault
from .names import default_type
from .scopes import Counter, Namespace
from .types import FieldType, Structure
from .values import wrap

if TYPE_CHECKING:
    from .compiler import Compiler

ALIGN_C = -1


class Definitions:
    def __init__(self, compiler: Compiler) -> None:
        self.compiler = compiler
        self.names = compiler.names
        self.expressions = compiler.expressions
        self.types = compiler.runtime.types

    # ---- Constants

    def constant(self, node: s.ConstantDefinition) -> None:
        value = self.expressions.constant_value(node.value, f"#{node.name}")
        self.names.define_constant(node.name, value)

    def enumeration(self, node: s.Enumeration) -> None:
        counter = self.names.current.counters.get(node.name.lower()) if node.name else None
        if counter and (node.first is not None or counter.is_binary != node.is_binary):
            first = None if counter.is_binary != node.is_binary else node.first
            if first is None:
                raise Fault(f"the enumeration {node.name} has another kind")
        if node.is_binary and node.step is not None:
            raise Fault("EnumerationBinary has no Step")
        start = counter.next if counter else int(node.is_binary)
        if node.first is not None:
            start = self.expressions.constant_integer(node.first, "Enumeration")
        step = self.expressions.constant_integer(node.step, "Step") if node.step else counter.step if counter else 1
        self.compiler.open(EnumerationBlock("Enumeration", node.at, [], node.name, start, step, node.is_binary))

    def enumeration_item(self, block: EnumerationBlock, node: s.EnumerationItem) -> None:
        if node.value is not None:
            block.next = self.expressions.constant_integer(node.value, f"#{node.name}")
        self.names.define_constant(node.name, block.next)
        block.next = wrap(block.next * 2 if block.is_binary else block.next + block.step)

    def end_enumeration(self, node: s.Bare) -> None:
        block = self.compiler.close(EnumerationBlock, "EndEnumeration", "Enumeration")
        if block.name:
            self.names.current.counters[block.name.lower()] = Counter(block.next, block.step, block.is_binary)

    # ---- Structures

    def structure(self, node: s.Structure) -> None:
        if self.names.scope is not None:
            raise Fault("a structure inside of a procedure")
        align = self.expressions.constant_integer(node.align, "Align") if node.align else 1
        if align != ALIGN_C and align < 1:
            raise Fault("Align: expected a number of bytes from 1, or #PB_Structure_AlignC")
        structure = Structure(node.name, self.types.integer.size, max(align, 1), align == ALIGN_C)
        if node.base:
            base = self.names.named_type(node.base.module, node.base.name)
            if not isinstance(base, Structure):
                raise Fault(f"Extends: no structure {node.base.name}")
            structure.fields = dict(base.fields)
            structure.size, structure.align = base.size, base.align if structure.natural else 1
        self.names.define_type(node.name, structure)
        self.compiler.open(StructureBlock("Structure", node.at, structure=structure))

    def structure_item(self, block: StructureBlock, node: s.StructureItem) -> None:
        structure = cast(Structure, block.structure)
        kind = self.expressions.type_of(node.type, node.name)
        if kind is None:
            if not node.name.startswith("*") and node.kind == "variable":
                raise Fault(f"the field {node.name} needs a type")
            kind = default_type(self.types, node.name)
        if kind is structure:
            raise Fault(f"structure {structure.name} holds itself; use a pointer")
        count = self.expressions.constant_integer(node.count, node.name) if node.count else None
        is_container = node.kind != "variable"
        if count is not None and count < 1:
            raise Fault(f"{node.name}: expected a number of at least 1")
        if is_container and block.unions:
            raise Fault(f"{node.name}: a {node.kind} in a StructureUnion {UNKNOWN}")
        start = block.unions[-1][0] if block.unions else structure.size
        offset = structure.place(start, self.types.integer.size if is_container else kind.align)
        if is_container:
            bounds = (count,) if count is not None and node.kind == "array" else ()
            if (node.kind == "array") != bool(bounds):
                raise Fault(f"{node.name}: Array Name(size), List Name() or Map Name()")
            structure.add(FieldType(node.name, kind, offset, None, node.kind, bounds))
        else:
            structure.add(FieldType(node.name, kind, offset, count))

    def structure_union(self, node: s.Bare) -> None:
        block = self.compiler.inside(StructureBlock, "StructureUnion", "Structure")
        if block.unions:
            raise Fault(f"StructureUnion inside of StructureUnion {UNKNOWN}")
        block.unions.append((cast(Structure, block.structure).size, node.at))

    def end_structure_union(self, node: s.Bare) -> None:
        block = self.compiler.inside(StructureBlock, "EndStructureUnion", "StructureUnion")
        if not block.unions:
            raise Fault("EndStructureUnion without StructureUnion")
        block.unions.pop()

    def end_structure(self, node: s.Bare) -> None:
        block = self.compiler.close(StructureBlock, "EndStructure", "Structure")
        if block.unions:
            raise Fault("EndStructure before EndStructureUnion")
        structure = cast(Structure, block.structure)
        if structure.natural:
            structure.size = structure.place(structure.size, structure.align)

    # ---- Modules

    def module(self, node: s.Module) -> None:
        if self.names.scope is not None:
            raise Fault(f"{node.keyword} inside of a procedure")
        if node.keyword == "USEMODULE":
            module = self.names.module(node.name)
            self.names.current.use(module)
        elif node.keyword == "UNUSEMODULE":
            self.names.current.unuse(self.names.module(node.name))
        elif self.compiler.blocks[-1].keyword != "program":
            raise Fault(f"a module inside of {self.compiler.blocks[-1].keyword}")
        elif node.keyword == "DECLAREMODULE":
            self._declare_module(node)
        else:
            self._module(node)

    def _declare_module(self, node: s.Module) -> None:
        if node.name.lower() in self.names.modules:
            raise Fault(f"module {node.name} is declared already")
        public = Namespace(node.name)
        self.names.modules[node.name.lower()] = public
        self.compiler.modules.append((public, node.at))
        self.compiler.open(ModuleBlock("DeclareModule", node.at, outer=self.names.current))
        self.names.current = public

    def _module(self, node: s.Module) -> None:
        public = self.names.module(node.name)
        if public.is_complete:
            raise Fault(f"there is a module {node.name} already")
        public.is_complete = True
        private = Namespace(public.name, public)
        private.is_explicit = public.is_explicit
        private.used = list(public.used)
        self.compiler.open(ModuleBlock("Module", node.at, outer=self.names.current))
        self.names.current = private

    def end_module(self, node: s.Bare) -> None:
        keyword = "DeclareModule" if node.keyword == "ENDDECLAREMODULE" else "Module"
        block = self.compiler.close(ModuleBlock, f"End{keyword}", keyword)
        if block.keyword != keyword:
            raise Fault(f"End{keyword} closes {block.keyword}")
        space = self.names.current
        if keyword == "Module":
            self.compiler.routines.check_bodies(space)
            self.compiler.routines.check_bodies(cast(Namespace, space.public))
        self.names.current = cast(Namespace, block.outer)
        # What a module does runs where it stands.
        self.compiler.blocks[-1].ops.extend(block.ops)

    def explicit(self, node: s.Bare) -> None:
        self.names.current.is_explicit = node.keyword == "ENABLEEXPLICIT"
