; A module over the library: its prototypes for each system, and the missing library as an error of its own.
EnableExplicit
DeclareModule Zoom
  EnableExplicit
  #Ok = 0
  Structure Problem
    field.s
    message.s
  EndStructure
  Declare.i Open(path.s = "")
  Declare.s Version()
  Declare.i Problems(List problems.Problem())
  Global lastError.s
EndDeclareModule
Module Zoom
  CompilerIf #PB_Compiler_OS = #PB_OS_Windows
    Macro _Prototype : Prototype : EndMacro
  CompilerElse
    Macro _Prototype : PrototypeC : EndMacro
  CompilerEndIf
  _Prototype.l ProtoAbi()
  _Prototype.i ProtoVersion()
  Global abi.ProtoAbi, version.ProtoVersion, library.i
  Macro _Load(variable, name)
    variable = GetFunction(library, name)
    If variable = 0
      lastError = "missing: " + name
      ProcedureReturn #False
    EndIf
  EndMacro
  CompilerIf Not Defined(ZOOM_LIB, #PB_Constant)
    #Lib$ = "libzoomuser.so"
  CompilerEndIf
  Procedure.i Open(path.s = "")
    If path = "" : path = #Lib$ : EndIf
    library = OpenLibrary(#PB_Any, path)
    If Not library : lastError = "no " + path : ProcedureReturn #False : EndIf
    _Load(abi, "zoom_abi_version")
    _Load(version, "zoom_version")
    If abi And abi() <> 1 : ProcedureReturn #False : EndIf
    ProcedureReturn #True
  EndProcedure
  Procedure.s Version()
    Protected *text
    If version = 0 : ProcedureReturn "" : EndIf
    *text = version()
    ProcedureReturn PeekS(*text, -1, #PB_UTF8)
  EndProcedure
  Procedure.i Problems(List problems.Problem())
    ClearList(problems())
    AddElement(problems())
    With problems()
      \field = "a" : \message = "b"
    EndWith
    ProcedureReturn ListSize(problems())
  EndProcedure
EndModule
NewList p.Zoom::Problem()
If Zoom::Open()
  Debug Zoom::Version()
  Debug Zoom::Problems(p())
  ForEach p() : Debug p()\field + "=" + p()\message : Next
Else
  Debug Zoom::lastError
EndIf
