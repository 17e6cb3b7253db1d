; Changes the department of a Zoom user and prints what came back.
;
;   update_user ada@example.com Engineering
;
; Environment: ZOOM_TOKEN, the access token. To try it with the sandbox, also ZOOM_BASE_URL and ZOOM_CA_FILE.
; Exit code: 0 the user is updated, 1 it is not, 2 the program was started with wrong arguments.

EnableExplicit
XIncludeFile #PB_Compiler_FilePath + "../../bindings/purebasic/zoomuser.pbi"

Define User$ = ProgramParameter(0), Department$ = ProgramParameter(1), Options$, Fields$, Status.l, i.i

; A text as JSON.
Procedure.s Json(Text$)
  ProcedureReturn Chr(34) + EscapeString(Text$, #PB_String_EscapeJSON) + Chr(34)
EndProcedure

OpenConsole()
If CountProgramParameters() <> 2
  PrintN("usage: update_user USER DEPARTMENT")
  End 2
EndIf
Fields$ = "{" + Json("dept") + ":" + Json(Department$) + "}"
Options$ = "{" + Json("base_url") + ":" + Json(GetEnvironmentVariable("ZOOM_BASE_URL"))
Options$ + "," + Json("ca_file") + ":" + Json(GetEnvironmentVariable("ZOOM_CA_FILE")) + "}"

Status = ZoomUser::UpdateUser(GetEnvironmentVariable("ZOOM_TOKEN"), User$, Fields$, Options$)
If Status = ZoomUser::#ZOOM_E_NOT_LOADED
  PrintN(ZoomUser::LastError())
  End 2
EndIf
PrintN(ZoomUser::StatusName(Status) + " (" + Str(Status) + "): " + ZoomUser::ResultText("message"))
If ZoomUser::ResultNumber("http_status") >= 0
  PrintN("http_status: " + Str(ZoomUser::ResultNumber("http_status")))
EndIf
For i = 0 To ZoomUser::ResultCount("field_errors") - 1
  PrintN(ZoomUser::ResultItem("field_errors", i, "field") + ": " + ZoomUser::ResultItem("field_errors", i, "message"))
Next
End Bool(Status <> ZoomUser::#ZOOM_OK)
