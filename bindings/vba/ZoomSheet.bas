Attribute VB_Name = "ZoomSheet"
' Changes the Zoom users of the active sheet, row by row, and writes the outcome beside each (Excel; needs the module
' Zoomuser). ZoomUpdateSheet is in the list of macros (Alt+F8).
'
' Row 1 has the names: "user_id" (ids or e-mail addresses), then fields of docs/fields.md such as "dept" or "type". The columns
' "outcome", "status" and "message" are filled; where they are missing, they are added at the right. An empty cell leaves its
' field unchanged, a cell with the word null sets it to null, a cell that begins with [ or { is JSON. Empty and hidden rows are
' left out.
'
' All rows are checked before the first is sent. Esc ends the run: rows that are being sent are still written, the others are
' "not-tried". With a DLL that has no bulk runs, one row is sent after the other, without options of a run.
'
' zoomuser.dll lies beside the workbook, in a folder win32 or win64 for the bits of this Office. The token comes from the
' environment variable ZOOM_TOKEN, else it is asked for; it is not kept in the workbook.

Option Explicit

#If VBA7 Then
    Private Declare PtrSafe Function GetAsyncKeyState Lib "user32" (ByVal key As Long) As Integer
    Private Declare PtrSafe Function GetForegroundWindow Lib "user32" () As LongPtr
#Else
    Private Declare Function GetAsyncKeyState Lib "user32" (ByVal key As Long) As Integer
    Private Declare Function GetForegroundWindow Lib "user32" () As Long
#End If

Private Const CANCEL_DISABLED As Long = 0 ' xlDisabled
Private Const CANCEL_INTERRUPT As Long = 1 ' xlInterrupt
Private Const ESCAPE As Long = 27 ' VK_ESCAPE
Private Const NOT_TRIED As String = "not-tried"

' A row of the run, in the order of the sheet.
Private Type SheetRow
    Number As Long
    User As String
    HasFields As Boolean
    Outcome As String
    Status As String
    Message As String
End Type

' The rows of the run, for the function that the library calls.
Private mRows() As SheetRow
Private mCount As Long
Private mEnded As Long
Private mMessage As String

Public Sub ZoomUpdateSheet()
    Dim Client As LongPtr
    On Error GoTo Failed
    ZoomLoad ThisWorkbook.Path & LibraryFile()
    Client = NewClient()
    If Client = 0 Then
        MsgBox ZoomMessage(), vbExclamation
    Else
        ZoomUpdateRows ActiveSheet, Client
        MsgBox mMessage
    End If

Done:
    ZoomFreeClient Client
    ZoomFreeResult
    Exit Sub

Failed:
    MsgBox Err.Description, vbExclamation
    Resume Done
End Sub

' The same for any sheet and client. ZoomSheetMessage says how it ended; ZOOM_OK means that every row succeeded. Options is a
' JSON object, e.g. {"run":"C:\\runs\\1"} for a run that ZoomUndoBulk can undo: zoom_client_run_bulk of zoomuser.h.
Public Function ZoomUpdateRows(ByVal Sheet As Object, ByVal Client As LongPtr, Optional ByVal Options As String = "") As ZoomStatus
    Dim Status As Long, Number As Long, Source As String, Description As String
    On Error GoTo Failed
    If Len(Trim$(Options)) > 0 And Not ZoomHasBulk() Then
        Err.Raise 5, "ZoomSheet", "Options: expected none: this DLL has no bulk runs"
    End If
    ReadRows Sheet
    ' Before anything is sent, so that a sheet that cannot be written ends it here.
    WriteRows Sheet
    ' Esc would interrupt the program, even while the library calls it.
    Application.EnableCancelKey = CANCEL_DISABLED
    WasEscapePressed
    If ZoomHasBulk() Then
        Status = RunBulk(Sheet, Client, Options)
    Else
        Status = RunSingly(Sheet, Client)
    End If
    WriteRows Sheet
    ZoomUpdateRows = Status
    Application.EnableCancelKey = CANCEL_INTERRUPT
    Application.StatusBar = False
    Exit Function

Failed:
    Number = Err.Number
    Source = Err.Source
    Description = Err.Description
    Application.EnableCancelKey = CANCEL_INTERRUPT
    Application.StatusBar = False
    Err.Raise Number, Source, Description
End Function

' How the last run ended, in one line.
Public Function ZoomSheetMessage() As String
    ZoomSheetMessage = mMessage
End Function

' Reading the sheet ------------------------------------------------------------------------------------------------------

' The rows that have a user and are not hidden, e.g. by a filter.
Private Sub ReadRows(ByVal Sheet As Object)
    Dim Column As Long, Last As Long, Number As Long, User As String
    Column = ColumnOf(Sheet, "user_id")
    If Column = 0 Then Err.Raise 5, "ZoomSheet", "row 1: expected a column user_id"
    Last = Sheet.UsedRange.Row + Sheet.UsedRange.Rows.Count - 1
    mCount = 0
    mEnded = 0
    ReDim mRows(0 To Last)
    For Number = 2 To Last
        If Not Sheet.Rows(Number).Hidden Then
            If IsError(Sheet.Cells(Number, Column).Value) Then
                Err.Raise 5, "ZoomSheet", "row " & CStr(Number) & ": user_id: the cell has an error"
            End If
            User = Trim$(CStr(Sheet.Cells(Number, Column).Value))
            If Len(User) > 0 Then
                mRows(mCount).Number = Number
                mRows(mCount).User = User
                mRows(mCount).HasFields = HasFields(Sheet, Number)
                mRows(mCount).Outcome = NOT_TRIED
                mCount = mCount + 1
            ElseIf HasFields(Sheet, Number) Then
                Err.Raise 5, "ZoomSheet", "row " & CStr(Number) & ": user_id: expected an id or e-mail address, the cell is empty"
            End If
        End If
    Next Number
    If mCount = 0 Then Err.Raise 5, "ZoomSheet", "the sheet has no rows with a user_id"
End Sub

' Whether a row sets a field.
Private Function HasFields(ByVal Sheet As Object, ByVal Number As Long) As Boolean
    Dim Column As Long
    For Column = 1 To LastColumn(Sheet)
        If IsField(TitleOf(Sheet, Column)) And Not IsBlank(Sheet.Cells(Number, Column).Value) Then
            HasFields = True
            Exit Function
        End If
    Next Column
End Function

Private Function IsField(ByVal Title As String) As Boolean
    Select Case Title
        Case "", "user_id", "outcome", "status", "message"
        Case Else
            IsField = True
    End Select
End Function

' An empty cell, or one of blanks only.
Private Function IsBlank(ByVal Value As Variant) As Boolean
    If VarType(Value) = vbString Then
        IsBlank = (Len(Trim$(Value)) = 0)
    Else
        IsBlank = IsEmpty(Value)
    End If
End Function

' The fields of a row into a patch; what is refused is in ZoomMessage.
Private Function ReadPatch(ByVal Sheet As Object, ByVal Number As Long, ByVal Patch As LongPtr) As ZoomStatus
    Dim Column As Long, Field As String
    For Column = 1 To LastColumn(Sheet)
        Field = TitleOf(Sheet, Column)
        If IsField(Field) Then
            ReadPatch = SetCell(Patch, Field, Sheet.Cells(Number, Column).Value)
            If ReadPatch <> ZOOM_OK Then Exit Function
        End If
    Next Column
End Function

Private Function SetCell(ByVal Patch As LongPtr, ByVal Field As String, ByVal Value As Variant) As ZoomStatus
    If IsBlank(Value) Then Exit Function
    If VarType(Value) = vbString Then
        If Value = "null" Then
            SetCell = ZoomSetNull(Patch, Field)
            Exit Function
        End If
        If Left$(Value, 1) = "[" Or Left$(Value, 1) = "{" Then
            SetCell = ZoomSetJson(Patch, Field, CStr(Value))
            Exit Function
        End If
    End If
    SetCell = ZoomSet(Patch, Field, Value)
End Function

Private Function LastColumn(ByVal Sheet As Object) As Long
    LastColumn = Sheet.UsedRange.Column + Sheet.UsedRange.Columns.Count - 1
End Function

' The name in row 1, in lower case.
Private Function TitleOf(ByVal Sheet As Object, ByVal Column As Long) As String
    If Not IsError(Sheet.Cells(1, Column).Value) Then TitleOf = LCase$(Trim$(CStr(Sheet.Cells(1, Column).Value)))
End Function

' The column of row 1 with this name, 0 where there is none.
Private Function ColumnOf(ByVal Sheet As Object, ByVal Title As String) As Long
    Dim Column As Long
    For Column = 1 To LastColumn(Sheet)
        If TitleOf(Sheet, Column) = Title Then
            ColumnOf = Column
            Exit Function
        End If
    Next Column
End Function

' Running ----------------------------------------------------------------------------------------------------------------

' All rows in one run.
Private Function RunBulk(ByVal Sheet As Object, ByVal Client As LongPtr, ByVal Options As String) As ZoomStatus
    Dim Bulk As LongPtr, Patch As LongPtr, Status As Long, I As Long
    Dim Number As Long, Source As String, Description As String
    On Error GoTo Failed
    Bulk = ZoomNewBulk()
    For I = 0 To mCount - 1
        Patch = ZoomNewPatch()
        Status = ReadPatch(Sheet, mRows(I).Number, Patch)
        If Status = ZOOM_OK Then Status = ZoomBulkAdd(Bulk, mRows(I).User, Patch)
        ZoomFreePatch Patch
        If Status <> ZOOM_OK Then
            Refuse I, Status
            GoTo Done
        End If
    Next I
    Status = ZoomRunBulk(Client, Bulk, Options, AddressOf RowEnded)
    mMessage = ZoomMessage()
    If Status = ZOOM_E_CHECK_FAILED Then ReadProblems

Done:
    ZoomFreeBulk Bulk
    RunBulk = Status
    Exit Function

Failed:
    Number = Err.Number
    Source = Err.Source
    Description = Err.Description
    ZoomFreePatch Patch
    ZoomFreeBulk Bulk
    If I < mCount Then Description = "row " & CStr(mRows(I).Number) & ": " & Description
    Err.Raise Number, Source, Description
End Function

' The library calls it for each row that has ended. An error must not leave it.
Private Function RowEnded(ByVal UserData As LongPtr, ByVal Index As LongPtr, ByVal Row As LongPtr) As Long
    Dim I As Long
    On Error Resume Next
    I = CLng(Index)
    mRows(I).Outcome = ZoomRowText(Row, "outcome")
    mRows(I).Status = ShortName(ZoomRowStatus(Row))
    mRows(I).Message = ZoomRowText(Row, "message")
    mEnded = mEnded + 1
    ShowProgress
    If WasEscapePressed() Then RowEnded = 1
End Function

' A check that failed: each problem begins with the position of its row, "line 2: ".
Private Sub ReadProblems()
    Dim I As Long, Position As Long, Message As String, Field As String, Refused As Long
    For I = 0 To ZoomCount("problems") - 1
        Message = ZoomItem("problems", I, "message")
        Field = ZoomItem("problems", I, "field")
        Position = 0
        If Left$(Message, 5) = "line " And InStr(Message, ": ") > 0 Then
            Position = CLng(Val(Mid$(Message, 6)))
            Message = Mid$(Message, InStr(Message, ": ") + 2)
        End If
        If Position >= 1 And Position <= mCount Then
            If Len(Field) > 0 Then Message = Field & ": " & Message
            With mRows(Position - 1)
                If .Outcome = NOT_TRIED Then Refused = Refused + 1
                .Outcome = "refused"
                .Status = ShortName(ZOOM_E_CHECK_FAILED)
                If Len(.Message) > 0 Then .Message = .Message & "; "
                .Message = .Message & Message
            End With
        End If
    Next I
    If Refused > 0 Then mMessage = CStr(mCount) & " rows: " & CStr(Refused) & " refused; nothing was sent"
End Sub

' One call after the other: all rows are checked first here, too.
Private Function RunSingly(ByVal Sheet As Object, ByVal Client As LongPtr) As ZoomStatus
    Dim Patches() As LongPtr, Status As Long, I As Long, Sent As Long, Already As Long
    Dim Number As Long, Source As String, Description As String
    ReDim Patches(0 To mCount)
    On Error GoTo Failed
    For I = 0 To mCount - 1
        Patches(I) = ZoomNewPatch()
        Status = ReadPatch(Sheet, mRows(I).Number, Patches(I))
        If Status = ZOOM_OK And mRows(I).HasFields Then Status = ZoomCheck(Patches(I))
        If Status <> ZOOM_OK Then
            Refuse I, Status
            GoTo Done
        End If
    Next I
    RunSingly = ZOOM_OK
    Status = ZOOM_OK
    For I = 0 To mCount - 1
        If mRows(I).HasFields Then
            Status = ZoomUpdate(Client, mRows(I).User, Patches(I))
            mRows(I).Message = ZoomMessage()
            mRows(I).Outcome = "failed"
            If Status = ZOOM_OK Then
                mRows(I).Outcome = "sent"
                Sent = Sent + 1
            Else
                RunSingly = ZOOM_E_ROWS_FAILED
            End If
        Else
            Status = ZOOM_OK
            mRows(I).Message = "the row sets nothing"
            mRows(I).Outcome = "already"
            Already = Already + 1
        End If
        mRows(I).Status = ShortName(Status)
        mEnded = mEnded + 1
        ShowProgress
        ' The other rows would fare no better.
        If Status = ZOOM_E_UNAUTHORIZED Or Status = ZOOM_E_FORBIDDEN Or Status = ZOOM_E_MISSING_TOKEN Then Exit For
        If WasEscapePressed() And I < mCount - 1 Then
            RunSingly = ZOOM_E_CANCELLED
            Exit For
        End If
    Next I
    Status = RunSingly
    mMessage = CStr(mCount) & " rows: " & CStr(Sent) & " sent, " & CStr(Already) & " already, " & _
        CStr(mEnded - Sent - Already) & " failed, " & CStr(mCount - mEnded) & " not tried"

Done:
    FreePatches Patches
    RunSingly = Status
    Exit Function

Failed:
    Number = Err.Number
    Source = Err.Source
    Description = Err.Description
    FreePatches Patches
    If I < mCount Then Description = "row " & CStr(mRows(I).Number) & ": " & Description
    Err.Raise Number, Source, Description
End Function

Private Sub FreePatches(ByRef Patches() As LongPtr)
    Dim I As Long
    For I = LBound(Patches) To UBound(Patches)
        ZoomFreePatch Patches(I)
    Next I
End Sub

' A row that was refused before anything was sent.
Private Sub Refuse(ByVal I As Long, ByVal Status As Long)
    mRows(I).Outcome = "refused"
    mRows(I).Status = ShortName(Status)
    mRows(I).Message = ZoomMessage()
    mMessage = "row " & CStr(mRows(I).Number) & ": " & ZoomMessage() & "; nothing was sent"
End Sub

Private Sub ShowProgress()
    Application.StatusBar = "Zoom: " & CStr(mEnded) & " of " & CStr(mCount) & " rows; Esc ends the run"
End Sub

' Whether Esc was pressed in Excel since the last question.
Private Function WasEscapePressed() As Boolean
    If GetAsyncKeyState(ESCAPE) <> 0 Then WasEscapePressed = (GetForegroundWindow() = Application.Hwnd)
End Function

' "NOT_FOUND" for ZOOM_E_NOT_FOUND, "OK" for ZOOM_OK.
Private Function ShortName(ByVal Status As Long) As String
    ShortName = ZoomStatusName(Status)
    If Status = ZOOM_OK Then
        ShortName = Mid$(ShortName, Len("ZOOM_") + 1)
    Else
        ShortName = Mid$(ShortName, Len("ZOOM_E_") + 1)
    End If
End Function

' Writing the outcomes ---------------------------------------------------------------------------------------------------

Private Sub WriteRows(ByVal Sheet As Object)
    Dim OutcomeColumn As Long, StatusColumn As Long, MessageColumn As Long, I As Long
    OutcomeColumn = ColumnFor(Sheet, "outcome")
    StatusColumn = ColumnFor(Sheet, "status")
    MessageColumn = ColumnFor(Sheet, "message")
    For I = 0 To mCount - 1
        Sheet.Cells(mRows(I).Number, OutcomeColumn).Value = mRows(I).Outcome
        Sheet.Cells(mRows(I).Number, StatusColumn).Value = mRows(I).Status
        ' Text, even if it looks like a formula.
        Sheet.Cells(mRows(I).Number, MessageColumn).Value = "'" & mRows(I).Message
    Next I
End Sub

' The column of this name, which is added where it is missing.
Private Function ColumnFor(ByVal Sheet As Object, ByVal Title As String) As Long
    ColumnFor = ColumnOf(Sheet, Title)
    If ColumnFor = 0 Then
        ColumnFor = LastColumn(Sheet) + 1
        Sheet.Cells(1, ColumnFor).Value = Title
    End If
End Function

' The client -------------------------------------------------------------------------------------------------------------

' A client, 0 where an option is refused.
Private Function NewClient() As LongPtr
    Dim Token As String, Client As LongPtr
    Token = Environ$("ZOOM_TOKEN")
    If Len(Token) = 0 Then Token = InputBox("Access token of Zoom:")
    Client = ZoomNewClient(Token)
    If Client <> 0 Then
        ' While a call runs, Excel does not answer: no call longer than this.
        If ZoomSetOption(Client, "deadline_ms", "30000") <> ZOOM_OK Then ZoomFreeClient Client
    End If
    NewClient = Client
End Function

Private Function LibraryFile() As String
    #If Win64 Then
        LibraryFile = "\win64\zoomuser.dll"
    #Else
        LibraryFile = "\win32\zoomuser.dll"
    #End If
End Function
