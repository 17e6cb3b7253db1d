; Every way in which an update can fail, told apart.
;
;   errors USER
;
; Environment: as for update_user.pb.

EnableExplicit
XIncludeFile #PB_Compiler_FilePath + "../../bindings/purebasic/zoomuser.pbi"

Define *Client, *Patch, Status.l, i.i

OpenConsole()
; A variable may be "": the option then has its default.
*Client = ZoomUser::NewClient(GetEnvironmentVariable("ZOOM_TOKEN"))
If *Client = 0
  PrintN(ZoomUser::LastError()) ; the library is not there, or the token cannot be one
  End 2
EndIf
; Stop if an option is refused: the call would use the default.
If ZoomUser::SetOption(*Client, "base_url", GetEnvironmentVariable("ZOOM_BASE_URL")) Or
   ZoomUser::SetOption(*Client, "ca_file", GetEnvironmentVariable("ZOOM_CA_FILE"))
  PrintN(ZoomUser::LastError())
  End 2
EndIf

*Patch = ZoomUser::NewPatch()
ZoomUser::Set(*Patch, "job_title", "Engineer")
ZoomUser::SetNumber(*Patch, "type", 2)
ZoomUser::SetBool(*Patch, "use_pmi", #False)

Status = ZoomUser::Update(*Client, ProgramParameter(0), *Patch)
Select Status
  Case ZoomUser::#ZOOM_OK
    PrintN("updated")
  Case ZoomUser::#ZOOM_E_CHECK_FAILED
    PrintN("nothing was sent:")
    For i = 0 To ZoomUser::ResultCount("problems") - 1
      PrintN("  " + ZoomUser::ResultItem("problems", i, "field") + ": " + ZoomUser::ResultItem("problems", i, "message"))
    Next
  Case ZoomUser::#ZOOM_E_UNAUTHORIZED, ZoomUser::#ZOOM_E_FORBIDDEN, ZoomUser::#ZOOM_E_MISSING_TOKEN
    PrintN("the token: " + ZoomUser::LastError())
  Case ZoomUser::#ZOOM_E_NOT_FOUND
    PrintN("no such user: " + ProgramParameter(0))
  Case ZoomUser::#ZOOM_E_RATE_LIMITED
    PrintN("too many updates; retry in " + Str(ZoomUser::ResultNumber("retry_after_ms")) + " ms")
  Default
    PrintN(ZoomUser::StatusName(Status) + ": " + ZoomUser::LastError())
EndSelect
If Status <> ZoomUser::#ZOOM_OK
  PrintN(ZoomUser::ResultText("hint"))
EndIf
ZoomUser::FreePatch(*Patch)
ZoomUser::FreeClient(*Client)
End Bool(Status <> ZoomUser::#ZOOM_OK)
