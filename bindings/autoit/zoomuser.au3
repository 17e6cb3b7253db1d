#include-once

; zoomuser for AutoIt 3.3: changes a Zoom user (PATCH /v2/users/{userId}).
;
;	#include "zoomuser.au3"
;	_Zoom_Startup(@ScriptDir & "\zoomuser.dll")
;	If Not _Zoom_UpdateUser($sToken, "ada@example.com", '{"dept":"Research"}') Then ConsoleWrite(_Zoom_Message() & @CRLF)
;
; Functions that can fail return True, or False with @error = a status ($ZOOM_E_...; $ZOOM_E_NOT_LOADED where there is no
; library). The result of the last call can be read until the next one: _Zoom_Message, _Zoom_Text, _Zoom_Number, _Zoom_Item.
; Text is UTF-16 on both sides. What _Zoom_...New gives, _Zoom_...Free ends. AutoIt and the DLL need the same bits.
; More: docs/autoit.md.

; Left out: zoom_client_set_token_callback zoom_set_log_callback (an error in a callback ends AutoIt)
; Left out: zoom_client_cancel (there is one thread; deadline_ms bounds a call)
; Left out: zoom_client_render_request zoom_client_render_form zoom_text_copy zoom_result_status
; Left out: zoom_field_count zoom_field_text zoom_option_count zoom_option_text

; How a call can end. The first is this file's own.
Global Const $ZOOM_E_NOT_LOADED = -1
Global Const $ZOOM_OK = 0
Global Const $ZOOM_E_NULL = 1
Global Const $ZOOM_E_ENCODING = 2
Global Const $ZOOM_E_INVALID_ARGUMENT = 3
Global Const $ZOOM_E_UNKNOWN_NAME = 4
Global Const $ZOOM_E_INVALID_JSON = 5
Global Const $ZOOM_E_BUSY = 7
Global Const $ZOOM_E_MISSING_TOKEN = 8
Global Const $ZOOM_E_CHECK_FAILED = 9
Global Const $ZOOM_E_DNS = 20
Global Const $ZOOM_E_CONNECT = 21
Global Const $ZOOM_E_TLS = 22
Global Const $ZOOM_E_TIMEOUT = 23
Global Const $ZOOM_E_CANCELLED = 24
Global Const $ZOOM_E_IO = 25
Global Const $ZOOM_E_PROXY = 26
Global Const $ZOOM_E_UNAUTHORIZED = 40
Global Const $ZOOM_E_FORBIDDEN = 41
Global Const $ZOOM_E_NOT_FOUND = 42
Global Const $ZOOM_E_RATE_LIMITED = 43
Global Const $ZOOM_E_REJECTED = 44
Global Const $ZOOM_E_SERVER = 45
Global Const $ZOOM_E_UNEXPECTED = 46
Global Const $ZOOM_E_NOT_APPLIED = 47
Global Const $ZOOM_E_UNCONFIRMED = 48
Global Const $ZOOM_E_PANIC = 90
Global Const $ZOOM_E_OUT_OF_MEMORY = 91
Global Const $ZOOM_E_INTERNAL = 92

Global Const $ZOOM_ABI_VERSION = 1

Global $__g_hZoomDll = -1
Global $__g_hZoomResult = 0
Global $__g_sZoomMessage = ""

; The library ----------------------------------------------------------------------------------------------------------

; Loads the DLL, once, before any other call.
Func _Zoom_Startup($sFile = "zoomuser.dll")
	Local $aCall
	If $__g_hZoomDll <> -1 Then Return True
	$__g_hZoomDll = DllOpen($sFile)
	If $__g_hZoomDll = -1 Then
		Return __Zoom_NotLoaded($sFile & ": it is not there, or it has other bits than this AutoIt (" & (@AutoItX64 ? "64" : "32") & ")")
	EndIf
	$aCall = DllCall($__g_hZoomDll, "uint", "zoom_abi_version")
	If @error Then Return __Zoom_NotLoaded($sFile & ": it is another library")
	If $aCall[0] <> $ZOOM_ABI_VERSION Then
		Return __Zoom_NotLoaded($sFile & ": it has ABI " & $aCall[0] & ", expected " & $ZOOM_ABI_VERSION)
	EndIf
	OnAutoItExitRegister("_Zoom_Shutdown")
	Return True
EndFunc

; Frees the last result and unloads the DLL; what _Zoom_...New gave has to be freed before.
Func _Zoom_Shutdown()
	If $__g_hZoomDll = -1 Then Return
	__Zoom_FreeResult()
	DllCall($__g_hZoomDll, "none", "zoom_cleanup")
	DllClose($__g_hZoomDll)
	$__g_hZoomDll = -1
EndFunc

Func _Zoom_Version()
	If Not _Zoom_Startup() Then Return SetError($ZOOM_E_NOT_LOADED, 0, "")
	Local $aCall = DllCall($__g_hZoomDll, "wstr", "zoom_version_utf16")
	Return $aCall[0]
EndFunc

; The name of a status as in the C header, e.g. "ZOOM_E_TIMEOUT".
Func _Zoom_StatusName($iStatus)
	If Not _Zoom_Startup() Then Return SetError($ZOOM_E_NOT_LOADED, 0, "")
	Local $aCall = DllCall($__g_hZoomDll, "wstr", "zoom_status_name_utf16", "int", $iStatus)
	Return $aCall[0]
EndFunc

; What a status means, in one line.
Func _Zoom_StatusText($iStatus)
	If Not _Zoom_Startup() Then Return SetError($ZOOM_E_NOT_LOADED, 0, "")
	Local $aCall = DllCall($__g_hZoomDll, "wstr", "zoom_status_text_utf16", "int", $iStatus)
	Return $aCall[0]
EndFunc

; Whether the same call may succeed later without a change.
Func _Zoom_IsRetryable($iStatus)
	If Not _Zoom_Startup() Then Return SetError($ZOOM_E_NOT_LOADED, 0, False)
	Local $aCall = DllCall($__g_hZoomDll, "int", "zoom_status_is_retryable", "int", $iStatus)
	Return $aCall[0] <> 0
EndFunc

; The whole job in one call; fields and options are JSON objects.
Func _Zoom_UpdateUser($sToken, $sUser, $sFields, $sOptions = "")
	If Not __Zoom_Ready($sToken, $sUser, $sFields, $sOptions) Then Return SetError(@error, 0, False)
	Local $aCall = DllCall($__g_hZoomDll, "int", "zoom_update_user_utf16", "wstr", $sToken, "wstr", $sUser, "wstr", $sFields, _
		"wstr", $sOptions, "ptr*", 0, "ptr", 0, "ulong_ptr", 0)
	Return __Zoom_Ended($aCall[0], $aCall[5])
EndFunc

; Clients --------------------------------------------------------------------------------------------------------------

; A client, an account's way to Zoom; 0 and @error where the token is not usable.
Func _Zoom_ClientNew($sToken = "")
	If Not _Zoom_Startup() Then Return SetError($ZOOM_E_NOT_LOADED, 0, 0)
	Local $aCall = DllCall($__g_hZoomDll, "ptr", "zoom_client_new")
	Local $hClient = $aCall[0]
	If $sToken <> "" And Not _Zoom_ClientSet($hClient, "token", $sToken) Then
		Local $iStatus = @error
		_Zoom_ClientFree($hClient)
		Return SetError($iStatus, 0, 0)
	EndIf
	Return $hClient
EndFunc

; Frees a client and sets the variable to 0.
Func _Zoom_ClientFree(ByRef $hClient)
	If $__g_hZoomDll <> -1 And $hClient Then DllCall($__g_hZoomDll, "none", "zoom_client_free", "ptr", $hClient)
	$hClient = 0
EndFunc

; Every option of docs/options.md, as text: _Zoom_ClientSet($hClient, "timeout_ms", 5000).
Func _Zoom_ClientSet($hClient, $sOption, $vValue)
	If IsBool($vValue) Then $vValue = $vValue ? "on" : "off"
	If Not __Zoom_Ready($sOption, $vValue) Then Return SetError(@error, 0, False)
	Local $aCall = DllCall($__g_hZoomDll, "int", "zoom_client_set_utf16", "ptr", $hClient, "wstr", $sOption, "wstr", $vValue)
	Local $aWhy = DllCall($__g_hZoomDll, "wstr", "zoom_client_error_utf16", "ptr", $hClient)
	Return __Zoom_Refused($aCall[0], $aWhy[0])
EndFunc

; PATCH /users/{$sUser}: an id, an e-mail address, or "me" for the token's own user.
Func _Zoom_ClientUpdateUser($hClient, $sUser, $hPatch)
	If Not __Zoom_Ready($sUser) Then Return SetError(@error, 0, False)
	Local $aCall = DllCall($__g_hZoomDll, "int", "zoom_client_update_user_utf16", "ptr", $hClient, "wstr", $sUser, "ptr", $hPatch, _
		"ptr*", 0)
	Return __Zoom_Ended($aCall[0], $aCall[4])
EndFunc

; GET /users/{$sUser}: _Zoom_Text("user") is the user as JSON.
Func _Zoom_ClientGetUser($hClient, $sUser)
	If Not __Zoom_Ready($sUser) Then Return SetError(@error, 0, False)
	Local $aCall = DllCall($__g_hZoomDll, "int", "zoom_client_get_user_utf16", "ptr", $hClient, "wstr", $sUser, "ptr*", 0)
	Return __Zoom_Ended($aCall[0], $aCall[3])
EndFunc

; Looks at what an update needs, from the options to the rate (docs/doctor.md); changes nothing. The list "checks" has each
; check: "name" "url" "outcome" "message" "remedy".
Func _Zoom_ClientDoctor($hClient)
	If Not __Zoom_Ready() Then Return SetError(@error, 0, False)
	Local $aCall = DllCall($__g_hZoomDll, "int", "zoom_client_doctor", "ptr", $hClient, "ptr*", 0)
	Return __Zoom_Ended($aCall[0], $aCall[2])
EndFunc

; The request that an update would send: _Zoom_Text("rendered"). Sends nothing.
Func _Zoom_ClientRender($hClient, $sUser, $hPatch, $sFormat = "http")
	If Not __Zoom_Ready($sUser, $sFormat) Then Return SetError(@error, 0, False)
	Local $aCall = DllCall($__g_hZoomDll, "int", "zoom_client_render_utf16", "ptr", $hClient, "wstr", $sUser, "ptr", $hPatch, _
		"wstr", $sFormat, "ptr*", 0)
	Return __Zoom_Ended($aCall[0], $aCall[5])
EndFunc

; A request of your own: zoom_client_request of the C header. The body is text, sent as UTF-8, or binary.
Func _Zoom_ClientRequest($hClient, $sMethod, $sPath, $sHeaders = "", $vBody = "")
	If Not __Zoom_Ready($sMethod, $sPath, $sHeaders) Then Return SetError(@error, 0, False)
	Local $tBody = __Zoom_Bytes($vBody)
	Local $aCall = DllCall($__g_hZoomDll, "int", "zoom_client_request_utf16", "ptr", $hClient, "wstr", $sMethod, "wstr", $sPath, _
		"wstr", $sHeaders, "ptr", DllStructGetPtr($tBody), "ulong_ptr", BinaryLen(__Zoom_Binary($vBody)), "ptr*", 0)
	Return __Zoom_Ended($aCall[0], $aCall[7])
EndFunc

; A request of your own with a form as its body.
Func _Zoom_ClientRequestForm($hClient, $sMethod, $sPath, $sHeaders, $hForm)
	If Not __Zoom_Ready($sMethod, $sPath, $sHeaders) Then Return SetError(@error, 0, False)
	Local $aCall = DllCall($__g_hZoomDll, "int", "zoom_client_request_form_utf16", "ptr", $hClient, "wstr", $sMethod, "wstr", $sPath, _
		"wstr", $sHeaders, "ptr", $hForm, "ptr*", 0)
	Return __Zoom_Ended($aCall[0], $aCall[6])
EndFunc

; Patches --------------------------------------------------------------------------------------------------------------

; The fields to change, by the names of docs/fields.md. Nothing is added to what you set.
Func _Zoom_PatchNew()
	If Not _Zoom_Startup() Then Return SetError($ZOOM_E_NOT_LOADED, 0, 0)
	Local $aCall = DllCall($__g_hZoomDll, "ptr", "zoom_user_patch_new")
	Return $aCall[0]
EndFunc

; Frees a patch and sets the variable to 0.
Func _Zoom_PatchFree(ByRef $hPatch)
	If $__g_hZoomDll <> -1 And $hPatch Then DllCall($__g_hZoomDll, "none", "zoom_user_patch_free", "ptr", $hPatch)
	$hPatch = 0
EndFunc

; Sets a field to a text, a whole number, True or False. Text is converted to the type that Zoom expects.
Func _Zoom_PatchSet($hPatch, $sField, $vValue)
	Local $aCall
	If Not __Zoom_Ready($sField, $vValue) Then Return SetError(@error, 0, False)
	Select
		Case IsBool($vValue)
			$aCall = DllCall($__g_hZoomDll, "int", "zoom_user_patch_set_bool_utf16", "ptr", $hPatch, "wstr", $sField, _
				"int", $vValue ? 1 : 0)
		Case IsInt($vValue)
			$aCall = DllCall($__g_hZoomDll, "int", "zoom_user_patch_set_int_utf16", "ptr", $hPatch, "wstr", $sField, "int64", $vValue)
		Case IsString($vValue)
			$aCall = DllCall($__g_hZoomDll, "int", "zoom_user_patch_set_utf16", "ptr", $hPatch, "wstr", $sField, "wstr", $vValue)
		Case Else
			Return __Zoom_Refused($ZOOM_E_INVALID_ARGUMENT, $sField & ": expected a text, a whole number, True or False")
	EndSelect
	Return __Zoom_PatchRefused($hPatch, $aCall[0])
EndFunc

; Sets a field to JSON, e.g. an array; it is sent as you wrote it.
Func _Zoom_PatchSetJson($hPatch, $sField, $sJson)
	If Not __Zoom_Ready($sField, $sJson) Then Return SetError(@error, 0, False)
	Local $aCall = DllCall($__g_hZoomDll, "int", "zoom_user_patch_set_json_utf16", "ptr", $hPatch, "wstr", $sField, "wstr", $sJson)
	Return __Zoom_PatchRefused($hPatch, $aCall[0])
EndFunc

; Sets a field to JSON null. What Zoom does with it is not documented.
Func _Zoom_PatchSetNull($hPatch, $sField)
	If Not __Zoom_Ready($sField) Then Return SetError(@error, 0, False)
	Local $aCall = DllCall($__g_hZoomDll, "int", "zoom_user_patch_set_null_utf16", "ptr", $hPatch, "wstr", $sField)
	Return __Zoom_PatchRefused($hPatch, $aCall[0])
EndFunc

; Takes a field out again.
Func _Zoom_PatchUnset($hPatch, $sField)
	If Not __Zoom_Ready($sField) Then Return SetError(@error, 0, False)
	Local $aCall = DllCall($__g_hZoomDll, "int", "zoom_user_patch_unset_utf16", "ptr", $hPatch, "wstr", $sField)
	Return __Zoom_PatchRefused($hPatch, $aCall[0])
EndFunc

; Judges the fields; sends nothing. The lists "problems" and "warnings" say what was found.
Func _Zoom_PatchCheck($hPatch)
	If Not __Zoom_Ready() Then Return SetError(@error, 0, False)
	Local $aCall = DllCall($__g_hZoomDll, "int", "zoom_user_patch_check", "ptr", $hPatch, "ptr*", 0)
	Return __Zoom_Ended($aCall[0], $aCall[2])
EndFunc

; Forms ----------------------------------------------------------------------------------------------------------------

; A body of multipart/form-data.
Func _Zoom_FormNew()
	If Not _Zoom_Startup() Then Return SetError($ZOOM_E_NOT_LOADED, 0, 0)
	Local $aCall = DllCall($__g_hZoomDll, "ptr", "zoom_form_new")
	Return $aCall[0]
EndFunc

; Frees a form and sets the variable to 0.
Func _Zoom_FormFree(ByRef $hForm)
	If $__g_hZoomDll <> -1 And $hForm Then DllCall($__g_hZoomDll, "none", "zoom_form_free", "ptr", $hForm)
	$hForm = 0
EndFunc

; Adds a part of text; it goes out as UTF-8.
Func _Zoom_FormAdd($hForm, $sName, $sValue)
	If Not __Zoom_Ready($sName, $sValue) Then Return SetError(@error, 0, False)
	Local $aCall = DllCall($__g_hZoomDll, "int", "zoom_form_add_utf16", "ptr", $hForm, "wstr", $sName, "wstr", $sValue)
	Local $aWhy = DllCall($__g_hZoomDll, "wstr", "zoom_form_error_utf16", "ptr", $hForm)
	Return __Zoom_Refused($aCall[0], $aWhy[0])
EndFunc

; Adds a file: binary, with its name and content type.
Func _Zoom_FormAddFile($hForm, $sName, $dValue, $sFileName, $sContentType = "application/octet-stream")
	If Not __Zoom_Ready($sName, $sFileName, $sContentType) Then Return SetError(@error, 0, False)
	Local $tValue = __Zoom_Bytes($dValue)
	Local $aCall = DllCall($__g_hZoomDll, "int", "zoom_form_add_part_utf16", "ptr", $hForm, "wstr", $sName, "wstr", $sFileName, _
		"wstr", $sContentType, "ptr", 0, "ptr", DllStructGetPtr($tValue), "ulong_ptr", BinaryLen(__Zoom_Binary($dValue)))
	Local $aWhy = DllCall($__g_hZoomDll, "wstr", "zoom_form_error_utf16", "ptr", $hForm)
	Return __Zoom_Refused($aCall[0], $aWhy[0])
EndFunc

; How the last call ended ----------------------------------------------------------------------------------------------

; Its message, or why the last setter refused; one line.
Func _Zoom_Message()
	Return $__g_sZoomMessage
EndFunc

; "message" "remedy" "api_message" "tracking_id" "json" "reason" "head" "rendered" "user"; "" where there is none.
Func _Zoom_Text($sWhat)
	If Not _Zoom_Startup() Then Return SetError($ZOOM_E_NOT_LOADED, 0, "")
	Local $aCall = DllCall($__g_hZoomDll, "wstr", "zoom_result_text_utf16", "ptr", $__g_hZoomResult, "wstr", $sWhat)
	Return $aCall[0]
EndFunc

; "http_status" "api_code" "attempts" "waited_ms" "retry_after_ms"; -1 where there is none.
Func _Zoom_Number($sWhat)
	If Not _Zoom_Startup() Then Return SetError($ZOOM_E_NOT_LOADED, 0, -1)
	Local $aCall = DllCall($__g_hZoomDll, "int64", "zoom_result_number_utf16", "ptr", $__g_hZoomResult, "wstr", $sWhat)
	Return $aCall[0]
EndFunc

; A header of Zoom's answer, in any case of letters.
Func _Zoom_Header($sName)
	If Not _Zoom_Startup() Then Return SetError($ZOOM_E_NOT_LOADED, 0, "")
	Local $aCall = DllCall($__g_hZoomDll, "wstr", "zoom_result_header_utf16", "ptr", $__g_hZoomResult, "wstr", $sName)
	Return $aCall[0]
EndFunc

; How many items a list has: "field_errors" "problems" "warnings" "headers" "fields" "user" "checks".
Func _Zoom_Count($sList)
	If Not _Zoom_Startup() Then Return SetError($ZOOM_E_NOT_LOADED, 0, 0)
	Local $aCall = DllCall($__g_hZoomDll, "ulong_ptr", "zoom_result_count_utf16", "ptr", $__g_hZoomResult, "wstr", $sList)
	Return $aCall[0]
EndFunc

; A text of item $iIndex, from 0: "field" "message", or "name" "value", or "outcome" "old" "new" "seen".
Func _Zoom_Item($sList, $iIndex, $sWhat)
	If Not _Zoom_Startup() Then Return SetError($ZOOM_E_NOT_LOADED, 0, "")
	Local $aCall = DllCall($__g_hZoomDll, "wstr", "zoom_result_item_utf16", "ptr", $__g_hZoomResult, "wstr", $sList, _
		"ulong_ptr", $iIndex, "wstr", $sWhat)
	Return $aCall[0]
EndFunc

; The body of Zoom's answer as binary; BinaryToString(_Zoom_Body(), 4) is its text.
Func _Zoom_Body()
	If Not _Zoom_Startup() Then Return SetError($ZOOM_E_NOT_LOADED, 0, Binary(""))
	Local $aCall = DllCall($__g_hZoomDll, "ptr", "zoom_result_body", "ptr", $__g_hZoomResult, "ulong_ptr*", 0)
	If $aCall[2] = 0 Then Return Binary("")
	Return DllStructGetData(DllStructCreate("byte[" & $aCall[2] & "]", $aCall[0]), 1)
EndFunc

; Inside ---------------------------------------------------------------------------------------------------------------

Func __Zoom_NotLoaded($sWhy)
	If $__g_hZoomDll <> -1 Then DllClose($__g_hZoomDll)
	$__g_hZoomDll = -1
	$__g_sZoomMessage = "zoomuser: " & $sWhy
	Return SetError($ZOOM_E_NOT_LOADED, 0, False)
EndFunc

; The library is there, and no text has a NUL, at which the library would take it to end.
Func __Zoom_Ready($s1 = "", $s2 = "", $s3 = "", $s4 = "")
	If Not _Zoom_Startup() Then Return SetError($ZOOM_E_NOT_LOADED, 0, False)
	If StringRegExp($s1 & $s2 & $s3 & $s4, "\x00") Then
		$__g_sZoomMessage = "zoomuser: expected text without NUL"
		Return SetError($ZOOM_E_ENCODING, 0, False)
	EndIf
	Return True
EndFunc

Func __Zoom_FreeResult()
	If $__g_hZoomResult Then DllCall($__g_hZoomDll, "none", "zoom_result_free", "ptr", $__g_hZoomResult)
	$__g_hZoomResult = 0
EndFunc

; Keeps how a call ended.
Func __Zoom_Ended($iStatus, $hResult)
	__Zoom_FreeResult()
	$__g_hZoomResult = $hResult
	$__g_sZoomMessage = $hResult ? _Zoom_Text("message") : _Zoom_StatusText($iStatus)
	Return SetError($iStatus, 0, $iStatus = $ZOOM_OK)
EndFunc

; Keeps why a setter refused.
Func __Zoom_Refused($iStatus, $sWhy)
	$__g_sZoomMessage = $iStatus = $ZOOM_OK ? "" : ($sWhy <> "" ? $sWhy : _Zoom_StatusText($iStatus))
	Return SetError($iStatus, 0, $iStatus = $ZOOM_OK)
EndFunc

Func __Zoom_PatchRefused($hPatch, $iStatus)
	Local $aWhy = DllCall($__g_hZoomDll, "wstr", "zoom_user_patch_error_utf16", "ptr", $hPatch)
	Return __Zoom_Refused($iStatus, $aWhy[0])
EndFunc

Func __Zoom_Binary($vValue)
	Return IsBinary($vValue) ? $vValue : StringToBinary($vValue, 4)
EndFunc

; The bytes in a structure, whose address lives as long as it does.
Func __Zoom_Bytes($vValue)
	Local $dBytes = __Zoom_Binary($vValue)
	Local $tBytes = DllStructCreate("byte[" & (BinaryLen($dBytes) + 1) & "]")
	DllStructSetData($tBytes, 1, $dBytes)
	Return $tBytes
EndFunc
