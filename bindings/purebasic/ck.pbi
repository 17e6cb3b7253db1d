; Code shared by the Ck modules of this folder. Programs include those, not this file.
;
; Further options of the library (connect_to, ca_file, proxy ...) are read from the environment variable ZOOMUSER_OPTIONS, a
; JSON object, if the program sets #ZoomUser_AllowEnvironment = #True before the include.

CompilerIf Not Defined(ZoomCk, #PB_Module)

XIncludeFile #PB_Compiler_FilePath + "zoomuser.pbi"

CompilerIf Not Defined(ZoomUser_AllowEnvironment, #PB_Constant)
  #ZoomUser_AllowEnvironment = #False
CompilerEndIf

CompilerIf #ZoomUser_AllowEnvironment
  DeclareModule ZoomCkSettings
    #AllowEnvironment = #True
  EndDeclareModule
CompilerElse
  DeclareModule ZoomCkSettings
    #AllowEnvironment = #False
  EndDeclareModule
CompilerEndIf

Module ZoomCkSettings
EndModule

DeclareModule ZoomCk
  EnableExplicit

  Structure Pair
    Name$
    Value$
  EndStructure

  ; A parameter, or a part for upload.
  Structure Part
    Name$
    Value$
    FileName$
    ContentType$
    Charset$
    ; The file from which the value is read when the request is sent; "" for Value$.
    Path$
    IsParam.l
  EndStructure

  Structure Request
    Verb$
    Path$
    ContentType$
    Charset$
    Body$
    HasBody.l
    Success.l
    Error$
    List Header.Pair()
    List Part.Part()
  EndStructure

  Structure Response
    StatusCode.l
    StatusLine$
    Header$
    Body$
    Domain$
    List Header.Pair()
  EndStructure

  Structure Http
    *Client
    Base$
    AuthToken$
    UserAgent$
    ConnectTimeout.l
    ReadTimeout.l
    Success.l
    Error$
    LastStatus.l
    List Header.Pair()
  EndStructure

  ; Lists of headers; names are case-insensitive. Find...() makes the element current.
  Declare.l FindPair(List Pairs.Pair(), Name$)
  Declare SetPair(List Pairs.Pair(), Name$, Value$)
  Declare.l RemovePair(List Pairs.Pair(), Name$)
  Declare.s PairValue(List Pairs.Pair(), Name$)
  Declare.s PairAt(List Pairs.Pair(), Index.i, What.l)

  ; Returns the client for a host with the settings of an Http object, or 0 and sets the error of that object.
  Declare.i ClientFor(*Http.Http, Base$)
  ; Sends a request, or renders it as text if Rendered is #True. Returns the status of ZoomUser.
  Declare.l Send(*Client, *Request.Request, List More.Pair(), Rendered.l)
  ; The parts as name=value&name=value, percent-encoded except for letters, digits and -._~
  Declare.s UrlEncoded(List Parts.Part())
EndDeclareModule

Module ZoomCk
  Procedure.l FindPair(List Pairs.Pair(), Name$)
    ForEach Pairs()
      If LCase(Pairs()\Name$) = LCase(Name$)
        ProcedureReturn #True
      EndIf
    Next
    ProcedureReturn #False
  EndProcedure

  Procedure SetPair(List Pairs.Pair(), Name$, Value$)
    If FindPair(Pairs(), Name$) = #False
      LastElement(Pairs())
      AddElement(Pairs())
      Pairs()\Name$ = Name$
    EndIf
    Pairs()\Value$ = Value$
  EndProcedure

  Procedure.l RemovePair(List Pairs.Pair(), Name$)
    Protected Removed.l
    While FindPair(Pairs(), Name$)
      DeleteElement(Pairs())
      Removed = #True
    Wend
    ProcedureReturn Removed
  EndProcedure

  Procedure.s PairValue(List Pairs.Pair(), Name$)
    If FindPair(Pairs(), Name$)
      ProcedureReturn Pairs()\Value$
    EndIf
    ProcedureReturn ""
  EndProcedure

  Procedure.s PairAt(List Pairs.Pair(), Index.i, What.l)
    If Index < 0 Or Index >= ListSize(Pairs())
      ProcedureReturn ""
    EndIf
    SelectElement(Pairs(), Index)
    If What
      ProcedureReturn Pairs()\Value$
    EndIf
    ProcedureReturn Pairs()\Name$
  EndProcedure

  ; Sets the options of ZOOMUSER_OPTIONS. Returns the status of the first one that fails.
  Procedure.l SetFromEnvironment(*Client)
    Protected Json.i, Value, Text$, Done.l = ZoomUser::#ZOOM_OK
    Protected Options$ = GetEnvironmentVariable("ZOOMUSER_OPTIONS")
    If Options$ = ""
      ProcedureReturn Done
    EndIf
    Json = ParseJSON(#PB_Any, Options$)
    If Json = 0
      ProcedureReturn ZoomUser::#ZOOM_E_INVALID_JSON
    EndIf
    If JSONType(JSONValue(Json)) = #PB_JSON_Object
      ExamineJSONMembers(JSONValue(Json))
      While Done = ZoomUser::#ZOOM_OK And NextJSONMember(JSONValue(Json))
        Value = JSONMemberValue(JSONValue(Json))
        Select JSONType(Value)
          Case #PB_JSON_String
            Text$ = GetJSONString(Value)
          Case #PB_JSON_Number
            Text$ = Str(GetJSONQuad(Value))
          Case #PB_JSON_Boolean
            Text$ = "false"
            If GetJSONBoolean(Value)
              Text$ = "true"
            EndIf
          Default
            Text$ = ""
        EndSelect
        Done = ZoomUser::SetOption(*Client, JSONMemberKey(JSONValue(Json)), Text$)
      Wend
    Else
      Done = ZoomUser::#ZOOM_E_INVALID_JSON
    EndIf
    FreeJSON(Json)
    ProcedureReturn Done
  EndProcedure

  ; Sets an option unless an earlier one failed.
  Procedure.l SetNext(Done.l, *Client, Option$, Value$)
    If Done = ZoomUser::#ZOOM_OK And Value$ <> ""
      Done = ZoomUser::SetOption(*Client, Option$, Value$)
    EndIf
    ProcedureReturn Done
  EndProcedure

  Procedure.i ClientFor(*Http.Http, Base$)
    Protected Done.l
    If *Http\Client And *Http\Base$ = Base$
      ProcedureReturn *Http\Client
    EndIf
    If *Http\Client
      ZoomUser::FreeClient(*Http\Client)
    EndIf
    *Http\Client = ZoomUser::NewClient()
    *Http\Base$ = Base$
    If *Http\Client = 0
      *Http\Error$ = ZoomUser::LastError()
      ProcedureReturn 0
    EndIf
    Done = ZoomUser::SetOption(*Http\Client, "base_url", Base$)
    Done = SetNext(Done, *Http\Client, "token", *Http\AuthToken$)
    Done = SetNext(Done, *Http\Client, "user_agent", *Http\UserAgent$)
    If *Http\ConnectTimeout > 0
      Done = SetNext(Done, *Http\Client, "connect_timeout_ms", Str(*Http\ConnectTimeout * 1000))
    EndIf
    If *Http\ReadTimeout > 0
      Done = SetNext(Done, *Http\Client, "timeout_ms", Str(*Http\ReadTimeout * 1000))
      Done = SetNext(Done, *Http\Client, "deadline_ms", Str(*Http\ReadTimeout * 1000))
    EndIf
    CompilerIf ZoomCkSettings::#AllowEnvironment
      If Done = ZoomUser::#ZOOM_OK
        Done = SetFromEnvironment(*Http\Client)
      EndIf
    CompilerEndIf
    If Done <> ZoomUser::#ZOOM_OK
      *Http\Error$ = ZoomUser::LastError()
      If *Http\Error$ = ""
        *Http\Error$ = "ZOOMUSER_OPTIONS: expected a JSON object of options"
      EndIf
      ZoomUser::FreeClient(*Http\Client)
      *Http\Client = 0
    EndIf
    ProcedureReturn *Http\Client
  EndProcedure

  Procedure.s Escaped(Text$)
    Protected Escaped$, Byte.a, i.i, Length.i = StringByteLength(Text$, #PB_UTF8), *Bytes
    If Length = 0
      ProcedureReturn ""
    EndIf
    *Bytes = UTF8(Text$)
    For i = 0 To Length - 1
      Byte = PeekA(*Bytes + i)
      Select Byte
        Case 'A' To 'Z', 'a' To 'z', '0' To '9', '-', '.', '_', '~'
          Escaped$ + Chr(Byte)
        Default
          Escaped$ + "%" + RSet(Hex(Byte), 2, "0")
      EndSelect
    Next
    FreeMemory(*Bytes)
    ProcedureReturn Escaped$
  EndProcedure

  Procedure.s UrlEncoded(List Parts.Part())
    Protected Encoded$
    ForEach Parts()
      If Parts()\IsParam
        If Encoded$ <> ""
          Encoded$ + "&"
        EndIf
        Encoded$ + Escaped(Parts()\Name$) + "=" + Escaped(Parts()\Value$)
      EndIf
    Next
    ProcedureReturn Encoded$
  EndProcedure

  ; Reads a file and adds it as a part; adds nothing if it cannot be read completely.
  Procedure.l AddFile(*Form, *Part.Part)
    Protected File.i = ReadFile(#PB_Any, *Part\Path$), *Bytes, Length.q, Done.l = ZoomUser::#ZOOM_E_INVALID_ARGUMENT
    If File = 0
      ProcedureReturn Done
    EndIf
    Length = Lof(File)
    *Bytes = AllocateMemory(Length + 1)
    If *Bytes
      If ReadData(File, *Bytes, Length) = Length
        Done = ZoomUser::AddBytes(*Form, *Part\Name$, *Bytes, Length, *Part\FileName$, *Part\ContentType$)
      EndIf
      FreeMemory(*Bytes)
    EndIf
    CloseFile(File)
    ProcedureReturn Done
  EndProcedure

  Procedure.l AddParts(*Form, *Request.Request)
    Protected Done.l = ZoomUser::#ZOOM_OK
    *Request\Error$ = ""
    ForEach *Request\Part()
      If *Request\Part()\Path$ <> ""
        Done = AddFile(*Form, @*Request\Part())
        If Done <> ZoomUser::#ZOOM_OK
          *Request\Error$ = "cannot read the file " + *Request\Part()\Path$
        EndIf
      Else
        Done = ZoomUser::AddPart(*Form, *Request\Part()\Name$, *Request\Part()\Value$, *Request\Part()\FileName$,
                                 *Request\Part()\ContentType$, *Request\Part()\Charset$)
      EndIf
      If Done <> ZoomUser::#ZOOM_OK
        Break
      EndIf
    Next
    ProcedureReturn Done
  EndProcedure

  ; The header lines of a request: its own, then those of the Http object.
  Procedure.s Lines(*Request.Request, List More.Pair(), ContentType$)
    Protected Lines$
    ForEach *Request\Header()
      Lines$ + *Request\Header()\Name$ + ": " + *Request\Header()\Value$ + #LF$
    Next
    ForEach More()
      If FindPair(*Request\Header(), More()\Name$) = #False
        Lines$ + More()\Name$ + ": " + More()\Value$ + #LF$
      EndIf
    Next
    If ContentType$ <> "" And FindPair(*Request\Header(), "Content-Type") = #False
      Lines$ + "Content-Type: " + ContentType$ + #LF$
    EndIf
    ProcedureReturn Lines$
  EndProcedure

  Procedure.l SendForm(*Client, *Request.Request, List More.Pair(), Rendered.l)
    Protected *Form = ZoomUser::NewForm(), Lines$ = Lines(*Request, More(), ""), Done.l
    Done = AddParts(*Form, *Request)
    If Done = ZoomUser::#ZOOM_OK
      If Rendered
        Done = ZoomUser::RenderForm(*Client, *Request\Verb$, *Request\Path$, Lines$, *Form)
      Else
        Done = ZoomUser::RequestForm(*Client, *Request\Verb$, *Request\Path$, Lines$, *Form)
      EndIf
    EndIf
    ZoomUser::FreeForm(*Form)
    ProcedureReturn Done
  EndProcedure

  Procedure.l SendBody(*Client, *Request.Request, List More.Pair(), Path$, Body$, ContentType$, Rendered.l)
    Protected *Body, Length.i = StringByteLength(Body$, #PB_UTF8), Lines$ = Lines(*Request, More(), ContentType$), Done.l
    If Length
      *Body = UTF8(Body$)
    EndIf
    If Rendered
      Done = ZoomUser::RenderBytes(*Client, *Request\Verb$, Path$, Lines$, *Body, Length)
    Else
      Done = ZoomUser::RequestBytes(*Client, *Request\Verb$, Path$, Lines$, *Body, Length)
    EndIf
    If *Body
      FreeMemory(*Body)
    EndIf
    ProcedureReturn Done
  EndProcedure

  Procedure.l Send(*Client, *Request.Request, List More.Pair(), Rendered.l)
    Protected Path$ = *Request\Path$, Params$ = UrlEncoded(*Request\Part())
    If LCase(Left(*Request\ContentType$, 10)) = "multipart/"
      ProcedureReturn SendForm(*Client, *Request, More(), Rendered)
    EndIf
    If *Request\HasBody
      ProcedureReturn SendBody(*Client, *Request, More(), Path$, *Request\Body$, *Request\ContentType$, Rendered)
    EndIf
    Select *Request\Verb$
      Case "GET", "HEAD", "DELETE"
        If Params$ <> ""
          If FindString(Path$, "?")
            Path$ + "&" + Params$
          Else
            Path$ + "?" + Params$
          EndIf
        EndIf
        ProcedureReturn SendBody(*Client, *Request, More(), Path$, "", "", Rendered)
    EndSelect
    ProcedureReturn SendBody(*Client, *Request, More(), Path$, Params$, "application/x-www-form-urlencoded", Rendered)
  EndProcedure
EndModule

CompilerEndIf
