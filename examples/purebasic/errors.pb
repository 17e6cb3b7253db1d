; Every way in which an update can fail, told apart.
;
;   errors USER
;
; Environment: as for update_user.pb.

EnableExplicit
XIncludeFile #PB_Compiler_FilePath + "../../bindings/purebasic/zoomuser.pbi"

Define *Client, *Patch, Status.l, i.i

OpenConsole()
; What the environment says may be "": an option is then at its default.
*Client = ZoomUser::NewClient(GetEnvironmentVariable("ZOOM_TOKEN"))
If *Client = 0
  PrintN(ZoomUser::LastError()) ; the library is not there, or the token cannot be one
  End 2
EndIf
If ZoomUser::SetOption(*Client, "base_url", GetEnvironmentVariable("ZOOM_BASE_URL")) <> ZoomUser::#OK
  PrintN(ZoomUser::LastError())
  End 2
EndIf
ZoomUser::SetOption(*Client, "ca_file", GetEnvironmentVariable("ZOOM_CA_FILE"))

*Patch = ZoomUser::NewPatch()
ZoomUser::Set(*Patch, "job_title", "Engineer")
ZoomUser::SetNumber(*Patch, "type", 2)
ZoomUser::SetBool(*Patch, "use_pmi", #False)

Status = ZoomUser::Update(*Client, ProgramParameter(0), *Patch)
Select Status
  Case ZoomUser::#OK
    PrintN("updated")
  Case ZoomUser::#E_CHECK_FAILED
    PrintN("nothing was sent:")
    For i = 0 To ZoomUser::ResultCount("problems") - 1
      PrintN("  " + ZoomUser::ResultItem("problems", i, "field") + ": " + ZoomUser::ResultItem("problems", i, "message"))
    Next
  Case ZoomUser::#E_UNAUTHORIZED, ZoomUser::#E_FORBIDDEN, ZoomUser::#E_MISSING_TOKEN
    PrintN("the token: " + ZoomUser::LastError())
  Case ZoomUser::#E_NOT_FOUND
    PrintN("no such user: " + ProgramParameter(0))
  Case ZoomUser::#E_RATE_LIMITED
    PrintN("too many updates; again in " + Str(ZoomUser::ResultNumber("retry_after_ms")) + " ms")
  Default
    PrintN(ZoomUser::StatusName(Status) + ": " + ZoomUser::LastError())
EndSelect
If Status <> ZoomUser::#OK
  PrintN(ZoomUser::ResultText("remedy"))
EndIf
ZoomUser::FreePatch(*Patch)
ZoomUser::FreeClient(*Client)
End Bool(Status <> ZoomUser::#OK)
