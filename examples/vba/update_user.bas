Attribute VB_Name = "UpdateUserExample"
' Changes the department of a Zoom user and shows everything that came back (needs the module Zoomuser).
' The same program as in the other languages; the token comes from the environment variable ZOOM_TOKEN.

Option Explicit

Public Sub UpdateUser()
    Dim Client As LongPtr, Patch As LongPtr, Status As Long, Said As String, User As String, Department As String

    On Error GoTo Failed
    User = InputBox("User id or e-mail address:")
    Department = InputBox("Department:")
    If Len(User) = 0 Or Len(Department) = 0 Or Len(Environ$("ZOOM_TOKEN")) = 0 Then
        MsgBox "A user, a department and the environment variable ZOOM_TOKEN are needed.", vbExclamation
        Exit Sub
    End If
    If Len(Environ$("ZOOM_LIBRARY")) > 0 Then ZoomLoad Environ$("ZOOM_LIBRARY")

    Client = ZoomNewClient(Environ$("ZOOM_TOKEN"))
    If Client = 0 Then
        MsgBox ZoomMessage(), vbExclamation
        Exit Sub
    End If
    Patch = ZoomNewPatch()
    Status = ZoomSet(Patch, "dept", Department)
    If Status = ZOOM_OK Then Status = ZoomUpdate(Client, User, Patch)

    Said = ZoomStatusName(Status) & " (" & CStr(Status) & ")" & vbLf & ZoomMessage()
    If Len(ZoomText("hint")) > 0 Then Said = Said & vbLf & "hint: " & ZoomText("hint")
    If Len(ZoomText("tracking_id")) > 0 Then Said = Said & vbLf & "tracking_id: " & ZoomText("tracking_id")
    If ZoomNumber("http_status") >= 0 Then Said = Said & vbLf & "http_status: " & CStr(ZoomNumber("http_status"))
    MsgBox Said & Items("field_errors") & Items("problems") & Items("warnings")

Done:
    ZoomFreePatch Patch
    ZoomFreeClient Client
    ZoomFreeResult
    Exit Sub

Failed:
    MsgBox Err.Description, vbExclamation
    Resume Done
End Sub

Private Function Items(ByVal List As String) As String
    Dim Index As Long, Said As String
    For Index = 0 To ZoomCount(List) - 1
        Said = Said & vbLf & List & ": " & ZoomItem(List, Index, "field") & " " & ZoomItem(List, Index, "message")
    Next Index
    Items = Said
End Function
