Attribute VB_Name = "XlbcfPython"
Option Explicit
Option Private Module

' The way from Excel to Python: reads the configuration, has xlwings' library start Python or take
' one that runs, and calls a function there. No name or folder of a workbook takes part, so that
' one Python serves every workbook.

' The library's file name carries its version; the build puts in the version installed beside xlbcf.
#If Win64 Then
    Private Const LibraryName As String = "xlwings64-@XLWINGS@.dll"
    Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings64-@XLWINGS@.dll" ( _
        ByRef server As Variant, Optional ByVal command As String = "", Optional ByVal mode As Long = 1) As Long
#Else
    Private Const LibraryName As String = "xlwings32-@XLWINGS@.dll"
    Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings32-@XLWINGS@.dll" ( _
        ByRef server As Variant, Optional ByVal command As String = "", Optional ByVal mode As Long = 1) As Long
#End If
Private Declare PtrSafe Function LoadLibraryW Lib "kernel32" (ByVal fileName As LongPtr) As LongPtr
Private Declare PtrSafe Function GetEnvironmentVariableW Lib "kernel32" ( _
    ByVal variable As LongPtr, ByVal buffer As LongPtr, ByVal size As Long) As Long

Public Const FunctionsModule As String = "xlbcf.hosts.udfs"
Public Const NotInstalled As String = _
    "xlbcf is not installed for you: run ""xlbcf addin install"", then start Excel again."

Private Const Failed As Long = vbObjectError + 513
' How long cells do without Python after it could not be reached: a try lasts until the Python that
' was started answers or ends, and a workbook has thousands of cells.
Private Const SecondsOfRest As Long = 30
' The class by which xlwings' server is known that was started outside Excel.
Private Const RunningServer As String = "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"
Private Const ReadOnly As Long = 1
Private Const AsUnicode As Long = -1
' Names the folder of the configuration, here and in Python.
Private Const FolderVariable As String = "XLBCF_CONFIG_DIR"
' No variable of Windows is longer.
Private Const LongestVariable As Long = 32767

Private settings As Object
Private forms As Collection
Private startCommand As String
Private libraryLoaded As Boolean
Private restingUntil As Date
Private lastFault As String

Public Function CallCell(ByVal functionName As String, ByVal given As Variant) As Variant
    ' Answers a cell's formula. Where Python cannot be reached the cell shows #N/A; why not is kept
    ' for the buttons to tell, and is never a text in the cell.
    Dim position As Long
    On Error GoTo unreachable
    If Now < restingUntil Then
        CallCell = CVErr(xlErrNA)
        Exit Function
    End If
    For position = LBound(given) To UBound(given)
        If IsObject(given(position)) Then given(position) = ValuesOf(given(position))
    Next position
    ' In brackets the arguments go to Python and do not come back, which halves the way.
    CallCell = TrueErrors(Server().CallUDF(FunctionsModule, (functionName), (given), Nothing, Nothing))
    Exit Function
unreachable:
    lastFault = functionName & " at " & Format$(Now, "hh:nn") & ": " & Err.Description
    CallCell = CVErr(xlErrNA)
End Function

Public Function CallPython(ByVal moduleName As String, ByVal functionName As String, ByVal given As Variant) As Variant
    ' Calls a function for a button: tries at once, and raises an error where Python cannot be reached.
    restingUntil = 0
    CallPython = Server().CallUDF((moduleName), (functionName), (given), Nothing, Nothing)
End Function

Public Function Fault() As String
    ' Why the last formula without an answer had none; nothing where all had one.
    Fault = lastFault
End Function

Public Function KnownForms() As Collection
    ' The returns that xlbcf knows: for each its id and the names of its sheets.
    If settings Is Nothing Then ReadConfiguration
    Set KnownForms = forms
End Function

Private Function Server() As Object
    ' The running Python; started where there is none.
    Dim reached As Variant
    If Not libraryLoaded Then OpenLibrary
    If XLPyDLLActivateAuto(reached, ServerCommand(), 1) <> 0 Then
        restingUntil = DateAdd("s", SecondsOfRest, Now)
        Err.Raise Failed, "xlbcf", "Python does not answer. " & WhatToDo() & vbCrLf & CStr(reached)
    End If
    Set Server = reached
End Function

Private Function WhatToDo() As String
    If Setting("CONNECT") = "running" Then
        WhatToDo = "Run ""xlbcf addin serve"" and leave its window open."
    Else
        WhatToDo = "Run ""xlbcf doctor"": it says what is in the way."
    End If
End Function

Private Function ServerCommand() As String
    ' The same for every workbook: the library keeps one Python for each command. Python is started
    ' by itself, without a shell, and -P keeps it from importing files of the current folder.
    ' It is told the folder, because the library hands variables on in another code page than it
    ' reads them in.
    If Setting("CONNECT") = "running" Then
        ServerCommand = RunningServer
        Exit Function
    End If
    If startCommand = "" Then
        startCommand = """" & Setting("INTERPRETER") & """ -P -c ""import os; os.environ['" & FolderVariable & _
            "'] = '" & InPython(ConfigurationFolder()) & "'; import xlwings; xlwings.serve('$(CLSID)')"""
    End If
    ServerCommand = startCommand
End Function

Private Function InPython(ByVal text As String) As String
    ' A text as it stands between quotes in Python, in signs that every code page has.
    Dim position As Long, sign As String
    For position = 1 To Len(text)
        sign = Mid$(text, position, 1)
        If sign = "\" Then
            sign = "\\"
        ElseIf Not sign Like "[A-Za-z0-9 :._-]" Then
            sign = "\u" & Right$("000" & Hex$(AscW(sign)), 4)
        End If
        InPython = InPython & sign
    Next position
End Function

Private Sub OpenLibrary()
    ' Windows finds the library by its name alone once it is loaded from its full path.
    Dim path As String
    path = Setting("LIBRARY")
    If path = "" Then Err.Raise Failed, "xlbcf", NotInstalled
    If LCase$(Right$(path, Len(LibraryName))) <> LCase$(LibraryName) Then
        Err.Raise Failed, "xlbcf", "This add-in needs " & LibraryName & ", not " & path & _
            ". Run ""xlbcf addin install"" again; ""xlbcf doctor"" says what does not fit."
    End If
    If LoadLibraryW(StrPtr(path)) = 0 Then
        Err.Raise Failed, "xlbcf", "Windows cannot load " & path & _
            ", the library that leads from Excel to Python. Run ""xlbcf doctor"" to see why."
    End If
    libraryLoaded = True
End Sub

Private Function Setting(ByVal key As String) As String
    If settings Is Nothing Then ReadConfiguration
    If settings Is Nothing Then Err.Raise Failed, "xlbcf", NotInstalled
    If settings.Exists(key) Then Setting = settings.Item(key)
End Function

Private Sub ReadConfiguration()
    ' Reads the person's configuration, once. Without one there are no settings and no known forms.
    Dim files As Object, stream As Object, found As Object
    Dim path As String, entry As String, sign As Long
    Set forms = New Collection
    path = ConfigurationFolder() & "\xlbcf.conf"
    Set files = CreateObject("Scripting.FileSystemObject")
    If Not files.FileExists(path) Then Exit Sub
    Set found = CreateObject("Scripting.Dictionary")
    Set stream = files.OpenTextFile(path, ReadOnly, False, AsUnicode)
    Do Until stream.AtEndOfStream
        entry = Replace(stream.ReadLine, ChrW(&HFEFF), "")
        sign = InStr(entry, "=")
        If Left$(entry, 5) = "FORM=" Then
            forms.Add Split(Mid$(entry, 6), "|")
        ElseIf sign > 0 Then
            found.Item(Left$(entry, sign - 1)) = Mid$(entry, sign + 1)
        End If
    Loop
    stream.Close
    Set settings = found
End Sub

Private Function ConfigurationFolder() As String
    ConfigurationFolder = Variable(FolderVariable)
    If ConfigurationFolder = "" Then ConfigurationFolder = Variable("APPDATA") & "\xlbcf"
End Function

Private Function Variable(ByVal variableName As String) As String
    ' Environ$ would give a question mark, or another letter, for what the code page lacks.
    Dim buffer As String, length As Long
    buffer = String$(LongestVariable, vbNullChar)
    length = GetEnvironmentVariableW(StrPtr(variableName), StrPtr(buffer), LongestVariable)
    Variable = Left$(buffer, length)
End Function

Private Function ValuesOf(ByVal cells As Range) As Variant
    ' The values of a range. Several areas become one column, in their order.
    Dim area As Range, cell As Range, values() As Variant, position As Long
    If cells.Areas.Count = 1 Then
        ValuesOf = InUse(cells).Value2
        Exit Function
    End If
    For Each area In cells.Areas
        position = position + InUse(area).Cells.Count
    Next area
    ReDim values(1 To position, 1 To 1)
    position = 0
    For Each area In cells.Areas
        For Each cell In InUse(area).Cells
            position = position + 1
            values(position, 1) = cell.Value2
        Next cell
    Next area
    ValuesOf = values
End Function

Private Function InUse(ByVal area As Range) As Range
    ' Columns and rows that go to the sheet's end stop at its last cell in use, so that A:A is not
    ' a million cells. They begin where they began: columns side by side stay row by row.
    Dim used As Range, rowCount As Long, columnCount As Long, sheet As Worksheet
    Dim toBottom As Boolean, toRight As Boolean
    Set sheet = area.Worksheet
    rowCount = area.Rows.Count
    columnCount = area.Columns.Count
    toBottom = area.Row + rowCount - 1 = sheet.Rows.Count
    toRight = area.Column + columnCount - 1 = sheet.Columns.Count
    Set InUse = area
    If Not (toBottom Or toRight) Then Exit Function
    Set used = sheet.UsedRange
    If toBottom Then rowCount = used.Row + used.Rows.Count - area.Row
    If toRight Then columnCount = used.Column + used.Columns.Count - area.Column
    If rowCount < 1 Then rowCount = 1
    If columnCount < 1 Then columnCount = 1
    Set InUse = area.Resize(rowCount, columnCount)
End Function

Private Function TrueErrors(ByVal answer As Variant) As Variant
    ' Turns the texts that stand for errors into errors: of a single value, a row, or rows.
    Dim row As Long, column As Long
    If Not IsArray(answer) Then
        TrueErrors = TrueError(answer)
        Exit Function
    End If
    If HasColumns(answer) Then
        For row = LBound(answer, 1) To UBound(answer, 1)
            For column = LBound(answer, 2) To UBound(answer, 2)
                answer(row, column) = TrueError(answer(row, column))
            Next column
        Next row
    Else
        For column = LBound(answer) To UBound(answer)
            answer(column) = TrueError(answer(column))
        Next column
    End If
    TrueErrors = answer
End Function

Private Function TrueError(ByVal value As Variant) As Variant
    ' Python marks an error as the sign U+E000, which no text of a cell begins with, and its number.
    TrueError = value
    If VarType(value) = vbString Then
        If Left$(value, 1) = ChrW(&HE000) Then TrueError = CVErr(CLng(Mid$(value, 2)))
    End If
End Function

Private Function HasColumns(ByRef answer As Variant) As Boolean
    Dim highest As Long
    On Error GoTo single_row
    highest = UBound(answer, 2)
    HasColumns = highest >= LBound(answer, 2)
single_row:
End Function
