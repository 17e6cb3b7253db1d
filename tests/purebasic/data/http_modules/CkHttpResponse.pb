; Stands in for the file of this name: the procedures that the founding sample calls, with the types it needs.
DeclareModule CkHttpResponse
  Declare ckDispose(obj.i)
  Declare.i ckStatusCode(obj.i)
  Declare.s ckHeader(obj.i)
  Declare.s ckBodyStr(obj.i)
EndDeclareModule

Module CkHttpResponse
  Procedure ckDispose(obj.i)
  EndProcedure

  Procedure.i ckStatusCode(obj.i)
    ProcedureReturn 204
  EndProcedure

  Procedure.s ckHeader(obj.i)
    ProcedureReturn ""
  EndProcedure

  Procedure.s ckBodyStr(obj.i)
    ProcedureReturn ""
  EndProcedure
EndModule
