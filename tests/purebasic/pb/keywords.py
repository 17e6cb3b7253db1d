"""The words of the language."""

from __future__ import annotations

# Keywords that the grammar or the preprocessor knows.
KNOWN = """
And Or XOr Not If ElseIf Else EndIf Select Case Default EndSelect To For ForEach Next Step While Wend Repeat Until
ForEver Break Continue With EndWith Define Global Protected Static Shared Threaded Dim ReDim NewList NewMap
Procedure ProcedureC ProcedureDLL ProcedureCDLL EndProcedure ProcedureReturn Declare DeclareC DeclareDLL DeclareCDLL
Prototype PrototypeC Structure Extends Align EndStructure StructureUnion EndStructureUnion
Enumeration EnumerationBinary EndEnumeration Macro EndMacro UndefineMacro MacroExpandedCount
DeclareModule EndDeclareModule Module EndModule UseModule UnuseModule Import ImportC As EndImport
IncludeFile XIncludeFile IncludePath EnableExplicit DisableExplicit Debug End Swap
CompilerIf CompilerElseIf CompilerElse CompilerEndIf CompilerSelect CompilerCase CompilerDefault CompilerEndSelect
CompilerError CompilerWarning
"""

# Keywords that it refuses.
REFUSED = """
CallDebugger Data DataSection DebugLevel DisableASM DisableDebugger DisableJS DisablePureLibrary EnableASM
EnableDebugger EnableJS EndDataSection EndHeaderSection EndInterface FakeReturn Gosub Goto HeaderSection IncludeBinary
Interface Parallel Read Restore Return Runtime
"""

KEYWORDS = {word.lower(): word.upper() for word in KNOWN.split()}
"""The terminals of the grammar by word."""
FOREIGN = {word.lower() for word in REFUSED.split()}
SOFT = {"array": "ARRAY", "list": "LIST", "map": "MAP"}
"""Words that are keywords only before a name."""
CONTINUING = {"COMMA", "PLUS", "PIPE", "AND", "OR", "XOR"}
"""What a line ends with that goes on in the next."""
