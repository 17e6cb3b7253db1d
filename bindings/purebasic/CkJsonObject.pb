; CkJsonObject: a JSON object that is read and changed by paths: "custom_attributes[0].value", "phones[i].number".

CompilerIf Not Defined(CkJsonObject, #PB_Module)

XIncludeFile #PB_Compiler_FilePath + "ck.pbi"

DeclareModule CkJsonObject
  Declare.i ckCreate()
  Declare ckDispose(obj.i)

  ; Replaces the object by the one in a text. Returns 0 and changes nothing if the text is not one JSON object.
  Declare.i ckLoad(obj.i, json.s)
  ; The object as text, in one line unless EmitCompact is 0.
  Declare.s ckEmit(obj.i)
  Declare.i ckEmitCompact(obj.i)
  Declare setCkEmitCompact(obj.i, value.i)

  ; Set the value at a path and create missing objects and arrays. An array grows by one element at a time.
  Declare.i ckUpdateString(obj.i, jsonPath.s, value.s)
  Declare.i ckUpdateInt(obj.i, jsonPath.s, value.i)
  Declare.i ckUpdateBool(obj.i, jsonPath.s, value.i)
  Declare.i ckUpdateNull(obj.i, jsonPath.s)
  ; A number as text: "2.5". Whole numbers keep 64 bits.
  Declare.i ckUpdateNumber(obj.i, jsonPath.s, numericStr.s)
  ; Removes a member of the object itself.
  Declare.i ckDelete(obj.i, name.s)

  ; The value at a path: "" or 0 if there is none. ckStringOf() returns numbers, true, false and null as text.
  Declare.s ckStringOf(obj.i, jsonPath.s)
  Declare.i ckIntOf(obj.i, jsonPath.s)
  Declare.i ckBoolOf(obj.i, jsonPath.s)
  Declare.i ckHasMember(obj.i, jsonPath.s)
  ; The number of elements of the array at a path; -1 if there is no array.
  Declare.i ckSizeOfArray(obj.i, jsonPath.s)
  ; The number of members of the object.
  Declare.i ckSize(obj.i)

  ; The numbers that [i], [j] and [k] in a path stand for.
  Declare.i ckI(obj.i)
  Declare setCkI(obj.i, value.i)
  Declare.i ckJ(obj.i)
  Declare setCkJ(obj.i, value.i)
  Declare.i ckK(obj.i)
  Declare setCkK(obj.i, value.i)

  Declare.i ckLastMethodSuccess(obj.i)
  Declare.s ckLastErrorText(obj.i)
EndDeclareModule

Module CkJsonObject
  EnableExplicit

  Structure Object
    Json.i
    Compact.l
    Success.l
    Error$
    Index.i[3]
  EndStructure

  Procedure.i ckCreate()
    Protected *Object.Object = AllocateStructure(Object)
    If *Object
      *Object\Json = CreateJSON(#PB_Any)
      If *Object\Json = 0
        FreeStructure(*Object)
        ProcedureReturn 0
      EndIf
      SetJSONObject(JSONValue(*Object\Json))
      *Object\Compact = 1
      *Object\Success = 1
    EndIf
    ProcedureReturn *Object
  EndProcedure

  Procedure ckDispose(obj.i)
    Protected *Object.Object = obj
    If *Object
      FreeJSON(*Object\Json)
      FreeStructure(*Object)
    EndIf
  EndProcedure

  Procedure.i Ended(*Object.Object, Success.l, Error$)
    *Object\Success = Success
    *Object\Error$ = Error$
    ProcedureReturn Success
  EndProcedure

  Procedure.i ckLoad(obj.i, json.s)
    Protected *Object.Object = obj, Loaded.i = ParseJSON(#PB_Any, json)
    If Loaded = 0
      ProcedureReturn Ended(*Object, 0, "json: expected a JSON object")
    EndIf
    If JSONType(JSONValue(Loaded)) <> #PB_JSON_Object
      FreeJSON(Loaded)
      ProcedureReturn Ended(*Object, 0, "json: expected a JSON object")
    EndIf
    FreeJSON(*Object\Json)
    *Object\Json = Loaded
    ProcedureReturn Ended(*Object, 1, "")
  EndProcedure

  Procedure.s ckEmit(obj.i)
    Protected *Object.Object = obj
    If *Object\Compact
      ProcedureReturn ComposeJSON(*Object\Json)
    EndIf
    ProcedureReturn ComposeJSON(*Object\Json, #PB_JSON_PrettyPrint)
  EndProcedure

  Procedure.i ckEmitCompact(obj.i)
    Protected *Object.Object = obj
    ProcedureReturn *Object\Compact
  EndProcedure

  Procedure setCkEmitCompact(obj.i, value.i)
    Protected *Object.Object = obj
    *Object\Compact = Bool(value)
  EndProcedure

  ; The number in the brackets of a path; -1 if there is none.
  Procedure.i IndexOf(*Object.Object, Text$)
    Protected i.i, Which.i = FindString("ijk", Text$)
    If Len(Text$) = 1 And Which
      ProcedureReturn *Object\Index[Which - 1]
    EndIf
    For i = 1 To Len(Text$)
      If FindString("0123456789", Mid(Text$, i, 1)) = 0
        ProcedureReturn -1
      EndIf
    Next
    If Text$ = "" Or Len(Text$) > 9
      ProcedureReturn -1
    EndIf
    ProcedureReturn Val(Text$)
  EndProcedure

  ; The element of an array, or 0. If Make is #True, the element after the last one is created.
  Procedure.i Element(Value.i, Index.i, Make.l)
    If JSONType(Value) = #PB_JSON_Null And Make
      SetJSONArray(Value)
    EndIf
    If JSONType(Value) <> #PB_JSON_Array Or Index < 0 Or Index > JSONArraySize(Value)
      ProcedureReturn 0
    EndIf
    If Index < JSONArraySize(Value)
      ProcedureReturn GetJSONElement(Value, Index)
    EndIf
    If Make
      ProcedureReturn AddJSONElement(Value)
    EndIf
    ProcedureReturn 0
  EndProcedure

  Procedure.i Member(Value.i, Name$, Make.l)
    Protected Found.i
    If JSONType(Value) = #PB_JSON_Null And Make
      SetJSONObject(Value)
    EndIf
    If JSONType(Value) <> #PB_JSON_Object Or Name$ = ""
      ProcedureReturn 0
    EndIf
    Found = GetJSONMember(Value, Name$)
    If Found = 0 And Make
      Found = AddJSONMember(Value, Name$)
    EndIf
    ProcedureReturn Found
  EndProcedure

  ; The value at a path, or 0. If Make is #True, what is missing is created.
  Procedure.i At(*Object.Object, Path$, Make.l)
    Protected Value.i = JSONValue(*Object\Json), Level.i, Open.i, Name$, Part$
    For Level = 1 To CountString(Path$, ".") + 1
      Part$ = StringField(Path$, Level, ".")
      Open = FindString(Part$, "[")
      Name$ = Part$
      If Open
        Name$ = Left(Part$, Open - 1)
      EndIf
      Value = Member(Value, Name$, Make)
      While Value And Open
        Part$ = Mid(Part$, Open + 1)
        Value = Element(Value, IndexOf(*Object, StringField(Part$, 1, "]")), Make)
        Open = FindString(Part$, "[")
      Wend
      If Value = 0
        ProcedureReturn 0
      EndIf
    Next
    ProcedureReturn Value
  EndProcedure

  ; The value to set at a path. If there can be none, the object is not changed.
  Procedure.i Place(*Object.Object, Path$)
    Protected Before$ = ComposeJSON(*Object\Json), Value.i = At(*Object, Path$, #True)
    If Value
      Ended(*Object, 1, "")
    Else
      ckLoad(*Object, Before$)
      Ended(*Object, 0, "jsonPath: expected names and numbers, with an array one element longer at most: " + Path$)
    EndIf
    ProcedureReturn Value
  EndProcedure

  Procedure.i ckUpdateString(obj.i, jsonPath.s, value.s)
    Protected Place.i = Place(obj, jsonPath)
    If Place
      SetJSONString(Place, value)
    EndIf
    ProcedureReturn Bool(Place <> 0)
  EndProcedure

  Procedure.i ckUpdateInt(obj.i, jsonPath.s, value.i)
    Protected Place.i = Place(obj, jsonPath)
    If Place
      SetJSONQuad(Place, value)
    EndIf
    ProcedureReturn Bool(Place <> 0)
  EndProcedure

  Procedure.i ckUpdateBool(obj.i, jsonPath.s, value.i)
    Protected Place.i = Place(obj, jsonPath)
    If Place
      SetJSONBoolean(Place, Bool(value))
    EndIf
    ProcedureReturn Bool(Place <> 0)
  EndProcedure

  Procedure.i ckUpdateNull(obj.i, jsonPath.s)
    Protected Place.i = Place(obj, jsonPath)
    If Place
      SetJSONNull(Place)
    EndIf
    ProcedureReturn Bool(Place <> 0)
  EndProcedure

  Procedure.i ckUpdateNumber(obj.i, jsonPath.s, numericStr.s)
    Protected Parsed.i = ParseJSON(#PB_Any, numericStr), IsNumber.l, Place.i
    If Parsed
      IsNumber = Bool(JSONType(JSONValue(Parsed)) = #PB_JSON_Number)
      FreeJSON(Parsed)
    EndIf
    If IsNumber = #False
      ProcedureReturn Ended(obj, 0, "numericStr: expected a number, e.g. 2 or 2.5")
    EndIf
    Place = Place(obj, jsonPath)
    If Place
      If FindString(numericStr, ".") Or FindString(LCase(numericStr), "e")
        SetJSONDouble(Place, ValD(numericStr))
      Else
        SetJSONQuad(Place, Val(Trim(numericStr)))
      EndIf
    EndIf
    ProcedureReturn Bool(Place <> 0)
  EndProcedure

  Procedure.i ckDelete(obj.i, name.s)
    Protected *Object.Object = obj, Value.i = JSONValue(*Object\Json)
    If GetJSONMember(Value, name) = 0
      ProcedureReturn Ended(*Object, 0, "name: there is no member of this name")
    EndIf
    RemoveJSONMember(Value, name)
    ProcedureReturn Ended(*Object, 1, "")
  EndProcedure

  ; The value at a path; if it is missing, 0 and an error.
  Procedure.i Found(*Object.Object, Path$)
    Protected Value.i = At(*Object, Path$, #False)
    If Value
      Ended(*Object, 1, "")
    Else
      Ended(*Object, 0, "jsonPath: there is no value at " + Path$)
    EndIf
    ProcedureReturn Value
  EndProcedure

  Procedure.s ckStringOf(obj.i, jsonPath.s)
    Protected Value.i = Found(obj, jsonPath), Number.d
    If Value = 0
      ProcedureReturn ""
    EndIf
    Select JSONType(Value)
      Case #PB_JSON_String
        ProcedureReturn GetJSONString(Value)
      Case #PB_JSON_Number
        Number = GetJSONDouble(Value)
        If Number = Round(Number, #PB_Round_Down)
          ProcedureReturn Str(GetJSONQuad(Value))
        EndIf
        ProcedureReturn StrD(Number)
      Case #PB_JSON_Boolean
        If GetJSONBoolean(Value)
          ProcedureReturn "true"
        EndIf
        ProcedureReturn "false"
      Case #PB_JSON_Null
        ProcedureReturn "null"
    EndSelect
    Ended(obj, 0, "jsonPath: expected a value other than an object or array at " + jsonPath)
    ProcedureReturn ""
  EndProcedure

  Procedure.i ckIntOf(obj.i, jsonPath.s)
    ProcedureReturn Val(ckStringOf(obj, jsonPath))
  EndProcedure

  Procedure.i ckBoolOf(obj.i, jsonPath.s)
    Protected Text$ = LCase(ckStringOf(obj, jsonPath))
    ProcedureReturn Bool(Text$ = "true" Or Text$ = "1")
  EndProcedure

  Procedure.i ckHasMember(obj.i, jsonPath.s)
    ProcedureReturn Bool(At(obj, jsonPath, #False) <> 0)
  EndProcedure

  Procedure.i ckSizeOfArray(obj.i, jsonPath.s)
    Protected Value.i = At(obj, jsonPath, #False)
    If Value
      If JSONType(Value) = #PB_JSON_Array
        ProcedureReturn JSONArraySize(Value)
      EndIf
    EndIf
    ProcedureReturn -1
  EndProcedure

  Procedure.i ckSize(obj.i)
    Protected *Object.Object = obj
    ProcedureReturn JSONObjectSize(JSONValue(*Object\Json))
  EndProcedure

  Procedure.i ckI(obj.i)
    Protected *Object.Object = obj
    ProcedureReturn *Object\Index[0]
  EndProcedure

  Procedure setCkI(obj.i, value.i)
    Protected *Object.Object = obj
    *Object\Index[0] = value
  EndProcedure

  Procedure.i ckJ(obj.i)
    Protected *Object.Object = obj
    ProcedureReturn *Object\Index[1]
  EndProcedure

  Procedure setCkJ(obj.i, value.i)
    Protected *Object.Object = obj
    *Object\Index[1] = value
  EndProcedure

  Procedure.i ckK(obj.i)
    Protected *Object.Object = obj
    ProcedureReturn *Object\Index[2]
  EndProcedure

  Procedure setCkK(obj.i, value.i)
    Protected *Object.Object = obj
    *Object\Index[2] = value
  EndProcedure

  Procedure.i ckLastMethodSuccess(obj.i)
    Protected *Object.Object = obj
    ProcedureReturn *Object\Success
  EndProcedure

  Procedure.s ckLastErrorText(obj.i)
    Protected *Object.Object = obj
    ProcedureReturn *Object\Error$
  EndProcedure
EndModule

CompilerEndIf
