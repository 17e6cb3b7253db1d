"""What the parser makes of a statement. `at` is where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Union

from .errors import Position


@dataclass(frozen=True)
class Node:
    at: Position


# ---- Expressions


@dataclass(frozen=True)
class Expression(Node):
    pass


@dataclass(frozen=True)
class Literal(Expression):
    value: Union[int, float, str]


@dataclass(frozen=True)
class Constant(Expression):
    module: str
    name: str


@dataclass(frozen=True)
class TypeName(Node):
    module: str
    name: str
    length: Optional[Expression]
    """Of a fixed string."""


@dataclass(frozen=True)
class Variable(Expression):
    module: str
    name: str
    """With its `*` or `$`."""
    type: Optional[TypeName]


@dataclass(frozen=True)
class Call(Expression):
    """`name(...)`: a procedure, a command, a function pointer, an element of an array, a list or a map."""

    module: str
    name: str
    type: Optional[TypeName]
    arguments: tuple[Expression, ...]


@dataclass(frozen=True)
class Field(Expression):
    base: Optional[Expression]
    """None: what the enclosing With names."""
    name: str
    index: Optional[tuple[Expression, ...]]
    bracket: str
    """`(`, `[` or nothing."""


@dataclass(frozen=True)
class Unary(Expression):
    operator: str
    operand: Expression


@dataclass(frozen=True)
class Binary(Expression):
    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Group(Expression):
    inner: Expression


@dataclass(frozen=True)
class AddressOf(Expression):
    operand: Expression


# ---- Statements


@dataclass(frozen=True)
class Action(Node):
    expression: Expression


@dataclass(frozen=True)
class Assign(Node):
    target: Expression
    value: Expression


@dataclass(frozen=True)
class Change(Node):
    """`a + 1`: the variable gets the result."""

    target: Expression
    operator: str
    value: Expression


@dataclass(frozen=True)
class ConstantDefinition(Node):
    name: str
    value: Expression


@dataclass(frozen=True)
class Item(Node):
    pass


@dataclass(frozen=True)
class VariableItem(Item):
    variable: Variable
    value: Optional[Expression]


@dataclass(frozen=True)
class ContainerItem(Item):
    kind: str
    """array, list or map."""
    call: Call


@dataclass(frozen=True)
class SharedItem(Item):
    call: Call


@dataclass(frozen=True)
class Declaration(Node):
    keyword: str
    type: Optional[TypeName]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Redim(Node):
    target: Expression


@dataclass(frozen=True)
class Conditional(Node):
    """If, ElseIf, While, Until, Select."""

    keyword: str
    condition: Expression


@dataclass(frozen=True)
class Range(Node):
    first: Expression
    last: Optional[Expression]


@dataclass(frozen=True)
class Case(Node):
    ranges: tuple[Range, ...]


@dataclass(frozen=True)
class For(Node):
    target: Expression
    first: Expression
    last: Expression
    step: Optional[Expression]


@dataclass(frozen=True)
class ForEach(Node):
    container: Expression


@dataclass(frozen=True)
class Next(Node):
    variable: Optional[Expression]


@dataclass(frozen=True)
class With(Node):
    target: Expression


@dataclass(frozen=True)
class Break(Node):
    levels: int


@dataclass(frozen=True)
class Bare(Node):
    """A keyword that stands alone."""

    keyword: str


@dataclass(frozen=True)
class Leave(Node):
    """ProcedureReturn, End."""

    keyword: str
    value: Optional[Expression]


@dataclass(frozen=True)
class Debug(Node):
    value: Expression
    level: Optional[Expression]


@dataclass(frozen=True)
class Swap(Node):
    first: Expression
    second: Expression


@dataclass(frozen=True)
class Parameter(Node):
    kind: str
    """variable, array, list or map."""
    name: str
    type: Optional[TypeName]
    default: Optional[Expression]
    dimensions: Optional[Expression]


@dataclass(frozen=True)
class Signature(Node):
    """The first line of a procedure, a declaration, a prototype, or a line between Import and EndImport."""

    keyword: str
    type: Optional[TypeName]
    name: str
    parameters: tuple[Parameter, ...]
    symbol: Optional[str]


@dataclass(frozen=True)
class Structure(Node):
    name: str
    base: Optional[TypeName]
    align: Optional[Expression]


@dataclass(frozen=True)
class StructureItem(Node):
    kind: str
    """variable, array, list or map."""
    name: str
    type: Optional[TypeName]
    count: Optional[Expression]
    """Of a static array; the dimension of a dynamic one."""


@dataclass(frozen=True)
class Enumeration(Node):
    is_binary: bool
    name: str
    first: Optional[Expression]
    step: Optional[Expression]


@dataclass(frozen=True)
class EnumerationItem(Node):
    name: str
    value: Optional[Expression]


@dataclass(frozen=True)
class Module(Node):
    """DeclareModule, Module, UseModule, UnuseModule."""

    keyword: str
    name: str


@dataclass(frozen=True)
class Import(Node):
    keyword: str
    file: Expression
