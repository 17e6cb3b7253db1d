; Updates one user from one row of a CSV file: csv_row FILE ROW
; The header names the user and the fields:
;   user;first_name;dept;type
;   ada@example.com;Ada;Research;2
; Rows count from 1. An empty cell leaves its field unchanged. A row with quotation marks is an error.
; Environment: as for update_user.pb.
EnableExplicit
XIncludeFile #PB_Compiler_FilePath + "../../bindings/purebasic/zoomuser.pbi"
Define File.i, Format.i, Header$, Row$, Number.i, Column.i, Name$, Cell$, User$, *Client, *Patch, Status.l
OpenConsole()
File = ReadFile(#PB_Any, ProgramParameter(0))
If File = 0
  PrintN("cannot read " + ProgramParameter(0))
  End 2
EndIf
Format = ReadStringFormat(File) ; skips the mark at the beginning, if there is one
If Format = #PB_Ascii
  Format = #PB_UTF8
EndIf
Header$ = ReadString(File, Format)
For Number = 1 To Val(ProgramParameter(1))
  Row$ = ""
  If Not Eof(File)
    Row$ = ReadString(File, Format)
  EndIf
Next
CloseFile(File)
If Row$ = "" Or FindString(Header$ + Row$, Chr(34)) Or CountString(Row$, ";") <> CountString(Header$, ";")
  PrintN("row " + ProgramParameter(1) + ": expected as many cells as the header has, without quotation marks")
  End 2
EndIf
*Client = ZoomUser::NewClient(GetEnvironmentVariable("ZOOM_TOKEN"))
If *Client = 0 Or ZoomUser::SetOption(*Client, "base_url", GetEnvironmentVariable("ZOOM_BASE_URL")) Or
   ZoomUser::SetOption(*Client, "ca_file", GetEnvironmentVariable("ZOOM_CA_FILE"))
  PrintN(ZoomUser::LastError())
  End 2
EndIf
*Patch = ZoomUser::NewPatch()
For Column = 1 To CountString(Header$, ";") + 1
  Name$ = Trim(StringField(Header$, Column, ";"))
  Cell$ = Trim(StringField(Row$, Column, ";"))
  If Name$ = "user"
    User$ = Cell$
  ElseIf Cell$ <> ""
    ZoomUser::Set(*Patch, Name$, Cell$)
  EndIf
Next
Status = ZoomUser::Update(*Client, User$, *Patch)
PrintN(User$ + ": " + ZoomUser::ResultText("message"))
ZoomUser::FreePatch(*Patch)
ZoomUser::FreeClient(*Client)
End Bool(Status <> ZoomUser::#ZOOM_OK)
