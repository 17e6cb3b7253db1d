* zoomuser for Visual FoxPro 9: changes a Zoom user (PATCH /v2/users/{userId}).
*
*	SET PROCEDURE TO zoomuser.prg ADDITIVE
*	#INCLUDE zoomuser.h
*	loClient = CREATEOBJECT("ZoomClient", lcToken)
*	loPatch = CREATEOBJECT("ZoomPatch")
*	loPatch.Set("dept", "Research")
*	loResult = loClient.UpdateUser("ada@example.com", loPatch)
*	? loResult.Status = ZOOM_OK, loResult.Message
*
* FoxPro has 32 bits: it needs the DLL for x86. Text is in the code page of FoxPro and becomes UTF-8 on its way; with
* lUtf8 = .T. an object takes and gives UTF-8. A wrong use (a date as a value, a text with CHR(0) in it) is an error of
* FoxPro (1098). Objects are freed when their last variable goes. More: docs/foxpro.md.

#INCLUDE zoomuser.h

* Left out: zoom_client_set_token_callback zoom_set_log_callback (FoxPro has no functions that a DLL could call)
* Left out: zoom_client_cancel (there is one thread; deadline_ms bounds a call)
* Left out: zoom_user_patch_set_int (FoxPro has no number of 64 bits for a DLL; numbers are given as text)
* Left out: zoom_form_add_part (it takes NULL, which FoxPro cannot give for a text)
* Left out: zoom_client_render_request zoom_client_render_form zoom_text_copy
* Left out: zoom_field_count zoom_field_text zoom_option_count zoom_option_text

* Loads the DLL from this file, once, before any object is made; without it Windows looks beside the program, in its own
* folders and in PATH. zoom_result_number gives the lower half of its number: up to 2^31.
PROCEDURE ZoomLoad
	LPARAMETERS tcFile
	LOCAL ARRAY laDeclared[1]
	IF ADLLS(laDeclared) > 0 AND ASCAN(laDeclared, "zoom_abi_version", -1, -1, 1, 15) > 0
		RETURN
	ENDIF
	IF VARTYPE(tcFile) = "C"
		DECLARE INTEGER LoadLibrary IN kernel32 STRING fileName
		IF LoadLibrary(tcFile) = 0
			ERROR "zoomuser: " + tcFile + " cannot be loaded: it is not there, or it is not the DLL for 32 bits (x86)"
		ENDIF
	ENDIF
	DECLARE INTEGER zoom_abi_version IN zoomuser.dll
	DECLARE STRING zoom_version IN zoomuser.dll
	DECLARE STRING zoom_status_name IN zoomuser.dll INTEGER status
	DECLARE STRING zoom_status_text IN zoomuser.dll INTEGER status
	DECLARE INTEGER zoom_status_is_retryable IN zoomuser.dll INTEGER status
	DECLARE INTEGER zoom_update_user IN zoomuser.dll STRING accessToken, STRING userId, STRING fieldsJson, ;
		STRING optionsJson, INTEGER @out, INTEGER message, INTEGER messageCapacity
	DECLARE zoom_cleanup IN zoomuser.dll
	DECLARE INTEGER zoom_client_new IN zoomuser.dll
	DECLARE zoom_client_free IN zoomuser.dll INTEGER client
	DECLARE INTEGER zoom_client_set IN zoomuser.dll INTEGER client, STRING optionName, STRING value
	DECLARE STRING zoom_client_error IN zoomuser.dll INTEGER client
	DECLARE INTEGER zoom_client_update_user IN zoomuser.dll INTEGER client, STRING userId, INTEGER patch, ;
		INTEGER @out
	DECLARE INTEGER zoom_client_get_user IN zoomuser.dll INTEGER client, STRING userId, INTEGER @out
	DECLARE INTEGER zoom_client_doctor IN zoomuser.dll INTEGER client, INTEGER @out
	DECLARE INTEGER zoom_client_request IN zoomuser.dll INTEGER client, STRING method, STRING pathAndQuery, ;
		STRING headers, STRING body, INTEGER bytes, INTEGER @out
	DECLARE INTEGER zoom_client_request_form IN zoomuser.dll INTEGER client, STRING method, STRING pathAndQuery, ;
		STRING headers, INTEGER form, INTEGER @out
	DECLARE INTEGER zoom_client_render IN zoomuser.dll INTEGER client, STRING userId, INTEGER patch, ;
		STRING format, INTEGER @out
	DECLARE INTEGER zoom_user_patch_new IN zoomuser.dll
	DECLARE zoom_user_patch_free IN zoomuser.dll INTEGER patch
	DECLARE INTEGER zoom_user_patch_set IN zoomuser.dll INTEGER patch, STRING field, STRING text
	DECLARE INTEGER zoom_user_patch_set_bool IN zoomuser.dll INTEGER patch, STRING field, INTEGER value
	DECLARE INTEGER zoom_user_patch_set_json IN zoomuser.dll INTEGER patch, STRING field, STRING json
	DECLARE INTEGER zoom_user_patch_set_null IN zoomuser.dll INTEGER patch, STRING field
	DECLARE INTEGER zoom_user_patch_unset IN zoomuser.dll INTEGER patch, STRING field
	DECLARE STRING zoom_user_patch_error IN zoomuser.dll INTEGER patch
	DECLARE INTEGER zoom_user_patch_check IN zoomuser.dll INTEGER patch, INTEGER @out
	DECLARE INTEGER zoom_form_new IN zoomuser.dll
	DECLARE zoom_form_free IN zoomuser.dll INTEGER form
	DECLARE INTEGER zoom_form_add IN zoomuser.dll INTEGER form, STRING name, STRING value
	DECLARE STRING zoom_form_error IN zoomuser.dll INTEGER form
	DECLARE zoom_result_free IN zoomuser.dll INTEGER result
	DECLARE INTEGER zoom_result_status IN zoomuser.dll INTEGER result
	DECLARE STRING zoom_result_text IN zoomuser.dll INTEGER result, STRING what
	DECLARE INTEGER zoom_result_number IN zoomuser.dll INTEGER result, STRING what
	DECLARE STRING zoom_result_header IN zoomuser.dll INTEGER result, STRING name
	DECLARE INTEGER zoom_result_body IN zoomuser.dll INTEGER result, INTEGER @bytes
	DECLARE INTEGER zoom_result_count IN zoomuser.dll INTEGER result, STRING listName
	DECLARE STRING zoom_result_item IN zoomuser.dll INTEGER result, STRING listName, INTEGER index, STRING what
	IF zoom_abi_version() <> ZOOM_ABI_VERSION
		LOCAL lnFound
		lnFound = zoom_abi_version()
		CLEAR DLLS "zoom_abi_version"
		ERROR "zoomuser: the library has ABI " + TRANSFORM(lnFound) + ", expected " + TRANSFORM(ZOOM_ABI_VERSION)
	ENDIF
ENDPROC

* The whole job in one call; fields and options are JSON objects. Gives a ZoomResult.
FUNCTION ZoomUpdateUser
	LPARAMETERS tcToken, tcUser, tcFields, tcOptions
	LOCAL loText, lnStatus, lnResult
	loText = CREATEOBJECT("ZoomObject")
	lnResult = 0
	lnStatus = zoom_update_user(loText.Given(tcToken, "tcToken"), loText.Given(tcUser, "tcUser"), ;
		loText.Given(tcFields, "tcFields"), loText.GivenOrEmpty(tcOptions, "tcOptions"), @lnResult, 0, 0)
	RETURN CREATEOBJECT("ZoomResult", lnStatus, lnResult, .F.)
ENDFUNC

* The name of a status as in the C header, e.g. "ZOOM_E_TIMEOUT".
FUNCTION ZoomStatusName
	LPARAMETERS tnStatus
	ZoomLoad()
	RETURN zoom_status_name(tnStatus)
ENDFUNC

* Whether the same call may succeed later without a change.
FUNCTION ZoomIsRetryable
	LPARAMETERS tnStatus
	ZoomLoad()
	RETURN zoom_status_is_retryable(tnStatus) <> 0
ENDFUNC

FUNCTION ZoomVersion
	ZoomLoad()
	RETURN zoom_version()
ENDFUNC

* What every object has: a handle of the library, and text on its way there and back.
DEFINE CLASS ZoomObject AS Custom
	nHandle = 0
	lUtf8 = .F.

	PROCEDURE Init
		ZoomLoad()
	ENDPROC

	* A text as the library takes it.
	FUNCTION Given
		LPARAMETERS tcText, tcName
		IF VARTYPE(tcText) <> "C"
			ERROR "zoomuser: " + tcName + ": expected a text"
		ENDIF
		IF CHR(0) $ tcText
			ERROR "zoomuser: " + tcName + ": expected text without CHR(0)"
		ENDIF
		RETURN IIF(THIS.lUtf8, tcText, STRCONV(tcText, 9))
	ENDFUNC

	FUNCTION GivenOrEmpty
		LPARAMETERS tcText, tcName
		RETURN IIF(VARTYPE(tcText) = "C", THIS.Given(tcText, tcName), "")
	ENDFUNC

	* A text as FoxPro shows it; what its code page does not have becomes a question mark.
	FUNCTION Shown
		LPARAMETERS tcText
		RETURN IIF(THIS.lUtf8, tcText, STRCONV(tcText, 11))
	ENDFUNC

	FUNCTION Made
		LPARAMETERS tnHandle
		IF tnHandle = 0
			ERROR "zoomuser: out of memory"
		ENDIF
		RETURN tnHandle
	ENDFUNC

	* The handle of an object of this class, or of one derived from it.
	FUNCTION HandleOf
		LPARAMETERS toObject, tcClass
		LOCAL ARRAY laClass[1]
		IF VARTYPE(toObject) <> "O" OR ACLASS(laClass, toObject) = 0 OR ASCAN(laClass, tcClass, 1, -1, -1, 7) = 0
			ERROR "zoomuser: expected a " + tcClass
		ENDIF
		RETURN toObject.nHandle
	ENDFUNC
ENDDEFINE

* An account's way to Zoom.
DEFINE CLASS ZoomClient AS ZoomObject
	PROCEDURE Init
		LPARAMETERS tcToken
		DODEFAULT()
		THIS.nHandle = THIS.Made(zoom_client_new())
		IF VARTYPE(tcToken) = "C"
			THIS.SetOption("token", tcToken)
		ENDIF
	ENDPROC

	PROCEDURE Destroy
		THIS.Release()
	ENDPROC

	* Frees the client; harmless a second time.
	PROCEDURE Release
		zoom_client_free(THIS.nHandle)
		THIS.nHandle = 0
	ENDPROC

	* Every option of docs/options.md: .SetOption("timeout_ms", 5000). One that is refused is an error.
	PROCEDURE SetOption
		LPARAMETERS tcOption, tvValue
		LOCAL lcValue
		DO CASE
			CASE VARTYPE(tvValue) = "N"
				lcValue = LTRIM(STR(tvValue, 20, 0))
			CASE VARTYPE(tvValue) = "L"
				lcValue = IIF(tvValue, "on", "off")
			OTHERWISE
				lcValue = THIS.Given(tvValue, "tvValue")
		ENDCASE
		IF zoom_client_set(THIS.nHandle, THIS.Given(tcOption, "tcOption"), lcValue) <> ZOOM_OK
			ERROR "zoomuser: " + THIS.Shown(zoom_client_error(THIS.nHandle))
		ENDIF
	ENDPROC

	* PATCH /users/{tcUser}: an id, an e-mail address, or "me" for the token's own user. Gives a ZoomResult.
	FUNCTION UpdateUser
		LPARAMETERS tcUser, toPatch
		LOCAL lnStatus, lnResult
		lnResult = 0
		lnStatus = zoom_client_update_user(THIS.nHandle, THIS.Given(tcUser, "tcUser"), ;
			THIS.HandleOf(toPatch, "ZoomPatch"), @lnResult)
		RETURN CREATEOBJECT("ZoomResult", lnStatus, lnResult, THIS.lUtf8)
	ENDFUNC

	* GET /users/{tcUser}: .Text("user") of the result is the user as JSON.
	FUNCTION GetUser
		LPARAMETERS tcUser
		LOCAL lnStatus, lnResult
		lnResult = 0
		lnStatus = zoom_client_get_user(THIS.nHandle, THIS.Given(tcUser, "tcUser"), @lnResult)
		RETURN CREATEOBJECT("ZoomResult", lnStatus, lnResult, THIS.lUtf8)
	ENDFUNC

	* Looks at what an update needs, from the options to the rate (docs/doctor.md); changes nothing. The list "checks" of the
	* result has each check: "name" "url" "outcome" "message" "remedy".
	FUNCTION Doctor
		LOCAL lnStatus, lnResult
		lnResult = 0
		lnStatus = zoom_client_doctor(THIS.nHandle, @lnResult)
		RETURN CREATEOBJECT("ZoomResult", lnStatus, lnResult, THIS.lUtf8)
	ENDFUNC

	* The request that UpdateUser would send: .Text("rendered") of the result. Sends nothing.
	FUNCTION Render
		LPARAMETERS tcUser, toPatch, tcFormat
		LOCAL lnStatus, lnResult
		lnResult = 0
		lnStatus = zoom_client_render(THIS.nHandle, THIS.Given(tcUser, "tcUser"), THIS.HandleOf(toPatch, "ZoomPatch"), ;
			THIS.Given(tcFormat, "tcFormat"), @lnResult)
		RETURN CREATEOBJECT("ZoomResult", lnStatus, lnResult, THIS.lUtf8)
	ENDFUNC

	* A request of your own: zoom_client_request of the C header. The body is bytes and is sent as it is.
	FUNCTION Request
		LPARAMETERS tcMethod, tcPath, tcHeaders, tcBody
		LOCAL lnStatus, lnResult, lcBody
		lnResult = 0
		lcBody = IIF(VARTYPE(tcBody) = "C", tcBody, "")
		lnStatus = zoom_client_request(THIS.nHandle, THIS.Given(tcMethod, "tcMethod"), THIS.Given(tcPath, "tcPath"), ;
			THIS.GivenOrEmpty(tcHeaders, "tcHeaders"), lcBody, LEN(lcBody), @lnResult)
		RETURN CREATEOBJECT("ZoomResult", lnStatus, lnResult, THIS.lUtf8)
	ENDFUNC

	* Request with a ZoomForm as its body.
	FUNCTION RequestForm
		LPARAMETERS tcMethod, tcPath, tcHeaders, toForm
		LOCAL lnStatus, lnResult
		lnResult = 0
		lnStatus = zoom_client_request_form(THIS.nHandle, THIS.Given(tcMethod, "tcMethod"), THIS.Given(tcPath, "tcPath"), ;
			THIS.GivenOrEmpty(tcHeaders, "tcHeaders"), THIS.HandleOf(toForm, "ZoomForm"), @lnResult)
		RETURN CREATEOBJECT("ZoomResult", lnStatus, lnResult, THIS.lUtf8)
	ENDFUNC
ENDDEFINE

* The fields to change, by the names of docs/fields.md. Nothing is added to what you set.
DEFINE CLASS ZoomPatch AS ZoomObject
	PROCEDURE Init
		DODEFAULT()
		THIS.nHandle = THIS.Made(zoom_user_patch_new())
	ENDPROC

	PROCEDURE Destroy
		THIS.Release()
	ENDPROC

	* Frees the patch; harmless a second time.
	PROCEDURE Release
		zoom_user_patch_free(THIS.nHandle)
		THIS.nHandle = 0
	ENDPROC

	* Sets a field to a text, a whole number of at most 15 digits, .T. or .F.; .NULL. is JSON null. Blanks at the end of
	* a text are sent: give TRIM() of a field of a table.
	PROCEDURE Set
		LPARAMETERS tcField, tvValue
		LOCAL lcField, lnStatus
		lcField = THIS.Given(tcField, "tcField")
		DO CASE
			CASE ISNULL(tvValue)
				lnStatus = zoom_user_patch_set_null(THIS.nHandle, lcField)
			CASE VARTYPE(tvValue) = "L"
				lnStatus = zoom_user_patch_set_bool(THIS.nHandle, lcField, IIF(tvValue, 1, 0))
			CASE VARTYPE(tvValue) = "N"
				IF tvValue <> INT(tvValue) OR ABS(tvValue) > 999999999999999
					ERROR "zoomuser: " + tcField + ": expected a whole number of at most 15 digits"
				ENDIF
				lnStatus = zoom_user_patch_set(THIS.nHandle, lcField, LTRIM(STR(tvValue, 20, 0)))
			CASE VARTYPE(tvValue) = "C"
				lnStatus = zoom_user_patch_set(THIS.nHandle, lcField, THIS.Given(tvValue, tcField))
			OTHERWISE
				ERROR "zoomuser: " + tcField + ": expected a text, a whole number, .T., .F. or .NULL."
		ENDCASE
		THIS.Refused(lnStatus)
	ENDPROC

	* Sets a field to JSON, e.g. an array; it is sent as you wrote it.
	PROCEDURE SetJson
		LPARAMETERS tcField, tcJson
		THIS.Refused(zoom_user_patch_set_json(THIS.nHandle, THIS.Given(tcField, "tcField"), THIS.Given(tcJson, tcField)))
	ENDPROC

	* Takes a field out again.
	PROCEDURE Unset
		LPARAMETERS tcField
		THIS.Refused(zoom_user_patch_unset(THIS.nHandle, THIS.Given(tcField, "tcField")))
	ENDPROC

	* Judges the fields; sends nothing. The lists "problems" and "warnings" of the result say what was found.
	FUNCTION Check
		LOCAL lnStatus, lnResult
		lnResult = 0
		lnStatus = zoom_user_patch_check(THIS.nHandle, @lnResult)
		RETURN CREATEOBJECT("ZoomResult", lnStatus, lnResult, THIS.lUtf8)
	ENDFUNC

	PROTECTED PROCEDURE Refused
		LPARAMETERS tnStatus
		IF tnStatus <> ZOOM_OK
			ERROR "zoomuser: " + THIS.Shown(zoom_user_patch_error(THIS.nHandle))
		ENDIF
	ENDPROC
ENDDEFINE

* Parts of text for a body of multipart/form-data.
DEFINE CLASS ZoomForm AS ZoomObject
	PROCEDURE Init
		DODEFAULT()
		THIS.nHandle = THIS.Made(zoom_form_new())
	ENDPROC

	PROCEDURE Destroy
		zoom_form_free(THIS.nHandle)
		THIS.nHandle = 0
	ENDPROC

	PROCEDURE Add
		LPARAMETERS tcName, tcValue
		IF zoom_form_add(THIS.nHandle, THIS.Given(tcName, "tcName"), THIS.Given(tcValue, "tcValue")) <> ZOOM_OK
			ERROR "zoomuser: " + THIS.Shown(zoom_form_error(THIS.nHandle))
		ENDIF
	ENDPROC
ENDDEFINE

* How a call ended, with Zoom's answer if there was one.
DEFINE CLASS ZoomResult AS ZoomObject
	Status = 0
	Message = ""

	PROCEDURE Init
		LPARAMETERS tnStatus, tnHandle, tlUtf8
		THIS.lUtf8 = tlUtf8
		THIS.nHandle = tnHandle
		THIS.Status = tnStatus
		THIS.Message = IIF(tnHandle = 0, zoom_status_text(tnStatus), THIS.Text("message"))
	ENDPROC

	PROCEDURE Destroy
		zoom_result_free(THIS.nHandle)
		THIS.nHandle = 0
	ENDPROC

	* "message" "remedy" "api_message" "tracking_id" "json" "reason" "head" "rendered" "user"; "" where there is none.
	FUNCTION Text
		LPARAMETERS tcWhat
		RETURN THIS.Shown(zoom_result_text(THIS.nHandle, tcWhat))
	ENDFUNC

	* "http_status" "api_code" "attempts" "waited_ms" "retry_after_ms"; -1 where there is none.
	FUNCTION Number
		LPARAMETERS tcWhat
		RETURN zoom_result_number(THIS.nHandle, tcWhat)
	ENDFUNC

	* A header of Zoom's answer, in any case of letters.
	FUNCTION Header
		LPARAMETERS tcName
		RETURN THIS.Shown(zoom_result_header(THIS.nHandle, THIS.Given(tcName, "tcName")))
	ENDFUNC

	* How many items a list has: "field_errors" "problems" "warnings" "headers" "fields" "user" "checks".
	FUNCTION Count
		LPARAMETERS tcList
		RETURN zoom_result_count(THIS.nHandle, tcList)
	ENDFUNC

	* A text of item tnIndex, from 0: "field" "message", or "name" "value", or "outcome" "old" "new" "seen".
	FUNCTION Item
		LPARAMETERS tcList, tnIndex, tcWhat
		RETURN THIS.Shown(zoom_result_item(THIS.nHandle, tcList, tnIndex, tcWhat))
	ENDFUNC

	* The body of Zoom's answer as bytes.
	FUNCTION Body
		LOCAL lnAddress, lnLength
		lnLength = 0
		lnAddress = zoom_result_body(THIS.nHandle, @lnLength)
		RETURN IIF(lnLength = 0, "", SYS(2600, lnAddress, lnLength))
	ENDFUNC
ENDDEFINE
