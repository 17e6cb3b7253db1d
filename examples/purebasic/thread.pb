; An update in a thread, while the program does something else.
;
;   thread USER DEPARTMENT
;
; Environment: as for update_user.pb. Needs the compiler's option "Create threadsafe executable".

EnableExplicit
CompilerIf Not #PB_Compiler_Thread
  CompilerError "switch on the compiler option: Create threadsafe executable"
CompilerEndIf
XIncludeFile #PB_Compiler_FilePath + "../../bindings/purebasic/zoomuser.pbi"

; The input and the result of the thread.
Structure Job
  User$
  Department$
  Status.l
  Message$
EndStructure

; The thread makes its own client: use a client from one thread at a time.
Procedure Update(*Job.Job)
  Protected *Client = ZoomUser::NewClient(GetEnvironmentVariable("ZOOM_TOKEN")), *Patch
  If *Client = 0 Or ZoomUser::SetOption(*Client, "base_url", GetEnvironmentVariable("ZOOM_BASE_URL")) Or
     ZoomUser::SetOption(*Client, "ca_file", GetEnvironmentVariable("ZOOM_CA_FILE"))
    *Job\Status = ZoomUser::LastStatus()
    *Job\Message$ = ZoomUser::LastError()
  Else
    *Patch = ZoomUser::NewPatch()
    ZoomUser::Set(*Patch, "dept", *Job\Department$)
    *Job\Status = ZoomUser::Update(*Client, *Job\User$, *Patch)
    *Job\Message$ = ZoomUser::ResultText("message")
    ZoomUser::FreePatch(*Patch)
  EndIf
  ZoomUser::FreeClient(*Client)
  ZoomUser::FreeResult() ; the last result belongs to the thread
EndProcedure

Define Job.Job, Thread.i
OpenConsole()
If Not ZoomUser::Load() ; before the first thread
  PrintN(ZoomUser::LastError())
  End 2
EndIf
Job\User$ = ProgramParameter(0)
Job\Department$ = ProgramParameter(1)
Thread = CreateThread(@Update(), @Job)
PrintN("the update is running")
WaitThread(Thread)
PrintN(ZoomUser::StatusName(Job\Status) + ": " + Job\Message$)
End Bool(Job\Status <> ZoomUser::#ZOOM_OK)
