; CkHttpResponse: what came back. CkHttp::ckSynchronousRequest() makes it.

CompilerIf Not Defined(CkHttpResponse, #PB_Module)

XIncludeFile #PB_Compiler_FilePath + "ck.pbi"

DeclareModule CkHttpResponse
  Declare.i ckCreate()
  Declare ckDispose(obj.i)
  Declare.i ckStatusCode(obj.i)
  Declare.s ckStatusLine(obj.i)
  Declare.s ckStatusText(obj.i)
  ; The header lines, without the status line.
  Declare.s ckHeader(obj.i)
  ; The body, read as UTF-8.
  Declare.s ckBodyStr(obj.i)
  ; Status line, header and body.
  Declare.s ckFullMime(obj.i)
  Declare.q ckContentLength(obj.i)
  Declare.s ckCharset(obj.i)
  Declare.s ckDomain(obj.i)
  Declare.s ckGetHeaderField(obj.i, fieldName.s)
  Declare.s ckGetHeaderName(obj.i, index.i)
  Declare.s ckGetHeaderValue(obj.i, index.i)
  Declare.i ckNumHeaderFields(obj.i)
  Declare.i ckLastMethodSuccess(obj.i)
  Declare.s ckLastErrorText(obj.i)
EndDeclareModule

Module CkHttpResponse
  EnableExplicit
  UseModule ZoomCk

  Procedure.i ckCreate()
    ProcedureReturn AllocateStructure(Response)
  EndProcedure

  Procedure ckDispose(obj.i)
    If obj
      FreeStructure(obj)
    EndIf
  EndProcedure

  Procedure.i ckStatusCode(obj.i)
    Protected *Response.Response = obj
    ProcedureReturn *Response\StatusCode
  EndProcedure

  Procedure.s ckStatusLine(obj.i)
    Protected *Response.Response = obj
    ProcedureReturn *Response\StatusLine$
  EndProcedure

  Procedure.s ckStatusText(obj.i)
    Protected *Response.Response = obj
    Protected Code$ = StringField(*Response\StatusLine$, 2, " ")
    Protected Start.i = FindString(*Response\StatusLine$, " " + Code$ + " ")
    If Code$ = "" Or Start = 0
      ProcedureReturn ""
    EndIf
    ProcedureReturn Mid(*Response\StatusLine$, Start + Len(Code$) + 2)
  EndProcedure

  Procedure.s ckHeader(obj.i)
    Protected *Response.Response = obj
    ProcedureReturn *Response\Header$
  EndProcedure

  Procedure.s ckBodyStr(obj.i)
    Protected *Response.Response = obj
    ProcedureReturn *Response\Body$
  EndProcedure

  Procedure.s ckFullMime(obj.i)
    Protected *Response.Response = obj
    ProcedureReturn *Response\StatusLine$ + #CRLF$ + *Response\Header$ + #CRLF$ + *Response\Body$
  EndProcedure

  Procedure.q ckContentLength(obj.i)
    ProcedureReturn Val(ckGetHeaderField(obj, "Content-Length"))
  EndProcedure

  Procedure.s ckCharset(obj.i)
    Protected Type$ = ckGetHeaderField(obj, "Content-Type")
    Protected Start.i = FindString(LCase(Type$), "charset=")
    If Start = 0
      ProcedureReturn ""
    EndIf
    ProcedureReturn ReplaceString(Trim(StringField(Mid(Type$, Start + 8), 1, ";")), Chr(34), "")
  EndProcedure

  Procedure.s ckDomain(obj.i)
    Protected *Response.Response = obj
    ProcedureReturn *Response\Domain$
  EndProcedure

  Procedure.s ckGetHeaderField(obj.i, fieldName.s)
    Protected *Response.Response = obj
    ProcedureReturn PairValue(*Response\Header(), fieldName)
  EndProcedure

  Procedure.s ckGetHeaderName(obj.i, index.i)
    Protected *Response.Response = obj
    ProcedureReturn PairAt(*Response\Header(), index, 0)
  EndProcedure

  Procedure.s ckGetHeaderValue(obj.i, index.i)
    Protected *Response.Response = obj
    ProcedureReturn PairAt(*Response\Header(), index, 1)
  EndProcedure

  Procedure.i ckNumHeaderFields(obj.i)
    Protected *Response.Response = obj
    ProcedureReturn ListSize(*Response\Header())
  EndProcedure

  Procedure.i ckLastMethodSuccess(obj.i)
    ProcedureReturn 1
  EndProcedure

  Procedure.s ckLastErrorText(obj.i)
    ProcedureReturn ""
  EndProcedure
EndModule

CompilerEndIf
