--- Changes a Zoom user from LuaJIT.
--
--   local zoomuser = require("zoomuser").load()            -- or load("/path/to/libzoomuser.so")
--   local client = zoomuser.client { token = os.getenv("ZOOM_TOKEN") }
--   local result, failure = client:update_user("ada@example.com", { dept = "Research", type = 2 })
--   print(result and result.message or failure)
--
-- A call that Zoom or the network fails gives nil and a failure: a result like others, whose tostring() is its message.
-- Misuse of this module (a field with a function as its value, a client that is closed) is an error() that points
-- to the line of your program. Text is UTF-8. Objects are freed by the garbage collector, or at once by close().

local ffi = require("ffi")
local raw = require("zoomuser.raw")
local library = require("zoomuser.library")

-- See library.lua.
jit.off(true, true)
library.source()

local fail, text, whole = library.fail, library.text, library.whole
local C = setmetatable({}, { __index = function(_, name) return library.C[name] end })

local zoomuser = { status = raw.status, null = setmetatable({}, { __tostring = function() return "null" end }) }

--- The library: `path`, else what the system finds by its name. Returns this module.
function zoomuser.load(path)
  library.load(path)
  return zoomuser
end

function zoomuser.version() return ffi.string(C.zoom_version()) end
function zoomuser.abi_version() return C.zoom_abi_version() end

local function status_of(value) return tonumber(whole(value, "status") or fail("status: expected a number, got %s", type(value))) end
function zoomuser.status_name(status) return ffi.string(C.zoom_status_name(status_of(status))) end
function zoomuser.status_text(status) return ffi.string(C.zoom_status_text(status_of(status))) end

--- JSON for a field, sent unchanged: `custom_attributes = zoomuser.json('[...]')`.
local Json = {}
function zoomuser.json(json) return setmetatable({ text = text(json, "json") }, Json) end

-- Results -----------------------------------------------------------------------------------------------------------

local Result, new_result, open_result = library.class("result", function(handle) C.zoom_result_free(handle) end)

local TEXTS = { message = 1, hint = 1, api_message = 1, tracking_id = 1, json = 1, reason = 1, head = 1, rendered = 1, user = 1,
                next_page_token = 1, run = 1, why = 1 }
local NUMBERS = { http_status = 1, api_code = 1, attempts = 1, waited_ms = 1, retry_after_ms = 1, total_records = 1, exit = 1 }
local COUNTS = { "rows", "sent", "applied", "already", "ignored", "unverifiable", "refused", "failed", "drifted", "kept", "skipped",
                 "in_doubt", "not_tried" }
local LISTS = { field_errors = 1, problems = 1, warnings = 1, headers = 1, fields = 1, items = 1, checks = 1,
                users = 1, rows = 1 }
local ITEMS = { headers = { "name", "value" }, items = { "name", "value" },
                fields = { "field", "outcome", "old", "new", "seen" },
                users = { "id", "email", "json" },
                rows = { "line", "user_id", "outcome", "status", "http_status", "api_code", "message", "hint", "tracking_id",
                         "attempts", "waited_ms" },
                checks = { "name", "url", "outcome", "message", "hint" } }

--- A list of the result as an array of tables.
function Result:list(name)
  local handle, list, what = open_result(self), name == "items" and "user" or text(name, "name"), ITEMS[name] or { "field", "message" }
  local items = {}
  for i = 0, tonumber(C.zoom_result_count(handle, list)) - 1 do
    local item = {}
    for _, key in ipairs(what) do item[key] = ffi.string(C.zoom_result_item(handle, list, i, key)) end
    items[#items + 1] = item
  end
  return items
end

--- The first response header with this name (case-insensitive), or "".
function Result:header(name) return ffi.string(C.zoom_result_header(open_result(self), text(name, "name"))) end

--- The response body, any bytes, at most its first mebibyte.
function Result:body()
  local length = ffi.new("size_t[1]")
  local bytes = C.zoom_result_body(open_result(self), length)
  return ffi.string(bytes, length[0])
end

--- Texts (message, hint, api_message, tracking_id, json, reason, head, rendered, user), numbers (http_status, api_code,
-- attempts, waited_ms, retry_after_ms; -1 where there is none) and lists (field_errors, problems, warnings, headers,
-- fields, and items of a user that was read) are members; so are status, name, ok and retryable.
function Result:__index(key)
  if Result[key] then return Result[key] end
  if TEXTS[key] then return ffi.string(C.zoom_result_text(open_result(self), key)) end
  if NUMBERS[key] then return tonumber(C.zoom_result_number(open_result(self), key)) end
  if LISTS[key] then return Result.list(self, key) end
  if key == "counts" then
    local counts = {}
    for _, name in ipairs(COUNTS) do counts[name] = tonumber(C.zoom_result_number(open_result(self), name)) end
    return counts
  end
  if key == "status" then return C.zoom_result_status(open_result(self)) end
  if key == "name" then return zoomuser.status_name(self.status) end
  if key == "ok" then return self.status == raw.status.OK end
  if key == "retryable" then return C.zoom_status_is_retryable(self.status) == 1 end
end
Result.__tostring = function(self) return rawget(self, "handle") and self.message or "a result that is closed" end

--- Makes a call: what it gives is a result, or nil and a failure.
local function call(f, ...)
  local out, count, parameters = ffi.new("zoom_result *[1]"), select("#", ...) + 1, { ... }
  parameters[count] = out
  local status = f(unpack(parameters, 1, count))
  if out[0] == nil then fail("%s", zoomuser.status_name(status)) end
  local result = new_result(out[0])
  if status == raw.status.OK then return result end
  return nil, result
end

-- Patches -----------------------------------------------------------------------------------------------------------

local Patch, new_patch, open_patch = library.class("user_patch", function(handle) C.zoom_user_patch_free(handle) end)

--- Sets a field: a string, a whole number, a boolean, zoomuser.json(...) or zoomuser.null.
function Patch:set(field, value)
  local handle, kind, status = open_patch(self), type(value), nil
  text(field, "field")
  local number = whole(value, field)
  if number then
    status = C.zoom_user_patch_set_int64(handle, field, number)
  elseif kind == "string" then
    status = C.zoom_user_patch_set(handle, field, text(value, field))
  elseif kind == "boolean" then
    status = C.zoom_user_patch_set_bool(handle, field, value and 1 or 0)
  elseif rawequal(value, zoomuser.null) then
    status = C.zoom_user_patch_set_null(handle, field)
  elseif kind == "table" and getmetatable(value) == Json then
    status = C.zoom_user_patch_set_json(handle, field, value.text)
  else
    fail("%s: expected text, a whole number, a boolean, zoomuser.json or zoomuser.null, got %s", field, kind)
  end
  if status ~= raw.status.OK then fail("%s: %s", field, ffi.string(C.zoom_user_patch_error(handle))) end
  return self
end

--- Removes a field from the patch.
function Patch:unset(field)
  local handle = open_patch(self)
  if C.zoom_user_patch_unset(handle, text(field, "field")) ~= raw.status.OK then fail("%s", ffi.string(C.zoom_user_patch_error(handle))) end
  return self
end

--- Validates the patch without sending it.
function Patch:check() return call(C.zoom_user_patch_check, open_patch(self)) end

--- A patch; `fields` may be a table, whose fields are then set in the order of their names.
function zoomuser.patch(fields)
  local patch, names = new_patch(C.zoom_user_patch_new()), {}
  for name in pairs(library.table(fields, "fields")) do names[#names + 1] = text(name, "field") end
  table.sort(names)
  for _, name in ipairs(names) do patch:set(name, fields[name]) end
  return patch
end

local function as_patch(fields)
  if type(fields) ~= "table" then fail("fields: expected a patch or a table of fields, got %s", type(fields)) end
  if ffi.istype("zoom_user_patch *", rawget(fields, "handle")) or getmetatable(fields) == Patch then return fields end
  return zoomuser.patch(fields)
end

-- Clients -----------------------------------------------------------------------------------------------------------

local Client, new_client, open_client = library.class("client", function(handle) C.zoom_client_free(handle) end)

--- What the library calls for each token: `give(was_refused)`; what that raises, or gives instead of a text, ends the call.
local function token_source(give)
  local source = { asking = false }
  source.callback = ffi.cast("zoom_token_callback", function(_, was_refused, buffer, capacity)
    source.asking = true
    local done, token = pcall(give, was_refused ~= 0)
    source.asking = false
    local usable = done and type(token) == "string" and not token:find("\0", 1, true) and #token < tonumber(capacity)
    local said = usable and token or tostring(done and "the token function gave no usable text" or token):sub(1, 200)
    ffi.copy(buffer, said)
    return usable and 0 or 1
  end)
  return source
end

--- Makes this the source whose callback is freed with the client; nil for none.
local function keep_source(client, source)
  local before = rawget(client, "source")
  rawset(client, "source", source)
  ffi.gc(client.handle, function(handle)
    C.zoom_client_free(handle)
    if source then source.callback:free() end
  end)
  if before then before.callback:free() end
end

--- Sets an option, given as text, number or boolean; the token may be a function. True, or nil, message and status.
function Client:set(option, value)
  local handle = open_client(self)
  local source = text(option, "option") == "token" and type(value) == "function" and token_source(value) or nil
  if source then value = "" end
  if type(value) == "boolean" then value = value and "on" or "off" end
  local number = whole(value, option)
  local status = C.zoom_client_set(handle, option, number and tostring(number):match("^-?%d+") or text(value, option))
  if status == raw.status.OK and option == "token" and (source or rawget(self, "source")) then
    status = C.zoom_client_set_token_callback(handle, source and source.callback or nil, nil)
    if status == raw.status.OK then keep_source(self, source) end
  end
  if status == raw.status.OK then return true end
  if source then source.callback:free() end
  local why = ffi.string(C.zoom_client_error(handle))
  return nil, why ~= "" and why or zoomuser.status_text(status), status
end

local close = Client.close

--- Frees it at once; may be called twice.
function Client:close()
  local source = rawget(self, "source")
  if source and source.asking then fail("the client is in use: its token function cannot close it") end
  close(self)
  if source then source.callback:free() end
  rawset(self, "source", nil)
end

--- PATCH /users/{user_id}; `fields` is a table or a patch. A result, or nil and a failure.
function Client:update_user(user_id, fields)
  local patch = as_patch(fields)
  return call(C.zoom_client_update_user, open_client(self), text(user_id, "user_id"), open_patch(patch))
end

--- GET /users/{user_id}: a result whose `user` is Zoom's JSON and whose `items` are its names and values.
function Client:get_user(user_id) return call(C.zoom_client_get_user, open_client(self), text(user_id, "user_id")) end

--- What update_user would change: `fields` of the result has an outcome for each field, "differs", "already" or
--- "unverifiable". Reads the user; sends no update.
function Client:plan(user_id, fields)
  local patch = as_patch(fields)
  return call(C.zoom_client_plan, open_client(self), text(user_id, "user_id"), open_patch(patch))
end

--- Checks what an update needs (docs/doctor.md) and changes nothing: `checks` of the result, also where one failed.
function Client:doctor()
  local result, failure = call(C.zoom_client_doctor, open_client(self))
  return result or failure
end

--- The users of the account, read page by page: `for user in client:list_users() do`. A user has the members that Zoom shows, as
--- text: user.email, user.dept. `options` is a JSON object as text, or nil: zoom_client_list_users in the C header. A page that
--- cannot be read is an error() with the failure.
function Client:list_users(options)
  local query, token, page, i = text(options or "", "options"), "", nil, 0
  return function()
    while not page or i >= tonumber(C.zoom_result_count(open_result(page), "users")) do
      if page and token == "" then return nil end
      local failure
      page, failure = call(C.zoom_client_list_users, open_client(self), query, token)
      if not page then error(failure, 2) end
      token, i = page.next_page_token, 0
    end
    local result, at = page, i
    i = i + 1
    return setmetatable({}, { __index = function(_, name)
      return ffi.string(C.zoom_result_item(open_result(result), "users", at, text(name, "name")))
    end })
  end
end

local _, new_bulk, open_bulk = library.class("bulk", function(handle) C.zoom_bulk_free(handle) end)

--- The result of a run that was begun, however it ended; or nil and a failure.
local function begun(result, failure)
  if failure and failure.why ~= "" then return failure end
  return result, failure
end

local function run(client, bulk, options)
  return begun(call(C.zoom_client_run_bulk, open_client(client), open_bulk(bulk), text(options or "", "options"), nil, nil))
end

--- Changes many users: `rows` is an array of { user_id, fields }. Checks every row before it sends the first, and sends only what
--- differs. A result, whose `rows` and `counts` say how the rows ended, or nil and a failure where no run was begun. `options` is
--- a JSON object as text, or nil, with the options of `zoomuser bulk apply`.
function Client:update_users(rows, options)
  local bulk = new_bulk(C.zoom_bulk_new())
  for _, row in ipairs(library.table(rows, "rows")) do
    local patch = as_patch(library.table(row, "rows")[2])
    if C.zoom_bulk_add(open_bulk(bulk), text(row[1], "user_id"), open_patch(patch)) ~= raw.status.OK then
      fail("%s", ffi.string(C.zoom_bulk_error(open_bulk(bulk))))
    end
  end
  return run(self, bulk, options)
end

--- The same for a file, CSV or JSON Lines; `table_options` as zoom_bulk_add_file in the C header, or nil.
function Client:update_file(path, table_options, options)
  local bulk = new_bulk(C.zoom_bulk_new())
  if C.zoom_bulk_add_file(open_bulk(bulk), text(path, "path"), text(table_options or "", "table_options")) ~= raw.status.OK then
    fail("%s", ffi.string(C.zoom_bulk_error(open_bulk(bulk))))
  end
  return run(self, bulk, options)
end

--- Goes on with a run that was stopped or killed, named by its folder, or by the file of which it is the latest run.
function Client:resume_users(folder, options)
  return begun(call(C.zoom_client_resume_bulk, open_client(self), text(folder, "folder"), text(options or "", "options"), nil, nil))
end

--- Undoes a run, named in the same way: puts the values back that users had before it, where nobody changed them since.
function Client:undo_users(folder, options)
  return begun(call(C.zoom_client_undo_bulk, open_client(self), text(folder, "folder"), text(options or "", "options"), nil, nil))
end

--- The request that update_user would send, as text: "http", "json", "curl", "curl-cmd", "curl-powershell", "postman".
function Client:render(user_id, fields, format)
  local patch = as_patch(fields)
  return call(C.zoom_client_render, open_client(self), text(user_id, "user_id"), open_patch(patch), text(format or "http", "format"))
end

--- Sends a custom request: zoom_client_request in the C header. `headers` are lines, `body` any bytes; both may be nil.
function Client:request(method, path, headers, body)
  if body ~= nil and type(body) ~= "string" then fail("body: expected a string, got %s", type(body)) end
  return call(C.zoom_client_request, open_client(self), text(method, "method"), text(path, "path"), text(headers or "", "headers"),
              body, body and #body or 0)
end

--- A client; `options` as in docs/options.md. An option that is refused is an error().
function zoomuser.client(options)
  local client = new_client(C.zoom_client_new())
  for option, value in pairs(library.table(options, "options")) do
    local done, why = client:set(option, value)
    if not done then fail("%s", why) end
  end
  return client
end

--- Everything in one call; fields and options are JSON objects as text, and the options may be nil.
function zoomuser.update_user(token, user_id, fields_json, options_json)
  local function update(one, two, three, four, out) return C.zoom_update_user(one, two, three, four, out, nil, 0) end
  return call(update, text(token, "token"), text(user_id, "user_id"), text(fields_json, "fields"), text(options_json or "", "options"))
end

return zoomuser
