Attribute VB_Name = "XlbcfRibbon"
Option Explicit

' The tab in the ribbon. Every button is one line: it names the action that Python does.

Private Declare PtrSafe Function MessageBoxW Lib "user32" ( _
    ByVal window As LongPtr, ByVal text As LongPtr, ByVal title As LongPtr, ByVal kind As Long) As Long

Private Const ButtonsModule As String = "xlbcf.hosts.buttons"
Private Const Title As String = "xlbcf"

Private ribbon As IRibbonUI
Private watcher As XlbcfEvents
Private wizardTold As Boolean
Private lookedAt As String
Private isReturn As Boolean
' The names of workbooks that carry marks, each between two bars.
Private marked As String

Public Sub XlbcfOnLoad(loaded As IRibbonUI)
    Set ribbon = loaded
End Sub

Public Sub XlbcfWhenOpen(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Not ActiveWorkbook Is Nothing
End Sub

Public Sub XlbcfWhenReturn(control As IRibbonControl, ByRef returnedVal)
    returnedVal = ActiveIsReturn()
End Sub

Public Sub XlbcfCheckSheet(control As IRibbonControl)
    Press "check_sheet"
End Sub

Public Sub XlbcfCheckWorkbook(control As IRibbonControl)
    Press "check_workbook"
End Sub

Public Sub XlbcfNextFinding(control As IRibbonControl)
    Press "next_finding"
End Sub

Public Sub XlbcfClearMarks(control As IRibbonControl)
    Press "clear_marks"
End Sub

Public Sub XlbcfFillFromFigures(control As IRibbonControl)
    Press "fill_from_figures"
End Sub

Public Sub XlbcfPreviewFill(control As IRibbonControl)
    Press "preview_fill"
End Sub

Public Sub XlbcfUndoLastFill(control As IRibbonControl)
    Press "undo_last_fill"
End Sub

Public Sub XlbcfRefreshDashboard(control As IRibbonControl)
    Press "refresh_dashboard"
End Sub

Public Sub XlbcfPublishCopy(control As IRibbonControl)
    Press "publish_copy"
End Sub

Public Sub XlbcfShowMapping(control As IRibbonControl)
    Press "show_mapping"
End Sub

Public Sub XlbcfRepairLinks(control As IRibbonControl)
    Press "repair_links"
End Sub

Public Sub XlbcfShowHelp(control As IRibbonControl)
    Press "show_help"
End Sub

Public Sub XlbcfShowAbout(control As IRibbonControl)
    Press "show_about"
End Sub

Public Sub WatchExcel()
    ' Begins to follow which workbook is active and what is saved.
    Set watcher = New XlbcfEvents
    LookAgain
End Sub

Public Sub LookAgain()
    ' Another workbook may be active: the buttons ask again whether they can be pressed.
    On Error Resume Next
    lookedAt = ""
    If Not ribbon Is Nothing Then ribbon.Invalidate
    If wizardTold Or ActiveWorkbook Is Nothing Then Exit Sub
    wizardTold = True
    ' Later, when Excel has opened what it is opening.
    Application.OnTime Now, "'" & ThisWorkbook.Name & "'!XlbcfRibbon.TellWizard"
End Sub

Public Sub TellWizard()
    ' Where Excel takes no words for its function wizard from a hidden workbook, the add-in is an
    ' ordinary workbook for a moment. Other add-ins are not told that it comes and goes.
    Dim before As Workbook, events As Boolean
    On Error Resume Next
    XlbcfFunctions.DescribeFunctions
    If Err.Number = 0 Then Exit Sub
    Set before = ActiveWorkbook
    events = Application.EnableEvents
    Application.EnableEvents = False
    Application.ScreenUpdating = False
    ThisWorkbook.IsAddin = False
    XlbcfFunctions.DescribeFunctions
    ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = True
    If Not before Is Nothing Then before.Activate
    Application.ScreenUpdating = True
    Application.EnableEvents = events
    ' The buttons may have asked while the add-in was the active workbook.
    LookAgain
End Sub

Public Sub BeforeSaving(ByVal book As Workbook)
    ' Marks never go into a file.
    Dim answer As Variant
    If InStr(marked, MarkKey(book.Name)) = 0 Then Exit Sub
    On Error GoTo failed
    ' Tried once, whatever comes of it: AutoSave would try, and tell, every few seconds.
    RememberMarks "clear_marks", book.Name
    answer = XlbcfPython.CallPython(ButtonsModule, "press", Array("clear_marks", Application.Hwnd, book.Name))
    If answer(LBound(answer)) = "problem" Then Tell CStr(answer(LBound(answer) + 1)), vbExclamation
    Exit Sub
failed:
    Tell "The marks of xlbcf could not be taken away before saving. Press Clear marks, then save again." & _
        vbCrLf & vbCrLf & Err.Description, vbExclamation
End Sub

Private Sub Press(ByVal action As String)
    ' Has Python do an action on the active workbook, tells the outcome and opens what it names.
    Dim answer As Variant, bookName As String, kind As Long
    On Error GoTo failed
    ' VBA forgets it when a macro is ended halfway.
    If watcher Is Nothing Then WatchExcel
    If Not ActiveWorkbook Is Nothing Then bookName = ActiveWorkbook.Name
    Application.Cursor = xlWait
    answer = XlbcfPython.CallPython(ButtonsModule, "press", Array(action, Application.Hwnd, bookName))
    Application.Cursor = xlDefault
    RememberMarks action, bookName
    kind = vbInformation
    If answer(LBound(answer)) = "problem" Then kind = vbExclamation
    Tell CStr(answer(LBound(answer) + 1)) & AboutCells(action), kind
    OpenPath CStr(answer(LBound(answer) + 2))
    Exit Sub
failed:
    Application.Cursor = xlDefault
    Tell Err.Description, vbExclamation
End Sub

Private Function AboutCells(ByVal action As String) As String
    ' What a person needs who asks why cells show #N/A although Python answers now.
    If action <> "show_about" Or XlbcfPython.Fault() = "" Then Exit Function
    AboutCells = vbCrLf & vbCrLf & "The last formula without an answer: " & XlbcfPython.Fault() & vbCrLf & _
        "Ctrl+Alt+F9 works every formula out again."
End Function

Private Sub RememberMarks(ByVal action As String, ByVal bookName As String)
    ' Other buttons leave the marks where they are.
    If action = "check_sheet" Or action = "check_workbook" Then
        marked = Replace(marked, MarkKey(bookName), "") & MarkKey(bookName)
    ElseIf action = "clear_marks" Then
        marked = Replace(marked, MarkKey(bookName), "")
    End If
End Sub

Private Function MarkKey(ByVal bookName As String) As String
    ' No file name holds a bar.
    MarkKey = "|" & bookName & "|"
End Function

Private Sub OpenPath(ByVal path As String)
    ' Opens a workbook in this Excel, and anything else with the program that Windows has for it.
    Dim book As Workbook
    If path = "" Then Exit Sub
    On Error GoTo failed
    If Not LCase$(path) Like "*.xls?" Then
        ThisWorkbook.FollowHyperlink path
        Exit Sub
    End If
    For Each book In Workbooks
        If LCase$(book.FullName) = LCase$(path) Then
            book.Activate
            Exit Sub
        End If
    Next book
    Workbooks.Open path
    Exit Sub
failed:
    Tell "Excel could not open this; you can open it yourself:" & vbCrLf & path & _
        vbCrLf & vbCrLf & Err.Description, vbExclamation
End Sub

Private Sub Tell(ByVal text As String, ByVal kind As Long)
    ' MsgBox would show a question mark for every arrow.
    If text <> "" Then MessageBoxW Application.Hwnd, StrPtr(text), StrPtr(Title), kind
End Sub

Private Function ActiveIsReturn() As Boolean
    ' Whether the active workbook has all the sheets of a return that xlbcf knows; Python is not
    ' started for it. The answer holds until another workbook is active.
    Dim known As Variant
    On Error GoTo unknown
    If ActiveWorkbook Is Nothing Then Exit Function
    If lookedAt <> ActiveWorkbook.FullName Then
        lookedAt = ActiveWorkbook.FullName
        isReturn = False
        For Each known In XlbcfPython.KnownForms()
            If HasSheets(ActiveWorkbook, known) Then isReturn = True
        Next known
    End If
    ActiveIsReturn = isReturn
unknown:
End Function

Private Function HasSheets(ByVal book As Workbook, ByVal known As Variant) As Boolean
    ' The first entry is the return's id, the others are its sheets.
    Dim position As Long, sheet As Object
    On Error GoTo missing
    For position = LBound(known) + 1 To UBound(known)
        Set sheet = book.Sheets(known(position))
    Next position
    HasSheets = Not sheet Is Nothing
missing:
End Function
