; Stands in for the file of this name: the procedures that the founding sample calls, with the types it needs.
DeclareModule CkHttpRequest
  Declare.i ckCreate()
  Declare ckDispose(obj.i)
  Declare setCkHttpVerb(obj.i, value.s)
  Declare setCkPath(obj.i, value.s)
  Declare setCkContentType(obj.i, value.s)
  Declare ckAddParam(obj.i, name.s, value.s)
  Declare ckAddHeader(obj.i, name.s, value.s)
  Declare.i ckAddStringForUpload2(obj.i, name.s, filename.s, content.s, charset.s, type.s)
EndDeclareModule

Module CkHttpRequest
  Global params.i

  Procedure.i ckCreate()
    ProcedureReturn 2
  EndProcedure

  Procedure ckDispose(obj.i)
    Debug Str(params) + " parameters"
  EndProcedure

  Procedure setCkHttpVerb(obj.i, value.s)
    Debug value
  EndProcedure

  Procedure setCkPath(obj.i, value.s)
    Debug value
  EndProcedure

  Procedure setCkContentType(obj.i, value.s)
  EndProcedure

  Procedure ckAddParam(obj.i, name.s, value.s)
    params + 1
    Debug name + "=" + value
  EndProcedure

  Procedure ckAddHeader(obj.i, name.s, value.s)
  EndProcedure

  Procedure.i ckAddStringForUpload2(obj.i, name.s, filename.s, content.s, charset.s, type.s)
    ProcedureReturn 1
  EndProcedure
EndModule
