; What the founding sample set out to do, on zoomuser.pbi: the same 22 fields, each with a value of its own that Zoom takes,
; and the user filled in:
;
;   update_a_user_fixed USER

EnableExplicit
XIncludeFile #PB_Compiler_FilePath + "../../bindings/purebasic/zoomuser.pbi"

Procedure.l UpdateAUser(User$)
  Protected *Client, *Patch, Status.l
  *Client = ZoomUser::NewClient(GetEnvironmentVariable("ZOOM_TOKEN"))
  If *Client = 0
    Debug ZoomUser::LastError()
    ProcedureReturn ZoomUser::LastStatus()
  EndIf
  ZoomUser::SetOption(*Client, "base_url", GetEnvironmentVariable("ZOOM_BASE_URL"))
  ZoomUser::SetOption(*Client, "ca_file", GetEnvironmentVariable("ZOOM_CA_FILE"))
  ZoomUser::SetOption(*Client, "encoding", "multipart")

  *Patch = ZoomUser::NewPatch()
  ZoomUser::SetNumber(*Patch, "login_type", 100)
  ZoomUser::SetBool(*Patch, "remove_tsp_credentials", #True)
  ZoomUser::Set(*Patch, "first_name", "in nu")
  ZoomUser::Set(*Patch, "last_name", "elit ")
  ZoomUser::SetNumber(*Patch, "type", 2)
  ZoomUser::SetNumber(*Patch, "pmi", 2551889200)
  ZoomUser::SetBool(*Patch, "use_pmi", #False)
  ZoomUser::Set(*Patch, "timezone", "Europe/Berlin")
  ZoomUser::Set(*Patch, "language", "en-US")
  ZoomUser::Set(*Patch, "dept", "dolor tempor")
  ZoomUser::Set(*Patch, "vanity_name", "in.quis.dolor.labore")
  ZoomUser::Set(*Patch, "host_key", "123456")
  ZoomUser::Set(*Patch, "cms_user_id", "nisi commodo Ut")
  ZoomUser::Set(*Patch, "job_title", "nisi elit fugiat")
  ZoomUser::Set(*Patch, "company", "dolore mollit enim ex")
  ZoomUser::Set(*Patch, "location", "reprehenderit laboris esse dolore")
  ZoomUser::Set(*Patch, "phone_number", "5550100")
  ZoomUser::Set(*Patch, "phone_country", "BR")
  ZoomUser::SetJson(*Patch, "custom_attributes", ~"[{\"key\":\"fugiat\",\"name\":\"reprehenderit ullamco\",\"value\":\"incididunt\"}]")
  ZoomUser::Set(*Patch, "group_id", "amet-Lorem-reprehenderit")
  ZoomUser::SetJson(*Patch, "phone_numbers", ~"[{\"country\":\"BR\",\"code\":\"+55\",\"number\":\"5550101\",\"label\":\"Home\"}]")
  ZoomUser::Set(*Patch, "manager", "manager@example.com")
  ZoomUser::Set(*Patch, "pronouns", "exercitation laboris")
  ZoomUser::SetNumber(*Patch, "pronouns_option", 2)

  Status = ZoomUser::Update(*Client, User$, *Patch)
  Debug "Response Status Code = " + Str(ZoomUser::ResultNumber("http_status"))
  If Status = ZoomUser::#OK
    Debug "Success."
  Else
    Debug ZoomUser::LastError()
    Debug "Failed."
  EndIf
  ZoomUser::FreePatch(*Patch)
  ZoomUser::FreeClient(*Client)
  ProcedureReturn Status
EndProcedure

UpdateAUser(ProgramParameter(0))
