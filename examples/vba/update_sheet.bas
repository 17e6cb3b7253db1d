Attribute VB_Name = "UpdateSheetExample"
' Updates a Zoom user for each row of the active sheet (Excel; needs the module Zoomuser).
'
' Row 1 has the names: "user" (id or e-mail address), then fields of docs/fields.md such as "dept" or "type", and at the
' end "status" and "message", which this program fills. An empty cell leaves its field unchanged; a cell with the word
' null sets it to null; a cell that begins with [ or { is JSON.
'
' zoomuser.dll lies beside the workbook, in a folder win32 or win64 for the bits of this Office. The token comes from
' the environment variable ZOOM_TOKEN, else it is asked for; it is not kept in the workbook.

Option Explicit

Public Sub UpdateSheet()
    Dim Sheet As Object, Client As LongPtr, Row As Long, LastRow As Long, Updated As Long
    Dim UserColumn As Long, StatusColumn As Long, MessageColumn As Long, Status As Long

    On Error GoTo Failed
    Set Sheet = ActiveSheet
    UserColumn = ColumnOf(Sheet, "user")
    StatusColumn = ColumnOf(Sheet, "status")
    MessageColumn = ColumnOf(Sheet, "message")
    If UserColumn = 0 Or StatusColumn = 0 Or MessageColumn = 0 Then
        MsgBox "Row 1 needs the names user, status and message.", vbExclamation
        Exit Sub
    End If

    ZoomLoad ThisWorkbook.Path & LibraryFile()
    Client = NewClient()
    If Client = 0 Then
        MsgBox ZoomMessage(), vbExclamation
        Exit Sub
    End If

    LastRow = Sheet.Cells(Sheet.Rows.Count, UserColumn).End(-4162).Row
    For Row = 2 To LastRow
        Application.StatusBar = "Zoom: row " & CStr(Row) & " of " & CStr(LastRow)
        DoEvents
        If Len(Trim$(CStr(Sheet.Cells(Row, UserColumn).Value))) > 0 Then
            Status = UpdateRow(Sheet, Row, Client, UserColumn, StatusColumn, MessageColumn)
            If Status = ZOOM_OK Then Updated = Updated + 1
            ' The other rows would fare no better.
            If Status = ZOOM_E_UNAUTHORIZED Or Status = ZOOM_E_FORBIDDEN Or Status = ZOOM_E_MISSING_TOKEN Then Exit For
        End If
    Next Row
    MsgBox CStr(Updated) & " users are updated."

Done:
    Application.StatusBar = False
    ZoomFreeClient Client
    ZoomFreeResult
    Exit Sub

Failed:
    MsgBox Err.Description, vbExclamation
    Resume Done
End Sub

' One row: its fields into a patch, the patch to Zoom, what came of it into the row.
Private Function UpdateRow(ByVal Sheet As Object, ByVal Row As Long, ByVal Client As LongPtr, ByVal UserColumn As Long, _
        ByVal StatusColumn As Long, ByVal MessageColumn As Long) As Long
    Dim Patch As LongPtr, Column As Long, Status As Long, Problem As String

    On Error GoTo Failed
    Patch = ZoomNewPatch()
    For Column = 1 To Sheet.Cells(1, Sheet.Columns.Count).End(-4159).Column
        If Column <> UserColumn And Column <> StatusColumn And Column <> MessageColumn And Status = ZOOM_OK Then
            Status = SetCell(Patch, CStr(Sheet.Cells(1, Column).Value), Sheet.Cells(Row, Column).Value)
        End If
    Next Column
    If Status = ZOOM_OK Then Status = ZoomUpdate(Client, Trim$(CStr(Sheet.Cells(Row, UserColumn).Value)), Patch)
    Sheet.Cells(Row, StatusColumn).Value = ZoomStatusName(Status)
    Sheet.Cells(Row, MessageColumn).Value = "'" & ZoomMessage()
    UpdateRow = Status
    ZoomFreePatch Patch
    Exit Function

Failed:
    Problem = Err.Description
    ZoomFreePatch Patch
    Sheet.Cells(Row, StatusColumn).Value = "not sent"
    Sheet.Cells(Row, MessageColumn).Value = "'" & Problem
    UpdateRow = ZOOM_E_INVALID_ARGUMENT
End Function

Private Function SetCell(ByVal Patch As LongPtr, ByVal Field As String, ByVal Value As Variant) As Long
    If IsEmpty(Value) Or Len(Field) = 0 Then Exit Function
    If VarType(Value) = vbString Then
        If Len(Value) = 0 Then Exit Function
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

' The column of row 1 with this name, 0 where there is none.
Private Function ColumnOf(ByVal Sheet As Object, ByVal Title As String) As Long
    Dim Column As Long
    For Column = 1 To Sheet.Cells(1, Sheet.Columns.Count).End(-4159).Column
        If LCase$(Trim$(CStr(Sheet.Cells(1, Column).Value))) = Title Then
            ColumnOf = Column
            Exit Function
        End If
    Next Column
End Function
