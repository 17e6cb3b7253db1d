--- Changes a Zoom user from LuaJIT.
--
--   local zoomuser = require("zoomuser").load()            -- or load("/path/to/libzoomuser.so")
--   local client = zoomuser.client { token = os.getenv("ZOOM_TOKEN") }
--   local result, failure = client:update_user("ada@example.com", { dept = "Research", type = 2 })
--   print(result and result.message or failure)
--
-- A call that Zoom or the network fails gives nil and a failure: a result like others, whose tostring() is its message.
-- A wrong use of this module (a field with a function as its value, a client that is closed) is an error().
-- Text is UTF-8. Objects are freed by the garbage collector, or at once by close().

local ffi = require("ffi")
local raw = require("zoomuser.raw")

local zoomuser = { status = raw.status, null = setmetatable({}, { __tostring = function() return "null" end }) }
local C

--- The library: `path`, else what the system finds by its name. Returns this module.
function zoomuser.load(path)
  C = C or ffi.load(path or (ffi.os == "Windows" and "zoomuser" or "libzoomuser.so.0.1"))
  local found = C.zoom_abi_version()
  if found ~= raw.abi_version then
    C = nil
    error(("zoomuser: the library has ABI %d, expected %d"):format(found, raw.abi_version), 2)
  end
  return zoomuser
end

function zoomuser.version() return ffi.string(C.zoom_version()) end
function zoomuser.abi_version() return C.zoom_abi_version() end
function zoomuser.status_name(status) return ffi.string(C.zoom_status_name(status)) end

--- JSON for a field, sent as it is: `custom_attributes = zoomuser.json('[...]')`.
local Json = {}
function zoomuser.json(text) return setmetatable({ text = tostring(text) }, Json) end

local function text(value, what)
  if type(value) ~= "string" then error(("zoomuser: %s: expected a string, got %s"):format(what, type(value)), 3) end
  if value:find("\0", 1, true) then error(("zoomuser: %s: expected text without NUL"):format(what), 3) end
  return value
end

--- An object of the library, its functions and its end.
local function class(free)
  local Class = {}
  Class.__index = Class
  function Class:close()
    if self.handle then free(ffi.gc(self.handle, nil)) end
    self.handle = nil
  end
  local function new(handle)
    if handle == nil then error("zoomuser: out of memory", 3) end
    return setmetatable({ handle = ffi.gc(handle, free) }, Class)
  end
  return Class, new
end

local function open(object, kind)
  local handle = type(object) == "table" and rawget(object, "handle")
  if not handle then error(("zoomuser: the %s is closed, or none"):format(kind), 3) end
  return handle
end

-- Results -----------------------------------------------------------------------------------------------------------

local Result, new_result = class(function(handle) C.zoom_result_free(handle) end)

local TEXTS = { message = 1, remedy = 1, api_message = 1, tracking_id = 1, json = 1, reason = 1, head = 1, rendered = 1, user = 1 }
local NUMBERS = { http_status = 1, api_code = 1, attempts = 1, waited_ms = 1, retry_after_ms = 1 }
local LISTS = { field_errors = 1, problems = 1, warnings = 1, headers = 1, fields = 1, items = 1 }
local ITEMS = { headers = { "name", "value" }, items = { "name", "value" },
                fields = { "field", "outcome", "old", "new", "seen" } }

--- A list of the result as an array of tables.
function Result:list(name)
  local handle, list, what = open(self, "result"), name == "items" and "user" or name, ITEMS[name] or { "field", "message" }
  local items = {}
  for i = 0, tonumber(C.zoom_result_count(handle, list)) - 1 do
    local item = {}
    for _, key in ipairs(what) do item[key] = ffi.string(C.zoom_result_item(handle, list, i, key)) end
    items[#items + 1] = item
  end
  return items
end

--- The first header of Zoom's answer with this name, or "".
function Result:header(name) return ffi.string(C.zoom_result_header(open(self, "result"), text(name, "name"))) end

--- The body of Zoom's answer, any bytes.
function Result:body()
  local length = ffi.new("size_t[1]")
  local bytes = C.zoom_result_body(open(self, "result"), length)
  return ffi.string(bytes, length[0])
end

--- Texts (message, remedy, api_message, tracking_id, json, reason, head, rendered, user), numbers (http_status, api_code,
-- attempts, waited_ms, retry_after_ms; -1 where there is none) and lists (field_errors, problems, warnings, headers,
-- fields, and items of a user that was read) are members; so are status, name, ok and retryable.
function Result:__index(key)
  if Result[key] then return Result[key] end
  if TEXTS[key] then return ffi.string(C.zoom_result_text(open(self, "result"), key)) end
  if NUMBERS[key] then return tonumber(C.zoom_result_number(open(self, "result"), key)) end
  if LISTS[key] then return Result.list(self, key) end
  if key == "status" then return C.zoom_result_status(open(self, "result")) end
  if key == "name" then return zoomuser.status_name(self.status) end
  if key == "ok" then return self.status == raw.status.OK end
  if key == "retryable" then return C.zoom_status_is_retryable(self.status) == 1 end
end
Result.__tostring = function(self) return self.message end

local function finish(status, out)
  if out[0] == nil then error("zoomuser: " .. zoomuser.status_name(status), 3) end
  local result = new_result(out[0])
  if status == raw.status.OK then return result end
  return nil, result
end

-- Patches -----------------------------------------------------------------------------------------------------------

local Patch, new_patch = class(function(handle) C.zoom_user_patch_free(handle) end)

local function refused(status, why)
  if status ~= raw.status.OK then error(("zoomuser: %s"):format(ffi.string(why)), 3) end
end

--- Sets a field: a string, a whole number, a boolean, zoomuser.json(...) or zoomuser.null.
function Patch:set(field, value)
  local handle, kind, status = open(self, "patch"), type(value), nil
  text(field, "field")
  if value == zoomuser.null then
    status = C.zoom_user_patch_set_null(handle, field)
  elseif getmetatable(value) == Json then
    status = C.zoom_user_patch_set_json(handle, field, text(value.text, field))
  elseif kind == "string" then
    status = C.zoom_user_patch_set_n(handle, field, value, #value)
  elseif kind == "boolean" then
    status = C.zoom_user_patch_set_bool(handle, field, value and 1 or 0)
  elseif kind == "cdata" and ffi.istype("int64_t", value) or kind == "number" and value % 1 == 0 and math.abs(value) <= 2 ^ 53 then
    status = C.zoom_user_patch_set_int(handle, field, value)
  else
    error(("zoomuser: %s: expected text, a whole number, a boolean, zoomuser.json or zoomuser.null, got %s"):format(field, kind), 2)
  end
  refused(status, C.zoom_user_patch_error(handle))
  return self
end

--- Takes a field out again.
function Patch:unset(field)
  local handle = open(self, "patch")
  refused(C.zoom_user_patch_unset(handle, text(field, "field")), C.zoom_user_patch_error(handle))
  return self
end

--- Judges the patch, sends nothing.
function Patch:check()
  local out = ffi.new("zoom_result *[1]")
  return finish(C.zoom_user_patch_check(open(self, "patch"), out), out)
end

--- A patch; `fields` may be a table, whose fields are then set in the order of their names.
function zoomuser.patch(fields)
  local patch, names = new_patch(C.zoom_user_patch_new()), {}
  for name in pairs(fields or {}) do names[#names + 1] = text(name, "field") end
  table.sort(names)
  for _, name in ipairs(names) do patch:set(name, fields[name]) end
  return patch
end

local function as_patch(fields)
  if getmetatable(fields) == Patch then return fields end
  if type(fields) ~= "table" then error("zoomuser: expected a patch or a table of fields, got " .. type(fields), 3) end
  return zoomuser.patch(fields)
end

-- Clients -----------------------------------------------------------------------------------------------------------

local Client, new_client = class(function(handle) C.zoom_client_free(handle) end)

--- Sets an option, given as text, number or boolean. True, or nil, message and status.
function Client:set(option, value)
  local handle = open(self, "client")
  if type(value) == "boolean" then value = value and "on" or "off" end
  value = type(value) == "number" and ("%.0f"):format(value) or text(value, option)
  local status = C.zoom_client_set(handle, text(option, "option"), value)
  if status == raw.status.OK then return true end
  return nil, ffi.string(C.zoom_client_error(handle)), status
end

--- PATCH /users/{user_id}; `fields` is a table or a patch. A result, or nil and a failure.
function Client:update_user(user_id, fields)
  local out, patch = ffi.new("zoom_result *[1]"), as_patch(fields)
  local status = C.zoom_client_update_user(open(self, "client"), text(user_id, "user_id"), open(patch, "patch"), out)
  return finish(status, out)
end

--- GET /users/{user_id}: a result whose `user` is Zoom's JSON and whose `items` are its names and values.
function Client:get_user(user_id)
  local out = ffi.new("zoom_result *[1]")
  return finish(C.zoom_client_get_user(open(self, "client"), text(user_id, "user_id"), out), out)
end

--- The request that update_user would send, as text: "http", "json", "curl", "curl-cmd", "curl-powershell", "postman".
function Client:render(user_id, fields, format)
  local out, patch = ffi.new("zoom_result *[1]"), as_patch(fields)
  return finish(C.zoom_client_render(open(self, "client"), text(user_id, "user_id"), open(patch, "patch"), text(format, "format"), out), out)
end

--- Sends a request of your own: zoom_client_request in the C header.
function Client:request(method, path, headers, body)
  local out = ffi.new("zoom_result *[1]")
  body = body and tostring(body)
  local status = C.zoom_client_request(open(self, "client"), text(method, "method"), text(path, "path"), headers, body, body and #body or 0, out)
  return finish(status, out)
end

--- A client; `options` as in docs/options.md. An option that is refused is an error().
function zoomuser.client(options)
  local client = new_client(C.zoom_client_new())
  for option, value in pairs(options or {}) do
    local done, why = client:set(option, value)
    if not done then error("zoomuser: " .. why, 2) end
  end
  return client
end

--- Everything in one call; fields and options are JSON objects as text.
function zoomuser.update_user(token, user_id, fields_json, options_json)
  local out = ffi.new("zoom_result *[1]")
  local status = C.zoom_update_user(text(token, "token"), text(user_id, "user_id"), text(fields_json, "fields"), options_json, out, nil, 0)
  return finish(status, out)
end

return zoomuser
