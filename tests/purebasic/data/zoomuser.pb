; Changes a user with the functions of zoomuser.h, without any layer between.
EnableExplicit

PrototypeC.l AbiVersion()
PrototypeC.i New()
PrototypeC Free(*handle)
PrototypeC.l ClientSet(*client, option.s, value.s)
PrototypeC.i ClientError(*client)
PrototypeC.l PatchSet(*patch, field.s, text.s)
PrototypeC.l PatchSetInt(*patch, field.p-utf8, value.q)
PrototypeC.l Update(*client, user.s, *patch, *out)
PrototypeC.i Text(*result, what.s)
PrototypeC.q Number(*result, what.p-utf8)
PrototypeC.i Body(*result, *length)

Define library = OpenLibrary(#PB_Any, "libzoomuser.so")
If Not library
  Debug "no library"
  End 3
EndIf

Define abi.AbiVersion = GetFunction(library, "zoom_abi_version")
Define newClient.New = GetFunction(library, "zoom_client_new")
Define freeClient.Free = GetFunction(library, "zoom_client_free")
Define set.ClientSet = GetFunction(library, "zoom_client_set_utf16")
Define whyNot.ClientError = GetFunction(library, "zoom_client_error")
Define newPatch.New = GetFunction(library, "zoom_user_patch_new")
Define freePatch.Free = GetFunction(library, "zoom_user_patch_free")
Define setField.PatchSet = GetFunction(library, "zoom_user_patch_set_utf16")
Define setInt.PatchSetInt = GetFunction(library, "zoom_user_patch_set_int64")
Define update.Update = GetFunction(library, "zoom_client_update_user_utf16")
Define text.Text = GetFunction(library, "zoom_result_text_utf16")
Define number.Number = GetFunction(library, "zoom_result_number")
Define body.Body = GetFunction(library, "zoom_result_body")
Define freeResult.Free = GetFunction(library, "zoom_result_free")

Define *client = newClient(), *patch = newPatch(), *result, length.i

Procedure Show(status.l)
  Shared *result, text, number, body, freeResult, length
  Debug Str(status) + " " + number(*result, "http_status") + " " + PeekS(text(*result, "message"))
  Protected *body = body(*result, @length)
  Debug Str(length) + PeekS(*body, length, #PB_UTF8 | #PB_ByteLength)
  freeResult(*result)
EndProcedure

Debug abi()
Debug set(*client, "base_url", GetEnvironmentVariable("PB_BASE_URL"))
Debug set(*client, "ca_file", GetEnvironmentVariable("PB_CA_FILE"))
Debug set(*client, "token", GetEnvironmentVariable("PB_TOKEN"))
Debug set(*client, "nope", "x")
Debug PeekS(whyNot(*client), -1, #PB_UTF8)
Debug set(*client, "proxy", "")
Debug setField(*patch, "first_name", "Zoë😀")
Debug setInt(*patch, "type", 2)
Show(update(*client, "jane@example.com", *patch, @*result))
Show(update(*client, "nobody@example.com", *patch, @*result))
freePatch(*patch)
freeClient(*client)
