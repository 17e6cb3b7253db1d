; CkHttpRequest: a request in the making.

CompilerIf Not Defined(CkHttpRequest, #PB_Module)

XIncludeFile #PB_Compiler_FilePath + "ck.pbi"

DeclareModule CkHttpRequest
  Declare.i ckCreate()
  Declare ckDispose(obj.i)

  Declare.s ckHttpVerb(obj.i)
  Declare setCkHttpVerb(obj.i, value.s)
  Declare.s ckPath(obj.i)
  Declare setCkPath(obj.i, value.s)
  ; "multipart/form-data" sends parameters and uploads as parts in the order in which they were added.
  Declare.s ckContentType(obj.i)
  Declare setCkContentType(obj.i, value.s)
  ; utf-8 only.
  Declare.s ckCharset(obj.i)
  Declare setCkCharset(obj.i, value.s)

  Declare ckAddParam(obj.i, name.s, value.s)
  Declare.s ckGetParam(obj.i, name.s)
  Declare.s ckGetParamName(obj.i, index.i)
  Declare.s ckGetParamValue(obj.i, index.i)
  Declare.i ckNumParams(obj.i)
  Declare ckRemoveParam(obj.i, name.s)
  Declare ckRemoveAllParams(obj.i)
  Declare.s ckGetUrlEncodedParams(obj.i)

  Declare ckAddHeader(obj.i, name.s, value.s)
  Declare.s ckGetHeaderField(obj.i, name.s)
  Declare.s ckGetHeaderName(obj.i, index.i)
  Declare.s ckGetHeaderValue(obj.i, index.i)
  Declare.i ckNumHeaderFields(obj.i)
  Declare.i ckRemoveHeader(obj.i, name.s)

  Declare.i ckAddStringForUpload(obj.i, name.s, filename.s, strData.s, charset.s)
  Declare.i ckAddStringForUpload2(obj.i, name.s, filename.s, strData.s, charset.s, contentType.s)
  ; The file is read when the request is sent.
  Declare.i ckAddFileForUpload(obj.i, name.s, filePath.s)
  Declare.i ckAddFileForUpload2(obj.i, name.s, filePath.s, contentType.s)
  Declare.i ckLoadBodyFromString(obj.i, bodyStr.s, charset.s)

  Declare ckUseGet(obj.i)
  Declare ckUsePost(obj.i)
  Declare ckUsePut(obj.i)
  Declare ckUseHead(obj.i)

  ; The request as text, without the token; for the host api.zoom.us.
  Declare.s ckGenerateRequestText(obj.i)
  Declare.i ckLastMethodSuccess(obj.i)
  Declare.s ckLastErrorText(obj.i)
  Declare.s ckVersion(obj.i)
EndDeclareModule

Module CkHttpRequest
  EnableExplicit
  UseModule ZoomCk

  Procedure.i ckCreate()
    Protected *Request.Request = AllocateStructure(Request)
    If *Request
      *Request\Verb$ = "POST"
      *Request\Path$ = "/"
      *Request\Charset$ = "utf-8"
      *Request\Success = 1
    EndIf
    ProcedureReturn *Request
  EndProcedure

  Procedure ckDispose(obj.i)
    If obj
      FreeStructure(obj)
    EndIf
  EndProcedure

  ; Stores the outcome of the last method.
  Procedure.i Ended(*Request.Request, Success.l, Error$)
    *Request\Success = Success
    *Request\Error$ = Error$
    ProcedureReturn Success
  EndProcedure

  Procedure.i IsUtf8(*Request.Request, Charset$)
    Select LCase(Charset$)
      Case "", "utf-8", "utf8"
        ProcedureReturn Ended(*Request, 1, "")
    EndSelect
    ProcedureReturn Ended(*Request, 0, "charset: expected utf-8")
  EndProcedure

  Procedure.s ckHttpVerb(obj.i)
    Protected *Request.Request = obj
    ProcedureReturn *Request\Verb$
  EndProcedure

  Procedure setCkHttpVerb(obj.i, value.s)
    Protected *Request.Request = obj
    *Request\Verb$ = UCase(value)
  EndProcedure

  Procedure.s ckPath(obj.i)
    Protected *Request.Request = obj
    ProcedureReturn *Request\Path$
  EndProcedure

  Procedure setCkPath(obj.i, value.s)
    Protected *Request.Request = obj
    *Request\Path$ = value
    If Left(value, 1) <> "/"
      *Request\Path$ = "/" + value
    EndIf
  EndProcedure

  Procedure.s ckContentType(obj.i)
    Protected *Request.Request = obj
    ProcedureReturn *Request\ContentType$
  EndProcedure

  Procedure setCkContentType(obj.i, value.s)
    Protected *Request.Request = obj
    *Request\ContentType$ = value
  EndProcedure

  Procedure.s ckCharset(obj.i)
    Protected *Request.Request = obj
    ProcedureReturn *Request\Charset$
  EndProcedure

  Procedure setCkCharset(obj.i, value.s)
    Protected *Request.Request = obj
    If IsUtf8(*Request, value)
      *Request\Charset$ = value
    EndIf
  EndProcedure

  Procedure ckAddParam(obj.i, name.s, value.s)
    Protected *Request.Request = obj
    LastElement(*Request\Part())
    AddElement(*Request\Part())
    *Request\Part()\Name$ = name
    *Request\Part()\Value$ = value
    *Request\Part()\IsParam = #True
  EndProcedure

  Procedure.s ckGetParam(obj.i, name.s)
    Protected *Request.Request = obj
    ForEach *Request\Part()
      If *Request\Part()\IsParam And *Request\Part()\Name$ = name
        ProcedureReturn *Request\Part()\Value$
      EndIf
    Next
    ProcedureReturn ""
  EndProcedure

  ; Makes the parameter with this index current.
  Procedure.l FindParam(*Request.Request, Index.i)
    ForEach *Request\Part()
      If *Request\Part()\IsParam
        If Index = 0
          ProcedureReturn #True
        EndIf
        Index - 1
      EndIf
    Next
    ProcedureReturn #False
  EndProcedure

  Procedure.s ckGetParamName(obj.i, index.i)
    Protected *Request.Request = obj
    If FindParam(*Request, index)
      ProcedureReturn *Request\Part()\Name$
    EndIf
    ProcedureReturn ""
  EndProcedure

  Procedure.s ckGetParamValue(obj.i, index.i)
    Protected *Request.Request = obj
    If FindParam(*Request, index)
      ProcedureReturn *Request\Part()\Value$
    EndIf
    ProcedureReturn ""
  EndProcedure

  Procedure.i ckNumParams(obj.i)
    Protected *Request.Request = obj, Count.i
    ForEach *Request\Part()
      If *Request\Part()\IsParam
        Count + 1
      EndIf
    Next
    ProcedureReturn Count
  EndProcedure

  Procedure ckRemoveParam(obj.i, name.s)
    Protected *Request.Request = obj
    ForEach *Request\Part()
      If *Request\Part()\IsParam And *Request\Part()\Name$ = name
        DeleteElement(*Request\Part())
      EndIf
    Next
  EndProcedure

  Procedure ckRemoveAllParams(obj.i)
    Protected *Request.Request = obj
    ForEach *Request\Part()
      If *Request\Part()\IsParam
        DeleteElement(*Request\Part())
      EndIf
    Next
  EndProcedure

  Procedure.s ckGetUrlEncodedParams(obj.i)
    Protected *Request.Request = obj
    ProcedureReturn UrlEncoded(*Request\Part())
  EndProcedure

  Procedure ckAddHeader(obj.i, name.s, value.s)
    Protected *Request.Request = obj
    SetPair(*Request\Header(), name, value)
  EndProcedure

  Procedure.s ckGetHeaderField(obj.i, name.s)
    Protected *Request.Request = obj
    ProcedureReturn PairValue(*Request\Header(), name)
  EndProcedure

  Procedure.s ckGetHeaderName(obj.i, index.i)
    Protected *Request.Request = obj
    ProcedureReturn PairAt(*Request\Header(), index, 0)
  EndProcedure

  Procedure.s ckGetHeaderValue(obj.i, index.i)
    Protected *Request.Request = obj
    ProcedureReturn PairAt(*Request\Header(), index, 1)
  EndProcedure

  Procedure.i ckNumHeaderFields(obj.i)
    Protected *Request.Request = obj
    ProcedureReturn ListSize(*Request\Header())
  EndProcedure

  Procedure.i ckRemoveHeader(obj.i, name.s)
    Protected *Request.Request = obj
    ProcedureReturn RemovePair(*Request\Header(), name)
  EndProcedure

  Procedure.i ckAddStringForUpload(obj.i, name.s, filename.s, strData.s, charset.s)
    ProcedureReturn ckAddStringForUpload2(obj, name, filename, strData, charset, "")
  EndProcedure

  Procedure.i ckAddStringForUpload2(obj.i, name.s, filename.s, strData.s, charset.s, contentType.s)
    Protected *Request.Request = obj
    If IsUtf8(*Request, charset) = 0
      ProcedureReturn 0
    EndIf
    LastElement(*Request\Part())
    AddElement(*Request\Part())
    *Request\Part()\Name$ = name
    *Request\Part()\Value$ = strData
    *Request\Part()\FileName$ = filename
    *Request\Part()\ContentType$ = contentType
    *Request\Part()\Charset$ = charset
    ProcedureReturn 1
  EndProcedure

  Procedure.i ckAddFileForUpload(obj.i, name.s, filePath.s)
    ProcedureReturn ckAddFileForUpload2(obj, name, filePath, "")
  EndProcedure

  Procedure.i ckAddFileForUpload2(obj.i, name.s, filePath.s, contentType.s)
    Protected *Request.Request = obj
    If FileSize(filePath) < 0
      ProcedureReturn Ended(*Request, 0, "cannot read the file " + filePath)
    EndIf
    LastElement(*Request\Part())
    AddElement(*Request\Part())
    *Request\Part()\Name$ = name
    *Request\Part()\Path$ = filePath
    *Request\Part()\FileName$ = GetFilePart(filePath)
    *Request\Part()\ContentType$ = contentType
    ProcedureReturn Ended(*Request, 1, "")
  EndProcedure

  Procedure.i ckLoadBodyFromString(obj.i, bodyStr.s, charset.s)
    Protected *Request.Request = obj
    If IsUtf8(*Request, charset)
      *Request\Body$ = bodyStr
      *Request\HasBody = #True
    EndIf
    ProcedureReturn *Request\Success
  EndProcedure

  Procedure ckUseGet(obj.i)
    setCkHttpVerb(obj, "GET")
  EndProcedure

  Procedure ckUsePost(obj.i)
    setCkHttpVerb(obj, "POST")
  EndProcedure

  Procedure ckUsePut(obj.i)
    setCkHttpVerb(obj, "PUT")
  EndProcedure

  Procedure ckUseHead(obj.i)
    setCkHttpVerb(obj, "HEAD")
  EndProcedure

  Procedure.s ckGenerateRequestText(obj.i)
    Protected *Request.Request = obj, Text$, Done.l
    Protected *Client = ZoomUser::NewClient()
    NewList None.Pair()
    If *Client = 0
      Ended(*Request, 0, ZoomUser::LastError())
      ProcedureReturn ""
    EndIf
    Done = ZoomCk::Send(*Client, *Request, None(), #True)
    If Done = ZoomUser::#ZOOM_OK Or *Request\Error$ = ""
      *Request\Error$ = ZoomUser::LastError()
    EndIf
    *Request\Success = Bool(Done = ZoomUser::#ZOOM_OK)
    Text$ = ZoomUser::ResultText("rendered")
    ZoomUser::FreeClient(*Client)
    ProcedureReturn Text$
  EndProcedure

  Procedure.i ckLastMethodSuccess(obj.i)
    Protected *Request.Request = obj
    ProcedureReturn *Request\Success
  EndProcedure

  Procedure.s ckLastErrorText(obj.i)
    Protected *Request.Request = obj
    ProcedureReturn *Request\Error$
  EndProcedure

  Procedure.s ckVersion(obj.i)
    ProcedureReturn ZoomUser::Version()
  EndProcedure
EndModule

CompilerEndIf
