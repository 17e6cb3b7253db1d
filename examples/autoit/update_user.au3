; Changes the department of a Zoom user and prints the whole result.
;
;	set ZOOM_TOKEN=...
;	AutoIt3.exe update_user.au3 ada@example.com Engineering
;
; Environment: ZOOM_TOKEN, the access token; ZOOM_LIBRARY, the path of the DLL if it is not beside the script.
;
; Exit code: 0 the user is updated, 1 the user is not updated, 2 wrong usage.

#include "..\..\bindings\autoit\zoomuser.au3"

If $CmdLine[0] <> 2 Or EnvGet("ZOOM_TOKEN") = "" Then
	ConsoleWriteError("usage: update_user.au3 USER_ID DEPARTMENT, with ZOOM_TOKEN in the environment" & @CRLF)
	Exit 2
EndIf
Global $sFile = EnvGet("ZOOM_LIBRARY")
If $sFile = "" Then $sFile = @ScriptDir & "\zoomuser.dll"
If Not _Zoom_Startup($sFile) Then
	ConsoleWriteError(_Zoom_Message() & @CRLF)
	Exit 2
EndIf

Global $hClient = _Zoom_ClientNew(EnvGet("ZOOM_TOKEN"))
Global $iStatus = @error
Global $hPatch = _Zoom_PatchNew()
If $hClient Then
	If Not _Zoom_PatchSet($hPatch, "dept", $CmdLine[2]) Then $iStatus = @error
	If $iStatus = $ZOOM_OK And Not _Zoom_ClientUpdateUser($hClient, $CmdLine[1], $hPatch) Then $iStatus = @error
EndIf

ConsoleWrite(_Zoom_StatusName($iStatus) & " (" & $iStatus & ")" & @CRLF & _Zoom_Message() & @CRLF)
PrintText("hint")
PrintText("tracking_id")
If _Zoom_Number("http_status") >= 0 Then ConsoleWrite("http_status: " & _Zoom_Number("http_status") & @CRLF)
PrintItems("field_errors")
PrintItems("problems")
PrintItems("warnings")
_Zoom_PatchFree($hPatch)
_Zoom_ClientFree($hClient)
Exit $iStatus = $ZOOM_OK ? 0 : 1

Func PrintText($sWhat)
	If _Zoom_Text($sWhat) <> "" Then ConsoleWrite($sWhat & ": " & _Zoom_Text($sWhat) & @CRLF)
EndFunc

Func PrintItems($sList)
	For $i = 0 To _Zoom_Count($sList) - 1
		ConsoleWrite($sList & ": " & _Zoom_Item($sList, $i, "field") & " " & _Zoom_Item($sList, $i, "message") & @CRLF)
	Next
EndFunc
