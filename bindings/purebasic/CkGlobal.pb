; CkGlobal: programs call ckUnlockBundle() before anything else. There is nothing to unlock here.

CompilerIf Not Defined(CkGlobal, #PB_Module)

XIncludeFile #PB_Compiler_FilePath + "ck.pbi"

DeclareModule CkGlobal
  Declare.i ckCreate()
  Declare ckDispose(obj.i)
  ; Always 1.
  Declare.i ckUnlockBundle(obj.i, bundleUnlockCode.s)
  ; Always 2: unlocked.
  Declare.i ckUnlockStatus(obj.i)
  Declare.i ckLastMethodSuccess(obj.i)
  Declare.s ckLastErrorText(obj.i)
  ; The version of zoomuser.
  Declare.s ckVersion(obj.i)
EndDeclareModule

Module CkGlobal
  EnableExplicit

  Procedure.i ckCreate()
    ProcedureReturn AllocateMemory(1)
  EndProcedure

  Procedure ckDispose(obj.i)
    If obj
      FreeMemory(obj)
    EndIf
  EndProcedure

  Procedure.i ckUnlockBundle(obj.i, bundleUnlockCode.s)
    ProcedureReturn 1
  EndProcedure

  Procedure.i ckUnlockStatus(obj.i)
    ProcedureReturn 2
  EndProcedure

  Procedure.i ckLastMethodSuccess(obj.i)
    ProcedureReturn 1
  EndProcedure

  Procedure.s ckLastErrorText(obj.i)
    ProcedureReturn ""
  EndProcedure

  Procedure.s ckVersion(obj.i)
    ProcedureReturn ZoomUser::Version()
  EndProcedure
EndModule

CompilerEndIf
