* Changes the department of a Zoom user and shows the whole result.
*
*	DO update_user WITH "ada@example.com", "Engineering"
*
* Environment: ZOOM_TOKEN, the access token; ZOOM_LIBRARY, the path of the DLL if Windows does not find it.

#INCLUDE ..\..\bindings\foxpro\zoomuser.h

LPARAMETERS tcUser, tcDepartment
LOCAL loClient, loPatch, loResult, loProblem
IF VARTYPE(tcUser) <> "C" OR VARTYPE(tcDepartment) <> "C" OR EMPTY(GETENV("ZOOM_TOKEN"))
	? "usage: DO update_user WITH cUser, cDepartment; ZOOM_TOKEN is in the environment"
	RETURN .F.
ENDIF
SET PROCEDURE TO ..\..\bindings\foxpro\zoomuser.prg ADDITIVE

TRY
	IF NOT EMPTY(GETENV("ZOOM_LIBRARY"))
		ZoomLoad(GETENV("ZOOM_LIBRARY"))
	ENDIF
	loClient = CREATEOBJECT("ZoomClient", GETENV("ZOOM_TOKEN"))
	loPatch = CREATEOBJECT("ZoomPatch")
	loPatch.Set("dept", tcDepartment)
	loResult = loClient.UpdateUser(tcUser, loPatch)

	? ZoomStatusName(loResult.Status), loResult.Status
	? loResult.Message
	ShowText(loResult, "hint")
	ShowText(loResult, "tracking_id")
	IF loResult.Number("http_status") >= 0
		? "http_status:", loResult.Number("http_status")
	ENDIF
	ShowItems(loResult, "field_errors")
	ShowItems(loResult, "problems")
	ShowItems(loResult, "warnings")
CATCH TO loProblem
	? loProblem.Message
ENDTRY
RETURN VARTYPE(loResult) = "O" AND loResult.Status = ZOOM_OK

PROCEDURE ShowText
	LPARAMETERS toResult, tcWhat
	IF NOT EMPTY(toResult.Text(tcWhat))
		? tcWhat + ":", toResult.Text(tcWhat)
	ENDIF
ENDPROC

PROCEDURE ShowItems
	LPARAMETERS toResult, tcList
	LOCAL lnItem
	FOR lnItem = 0 TO toResult.Count(tcList) - 1
		? tcList + ":", toResult.Item(tcList, lnItem, "field"), toResult.Item(tcList, lnItem, "message")
	ENDFOR
ENDPROC
