; An update whose tokens come from a file that another program renews: this one knows no secret of the app.
;
;   token_callback USER DEPARTMENT
;
; Environment: ZOOM_TOKEN_FILE, a file whose first line is the token. To try it with the sandbox, also ZOOM_BASE_URL
; and ZOOM_CA_FILE. The log is written to standard error.
; Exit code: 0 the user is updated, 1 it is not, 2 the program was started with wrong arguments.

EnableExplicit
XIncludeFile #PB_Compiler_FilePath + "../../bindings/purebasic/zoomuser.pbi"

; The file of the tokens, and the token that was returned last.
Structure Source
  File$
  Token$
EndStructure

; The token in the file. If Zoom refused the last one, the file may have a newer one.
Procedure.l Token(*Source.Source, Refused.l, *Buffer, Capacity.i)
  Protected File = ReadFile(#PB_Any, *Source\File$), Token$
  If File
    Token$ = Trim(ReadString(File, #PB_UTF8))
    CloseFile(File)
  EndIf
  If Token$ = ""
    ProcedureReturn ZoomUser::GiveNoToken(*Buffer, Capacity, "no token in " + *Source\File$)
  ElseIf Refused And Token$ = *Source\Token$
    ProcedureReturn ZoomUser::GiveNoToken(*Buffer, Capacity, "no newer token in " + *Source\File$)
  EndIf
  *Source\Token$ = Token$
  ProcedureReturn ZoomUser::GiveToken(*Buffer, Capacity, Token$)
EndProcedure

; The callback is a Procedure on Windows and a ProcedureC elsewhere.
CompilerIf #PB_Compiler_OS = #PB_OS_Windows
  Procedure.l GiveAccess(*Source.Source, Refused.l, *Buffer, Capacity.i)
    ProcedureReturn Token(*Source, Refused, *Buffer, Capacity)
  EndProcedure
  Procedure ShowLine(Level.l, *Line, *UserData)
    ConsoleError(PeekS(*Line, -1, #PB_UTF8))
  EndProcedure
CompilerElse
  ProcedureC.l GiveAccess(*Source.Source, Refused.l, *Buffer, Capacity.i)
    ProcedureReturn Token(*Source, Refused, *Buffer, Capacity)
  EndProcedure
  ProcedureC ShowLine(Level.l, *Line, *UserData)
    ConsoleError(PeekS(*Line, -1, #PB_UTF8))
  EndProcedure
CompilerEndIf

Define Source.Source, *Client = ZoomUser::NewClient(), *Patch = ZoomUser::NewPatch(), Status.l
OpenConsole()
Source\File$ = GetEnvironmentVariable("ZOOM_TOKEN_FILE")
If *Client = 0 Or ZoomUser::SetLogCallback(3, @ShowLine()) Or
   ZoomUser::SetTokenCallback(*Client, @GiveAccess(), @Source) Or
   ZoomUser::SetOption(*Client, "base_url", GetEnvironmentVariable("ZOOM_BASE_URL")) Or
   ZoomUser::SetOption(*Client, "ca_file", GetEnvironmentVariable("ZOOM_CA_FILE"))
  PrintN(ZoomUser::LastError())
  End 2
EndIf
ZoomUser::Set(*Patch, "dept", ProgramParameter(1))
Status = ZoomUser::Update(*Client, ProgramParameter(0), *Patch)
PrintN(ZoomUser::StatusName(Status) + ": " + ZoomUser::ResultText("message"))
ZoomUser::FreePatch(*Patch)
ZoomUser::FreeClient(*Client)
End Bool(Status <> ZoomUser::#ZOOM_OK)
