; Stands in for the file of this name: the procedures that the founding sample calls, with the types it needs.
DeclareModule CkHttp
  Declare.i ckCreate()
  Declare ckDispose(obj.i)
  Declare.i ckLastMethodSuccess(obj.i)
  Declare.s ckLastErrorText(obj.i)
  Declare.i ckSynchronousRequest(obj.i, domain.s, port.l, ssl.l, request.i)
EndDeclareModule

Module CkHttp
  Procedure.i ckCreate()
    ProcedureReturn 1
  EndProcedure

  Procedure ckDispose(obj.i)
  EndProcedure

  Procedure.i ckLastMethodSuccess(obj.i)
    ProcedureReturn 1
  EndProcedure

  Procedure.s ckLastErrorText(obj.i)
    ProcedureReturn ""
  EndProcedure

  Procedure.i ckSynchronousRequest(obj.i, domain.s, port.l, ssl.l, request.i)
    Debug domain + ":" + port
    ProcedureReturn 3
  EndProcedure
EndModule
