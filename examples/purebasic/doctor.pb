; Looks at everything that an update needs, and says what is wrong and what to do about it. Changes nothing.
;
;   doctor
;
; Environment: ZOOM_TOKEN, or ZOOM_ACCOUNT_ID, ZOOM_CLIENT_ID and ZOOM_CLIENT_SECRET of an app. To try it with the
; sandbox, also ZOOM_BASE_URL, ZOOM_TOKEN_URL and ZOOM_CA_FILE.
; Exit code: 0 no check failed, 1 a check failed, 2 the program was started with wrong arguments.

EnableExplicit
XIncludeFile #PB_Compiler_FilePath + "../../bindings/purebasic/zoomuser.pbi"

Define *Client = ZoomUser::NewClient(), Status.l, i.i, Place$, Hint$

; Sets an option from an environment variable; if it is not set, the option keeps its default.
Procedure Take(*Client, Option$)
  If ZoomUser::SetOption(*Client, Option$, GetEnvironmentVariable("ZOOM_" + UCase(Option$)))
    PrintN(ZoomUser::LastError())
    End 2
  EndIf
EndProcedure

OpenConsole()
If *Client = 0
  PrintN(ZoomUser::LastError())
  End 2
EndIf
Take(*Client, "token")
Take(*Client, "account_id")
Take(*Client, "client_id")
Take(*Client, "client_secret")
Take(*Client, "base_url")
Take(*Client, "token_url")
Take(*Client, "ca_file")

Status = ZoomUser::Doctor(*Client)
For i = 0 To ZoomUser::ResultCount("checks") - 1
  Place$ = ZoomUser::ResultItem("checks", i, "url")
  If Place$ <> ""
    Place$ = " of " + Place$
  EndIf
  PrintN(ZoomUser::ResultItem("checks", i, "outcome") + ": " + ZoomUser::ResultItem("checks", i, "name") + Place$ + ": " +
         ZoomUser::ResultItem("checks", i, "message"))
  Hint$ = ZoomUser::ResultItem("checks", i, "hint")
  If Hint$ <> ""
    PrintN("  " + Hint$)
  EndIf
Next
PrintN(ZoomUser::ResultText("message"))
ZoomUser::FreeClient(*Client)
End Bool(Status <> ZoomUser::#ZOOM_OK)
