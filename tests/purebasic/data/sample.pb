IncludeFile "CkHttp.pb"
IncludeFile "CkHttpResponse.pb"
IncludeFile "CkHttpRequest.pb"

; In the form of the sample that this project replaces: variables by their first use, a declaration alone, long joins.
Procedure UpdateUser()
http.i = CkHttp::ckCreate()
If http.i = 0
Debug "Failed to create object."
ProcedureReturn
EndIf
success.i
req.i = CkHttpRequest::ckCreate()
CkHttpRequest::setCkHttpVerb(req, "PATCH")
CkHttpRequest::setCkPath(req, "/v2/users/:userId?login_type=100")
CkHttpRequest::setCkContentType(req, "multipart/form-data")
CkHttpRequest::ckAddParam(req,"first_name","Ada")
CkHttpRequest::ckAddStringForUpload2(req,"","","","","x")
CkHttpRequest::ckAddParam(req,"custom_attributes","{" + Chr(34) + "key" + Chr(34) + ":" + Chr(34) + "a" + Chr(34) + "}")
CkHttpRequest::ckAddHeader(req,"Authorization","Bearer <access_token>")
resp.i = CkHttp::ckSynchronousRequest(http,"api.zoom.us",443,1,req)
If CkHttp::ckLastMethodSuccess(http) = 0
Debug CkHttp::ckLastErrorText(http)
CkHttp::ckDispose(http)
ProcedureReturn
EndIf
respStatusCode.i = CkHttpResponse::ckStatusCode(resp)
Debug "Response Status Code = " + Str(respStatusCode)
If respStatusCode <> 204
Debug CkHttpResponse::ckHeader(resp)
Debug CkHttpResponse::ckBodyStr(resp)
ProcedureReturn
EndIf
CkHttpResponse::ckDispose(resp)
Debug "Success."
CkHttp::ckDispose(http)
CkHttpRequest::ckDispose(req)
ProcedureReturn
EndProcedure
