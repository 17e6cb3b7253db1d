-- What the layer itself promises, beyond the script.

package.path = "../../../bindings/lua/?.lua;../../../bindings/lua/?/init.lua;" .. package.path
local zoomuser = require("zoomuser")

local JANE = "jane@example.com"

local function refused(expected, f, ...)
  local done, why = pcall(f, ...)
  assert(not done, "expected an error: " .. expected)
  assert(tostring(why):find(expected, 1, true), ("expected `%s`, got `%s`"):format(expected, tostring(why)))
  return why
end

refused("load() comes first", zoomuser.version)
zoomuser.load(os.getenv("ZOOM_LIBRARY"))
refused("another library is already loaded", zoomuser.load, "/another.so")

local function client(options)
  local all = { token = os.getenv("ZOOM_TOKEN"), base_url = os.getenv("ZOOM_BASE_URL"), ca_file = os.getenv("ZOOM_CA_FILE") }
  for name, value in pairs(options or {}) do all[name] = value end
  return zoomuser.client(all)
end

-- Values that would be changed silently, or that C cannot take.
local zoom = client()
for _, value in ipairs { 1.5, 0 / 0, 1 / 0, 2 ^ 60, 2 ^ 63 * 1.0, "a\0b", "a\255", {}, print, 0xffffffffffffffffULL, io.stdout } do
  refused("zoomuser: dept: ", zoom.update_user, zoom, JANE, { dept = value })
end
refused("field: expected a string, got number", zoom.update_user, zoom, JANE, { "x" })
refused("fields: expected a patch or a table of fields, got nil", zoom.update_user, zoom, JANE)
refused("user_id: expected a string, got nil", zoom.update_user, zoom, nil, {})
refused("timeout_ms: expected a whole number", zoom.set, zoom, "timeout_ms", 1.5)
refused("body: expected a string, got table", zoom.request, zoom, "PATCH", "users/me", nil, {})
refused("headers: expected a string, got number", zoom.request, zoom, "GET", "users/me", 5)
refused("json: expected a string, got table", zoomuser.json, {})
refused("expected a client, got table", zoom.get_user, zoomuser.patch(), JANE)
refused("status: expected a number, got string", zoomuser.status_name, "x")

-- An error points to the line that called, however deep it comes from.
local why = refused("dept", function() local patch = zoomuser.patch { dept = print } return patch end)
assert(why:find("layer.lua:%d+:"), why)

-- 64 bits.
local shown = client({ check = "warn" }):render("me", { pmi = 9007199254740993LL, dept = zoomuser.json('{"a":1.0}'), type = 2ULL })
assert(shown.rendered:find('{"dept":{"a":1.0},"pmi":9007199254740993,"type":2}', 1, true), shown.rendered)

-- What is closed says so.
local result = zoom:get_user(JANE)
result:close()
refused("the result is closed", function() return result.message .. "" end)
assert(tostring(result) == "a result that is closed")

-- Tokens from a function: asked again, raising, giving nothing, while everything is collected.
local asked = {}
local renewing = client { token = function(was_refused)
  collectgarbage()
  collectgarbage()
  asked[#asked + 1] = was_refused
  return was_refused and os.getenv("ZOOM_TOKEN") or "wrong"
end }
assert(renewing:update_user(JANE, { dept = "x" }))
assert(#asked == 2 and not asked[1] and asked[2])
for _, give in ipairs { function() error("sealed") end, function() end, function() coroutine.yield() end, function() return ("x"):rep(1e6) end } do
  local _, failure = client({ token = give }):update_user(JANE, { dept = "x" })
  assert(failure.name == "ZOOM_E_MISSING_TOKEN", failure.name)
end

-- A token function can neither use its client nor close it.
local own
own = client { token = function()
  assert(select(2, own:get_user(JANE)).name == "ZOOM_E_BUSY")
  refused("its token function cannot close it", own.close, own)
  return os.getenv("ZOOM_TOKEN")
end }
assert(own:update_user(JANE, { dept = "x" }))
assert(own:set("token", os.getenv("ZOOM_TOKEN")) and own:update_user(JANE, { dept = "x" }))

-- Callbacks are freed with their clients: LuaJIT has room for fewer than these.
for _ = 1, 3000 do client({ token = function() return "x" end }):close() end
for i = 1, 3000 do
  client { token = function() return "x" end }
  if i % 100 == 0 then collectgarbage() end
end

-- The doctor: all is well, or it says what is not.
local seen = {}
for _, check in ipairs(client():doctor().checks) do seen[check.name] = check.outcome end
assert(seen.dns == "ok" and seen.certificate == "ok" and seen.token == "ok")
local ill = client({ token = "wrong" }):doctor()
assert(ill.name == "ZOOM_E_UNAUTHORIZED" and #ill.checks > 5)

-- In a loop that LuaJIT compiles.
local length = 0
for _ = 1, 300 do length = length + #client({ token = function() return "x" end }):render("me", { dept = "x" }).rendered; collectgarbage("step") end
assert(length > 0)
