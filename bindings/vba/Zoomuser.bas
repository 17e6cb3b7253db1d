Attribute VB_Name = "Zoomuser"
' zoomuser for VBA and VB6: changes a Zoom user (PATCH /v2/users/{userId}).
'
'   ZoomLoad ThisWorkbook.Path & "\zoomuser.dll"
'   If ZoomUpdateUser(Token, "ada@example.com", "{""dept"":""Research""}") <> ZOOM_OK Then MsgBox ZoomMessage()
'
' One module for 32-bit and 64-bit Office and for VB6, on Windows. Text is UTF-16 on both sides; nothing is converted.
' What can fail gives a status; ZOOM_OK is 0. The result of the last call can be read until the next one: ZoomMessage,
' ZoomText, ZoomNumber, ZoomItem. A wrong use (text with a NUL in it, a number with a fraction) is an error of VBA (Err 5).
' What ZoomNew... gives, ZoomFree... ends. More: docs/vba.md.

Option Explicit

' What zoom_abi_version of a fitting library returns.
Private Const ZOOM_ABI_VERSION As Long = 1

' How a call can end.
Public Enum ZoomStatus
    ZOOM_OK = 0
    ZOOM_E_NULL = 1
    ZOOM_E_ENCODING = 2
    ZOOM_E_INVALID_ARGUMENT = 3
    ZOOM_E_UNKNOWN_NAME = 4
    ZOOM_E_INVALID_JSON = 5
    ZOOM_E_BUSY = 7
    ZOOM_E_MISSING_TOKEN = 8
    ZOOM_E_CHECK_FAILED = 9
    ZOOM_E_DNS = 20
    ZOOM_E_CONNECT = 21
    ZOOM_E_TLS = 22
    ZOOM_E_TIMEOUT = 23
    ZOOM_E_CANCELLED = 24
    ZOOM_E_IO = 25
    ZOOM_E_PROXY = 26
    ZOOM_E_UNAUTHORIZED = 40
    ZOOM_E_FORBIDDEN = 41
    ZOOM_E_NOT_FOUND = 42
    ZOOM_E_RATE_LIMITED = 43
    ZOOM_E_REJECTED = 44
    ZOOM_E_SERVER = 45
    ZOOM_E_UNEXPECTED = 46
    ZOOM_E_NOT_APPLIED = 47
    ZOOM_E_UNCONFIRMED = 48
    ZOOM_E_PANIC = 90
    ZOOM_E_OUT_OF_MEMORY = 91
    ZOOM_E_INTERNAL = 92
End Enum

' Left out: zoom_client_set_token_callback zoom_set_log_callback (an error in a callback would end the host)
' Left out: zoom_client_cancel (there is one thread; deadline_ms bounds a call)
' Left out: zoom_user_patch_set_int_utf16 (VBA of 32 bits has no such number; numbers are given as text)
' Left out: zoom_text_copy_utf16 zoom_result_status zoom_field_count zoom_field_text_utf16 zoom_option_count
' Left out: zoom_option_text_utf16

#If VBA7 Then
    Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal fileName As LongPtr) As LongPtr
    Private Declare PtrSafe Function lstrlenW Lib "kernel32" (ByVal text As LongPtr) As Long
    Private Declare PtrSafe Sub RtlMoveMemory Lib "kernel32" (ByVal target As LongPtr, _
        ByVal source As LongPtr, ByVal byteCount As LongPtr)
    Private Declare PtrSafe Function MultiByteToWideChar Lib "kernel32" (ByVal codePage As Long, ByVal flags As Long, _
        ByVal bytes As LongPtr, ByVal byteCount As Long, ByVal text As LongPtr, ByVal textLength As Long) As Long
    Private Declare PtrSafe Function WideCharToMultiByte Lib "kernel32" (ByVal codePage As Long, ByVal flags As Long, _
        ByVal text As LongPtr, ByVal textLength As Long, ByVal bytes As LongPtr, ByVal byteCount As Long, _
        ByVal replacement As LongPtr, ByVal wasReplaced As LongPtr) As Long
    Private Declare PtrSafe Function zoom_abi_version Lib "zoomuser.dll" () As Long
    Private Declare PtrSafe Function zoom_version_utf16 Lib "zoomuser.dll" () As LongPtr
    Private Declare PtrSafe Function zoom_status_name_utf16 Lib "zoomuser.dll" (ByVal status As Long) As LongPtr
    Private Declare PtrSafe Function zoom_status_text_utf16 Lib "zoomuser.dll" (ByVal status As Long) As LongPtr
    Private Declare PtrSafe Function zoom_status_is_retryable Lib "zoomuser.dll" (ByVal status As Long) As Long
    Private Declare PtrSafe Function zoom_update_user_utf16 Lib "zoomuser.dll" (ByVal accessToken As LongPtr, _
        ByVal userId As LongPtr, ByVal fieldsJson As LongPtr, ByVal optionsJson As LongPtr, ByRef out As LongPtr, _
        ByVal message As LongPtr, ByVal messageCapacity As LongPtr) As Long
    Private Declare PtrSafe Sub zoom_cleanup Lib "zoomuser.dll" ()
    Private Declare PtrSafe Function zoom_client_new Lib "zoomuser.dll" () As LongPtr
    Private Declare PtrSafe Sub zoom_client_free Lib "zoomuser.dll" (ByVal client As LongPtr)
    Private Declare PtrSafe Function zoom_client_set_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal optionName As LongPtr, ByVal value As LongPtr) As Long
    Private Declare PtrSafe Function zoom_client_error_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr) As LongPtr
    Private Declare PtrSafe Function zoom_client_update_user_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal userId As LongPtr, ByVal patch As LongPtr, ByRef out As LongPtr) As Long
    Private Declare PtrSafe Function zoom_client_get_user_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal userId As LongPtr, ByRef out As LongPtr) As Long
    Private Declare PtrSafe Function zoom_client_doctor Lib "zoomuser.dll" (ByVal client As LongPtr, ByRef out As LongPtr) As Long
    Private Declare PtrSafe Function zoom_client_request_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal method As LongPtr, ByVal pathAndQuery As LongPtr, ByVal headers As LongPtr, ByVal body As LongPtr, _
        ByVal byteCount As LongPtr, ByRef out As LongPtr) As Long
    Private Declare PtrSafe Function zoom_client_request_form_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal method As LongPtr, ByVal pathAndQuery As LongPtr, ByVal headers As LongPtr, ByVal form As LongPtr, _
        ByRef out As LongPtr) As Long
    Private Declare PtrSafe Function zoom_client_render_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal userId As LongPtr, ByVal patch As LongPtr, ByVal formatName As LongPtr, ByRef out As LongPtr) As Long
    Private Declare PtrSafe Function zoom_client_render_request_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal method As LongPtr, ByVal pathAndQuery As LongPtr, ByVal headers As LongPtr, ByVal body As LongPtr, _
        ByVal byteCount As LongPtr, ByVal formatName As LongPtr, ByRef out As LongPtr) As Long
    Private Declare PtrSafe Function zoom_client_render_form_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal method As LongPtr, ByVal pathAndQuery As LongPtr, ByVal headers As LongPtr, ByVal form As LongPtr, _
        ByVal formatName As LongPtr, ByRef out As LongPtr) As Long
    Private Declare PtrSafe Function zoom_user_patch_new Lib "zoomuser.dll" () As LongPtr
    Private Declare PtrSafe Sub zoom_user_patch_free Lib "zoomuser.dll" (ByVal patch As LongPtr)
    Private Declare PtrSafe Function zoom_user_patch_set_utf16 Lib "zoomuser.dll" (ByVal patch As LongPtr, _
        ByVal field As LongPtr, ByVal text As LongPtr) As Long
    Private Declare PtrSafe Function zoom_user_patch_set_bool_utf16 Lib "zoomuser.dll" (ByVal patch As LongPtr, _
        ByVal field As LongPtr, ByVal value As Long) As Long
    Private Declare PtrSafe Function zoom_user_patch_set_json_utf16 Lib "zoomuser.dll" (ByVal patch As LongPtr, _
        ByVal field As LongPtr, ByVal json As LongPtr) As Long
    Private Declare PtrSafe Function zoom_user_patch_set_null_utf16 Lib "zoomuser.dll" (ByVal patch As LongPtr, _
        ByVal field As LongPtr) As Long
    Private Declare PtrSafe Function zoom_user_patch_unset_utf16 Lib "zoomuser.dll" (ByVal patch As LongPtr, _
        ByVal field As LongPtr) As Long
    Private Declare PtrSafe Function zoom_user_patch_error_utf16 Lib "zoomuser.dll" (ByVal patch As LongPtr) As LongPtr
    Private Declare PtrSafe Function zoom_user_patch_check Lib "zoomuser.dll" (ByVal patch As LongPtr, _
        ByRef out As LongPtr) As Long
    Private Declare PtrSafe Function zoom_form_new Lib "zoomuser.dll" () As LongPtr
    Private Declare PtrSafe Sub zoom_form_free Lib "zoomuser.dll" (ByVal form As LongPtr)
    Private Declare PtrSafe Function zoom_form_add_utf16 Lib "zoomuser.dll" (ByVal form As LongPtr, _
        ByVal partName As LongPtr, ByVal value As LongPtr) As Long
    Private Declare PtrSafe Function zoom_form_add_part_utf16 Lib "zoomuser.dll" (ByVal form As LongPtr, _
        ByVal partName As LongPtr, ByVal fileName As LongPtr, ByVal contentType As LongPtr, _
        ByVal charset As LongPtr, ByVal value As LongPtr, ByVal byteCount As LongPtr) As Long
    Private Declare PtrSafe Function zoom_form_error_utf16 Lib "zoomuser.dll" (ByVal form As LongPtr) As LongPtr
    Private Declare PtrSafe Sub zoom_result_free Lib "zoomuser.dll" (ByVal result As LongPtr)
    Private Declare PtrSafe Function zoom_result_text_utf16 Lib "zoomuser.dll" (ByVal result As LongPtr, _
        ByVal what As LongPtr) As LongPtr
    #If Win64 Then
        Private Declare PtrSafe Function zoom_result_number_utf16 Lib "zoomuser.dll" (ByVal result As LongPtr, _
            ByVal what As LongPtr) As LongLong
    #Else
        Private Declare PtrSafe Function zoom_result_number_utf16 Lib "zoomuser.dll" (ByVal result As LongPtr, _
            ByVal what As LongPtr) As Currency
    #End If
    Private Declare PtrSafe Function zoom_result_header_utf16 Lib "zoomuser.dll" (ByVal result As LongPtr, _
        ByVal partName As LongPtr) As LongPtr
    Private Declare PtrSafe Function zoom_result_body Lib "zoomuser.dll" (ByVal result As LongPtr, _
        ByRef byteCount As LongPtr) As LongPtr
    Private Declare PtrSafe Function zoom_result_count_utf16 Lib "zoomuser.dll" (ByVal result As LongPtr, _
        ByVal list As LongPtr) As LongPtr
    Private Declare PtrSafe Function zoom_result_item_utf16 Lib "zoomuser.dll" (ByVal result As LongPtr, _
        ByVal list As LongPtr, ByVal i As LongPtr, ByVal what As LongPtr) As LongPtr
#Else
    ' VB6 and VBA 6 know no LongPtr: there it is a Long.
    Public Enum LongPtr
        [_]
    End Enum
    Private Declare Function LoadLibraryW Lib "kernel32" (ByVal fileName As LongPtr) As LongPtr
    Private Declare Function lstrlenW Lib "kernel32" (ByVal text As LongPtr) As Long
    Private Declare Sub RtlMoveMemory Lib "kernel32" (ByVal target As LongPtr, _
        ByVal source As LongPtr, ByVal byteCount As LongPtr)
    Private Declare Function MultiByteToWideChar Lib "kernel32" (ByVal codePage As Long, ByVal flags As Long, _
        ByVal bytes As LongPtr, ByVal byteCount As Long, ByVal text As LongPtr, ByVal textLength As Long) As Long
    Private Declare Function WideCharToMultiByte Lib "kernel32" (ByVal codePage As Long, ByVal flags As Long, _
        ByVal text As LongPtr, ByVal textLength As Long, ByVal bytes As LongPtr, ByVal byteCount As Long, _
        ByVal replacement As LongPtr, ByVal wasReplaced As LongPtr) As Long
    Private Declare Function zoom_abi_version Lib "zoomuser.dll" () As Long
    Private Declare Function zoom_version_utf16 Lib "zoomuser.dll" () As LongPtr
    Private Declare Function zoom_status_name_utf16 Lib "zoomuser.dll" (ByVal status As Long) As LongPtr
    Private Declare Function zoom_status_text_utf16 Lib "zoomuser.dll" (ByVal status As Long) As LongPtr
    Private Declare Function zoom_status_is_retryable Lib "zoomuser.dll" (ByVal status As Long) As Long
    Private Declare Function zoom_update_user_utf16 Lib "zoomuser.dll" (ByVal accessToken As LongPtr, _
        ByVal userId As LongPtr, ByVal fieldsJson As LongPtr, ByVal optionsJson As LongPtr, ByRef out As LongPtr, _
        ByVal message As LongPtr, ByVal messageCapacity As LongPtr) As Long
    Private Declare Sub zoom_cleanup Lib "zoomuser.dll" ()
    Private Declare Function zoom_client_new Lib "zoomuser.dll" () As LongPtr
    Private Declare Sub zoom_client_free Lib "zoomuser.dll" (ByVal client As LongPtr)
    Private Declare Function zoom_client_set_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal optionName As LongPtr, ByVal value As LongPtr) As Long
    Private Declare Function zoom_client_error_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr) As LongPtr
    Private Declare Function zoom_client_update_user_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal userId As LongPtr, ByVal patch As LongPtr, ByRef out As LongPtr) As Long
    Private Declare Function zoom_client_get_user_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal userId As LongPtr, ByRef out As LongPtr) As Long
    Private Declare Function zoom_client_doctor Lib "zoomuser.dll" (ByVal client As LongPtr, ByRef out As LongPtr) As Long
    Private Declare Function zoom_client_request_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal method As LongPtr, ByVal pathAndQuery As LongPtr, ByVal headers As LongPtr, ByVal body As LongPtr, _
        ByVal byteCount As LongPtr, ByRef out As LongPtr) As Long
    Private Declare Function zoom_client_request_form_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal method As LongPtr, ByVal pathAndQuery As LongPtr, ByVal headers As LongPtr, ByVal form As LongPtr, _
        ByRef out As LongPtr) As Long
    Private Declare Function zoom_client_render_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal userId As LongPtr, ByVal patch As LongPtr, ByVal formatName As LongPtr, ByRef out As LongPtr) As Long
    Private Declare Function zoom_client_render_request_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal method As LongPtr, ByVal pathAndQuery As LongPtr, ByVal headers As LongPtr, ByVal body As LongPtr, _
        ByVal byteCount As LongPtr, ByVal formatName As LongPtr, ByRef out As LongPtr) As Long
    Private Declare Function zoom_client_render_form_utf16 Lib "zoomuser.dll" (ByVal client As LongPtr, _
        ByVal method As LongPtr, ByVal pathAndQuery As LongPtr, ByVal headers As LongPtr, ByVal form As LongPtr, _
        ByVal formatName As LongPtr, ByRef out As LongPtr) As Long
    Private Declare Function zoom_user_patch_new Lib "zoomuser.dll" () As LongPtr
    Private Declare Sub zoom_user_patch_free Lib "zoomuser.dll" (ByVal patch As LongPtr)
    Private Declare Function zoom_user_patch_set_utf16 Lib "zoomuser.dll" (ByVal patch As LongPtr, _
        ByVal field As LongPtr, ByVal text As LongPtr) As Long
    Private Declare Function zoom_user_patch_set_bool_utf16 Lib "zoomuser.dll" (ByVal patch As LongPtr, _
        ByVal field As LongPtr, ByVal value As Long) As Long
    Private Declare Function zoom_user_patch_set_json_utf16 Lib "zoomuser.dll" (ByVal patch As LongPtr, _
        ByVal field As LongPtr, ByVal json As LongPtr) As Long
    Private Declare Function zoom_user_patch_set_null_utf16 Lib "zoomuser.dll" (ByVal patch As LongPtr, _
        ByVal field As LongPtr) As Long
    Private Declare Function zoom_user_patch_unset_utf16 Lib "zoomuser.dll" (ByVal patch As LongPtr, _
        ByVal field As LongPtr) As Long
    Private Declare Function zoom_user_patch_error_utf16 Lib "zoomuser.dll" (ByVal patch As LongPtr) As LongPtr
    Private Declare Function zoom_user_patch_check Lib "zoomuser.dll" (ByVal patch As LongPtr, ByRef out As LongPtr) As Long
    Private Declare Function zoom_form_new Lib "zoomuser.dll" () As LongPtr
    Private Declare Sub zoom_form_free Lib "zoomuser.dll" (ByVal form As LongPtr)
    Private Declare Function zoom_form_add_utf16 Lib "zoomuser.dll" (ByVal form As LongPtr, _
        ByVal partName As LongPtr, ByVal value As LongPtr) As Long
    Private Declare Function zoom_form_add_part_utf16 Lib "zoomuser.dll" (ByVal form As LongPtr, _
        ByVal partName As LongPtr, ByVal fileName As LongPtr, ByVal contentType As LongPtr, _
        ByVal charset As LongPtr, ByVal value As LongPtr, ByVal byteCount As LongPtr) As Long
    Private Declare Function zoom_form_error_utf16 Lib "zoomuser.dll" (ByVal form As LongPtr) As LongPtr
    Private Declare Sub zoom_result_free Lib "zoomuser.dll" (ByVal result As LongPtr)
    Private Declare Function zoom_result_text_utf16 Lib "zoomuser.dll" (ByVal result As LongPtr, _
        ByVal what As LongPtr) As LongPtr
    Private Declare Function zoom_result_number_utf16 Lib "zoomuser.dll" (ByVal result As LongPtr, _
        ByVal what As LongPtr) As Currency
    Private Declare Function zoom_result_header_utf16 Lib "zoomuser.dll" (ByVal result As LongPtr, _
        ByVal partName As LongPtr) As LongPtr
    Private Declare Function zoom_result_body Lib "zoomuser.dll" (ByVal result As LongPtr, _
        ByRef byteCount As LongPtr) As LongPtr
    Private Declare Function zoom_result_count_utf16 Lib "zoomuser.dll" (ByVal result As LongPtr, _
        ByVal list As LongPtr) As LongPtr
    Private Declare Function zoom_result_item_utf16 Lib "zoomuser.dll" (ByVal result As LongPtr, _
        ByVal list As LongPtr, ByVal i As LongPtr, ByVal what As LongPtr) As LongPtr
#End If

Private Const UTF8 As Long = 65001
Private Const WHOLE_CHARACTERS As Long = &H80
Private Const LARGEST As Double = 999999999999999#

' Two zero bytes: the text "" for the library, to which a text of VBA without characters would be NULL.
Private mNothing As Long
Private mReady As Boolean
Private mResult As LongPtr
Private mMessage As String

' The library ------------------------------------------------------------------------------------------------------

' Loads the DLL from this file, once, before any other call. Without it Windows looks in the folder of the program
' (EXCEL.EXE), in those of Windows and in PATH.
Public Sub ZoomLoad(ByVal File As String)
    Dim Why As Long
    If mReady Then Exit Sub
    If LoadLibraryW(TextPtr(File, "File")) = 0 Then
        Why = Err.LastDllError
        Select Case Why
            Case 126
                Fail File & ": not there"
            Case 193
                Fail File & ": it has other bits than this program, which has " & ProgramBits() & " bits"
            Case Else
                Fail File & ": Windows does not load it, error " & CStr(Why)
        End Select
    End If
    Ready
End Sub

Public Function ZoomVersion() As String
    Ready
    ZoomVersion = TextAt(zoom_version_utf16())
End Function

' The name of a status as in zoomuser.h, e.g. "ZOOM_E_TIMEOUT".
Public Function ZoomStatusName(ByVal Status As Long) As String
    Ready
    ZoomStatusName = TextAt(zoom_status_name_utf16(Status))
End Function

' What a status means, in one line.
Public Function ZoomStatusText(ByVal Status As Long) As String
    Ready
    ZoomStatusText = TextAt(zoom_status_text_utf16(Status))
End Function

' Whether the same call may succeed later without a change.
Public Function ZoomIsRetryable(ByVal Status As Long) As Boolean
    Ready
    ZoomIsRetryable = (zoom_status_is_retryable(Status) <> 0)
End Function

' The whole job in one call ----------------------------------------------------------------------------------------

' Fields and options are JSON objects. The connection is kept for the next such call, for at most a minute.
Public Function ZoomUpdateUser(ByVal Token As String, ByVal User As String, ByVal Fields As String, _
        Optional ByVal Options As String = "") As ZoomStatus
    Dim Status As Long, Result As LongPtr
    Ready
    Status = zoom_update_user_utf16(TextPtr(Token, "Token"), TextPtr(User, "User"), TextPtr(Fields, "Fields"), _
        TextPtr(Options, "Options"), Result, 0, 0)
    ZoomUpdateUser = Ended(Status, Result)
End Function

' Closes the connections that ZoomUpdateUser keeps; never needed.
Public Sub ZoomCleanup()
    Ready
    zoom_cleanup
End Sub

' Clients ----------------------------------------------------------------------------------------------------------

' A client; 0 and ZoomMessage if the token is not usable.
Public Function ZoomNewClient(Optional ByVal Token As String = "") As LongPtr
    Dim Client As LongPtr
    Ready
    Client = Made(zoom_client_new())
    If LenB(Token) > 0 Then
        If ZoomSetOption(Client, "token", Token) <> ZOOM_OK Then ZoomFreeClient Client
    End If
    ZoomNewClient = Client
End Function

' Frees a client and sets the variable to 0; 0 is no client, and freeing it does nothing.
Public Sub ZoomFreeClient(ByRef Client As LongPtr)
    If Client <> 0 Then zoom_client_free Client
    Client = 0
End Sub

' Every option of docs/options.md, as text: ZoomSetOption Client, "timeout_ms", "5000".
Public Function ZoomSetOption(ByVal Client As LongPtr, ByVal OptionName As String, ByVal Value As String) As ZoomStatus
    Dim Status As Long
    Ready
    Status = zoom_client_set_utf16(Client, TextPtr(OptionName, "OptionName"), TextPtr(Value, "Value"))
    ZoomSetOption = Refused(Status, zoom_client_error_utf16(Client))
End Function

' PATCH /users/{User}. User is an id, an e-mail address, or "me" for the token's own user.
Public Function ZoomUpdate(ByVal Client As LongPtr, ByVal User As String, ByVal Patch As LongPtr) As ZoomStatus
    Dim Status As Long, Result As LongPtr
    Ready
    Status = zoom_client_update_user_utf16(Client, TextPtr(User, "User"), Patch, Result)
    ZoomUpdate = Ended(Status, Result)
End Function

' GET /users/{User}: ZoomText("user") is the user as JSON, the list "user" has each "name" and "value".
Public Function ZoomGetUser(ByVal Client As LongPtr, ByVal User As String) As ZoomStatus
    Dim Status As Long, Result As LongPtr
    Ready
    Status = zoom_client_get_user_utf16(Client, TextPtr(User, "User"), Result)
    ZoomGetUser = Ended(Status, Result)
End Function

' Looks at what an update needs, from the options to the rate (docs/doctor.md); changes nothing. The list "checks" has each
' check: "name" "url" "outcome" "message" "remedy"; ZOOM_OK if none failed.
Public Function ZoomDoctor(ByVal Client As LongPtr) As ZoomStatus
    Dim Status As Long, Result As LongPtr
    Ready
    Status = zoom_client_doctor(Client, Result)
    ZoomDoctor = Ended(Status, Result)
End Function

' The request that ZoomUpdate would send: ZoomText("rendered"). Sends nothing.
Public Function ZoomRender(ByVal Client As LongPtr, ByVal User As String, ByVal Patch As LongPtr, _
        Optional ByVal FormatName As String = "http") As ZoomStatus
    Dim Status As Long, Result As LongPtr
    Ready
    Status = zoom_client_render_utf16(Client, TextPtr(User, "User"), Patch, TextPtr(FormatName, "FormatName"), Result)
    ZoomRender = Ended(Status, Result)
End Function

' A request of your own: zoom_client_request of zoomuser.h. Body goes out as UTF-8; with a FormatName the request is
' only shown, as by ZoomRender.
Public Function ZoomRequest(ByVal Client As LongPtr, ByVal Method As String, ByVal Path As String, _
        Optional ByVal Headers As String = "", Optional ByVal Body As String = "", _
        Optional ByVal FormatName As String = "") As ZoomStatus
    Dim Bytes() As Byte
    Bytes = Utf8Bytes(Body)
    ZoomRequest = ZoomRequestBytes(Client, Method, Path, Headers, Bytes, FormatName)
End Function

' ZoomRequest with any bytes.
Public Function ZoomRequestBytes(ByVal Client As LongPtr, ByVal Method As String, ByVal Path As String, _
        ByVal Headers As String, ByRef Bytes() As Byte, Optional ByVal FormatName As String = "") As ZoomStatus
    Dim Status As Long, Result As LongPtr, Body As LongPtr, Length As Long
    Ready
    Length = ByteCount(Bytes)
    If Length > 0 Then Body = VarPtr(Bytes(LBound(Bytes)))
    If LenB(FormatName) = 0 Then
        Status = zoom_client_request_utf16(Client, TextPtr(Method, "Method"), TextPtr(Path, "Path"), _
            TextPtr(Headers, "Headers"), Body, Length, Result)
    Else
        Status = zoom_client_render_request_utf16(Client, TextPtr(Method, "Method"), TextPtr(Path, "Path"), _
            TextPtr(Headers, "Headers"), Body, Length, TextPtr(FormatName, "FormatName"), Result)
    End If
    ZoomRequestBytes = Ended(Status, Result)
End Function

' ZoomRequest with a form as its body.
Public Function ZoomRequestForm(ByVal Client As LongPtr, ByVal Method As String, ByVal Path As String, _
        ByVal Headers As String, ByVal Form As LongPtr, Optional ByVal FormatName As String = "") As ZoomStatus
    Dim Status As Long, Result As LongPtr
    Ready
    If LenB(FormatName) = 0 Then
        Status = zoom_client_request_form_utf16(Client, TextPtr(Method, "Method"), TextPtr(Path, "Path"), _
            TextPtr(Headers, "Headers"), Form, Result)
    Else
        Status = zoom_client_render_form_utf16(Client, TextPtr(Method, "Method"), TextPtr(Path, "Path"), _
            TextPtr(Headers, "Headers"), Form, TextPtr(FormatName, "FormatName"), Result)
    End If
    ZoomRequestForm = Ended(Status, Result)
End Function

' Patches ----------------------------------------------------------------------------------------------------------

' The fields to change, by the names of docs/fields.md. Nothing is added to what you set.
Public Function ZoomNewPatch() As LongPtr
    Ready
    ZoomNewPatch = Made(zoom_user_patch_new())
End Function

' Frees a patch and sets the variable to 0.
Public Sub ZoomFreePatch(ByRef Patch As LongPtr)
    If Patch <> 0 Then zoom_user_patch_free Patch
    Patch = 0
End Sub

' Sets a field to a text, a whole number, True or False, or to what a cell has of these. Text is converted to the type
' that Zoom expects; a number of more than 15 digits has to be a text. "" empties a text.
Public Function ZoomSet(ByVal Patch As LongPtr, ByVal Field As String, ByVal Value As Variant) As ZoomStatus
    Dim Plain As Variant, Text As String, Status As Long
    Ready
    ' Of a cell, its value.
    Plain = Value
    Select Case VarType(Plain)
        Case vbBoolean
            Status = zoom_user_patch_set_bool_utf16(Patch, TextPtr(Field, "Field"), Abs(CLng(Plain)))
            ZoomSet = Refused(Status, zoom_user_patch_error_utf16(Patch))
            Exit Function
        Case vbString, vbByte, vbInteger, vbLong, 20
            Text = CStr(Plain)
        Case vbSingle, vbDouble, vbCurrency, vbDecimal
            If Plain <> Fix(Plain) Or Abs(Plain) > LARGEST Then
                Err.Raise 5, "zoomuser", Field & ": expected a whole number of at most 15 digits"
            End If
            Text = Format$(Plain, "0")
        Case Else
            Err.Raise 5, "zoomuser", Field & ": expected a text, a whole number, True or False; for null ZoomSetNull"
    End Select
    Status = zoom_user_patch_set_utf16(Patch, TextPtr(Field, "Field"), TextPtr(Text, Field))
    ZoomSet = Refused(Status, zoom_user_patch_error_utf16(Patch))
End Function

' Sets a field to JSON, e.g. an array; it is sent as you wrote it.
Public Function ZoomSetJson(ByVal Patch As LongPtr, ByVal Field As String, ByVal Json As String) As ZoomStatus
    Dim Status As Long
    Ready
    Status = zoom_user_patch_set_json_utf16(Patch, TextPtr(Field, "Field"), TextPtr(Json, Field))
    ZoomSetJson = Refused(Status, zoom_user_patch_error_utf16(Patch))
End Function

' Sets a field to JSON null. What Zoom does with it is not documented.
Public Function ZoomSetNull(ByVal Patch As LongPtr, ByVal Field As String) As ZoomStatus
    Dim Status As Long
    Ready
    Status = zoom_user_patch_set_null_utf16(Patch, TextPtr(Field, "Field"))
    ZoomSetNull = Refused(Status, zoom_user_patch_error_utf16(Patch))
End Function

' Takes a field out again.
Public Function ZoomUnset(ByVal Patch As LongPtr, ByVal Field As String) As ZoomStatus
    Dim Status As Long
    Ready
    Status = zoom_user_patch_unset_utf16(Patch, TextPtr(Field, "Field"))
    ZoomUnset = Refused(Status, zoom_user_patch_error_utf16(Patch))
End Function

' Judges the fields; sends nothing. The lists "problems" and "warnings" say what was found.
Public Function ZoomCheck(ByVal Patch As LongPtr) As ZoomStatus
    Dim Status As Long, Result As LongPtr
    Ready
    Status = zoom_user_patch_check(Patch, Result)
    ZoomCheck = Ended(Status, Result)
End Function

' Forms ------------------------------------------------------------------------------------------------------------

' A body of multipart/form-data.
Public Function ZoomNewForm() As LongPtr
    Ready
    ZoomNewForm = Made(zoom_form_new())
End Function

' Frees a form and sets the variable to 0.
Public Sub ZoomFreeForm(ByRef Form As LongPtr)
    If Form <> 0 Then zoom_form_free Form
    Form = 0
End Sub

' Adds a part of text; it goes out as UTF-8.
Public Function ZoomAddPart(ByVal Form As LongPtr, ByVal PartName As String, ByVal Text As String) As ZoomStatus
    Dim Status As Long
    Ready
    Status = zoom_form_add_utf16(Form, TextPtr(PartName, "PartName"), TextPtr(Text, "Text"))
    ZoomAddPart = Refused(Status, zoom_form_error_utf16(Form))
End Function

' Adds a part of bytes; a file name and a content type that are "" are left out.
Public Function ZoomAddBytes(ByVal Form As LongPtr, ByVal PartName As String, ByRef Bytes() As Byte, _
        Optional ByVal FileName As String = "", Optional ByVal ContentType As String = "") As ZoomStatus
    Dim Status As Long, Value As LongPtr, Length As Long
    Ready
    Length = ByteCount(Bytes)
    If Length > 0 Then Value = VarPtr(Bytes(LBound(Bytes)))
    Status = zoom_form_add_part_utf16(Form, TextPtr(PartName, "PartName"), GivenPtr(FileName, "FileName"), _
        GivenPtr(ContentType, "ContentType"), 0, Value, Length)
    ZoomAddBytes = Refused(Status, zoom_form_error_utf16(Form))
End Function

' How the last call ended ------------------------------------------------------------------------------------------

' Its message, or why the last setter refused; one line.
Public Function ZoomMessage() As String
    ZoomMessage = mMessage
End Function

' "message" "remedy" "api_message" "tracking_id" "json" "reason" "head" "rendered" "user"; "" where there is none.
Public Function ZoomText(ByVal What As String) As String
    Ready
    ZoomText = TextAt(zoom_result_text_utf16(mResult, TextPtr(What, "What")))
End Function

' "http_status" "api_code" "attempts" "waited_ms" "retry_after_ms"; -1 where there is none. Exact up to 2^49.
Public Function ZoomNumber(ByVal What As String) As Double
    Ready
    #If Win64 Then
        ZoomNumber = CDbl(zoom_result_number_utf16(mResult, TextPtr(What, "What")))
    #Else
        ' A Currency is a number of 64 bits in ten-thousandths.
        ZoomNumber = CDbl(zoom_result_number_utf16(mResult, TextPtr(What, "What")) * 10000)
    #End If
End Function

' A header of Zoom's answer, in any case of letters.
Public Function ZoomHeader(ByVal HeaderName As String) As String
    Ready
    ZoomHeader = TextAt(zoom_result_header_utf16(mResult, TextPtr(HeaderName, "HeaderName")))
End Function

' How many items a list has: "field_errors" "problems" "warnings" "headers" "fields" "user" "checks".
Public Function ZoomCount(ByVal List As String) As Long
    Ready
    ZoomCount = CLng(zoom_result_count_utf16(mResult, TextPtr(List, "List")))
End Function

' A text of item Index, from 0: "field" "message", or "name" "value", or "outcome" "old" "new" "seen".
Public Function ZoomItem(ByVal List As String, ByVal Index As Long, ByVal What As String) As String
    Ready
    ZoomItem = TextAt(zoom_result_item_utf16(mResult, TextPtr(List, "List"), Index, TextPtr(What, "What")))
End Function

' The body of Zoom's answer, read as UTF-8.
Public Function ZoomBody() As String
    Dim Address As LongPtr, Length As LongPtr, Units As Long, Text As String
    Ready
    Address = zoom_result_body(mResult, Length)
    If Length = 0 Then Exit Function
    Units = MultiByteToWideChar(UTF8, 0, Address, CLng(Length), 0, 0)
    Text = String$(Units, vbNullChar)
    MultiByteToWideChar UTF8, 0, Address, CLng(Length), StrPtr(Text), Units
    ZoomBody = Text
End Function

' Frees the result of the last call; the next call does it, too.
Public Sub ZoomFreeResult()
    If mResult <> 0 Then zoom_result_free mResult
    mResult = 0
End Sub

' Inside -----------------------------------------------------------------------------------------------------------

' The library is there and fits.
Private Sub Ready()
    Dim Found As Long
    If mReady Then Exit Sub
    Found = zoom_abi_version()
    If Found <> ZOOM_ABI_VERSION Then
        Fail "the library has ABI " & CStr(Found) & ", expected " & CStr(ZOOM_ABI_VERSION)
    End If
    mReady = True
End Sub

Private Sub Fail(ByVal Why As String)
    Err.Raise vbObjectError + 513, "zoomuser", "zoomuser: " & Why
End Sub

Private Function ProgramBits() As String
    #If Win64 Then
        ProgramBits = "64"
    #Else
        ProgramBits = "32"
    #End If
End Function

Private Function Made(ByVal Handle As LongPtr) As LongPtr
    If Handle = 0 Then Err.Raise 7, "zoomuser", "zoomuser: out of memory"
    Made = Handle
End Function

' Keeps how a call ended.
Private Function Ended(ByVal Status As Long, ByVal Result As LongPtr) As ZoomStatus
    ZoomFreeResult
    mResult = Result
    If Result = 0 Then
        mMessage = TextAt(zoom_status_text_utf16(Status))
    Else
        mMessage = ZoomText("message")
    End If
    Ended = Status
End Function

' Keeps why a setter refused.
Private Function Refused(ByVal Status As Long, ByVal Words As LongPtr) As ZoomStatus
    mMessage = ""
    If Status <> ZOOM_OK Then
        mMessage = TextAt(Words)
        If LenB(mMessage) = 0 Then mMessage = TextAt(zoom_status_text_utf16(Status))
    End If
    Refused = Status
End Function

' The address of a text that ends where the library sees its end. The text must be a variable: it has to live until the
' call returns.
Private Function TextPtr(ByRef Text As String, ByVal What As String) As LongPtr
    If InStr(1, Text, vbNullChar, vbBinaryCompare) > 0 Then
        Err.Raise 5, "zoomuser", What & ": expected text without NUL"
    End If
    If LenB(Text) = 0 Then
        TextPtr = VarPtr(mNothing)
    Else
        TextPtr = StrPtr(Text)
    End If
End Function

' The same, and NULL for "": for what may be left out.
Private Function GivenPtr(ByRef Text As String, ByVal What As String) As LongPtr
    If LenB(Text) > 0 Then GivenPtr = TextPtr(Text, What)
End Function

' The text at an address that the library gave.
Private Function TextAt(ByVal Address As LongPtr) As String
    Dim Units As Long, Text As String
    If Address = 0 Then Exit Function
    Units = lstrlenW(Address)
    If Units = 0 Then Exit Function
    Text = String$(Units, vbNullChar)
    RtlMoveMemory StrPtr(Text), Address, Units * 2
    TextAt = Text
End Function

Private Function Utf8Bytes(ByRef Text As String) As Byte()
    Dim Bytes() As Byte, Length As Long
    If LenB(Text) > 0 Then
        Length = WideCharToMultiByte(UTF8, WHOLE_CHARACTERS, StrPtr(Text), Len(Text), 0, 0, 0, 0)
        If Length = 0 Then Err.Raise 5, "zoomuser", "Body: expected UTF-16 without half characters"
        ReDim Bytes(0 To Length - 1)
        WideCharToMultiByte UTF8, WHOLE_CHARACTERS, StrPtr(Text), Len(Text), VarPtr(Bytes(0)), Length, 0, 0
    End If
    Utf8Bytes = Bytes
End Function

' How many bytes an array has, of which none may be there yet.
Private Function ByteCount(ByRef Bytes() As Byte) As Long
    On Error Resume Next
    ByteCount = UBound(Bytes) - LBound(Bytes) + 1
End Function
