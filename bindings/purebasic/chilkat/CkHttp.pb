; CkHttp: sends requests. TLS is verified, and the token is in no text.

CompilerIf Not Defined(CkHttp, #PB_Module)

XIncludeFile #PB_Compiler_FilePath + "CkHttpRequest.pb"
XIncludeFile #PB_Compiler_FilePath + "CkHttpResponse.pb"

DeclareModule CkHttp
  Declare.i ckCreate()
  Declare ckDispose(obj.i)

  ; Sends a request: a CkHttpResponse whatever Zoom answered, or 0 when nothing did; then ckLastErrorText() says why.
  Declare.i ckSynchronousRequest(obj.i, domain.s, port.i, ssl.i, req.i)
  Declare.i ckLastMethodSuccess(obj.i)
  ; How the last method ended, in one line.
  Declare.s ckLastErrorText(obj.i)
  ; The HTTP status of the last answer, 0 when there was none.
  Declare.i ckLastStatus(obj.i)

  ; Seconds.
  Declare.i ckConnectTimeout(obj.i)
  Declare setCkConnectTimeout(obj.i, value.i)
  Declare.i ckReadTimeout(obj.i)
  Declare setCkReadTimeout(obj.i, value.i)
  Declare.s ckUserAgent(obj.i)
  Declare setCkUserAgent(obj.i, value.s)

  ; Headers for every request of this object; those of a request come before.
  Declare ckSetRequestHeader(obj.i, headerFieldName.s, headerFieldValue.s)
  Declare.s ckGetRequestHeader(obj.i, name.s)
  Declare ckRemoveRequestHeader(obj.i, name.s)
  Declare ckClearHeaders(obj.i)

  ; Closes the kept connection.
  Declare.i ckCloseAllConnections(obj.i)
  Declare.s ckVersion(obj.i)
EndDeclareModule

Module CkHttp
  EnableExplicit
  UseModule ZoomCk

  Procedure.i ckCreate()
    Protected *Http.Http = AllocateStructure(Http)
    If *Http
      *Http\ConnectTimeout = 30
      *Http\ReadTimeout = 60
      *Http\Success = 1
    EndIf
    ProcedureReturn *Http
  EndProcedure

  ; Ends the client, so that the next request makes one with the settings of that time.
  Procedure DropClient(*Http.Http)
    If *Http\Client
      ZoomUser::FreeClient(*Http\Client)
    EndIf
    *Http\Client = 0
  EndProcedure

  Procedure ckDispose(obj.i)
    If obj
      DropClient(obj)
      FreeStructure(obj)
    EndIf
  EndProcedure

  ; The answer of the last call as an object.
  Procedure.i Answer(Domain$)
    Protected *Response.Response = CkHttpResponse::ckCreate(), Head$ = ZoomUser::ResultText("head"), i.i, First.i
    If *Response
      First = FindString(Head$, #CRLF$)
      *Response\StatusCode = ZoomUser::ResultNumber("http_status")
      *Response\StatusLine$ = StringField(Head$, 1, #CR$)
      If First
        *Response\Header$ = Mid(Head$, First + 2)
      EndIf
      If Right(*Response\Header$, 4) = #CRLF$ + #CRLF$
        *Response\Header$ = Left(*Response\Header$, Len(*Response\Header$) - 2)
      EndIf
      *Response\Body$ = ZoomUser::ResultBody()
      *Response\Domain$ = Domain$
      For i = 0 To ZoomUser::ResultCount("headers") - 1
        AddElement(*Response\Header())
        *Response\Header()\Name$ = ZoomUser::ResultItem("headers", i, "name")
        *Response\Header()\Value$ = ZoomUser::ResultItem("headers", i, "value")
      Next
    EndIf
    ProcedureReturn *Response
  EndProcedure

  Procedure.i ckSynchronousRequest(obj.i, domain.s, port.i, ssl.i, req.i)
    Protected *Http.Http = obj, *Client, *Response, Done.l, Base$ = "http://"
    If ssl
      Base$ = "https://"
    EndIf
    Base$ + domain + ":" + Str(port)
    *Http\Success = 0
    *Http\LastStatus = 0
    *Http\Error$ = ""
    *Client = ClientFor(*Http, Base$)
    If *Client = 0
      ProcedureReturn 0
    EndIf
    Done = ZoomCk::Send(*Client, req, *Http\Header(), #False)
    *Http\Error$ = ZoomUser::ResultText("message")
    If *Http\Error$ = ""
      *Http\Error$ = ZoomUser::LastError()
    EndIf
    ; An answer that did not come whole is none.
    If ZoomUser::ResultNumber("http_status") > 0 And (Done = ZoomUser::#OK Or Done > ZoomUser::#E_PROXY)
      *Response = Answer(domain)
      *Http\LastStatus = ZoomUser::ResultNumber("http_status")
      *Http\Success = Bool(*Response <> 0)
    EndIf
    ProcedureReturn *Response
  EndProcedure

  Procedure.i ckLastMethodSuccess(obj.i)
    Protected *Http.Http = obj
    ProcedureReturn *Http\Success
  EndProcedure

  Procedure.s ckLastErrorText(obj.i)
    Protected *Http.Http = obj
    ProcedureReturn *Http\Error$
  EndProcedure

  Procedure.i ckLastStatus(obj.i)
    Protected *Http.Http = obj
    ProcedureReturn *Http\LastStatus
  EndProcedure

  Procedure.i ckConnectTimeout(obj.i)
    Protected *Http.Http = obj
    ProcedureReturn *Http\ConnectTimeout
  EndProcedure

  Procedure setCkConnectTimeout(obj.i, value.i)
    Protected *Http.Http = obj
    *Http\ConnectTimeout = value
    DropClient(*Http)
  EndProcedure

  Procedure.i ckReadTimeout(obj.i)
    Protected *Http.Http = obj
    ProcedureReturn *Http\ReadTimeout
  EndProcedure

  Procedure setCkReadTimeout(obj.i, value.i)
    Protected *Http.Http = obj
    *Http\ReadTimeout = value
    DropClient(*Http)
  EndProcedure

  Procedure.s ckUserAgent(obj.i)
    Protected *Http.Http = obj
    ProcedureReturn *Http\UserAgent$
  EndProcedure

  Procedure setCkUserAgent(obj.i, value.s)
    Protected *Http.Http = obj
    *Http\UserAgent$ = value
    DropClient(*Http)
  EndProcedure

  Procedure ckSetRequestHeader(obj.i, headerFieldName.s, headerFieldValue.s)
    Protected *Http.Http = obj
    SetPair(*Http\Header(), headerFieldName, headerFieldValue)
  EndProcedure

  Procedure.s ckGetRequestHeader(obj.i, name.s)
    Protected *Http.Http = obj
    ProcedureReturn PairValue(*Http\Header(), name)
  EndProcedure

  Procedure ckRemoveRequestHeader(obj.i, name.s)
    Protected *Http.Http = obj
    RemovePair(*Http\Header(), name)
  EndProcedure

  Procedure ckClearHeaders(obj.i)
    Protected *Http.Http = obj
    ClearList(*Http\Header())
  EndProcedure

  Procedure.i ckCloseAllConnections(obj.i)
    DropClient(obj)
    ProcedureReturn 1
  EndProcedure

  Procedure.s ckVersion(obj.i)
    ProcedureReturn ZoomUser::Version()
  EndProcedure
EndModule

CompilerEndIf
