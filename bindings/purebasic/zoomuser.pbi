; zoomuser for PureBasic: changes a Zoom user (PATCH /v2/users/{userId}).
;
;   XIncludeFile "zoomuser.pbi"
;   If ZoomUser::UpdateUser(Token$, "ada@example.com", ~"{\"dept\":\"Research\"}") <> ZoomUser::#ZOOM_OK
;     Debug ZoomUser::LastError()
;   EndIf
;
; The library (zoomuser.dll, libzoomuser.so, libzoomuser.dylib) is loaded by the first call, or by Load().
; Text is UTF-16 on both sides, so that nothing is converted. Every procedure that can fail returns a status; 0 is success.
; What New...() gives, Free...() ends. The result of the last call stays readable until the next call of the same thread.
; One client, patch or form is for one thread at a time; a second call at once gets #ZOOM_E_BUSY. Cancel() is for any thread.

CompilerIf Not Defined(ZoomUser, #PB_Module)

DeclareModule ZoomUser
  EnableExplicit

  ; The ways a call can end. #ZOOM_E_NOT_LOADED is this include's own; the others are those of zoomuser.h.
  #ZOOM_E_NOT_LOADED = -1
  #ZOOM_OK = 0
  #ZOOM_E_NULL = 1
  #ZOOM_E_ENCODING = 2
  #ZOOM_E_INVALID_ARGUMENT = 3
  #ZOOM_E_UNKNOWN_NAME = 4
  #ZOOM_E_INVALID_JSON = 5
  #ZOOM_E_BUSY = 7
  #ZOOM_E_MISSING_TOKEN = 8
  #ZOOM_E_CHECK_FAILED = 9
  #ZOOM_E_DNS = 20
  #ZOOM_E_CONNECT = 21
  #ZOOM_E_TLS = 22
  #ZOOM_E_TIMEOUT = 23
  #ZOOM_E_CANCELLED = 24
  #ZOOM_E_IO = 25
  #ZOOM_E_PROXY = 26
  #ZOOM_E_UNAUTHORIZED = 40
  #ZOOM_E_FORBIDDEN = 41
  #ZOOM_E_NOT_FOUND = 42
  #ZOOM_E_RATE_LIMITED = 43
  #ZOOM_E_REJECTED = 44
  #ZOOM_E_SERVER = 45
  #ZOOM_E_UNEXPECTED = 46
  #ZOOM_E_NOT_APPLIED = 47
  #ZOOM_E_UNCONFIRMED = 48
  #ZOOM_E_PANIC = 90
  #ZOOM_E_OUT_OF_MEMORY = 91
  #ZOOM_E_INTERNAL = 92

  ; Loads the library from a file, or from beside the program, or from where the system looks. Returns #True or #False.
  ; With threads: call it before the first thread starts.
  Declare.l Load(File$ = "")
  ; The version of the library, e.g. "0.1.0".
  Declare.s Version()

  ; The whole job in one call. Fields$ and Options$ are JSON objects; Token$ may be "" when the options bring credentials.
  Declare.l UpdateUser(Token$, User$, Fields$, Options$ = "")
  ; Closes the connections that UpdateUser() keeps; never needed.
  Declare Cleanup()

  ; An account's way to Zoom: options and kept connections.
  Declare.i NewClient(Token$ = "")
  Declare FreeClient(*Client)
  ; Every option of docs/options.md, as text: SetOption(Client, "timeout_ms", "5000").
  Declare.l SetOption(*Client, Option$, Value$)
  ; Ends the call in flight of this client, from another thread.
  Declare Cancel(*Client)
  ; Looks at all that an update needs, and changes nothing: ResultItem("checks", i, "name"), and so on. The status is that of
  ; the first check that failed.
  Declare.l Doctor(*Client)

  ; A procedure that gives the tokens of this client, in place of an option; 0 ends that. It is called once for each call,
  ; and once more, with Refused 1, where Zoom refuses what it gave. On Windows it is a Procedure, elsewhere a ProcedureC:
  ;   ProcedureC.l AccessToken(*UserData, Refused.l, *Buffer, Capacity.i)
  ; It returns what GiveToken() or GiveNoToken() returns, and calls nothing else of this module.
  Declare.l SetTokenCallback(*Client, *Callback, *UserData = 0)
  Declare.l GiveToken(*Buffer, Capacity.i, Token$)
  Declare.l GiveNoToken(*Buffer, Capacity.i, Why$)
  ; A procedure that gets the log of the whole process: errors (1), warnings (2), a line for each attempt (3), also ids of
  ; users (4), also values of fields (5); 0 ends it. A line is PeekS(*Line, -1, #PB_UTF8). It runs in the thread of the call
  ; that is logged, calls nothing of this module, and is a Procedure on Windows, elsewhere a ProcedureC:
  ;   ProcedureC LogLine(Level.l, *Line, *UserData)
  Declare.l SetLogCallback(Level.l, *Callback, *UserData = 0)

  ; The fields to change, by Zoom's own names. Text is converted to the type that Zoom expects ("2", "true").
  Declare.i NewPatch()
  Declare FreePatch(*Patch)
  Declare.l Set(*Patch, Field$, Text$)
  Declare.l SetNumber(*Patch, Field$, Number.q)
  Declare.l SetBool(*Patch, Field$, Value.l)
  Declare.l SetJson(*Patch, Field$, Json$)
  Declare.l SetNull(*Patch, Field$)
  Declare.l Unset(*Patch, Field$)
  ; Judges the fields; sends nothing. ResultItem("problems", ...) and ResultItem("warnings", ...) say what was found.
  Declare.l Check(*Patch)

  ; PATCH /users/{User$}. User$ is an id, an e-mail address, or "me" for the token's user.
  Declare.l Update(*Client, User$, *Patch)
  ; GET /users/{User$}: ResultText("user") is the user as JSON.
  Declare.l GetUser(*Client, User$)
  ; The request that Update() would send, as text: ResultText("rendered"). Sends nothing.
  Declare.l Render(*Client, User$, *Patch, Format$ = "http")

  ; Requests of your own. Path$ with "/" at its beginning is below the host, else below base_url. Headers$ are lines
  ; "Name: value". Body$ goes out as UTF-8; *Body and Length are bytes.
  Declare.l Request(*Client, Method$, Path$, Headers$ = "", Body$ = "")
  Declare.l RequestBytes(*Client, Method$, Path$, Headers$, *Body, Length.i)
  Declare.l RequestForm(*Client, Method$, Path$, Headers$, *Form)
  Declare.l RenderBytes(*Client, Method$, Path$, Headers$, *Body, Length.i, Format$ = "http")
  Declare.l RenderForm(*Client, Method$, Path$, Headers$, *Form, Format$ = "http")

  ; A multipart/form-data body: parts in your order. Text$ goes out as UTF-8.
  Declare.i NewForm()
  Declare FreeForm(*Form)
  Declare.l AddPart(*Form, Name$, Text$, FileName$ = "", ContentType$ = "", Charset$ = "")
  Declare.l AddBytes(*Form, Name$, *Value, Length.i, FileName$ = "", ContentType$ = "", Charset$ = "")

  ; How the last call of this thread ended.
  Declare.l LastStatus()
  ; Why it did not do what it was asked, in one line; "" after success.
  Declare.s LastError()
  ; "message" "remedy" "api_message" "tracking_id" "head" "rendered" "json"; all of them: docs/c-api.md.
  Declare.s ResultText(What$)
  ; "http_status" "api_code" "attempts" "waited_ms" "retry_after_ms"; -1 where there is none.
  Declare.q ResultNumber(What$)
  ; A header of Zoom's answer, in any case of letters.
  Declare.s ResultHeader(Name$)
  ; The body of Zoom's answer, read as UTF-8.
  Declare.s ResultBody()
  ; The lists "problems" "warnings" "field_errors" "headers", with verify "fields" ("field" "outcome" "old" "new"), and after
  ; Doctor() "checks" ("name" "url" "outcome" "message" "remedy"). Index counts from 0; What$ is "field" "message" "name" "value".
  Declare.i ResultCount(List$)
  Declare.s ResultItem(List$, Index.i, What$)
  ; Frees the result of this thread's last call; for the end of a thread.
  Declare FreeResult()

  ; The name and the meaning of a status, and whether the same call may succeed later.
  Declare.s StatusName(Status.l)
  Declare.s StatusText(Status.l)
  Declare.l IsRetryable(Status.l)
EndDeclareModule

Module ZoomUser
  CompilerSelect #PB_Compiler_OS
    CompilerCase #PB_OS_Windows
      #LibraryFile$ = "zoomuser.dll"
    CompilerCase #PB_OS_Linux
      #LibraryFile$ = "libzoomuser.so"
    CompilerCase #PB_OS_MacOS
      #LibraryFile$ = "libzoomuser.dylib"
    CompilerDefault
      CompilerError "zoomuser is for Windows, Linux and macOS"
  CompilerEndSelect

  CompilerSelect #PB_Compiler_Processor
    CompilerCase #PB_Processor_x86
      CompilerIf #PB_Compiler_OS <> #PB_OS_Windows
        CompilerError "zoomuser for 32 bits is for Windows"
      CompilerEndIf
    CompilerCase #PB_Processor_x64
    CompilerCase #PB_Processor_Arm64
    CompilerDefault
      CompilerError "zoomuser is for x86, x64 and arm64"
  CompilerEndSelect

  CompilerIf Not #PB_Compiler_Unicode
    CompilerError "zoomuser needs Unicode strings"
  CompilerEndIf

  ; The version of the C interface that this file was written for: ZOOM_ABI_VERSION of zoomuser.h.
  #AbiVersion = 1

  ; Widths are those of zoomuser.h: int32_t is .l, int64_t is .q, size_t and addresses are .i.
  ; 32-bit Windows calls by stdcall, everything else by the C convention. One prototype serves all functions of its form.
  ; What is not declared is for other languages, or said by another function here:
  ; Left out: zoom_client_set_n zoom_user_patch_set_n zoom_user_patch_set_json_n zoom_form_add_utf16 zoom_text_copy_utf16
  ; Left out: zoom_field_count zoom_field_text_utf16 zoom_option_count zoom_option_text_utf16 zoom_result_status
  CompilerIf #PB_Compiler_OS = #PB_OS_Windows
    Prototype.l fnAbiVersion()
    Prototype.i fnVersion()
    Prototype.i fnStatusText(Status.l)
    Prototype.l fnStatusIsRetryable(Status.l)
    Prototype.l fnUpdateUser(*Token, *User, *Fields, *Options, *Out, *Message, MessageCapacity.i)
    Prototype fnCleanup()
    Prototype.l fnSetLogCallback(Level.l, *Callback, *UserData)
    Prototype.i fnNew()
    Prototype fnFree(*Object)
    Prototype.i fnError(*Object)
    Prototype.l fnClientSet(*Client, *Option, *Value)
    Prototype.l fnClientSetTokenCallback(*Client, *Callback, *UserData)
    Prototype.l fnClientUpdateUser(*Client, *User, *Patch, *Out)
    Prototype.l fnClientGetUser(*Client, *User, *Out)
    Prototype.l fnClientDoctor(*Client, *Out)
    Prototype.l fnClientRequest(*Client, *Method, *Path, *Headers, *Body, Length.i, *Out)
    Prototype.l fnClientRequestForm(*Client, *Method, *Path, *Headers, *Form, *Out)
    Prototype.l fnClientRender(*Client, *User, *Patch, *Format, *Out)
    Prototype.l fnClientRenderRequest(*Client, *Method, *Path, *Headers, *Body, Length.i, *Format, *Out)
    Prototype.l fnClientRenderForm(*Client, *Method, *Path, *Headers, *Form, *Format, *Out)
    Prototype fnClientCancel(*Client)
    Prototype.l fnUserPatchText(*Patch, *Field, *Text)
    Prototype.l fnUserPatchSetInt(*Patch, *Field, Value.q)
    Prototype.l fnUserPatchSetBool(*Patch, *Field, Value.l)
    Prototype.l fnUserPatchField(*Patch, *Field)
    Prototype.l fnUserPatchCheck(*Patch, *Out)
    Prototype.l fnFormAddPart(*Form, *Name, *FileName, *ContentType, *Charset, *Value, Length.i)
    Prototype.i fnResultText(*Result, *What)
    Prototype.q fnResultNumber(*Result, *What)
    Prototype.i fnResultHeader(*Result, *Name)
    Prototype.i fnResultBody(*Result, *Length)
    Prototype.i fnResultCount(*Result, *List)
    Prototype.i fnResultItem(*Result, *List, Index.i, *What)
  CompilerElse
    PrototypeC.l fnAbiVersion()
    PrototypeC.i fnVersion()
    PrototypeC.i fnStatusText(Status.l)
    PrototypeC.l fnStatusIsRetryable(Status.l)
    PrototypeC.l fnUpdateUser(*Token, *User, *Fields, *Options, *Out, *Message, MessageCapacity.i)
    PrototypeC fnCleanup()
    PrototypeC.l fnSetLogCallback(Level.l, *Callback, *UserData)
    PrototypeC.i fnNew()
    PrototypeC fnFree(*Object)
    PrototypeC.i fnError(*Object)
    PrototypeC.l fnClientSet(*Client, *Option, *Value)
    PrototypeC.l fnClientSetTokenCallback(*Client, *Callback, *UserData)
    PrototypeC.l fnClientUpdateUser(*Client, *User, *Patch, *Out)
    PrototypeC.l fnClientGetUser(*Client, *User, *Out)
    PrototypeC.l fnClientDoctor(*Client, *Out)
    PrototypeC.l fnClientRequest(*Client, *Method, *Path, *Headers, *Body, Length.i, *Out)
    PrototypeC.l fnClientRequestForm(*Client, *Method, *Path, *Headers, *Form, *Out)
    PrototypeC.l fnClientRender(*Client, *User, *Patch, *Format, *Out)
    PrototypeC.l fnClientRenderRequest(*Client, *Method, *Path, *Headers, *Body, Length.i, *Format, *Out)
    PrototypeC.l fnClientRenderForm(*Client, *Method, *Path, *Headers, *Form, *Format, *Out)
    PrototypeC fnClientCancel(*Client)
    PrototypeC.l fnUserPatchText(*Patch, *Field, *Text)
    PrototypeC.l fnUserPatchSetInt(*Patch, *Field, Value.q)
    PrototypeC.l fnUserPatchSetBool(*Patch, *Field, Value.l)
    PrototypeC.l fnUserPatchField(*Patch, *Field)
    PrototypeC.l fnUserPatchCheck(*Patch, *Out)
    PrototypeC.l fnFormAddPart(*Form, *Name, *FileName, *ContentType, *Charset, *Value, Length.i)
    PrototypeC.i fnResultText(*Result, *What)
    PrototypeC.q fnResultNumber(*Result, *What)
    PrototypeC.i fnResultHeader(*Result, *Name)
    PrototypeC.i fnResultBody(*Result, *Length)
    PrototypeC.i fnResultCount(*Result, *List)
    PrototypeC.i fnResultItem(*Result, *List, Index.i, *What)
  CompilerEndIf

  Global zoom_abi_version.fnAbiVersion
  Global zoom_version_utf16.fnVersion
  Global zoom_status_name_utf16.fnStatusText
  Global zoom_status_text_utf16.fnStatusText
  Global zoom_status_is_retryable.fnStatusIsRetryable
  Global zoom_update_user_utf16.fnUpdateUser
  Global zoom_cleanup.fnCleanup
  Global zoom_set_log_callback.fnSetLogCallback
  Global zoom_client_new.fnNew
  Global zoom_client_free.fnFree
  Global zoom_client_set_utf16.fnClientSet
  Global zoom_client_set_token_callback.fnClientSetTokenCallback
  Global zoom_client_error_utf16.fnError
  Global zoom_client_update_user_utf16.fnClientUpdateUser
  Global zoom_client_get_user_utf16.fnClientGetUser
  Global zoom_client_doctor.fnClientDoctor
  Global zoom_client_request_utf16.fnClientRequest
  Global zoom_client_request_form_utf16.fnClientRequestForm
  Global zoom_client_render_utf16.fnClientRender
  Global zoom_client_render_request_utf16.fnClientRenderRequest
  Global zoom_client_render_form_utf16.fnClientRenderForm
  Global zoom_client_cancel.fnClientCancel
  Global zoom_user_patch_new.fnNew
  Global zoom_user_patch_free.fnFree
  Global zoom_user_patch_set_utf16.fnUserPatchText
  Global zoom_user_patch_set_int_utf16.fnUserPatchSetInt
  Global zoom_user_patch_set_bool_utf16.fnUserPatchSetBool
  Global zoom_user_patch_set_json_utf16.fnUserPatchText
  Global zoom_user_patch_set_null_utf16.fnUserPatchField
  Global zoom_user_patch_unset_utf16.fnUserPatchField
  Global zoom_user_patch_error_utf16.fnError
  Global zoom_user_patch_check.fnUserPatchCheck
  Global zoom_form_new.fnNew
  Global zoom_form_free.fnFree
  Global zoom_form_add_part_utf16.fnFormAddPart
  Global zoom_form_error_utf16.fnError
  Global zoom_result_free.fnFree
  Global zoom_result_text_utf16.fnResultText
  Global zoom_result_number_utf16.fnResultNumber
  Global zoom_result_header_utf16.fnResultHeader
  Global zoom_result_body.fnResultBody
  Global zoom_result_count_utf16.fnResultCount
  Global zoom_result_item_utf16.fnResultItem

  Global Library.i, Missing$
  ; What an empty string's address stands for: a PureBasic string without characters may have the address 0.
  Global Nothing.u
  Threaded *LastResult
  Threaded LastCode.l
  Threaded LastMessage$

  ; The address of a text that is never 0. The variable must outlive the call that gets it.
  Procedure.i Text(*Address)
    If *Address
      ProcedureReturn *Address
    EndIf
    ProcedureReturn @Nothing
  EndProcedure

  ; The address of a text, or 0 where it is empty: for what may be left out.
  Procedure.i Given(*Address.Unicode)
    If *Address
      If *Address\u
        ProcedureReturn *Address
      EndIf
    EndIf
    ProcedureReturn 0
  EndProcedure

  ; The text at an address that the library gave.
  Procedure.s TextAt(*Address)
    If *Address
      ProcedureReturn PeekS(*Address)
    EndIf
    ProcedureReturn ""
  EndProcedure

  Procedure.i Symbol(Name$)
    Protected *Address = GetFunction(Library, Name$)
    If *Address = 0 And Missing$ = ""
      Missing$ = Name$
    EndIf
    ProcedureReturn *Address
  EndProcedure

  ; Ends a call: keeps its status and message for LastStatus() and LastError().
  Procedure.l Ended(Status.l, Message$)
    LastCode = Status
    LastMessage$ = Message$
    If Status = #ZOOM_OK
      LastMessage$ = ""
    ElseIf Message$ = ""
      LastMessage$ = StatusText(Status)
    EndIf
    ProcedureReturn Status
  EndProcedure

  Procedure.l NotLoaded(Why$)
    If Library
      CloseLibrary(Library)
      Library = 0
    EndIf
    Ended(#ZOOM_E_NOT_LOADED, Why$)
    ProcedureReturn #False
  EndProcedure

  Procedure.l Load(File$ = "")
    Protected Beside$ = GetPathPart(ProgramFilename()) + #LibraryFile$, Abi.l
    If Library
      ProcedureReturn #True
    EndIf
    If File$ = ""
      File$ = #LibraryFile$
      If FileSize(Beside$) >= 0
        File$ = Beside$
      EndIf
    EndIf
    Library = OpenLibrary(#PB_Any, File$)
    If Library = 0
      ProcedureReturn NotLoaded("cannot load " + File$ + ": not there, or for another processor than this program")
    EndIf
    Missing$ = ""
    zoom_abi_version = Symbol("zoom_abi_version")
    zoom_version_utf16 = Symbol("zoom_version_utf16")
    zoom_status_name_utf16 = Symbol("zoom_status_name_utf16")
    zoom_status_text_utf16 = Symbol("zoom_status_text_utf16")
    zoom_status_is_retryable = Symbol("zoom_status_is_retryable")
    zoom_update_user_utf16 = Symbol("zoom_update_user_utf16")
    zoom_cleanup = Symbol("zoom_cleanup")
    zoom_set_log_callback = Symbol("zoom_set_log_callback")
    zoom_client_new = Symbol("zoom_client_new")
    zoom_client_free = Symbol("zoom_client_free")
    zoom_client_set_utf16 = Symbol("zoom_client_set_utf16")
    zoom_client_set_token_callback = Symbol("zoom_client_set_token_callback")
    zoom_client_error_utf16 = Symbol("zoom_client_error_utf16")
    zoom_client_update_user_utf16 = Symbol("zoom_client_update_user_utf16")
    zoom_client_get_user_utf16 = Symbol("zoom_client_get_user_utf16")
    zoom_client_doctor = Symbol("zoom_client_doctor")
    zoom_client_request_utf16 = Symbol("zoom_client_request_utf16")
    zoom_client_request_form_utf16 = Symbol("zoom_client_request_form_utf16")
    zoom_client_render_utf16 = Symbol("zoom_client_render_utf16")
    zoom_client_render_request_utf16 = Symbol("zoom_client_render_request_utf16")
    zoom_client_render_form_utf16 = Symbol("zoom_client_render_form_utf16")
    zoom_client_cancel = Symbol("zoom_client_cancel")
    zoom_user_patch_new = Symbol("zoom_user_patch_new")
    zoom_user_patch_free = Symbol("zoom_user_patch_free")
    zoom_user_patch_set_utf16 = Symbol("zoom_user_patch_set_utf16")
    zoom_user_patch_set_int_utf16 = Symbol("zoom_user_patch_set_int_utf16")
    zoom_user_patch_set_bool_utf16 = Symbol("zoom_user_patch_set_bool_utf16")
    zoom_user_patch_set_json_utf16 = Symbol("zoom_user_patch_set_json_utf16")
    zoom_user_patch_set_null_utf16 = Symbol("zoom_user_patch_set_null_utf16")
    zoom_user_patch_unset_utf16 = Symbol("zoom_user_patch_unset_utf16")
    zoom_user_patch_error_utf16 = Symbol("zoom_user_patch_error_utf16")
    zoom_user_patch_check = Symbol("zoom_user_patch_check")
    zoom_form_new = Symbol("zoom_form_new")
    zoom_form_free = Symbol("zoom_form_free")
    zoom_form_add_part_utf16 = Symbol("zoom_form_add_part_utf16")
    zoom_form_error_utf16 = Symbol("zoom_form_error_utf16")
    zoom_result_free = Symbol("zoom_result_free")
    zoom_result_text_utf16 = Symbol("zoom_result_text_utf16")
    zoom_result_number_utf16 = Symbol("zoom_result_number_utf16")
    zoom_result_header_utf16 = Symbol("zoom_result_header_utf16")
    zoom_result_body = Symbol("zoom_result_body")
    zoom_result_count_utf16 = Symbol("zoom_result_count_utf16")
    zoom_result_item_utf16 = Symbol("zoom_result_item_utf16")
    If Missing$ <> ""
      ProcedureReturn NotLoaded(File$ + " has no " + Missing$ + ": it is another version, or another library")
    EndIf
    Abi = zoom_abi_version()
    If Abi <> #AbiVersion
      ProcedureReturn NotLoaded(File$ + " has the interface " + Str(Abi) + ", this program needs " + Str(#AbiVersion))
    EndIf
    ProcedureReturn #True
  EndProcedure

  ; What to do before every call: the library must be there, and the last result goes.
  Procedure.l Ready()
    If Load() = #False
      ProcedureReturn #False
    EndIf
    FreeResult()
    ProcedureReturn #True
  EndProcedure

  ; Ends a call that left its result in *LastResult.
  Procedure.l Finish(Status.l)
    ProcedureReturn Ended(Status, ResultText("message"))
  EndProcedure

  ; Ends a call that made a handle, or could not.
  Procedure.i Made(*Handle)
    If *Handle
      Ended(#ZOOM_OK, "")
    Else
      Ended(#ZOOM_E_OUT_OF_MEMORY, "")
    EndIf
    ProcedureReturn *Handle
  EndProcedure

  Procedure.s Version()
    If Load()
      ProcedureReturn TextAt(zoom_version_utf16())
    EndIf
    ProcedureReturn ""
  EndProcedure

  Procedure.l UpdateUser(Token$, User$, Fields$, Options$ = "")
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn Finish(zoom_update_user_utf16(Text(@Token$), Text(@User$), Text(@Fields$), Text(@Options$), @*LastResult, 0, 0))
  EndProcedure

  Procedure Cleanup()
    If Library : zoom_cleanup() : EndIf
  EndProcedure

  Procedure.i NewClient(Token$ = "")
    Protected *Client
    If Ready() = #False
      ProcedureReturn 0
    EndIf
    *Client = Made(zoom_client_new())
    If *Client
      If SetOption(*Client, "token", Token$) <> #ZOOM_OK
        FreeClient(*Client)
        *Client = 0
      EndIf
    EndIf
    ProcedureReturn *Client
  EndProcedure

  Procedure FreeClient(*Client)
    If Library : zoom_client_free(*Client) : EndIf
  EndProcedure

  Procedure.l SetOption(*Client, Option$, Value$)
    Protected Done.l
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    Done = zoom_client_set_utf16(*Client, Text(@Option$), Text(@Value$))
    ProcedureReturn Ended(Done, TextAt(zoom_client_error_utf16(*Client)))
  EndProcedure

  Procedure Cancel(*Client)
    If Library : zoom_client_cancel(*Client) : EndIf
  EndProcedure

  Procedure.l Doctor(*Client)
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn Finish(zoom_client_doctor(*Client, @*LastResult))
  EndProcedure

  Procedure.l SetTokenCallback(*Client, *Callback, *UserData = 0)
    Protected Done.l
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    Done = zoom_client_set_token_callback(*Client, *Callback, *UserData)
    ProcedureReturn Ended(Done, TextAt(zoom_client_error_utf16(*Client)))
  EndProcedure

  ; Writes a text as UTF-8, or nothing if it does not fit together with its NUL. Returns #True or #False.
  Procedure.l Written(*Buffer, Capacity.i, Text$)
    If StringByteLength(Text$, #PB_UTF8) >= Capacity
      ProcedureReturn #False
    EndIf
    PokeS(*Buffer, Text$, -1, #PB_UTF8)
    ProcedureReturn #True
  EndProcedure

  Procedure.l GiveToken(*Buffer, Capacity.i, Token$)
    If Written(*Buffer, Capacity, Token$)
      ProcedureReturn 0
    EndIf
    ProcedureReturn GiveNoToken(*Buffer, Capacity, "the token is longer than " + Str(Capacity - 1) + " bytes")
  EndProcedure

  Procedure.l GiveNoToken(*Buffer, Capacity.i, Why$)
    Written(*Buffer, Capacity, Why$)
    ProcedureReturn 1
  EndProcedure

  Procedure.l SetLogCallback(Level.l, *Callback, *UserData = 0)
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn Ended(zoom_set_log_callback(Level, *Callback, *UserData), "level: expected 0 to 5")
  EndProcedure

  Procedure.i NewPatch()
    Protected *Patch
    If Ready()
      *Patch = Made(zoom_user_patch_new())
    EndIf
    ProcedureReturn *Patch
  EndProcedure

  Procedure FreePatch(*Patch)
    If Library : zoom_user_patch_free(*Patch) : EndIf
  EndProcedure

  Procedure.l AfterSetting(*Patch, Done.l)
    ProcedureReturn Ended(Done, TextAt(zoom_user_patch_error_utf16(*Patch)))
  EndProcedure

  Procedure.l Set(*Patch, Field$, Text$)
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn AfterSetting(*Patch, zoom_user_patch_set_utf16(*Patch, Text(@Field$), Text(@Text$)))
  EndProcedure

  Procedure.l SetNumber(*Patch, Field$, Number.q)
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn AfterSetting(*Patch, zoom_user_patch_set_int_utf16(*Patch, Text(@Field$), Number))
  EndProcedure

  Procedure.l SetBool(*Patch, Field$, Value.l)
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn AfterSetting(*Patch, zoom_user_patch_set_bool_utf16(*Patch, Text(@Field$), Value))
  EndProcedure

  Procedure.l SetJson(*Patch, Field$, Json$)
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn AfterSetting(*Patch, zoom_user_patch_set_json_utf16(*Patch, Text(@Field$), Text(@Json$)))
  EndProcedure

  Procedure.l SetNull(*Patch, Field$)
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn AfterSetting(*Patch, zoom_user_patch_set_null_utf16(*Patch, Text(@Field$)))
  EndProcedure

  Procedure.l Unset(*Patch, Field$)
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn AfterSetting(*Patch, zoom_user_patch_unset_utf16(*Patch, Text(@Field$)))
  EndProcedure

  Procedure.l Check(*Patch)
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn Finish(zoom_user_patch_check(*Patch, @*LastResult))
  EndProcedure

  Procedure.l Update(*Client, User$, *Patch)
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn Finish(zoom_client_update_user_utf16(*Client, Text(@User$), *Patch, @*LastResult))
  EndProcedure

  Procedure.l GetUser(*Client, User$)
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn Finish(zoom_client_get_user_utf16(*Client, Text(@User$), @*LastResult))
  EndProcedure

  Procedure.l Render(*Client, User$, *Patch, Format$ = "http")
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn Finish(zoom_client_render_utf16(*Client, Text(@User$), *Patch, Text(@Format$), @*LastResult))
  EndProcedure

  Procedure.l Request(*Client, Method$, Path$, Headers$ = "", Body$ = "")
    Protected *Body, Length.i, Done.l
    If Body$ <> ""
      *Body = UTF8(Body$)
      Length = StringByteLength(Body$, #PB_UTF8)
    EndIf
    Done = RequestBytes(*Client, Method$, Path$, Headers$, *Body, Length)
    If *Body
      FreeMemory(*Body)
    EndIf
    ProcedureReturn Done
  EndProcedure

  Procedure.l RequestBytes(*Client, Method$, Path$, Headers$, *Body, Length.i)
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn Finish(zoom_client_request_utf16(*Client, Text(@Method$), Text(@Path$), Text(@Headers$), *Body, Length, @*LastResult))
  EndProcedure

  Procedure.l RequestForm(*Client, Method$, Path$, Headers$, *Form)
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn Finish(zoom_client_request_form_utf16(*Client, Text(@Method$), Text(@Path$), Text(@Headers$), *Form, @*LastResult))
  EndProcedure

  Procedure.l RenderBytes(*Client, Method$, Path$, Headers$, *Body, Length.i, Format$ = "http")
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn Finish(zoom_client_render_request_utf16(*Client, Text(@Method$), Text(@Path$), Text(@Headers$), *Body, Length, Text(@Format$), @*LastResult))
  EndProcedure

  Procedure.l RenderForm(*Client, Method$, Path$, Headers$, *Form, Format$ = "http")
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    ProcedureReturn Finish(zoom_client_render_form_utf16(*Client, Text(@Method$), Text(@Path$), Text(@Headers$), *Form, Text(@Format$), @*LastResult))
  EndProcedure

  Procedure.i NewForm()
    Protected *Form
    If Ready()
      *Form = Made(zoom_form_new())
    EndIf
    ProcedureReturn *Form
  EndProcedure

  Procedure FreeForm(*Form)
    If Library : zoom_form_free(*Form) : EndIf
  EndProcedure

  Procedure.l AddPart(*Form, Name$, Text$, FileName$ = "", ContentType$ = "", Charset$ = "")
    Protected *Value, Length.i, Done.l
    If Text$ <> ""
      *Value = UTF8(Text$)
      Length = StringByteLength(Text$, #PB_UTF8)
    EndIf
    Done = AddBytes(*Form, Name$, *Value, Length, FileName$, ContentType$, Charset$)
    If *Value
      FreeMemory(*Value)
    EndIf
    ProcedureReturn Done
  EndProcedure

  Procedure.l AddBytes(*Form, Name$, *Value, Length.i, FileName$ = "", ContentType$ = "", Charset$ = "")
    Protected Done.l
    If Ready() = #False : ProcedureReturn #ZOOM_E_NOT_LOADED : EndIf
    Done = zoom_form_add_part_utf16(*Form, Text(@Name$), Given(@FileName$), Given(@ContentType$), Given(@Charset$), *Value, Length)
    ProcedureReturn Ended(Done, TextAt(zoom_form_error_utf16(*Form)))
  EndProcedure

  Procedure.l LastStatus()
    ProcedureReturn LastCode
  EndProcedure

  Procedure.s LastError()
    ProcedureReturn LastMessage$
  EndProcedure

  Procedure.s ResultText(What$)
    If Library = 0 : ProcedureReturn "" : EndIf
    ProcedureReturn TextAt(zoom_result_text_utf16(*LastResult, Text(@What$)))
  EndProcedure

  Procedure.q ResultNumber(What$)
    If Library = 0 : ProcedureReturn -1 : EndIf
    ProcedureReturn zoom_result_number_utf16(*LastResult, Text(@What$))
  EndProcedure

  Procedure.s ResultHeader(Name$)
    If Library = 0 : ProcedureReturn "" : EndIf
    ProcedureReturn TextAt(zoom_result_header_utf16(*LastResult, Text(@Name$)))
  EndProcedure

  Procedure.s ResultBody()
    Protected *Body, Length.i
    If Library
      *Body = zoom_result_body(*LastResult, @Length)
      If *Body And Length
        ProcedureReturn PeekS(*Body, Length, #PB_UTF8 | #PB_ByteLength)
      EndIf
    EndIf
    ProcedureReturn ""
  EndProcedure

  Procedure.i ResultCount(List$)
    If Library = 0 : ProcedureReturn 0 : EndIf
    ProcedureReturn zoom_result_count_utf16(*LastResult, Text(@List$))
  EndProcedure

  Procedure.s ResultItem(List$, Index.i, What$)
    If Library = 0 : ProcedureReturn "" : EndIf
    ProcedureReturn TextAt(zoom_result_item_utf16(*LastResult, Text(@List$), Index, Text(@What$)))
  EndProcedure

  Procedure FreeResult()
    If Library And *LastResult
      zoom_result_free(*LastResult)
    EndIf
    *LastResult = 0
  EndProcedure

  Procedure.s StatusName(Status.l)
    If Library = 0 : ProcedureReturn "" : EndIf
    ProcedureReturn TextAt(zoom_status_name_utf16(Status))
  EndProcedure

  Procedure.s StatusText(Status.l)
    If Status = #ZOOM_E_NOT_LOADED
      ProcedureReturn "the library could not be loaded"
    EndIf
    If Library = 0 : ProcedureReturn "" : EndIf
    ProcedureReturn TextAt(zoom_status_text_utf16(Status))
  EndProcedure

  Procedure.l IsRetryable(Status.l)
    If Library = 0 : ProcedureReturn #False : EndIf
    ProcedureReturn zoom_status_is_retryable(Status)
  EndProcedure
EndModule

CompilerEndIf
