; Changes the users of a CSV file, and prints how each row ended: update_file FILE [FOLDER]
; The header names the user and the fields; an empty cell leaves its field unchanged:
;   email;first_name;dept
;   ada@example.com;Ada;Research
; With FOLDER the run is recorded there, so that it can be resumed and undone.
; Environment: as for update_user.pb. Exit code: 0 every row succeeded, 1 some failed, 2 nothing was sent.
EnableExplicit
XIncludeFile #PB_Compiler_FilePath + "../../bindings/purebasic/zoomuser.pbi"

Procedure.l Show(*Row)
  PrintN("line " + Str(ZoomUser::RowNumber(*Row, "line")) + ": " + ZoomUser::RowText(*Row, "user_id") + ": " +
         ZoomUser::RowText(*Row, "outcome") + ": " + ZoomUser::RowText(*Row, "message"))
  ProcedureReturn 0
EndProcedure

; The callback is a Procedure on Windows and a ProcedureC elsewhere.
CompilerIf #PB_Compiler_OS = #PB_OS_Windows
  Procedure.l RowEnded(*UserData, Index.i, *Row)
    ProcedureReturn Show(*Row)
  EndProcedure
CompilerElse
  ProcedureC.l RowEnded(*UserData, Index.i, *Row)
    ProcedureReturn Show(*Row)
  EndProcedure
CompilerEndIf

Define *Client, *Bulk, Options$, Status.l
OpenConsole()
*Client = ZoomUser::NewClient(GetEnvironmentVariable("ZOOM_TOKEN"))
If *Client = 0 Or ZoomUser::SetOption(*Client, "base_url", GetEnvironmentVariable("ZOOM_BASE_URL")) Or
   ZoomUser::SetOption(*Client, "ca_file", GetEnvironmentVariable("ZOOM_CA_FILE"))
  PrintN(ZoomUser::LastError())
  End 2
EndIf
*Bulk = ZoomUser::NewBulk()
If ZoomUser::AddFile(*Bulk, ProgramParameter(0))
  PrintN(ZoomUser::LastError())
  End 2
EndIf
If ProgramParameter(1) <> ""
  Options$ = ~"{\"run\":\"" + EscapeString(ProgramParameter(1)) + ~"\"}"
EndIf
Status = ZoomUser::RunBulk(*Client, *Bulk, Options$, @RowEnded())
PrintN(ZoomUser::ResultText("message"))
ZoomUser::FreeBulk(*Bulk)
ZoomUser::FreeClient(*Client)
If Status = ZoomUser::#ZOOM_E_CHECK_FAILED
  End 2
EndIf
End Bool(Status <> ZoomUser::#ZOOM_OK)
