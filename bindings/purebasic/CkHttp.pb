; CkHttp: sends requests. TLS is verified, and the token is in no text.

CompilerIf Not Defined(CkHttp, #PB_Module)

XIncludeFile #PB_Compiler_FilePath + "CkHttpRequest.pb"
XIncludeFile #PB_Compiler_FilePath + "CkHttpResponse.pb"
XIncludeFile #PB_Compiler_FilePath + "CkJsonObject.pb"

DeclareModule CkHttp
  Declare.i ckCreate()
  Declare ckDispose(obj.i)

  ; Sends a request. Returns a CkHttpResponse for any HTTP status, or 0 without a response; see ckLastErrorText().
  Declare.i ckSynchronousRequest(obj.i, domain.s, port.i, ssl.i, req.i)
  ; The same into an existing CkHttpResponse. Returns 1 for any HTTP status, or 0 without a response.
  Declare.i ckHttpSReq(obj.i, domain.s, port.i, ssl.i, req.i, resp.i)
  ; The same to the path and query of a URL, or to the path of the request if the URL has none.
  Declare.i ckHttpReq(obj.i, url.s, req.i, resp.i)
  Declare.i ckHttpNoBody(obj.i, verb.s, url.s, resp.i)
  Declare.i ckHttpStr(obj.i, verb.s, url.s, bodyStr.s, charset.s, contentType.s, resp.i)
  Declare.i ckHttpJson(obj.i, verb.s, url.s, json.i, contentType.s, resp.i)
  ; Sends a text. Returns a CkHttpResponse, or 0 without a response. charset must be utf-8, md5 and gzip 0.
  Declare.i ckPText(obj.i, verb.s, url.s, textData.s, charset.s, contentType.s, md5.i, gzip.i)
  Declare.i ckPostJson(obj.i, url.s, jsonText.s)
  Declare.i ckPostJson2(obj.i, url.s, contentType.s, jsonText.s)
  ; json is a CkJsonObject.
  Declare.i ckPostJson3(obj.i, url.s, contentType.s, json.i)
  Declare.i ckQuickRequest(obj.i, verb.s, url.s)
  Declare.i ckLastMethodSuccess(obj.i)
  ; The error of the last method, in one line.
  Declare.s ckLastErrorText(obj.i)
  ; The HTTP status of the last response, 0 if there was none.
  Declare.i ckLastStatus(obj.i)

  ; The token of requests without an Authorization header.
  Declare.s ckAuthToken(obj.i)
  Declare setCkAuthToken(obj.i, value.s)
  ; Seconds.
  Declare.i ckConnectTimeout(obj.i)
  Declare setCkConnectTimeout(obj.i, value.i)
  Declare.i ckReadTimeout(obj.i)
  Declare setCkReadTimeout(obj.i, value.i)
  Declare.s ckUserAgent(obj.i)
  Declare setCkUserAgent(obj.i, value.s)

  ; Headers for every request of this object, sent after those of the request.
  Declare ckSetRequestHeader(obj.i, headerFieldName.s, headerFieldValue.s)
  Declare.s ckGetRequestHeader(obj.i, name.s)
  Declare ckRemoveRequestHeader(obj.i, name.s)
  Declare ckClearHeaders(obj.i)

  ; Closes the idle connection.
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

  ; Frees the client, so that the next request makes one with the new settings.
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

  ; Fills a response from the result of the last call.
  Procedure Fill(*Response.Response, Domain$)
    Protected Head$ = ZoomUser::ResultText("head"), i.i, First.i = FindString(Head$, #CRLF$)
    *Response\StatusCode = ZoomUser::ResultNumber("http_status")
    *Response\StatusLine$ = StringField(Head$, 1, #CR$)
    *Response\Header$ = ""
    If First
      *Response\Header$ = Mid(Head$, First + 2)
    EndIf
    If Right(*Response\Header$, 4) = #CRLF$ + #CRLF$
      *Response\Header$ = Left(*Response\Header$, Len(*Response\Header$) - 2)
    EndIf
    *Response\Body$ = ZoomUser::ResultBody()
    *Response\Domain$ = Domain$
    ClearList(*Response\Header())
    For i = 0 To ZoomUser::ResultCount("headers") - 1
      AddElement(*Response\Header())
      *Response\Header()\Name$ = ZoomUser::ResultItem("headers", i, "name")
      *Response\Header()\Value$ = ZoomUser::ResultItem("headers", i, "value")
    Next
  EndProcedure

  ; Ends a method with an error.
  Procedure.l Refused(*Http.Http, Error$)
    *Http\Success = 0
    *Http\LastStatus = 0
    *Http\Error$ = Error$
    ProcedureReturn #False
  EndProcedure

  ; Sends a request to "https://host:port" and fills the response. Returns whether there was one.
  Procedure.l Exchange(*Http.Http, Base$, Domain$, *Request.Request, *Response.Response)
    Protected *Client, Done.l
    Refused(*Http, "")
    If *Request = 0
      ProcedureReturn Refused(*Http, "req: expected a CkHttpRequest, got 0")
    EndIf
    If *Response = 0
      ProcedureReturn Refused(*Http, "resp: expected a CkHttpResponse, got 0")
    EndIf
    *Client = ClientFor(*Http, Base$)
    If *Client = 0
      ProcedureReturn #False
    EndIf
    Done = ZoomCk::Send(*Client, *Request, *Http\Header(), #False)
    *Http\Error$ = ZoomUser::ResultText("message")
    If *Http\Error$ = ""
      *Http\Error$ = ZoomUser::LastError()
    EndIf
    If Done <> ZoomUser::#ZOOM_OK And *Request\Error$ <> ""
      *Http\Error$ = *Request\Error$
    EndIf
    ; An incomplete response is an error.
    If ZoomUser::ResultNumber("http_status") > 0 And (Done = ZoomUser::#ZOOM_OK Or Done > ZoomUser::#ZOOM_E_PROXY)
      Fill(*Response, Domain$)
      *Http\LastStatus = *Response\StatusCode
      *Http\Success = 1
    EndIf
    ProcedureReturn *Http\Success
  EndProcedure

  Procedure.s BaseOf(Domain$, Port.i, Ssl.i)
    If Ssl
      ProcedureReturn "https://" + Domain$ + ":" + Str(Port)
    EndIf
    ProcedureReturn "http://" + Domain$ + ":" + Str(Port)
  EndProcedure

  Procedure.i ckHttpSReq(obj.i, domain.s, port.i, ssl.i, req.i, resp.i)
    ProcedureReturn Exchange(obj, BaseOf(domain, port, ssl), domain, req, resp)
  EndProcedure

  ; Ends a method that returns a response: frees it and returns 0 if there was none.
  Procedure.i Made(*Response, Answered.l)
    If Answered
      ProcedureReturn *Response
    EndIf
    CkHttpResponse::ckDispose(*Response)
    ProcedureReturn 0
  EndProcedure

  Procedure.i ckSynchronousRequest(obj.i, domain.s, port.i, ssl.i, req.i)
    Protected *Response = CkHttpResponse::ckCreate()
    ProcedureReturn Made(*Response, ckHttpSReq(obj, domain, port, ssl, req, *Response))
  EndProcedure

  Procedure.i ckHttpReq(obj.i, url.s, req.i, resp.i)
    Protected *Request.Request = req, Scheme.i = FindString(url, "://"), Scheme$, Rest$, Host$, Path$, Kept$, i.i, Sent.i
    Scheme$ = LCase(Left(url, Scheme + 2))
    If Scheme = 0 Or (Scheme$ <> "https://" And Scheme$ <> "http://")
      ProcedureReturn Refused(obj, "url: expected https:// or http:// at its beginning")
    EndIf
    Rest$ = StringField(Mid(url, Scheme + 3), 1, "#")
    i = 1
    While i <= Len(Rest$) And FindString("/?", Mid(Rest$, i, 1)) = 0
      i + 1
    Wend
    Host$ = Left(Rest$, i - 1)
    Path$ = Mid(Rest$, i)
    If Host$ = "" Or FindString(Host$, "@")
      ProcedureReturn Refused(obj, "url: expected a host after ://, without a user name")
    EndIf
    If *Request = 0
      ProcedureReturn Refused(obj, "req: expected a CkHttpRequest, got 0")
    EndIf
    Kept$ = *Request\Path$
    If Left(Path$, 1) = "?"
      Path$ = "/" + Path$
    EndIf
    If Path$ <> ""
      *Request\Path$ = Path$
    EndIf
    Sent = Exchange(obj, Scheme$ + Host$, StringField(Host$, 1, ":"), *Request, resp)
    *Request\Path$ = Kept$
    ProcedureReturn Sent
  EndProcedure

  Procedure.i ckHttpNoBody(obj.i, verb.s, url.s, resp.i)
    Protected Request.i = CkHttpRequest::ckCreate(), Sent.i
    CkHttpRequest::setCkHttpVerb(Request, verb)
    ; Without a body there is no content type.
    CkHttpRequest::ckLoadBodyFromString(Request, "", "utf-8")
    Sent = ckHttpReq(obj, url, Request, resp)
    CkHttpRequest::ckDispose(Request)
    ProcedureReturn Sent
  EndProcedure

  Procedure.i ckHttpStr(obj.i, verb.s, url.s, bodyStr.s, charset.s, contentType.s, resp.i)
    Protected Request.i = CkHttpRequest::ckCreate(), Sent.i
    CkHttpRequest::setCkHttpVerb(Request, verb)
    CkHttpRequest::setCkContentType(Request, contentType)
    If CkHttpRequest::ckLoadBodyFromString(Request, bodyStr, charset)
      Sent = ckHttpReq(obj, url, Request, resp)
    Else
      Refused(obj, CkHttpRequest::ckLastErrorText(Request))
    EndIf
    CkHttpRequest::ckDispose(Request)
    ProcedureReturn Sent
  EndProcedure

  Procedure.i ckHttpJson(obj.i, verb.s, url.s, json.i, contentType.s, resp.i)
    If json = 0
      ProcedureReturn Refused(obj, "json: expected a CkJsonObject, got 0")
    EndIf
    ProcedureReturn ckHttpStr(obj, verb, url, CkJsonObject::ckEmit(json), "utf-8", contentType, resp)
  EndProcedure

  Procedure.i ckPText(obj.i, verb.s, url.s, textData.s, charset.s, contentType.s, md5.i, gzip.i)
    Protected *Response
    If md5 Or gzip
      ProcedureReturn Refused(obj, "md5, gzip: expected 0; the body is sent as it is")
    EndIf
    *Response = CkHttpResponse::ckCreate()
    ProcedureReturn Made(*Response, ckHttpStr(obj, verb, url, textData, charset, contentType, *Response))
  EndProcedure

  Procedure.i ckPostJson(obj.i, url.s, jsonText.s)
    ProcedureReturn ckPText(obj, "POST", url, jsonText, "utf-8", "application/json", 0, 0)
  EndProcedure

  Procedure.i ckPostJson2(obj.i, url.s, contentType.s, jsonText.s)
    ProcedureReturn ckPText(obj, "POST", url, jsonText, "utf-8", contentType, 0, 0)
  EndProcedure

  Procedure.i ckPostJson3(obj.i, url.s, contentType.s, json.i)
    Protected *Response = CkHttpResponse::ckCreate()
    ProcedureReturn Made(*Response, ckHttpJson(obj, "POST", url, json, contentType, *Response))
  EndProcedure

  Procedure.i ckQuickRequest(obj.i, verb.s, url.s)
    Protected *Response = CkHttpResponse::ckCreate()
    ProcedureReturn Made(*Response, ckHttpNoBody(obj, verb, url, *Response))
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

  Procedure.s ckAuthToken(obj.i)
    Protected *Http.Http = obj
    ProcedureReturn *Http\AuthToken$
  EndProcedure

  Procedure setCkAuthToken(obj.i, value.s)
    Protected *Http.Http = obj
    *Http\AuthToken$ = value
    DropClient(*Http)
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
