-- The script of tests/bindings/README.md in LuaJIT.

package.path = "../../../bindings/lua/?.lua;../../../bindings/lua/?/init.lua;" .. package.path
local zoomuser = require("zoomuser").load(os.getenv("ZOOM_LIBRARY"))

local JANE = "jane@example.com"

local function say(name, value) print(name .. " " .. tostring(value)) end

local function client(options)
  local all = { token = os.getenv("ZOOM_TOKEN"), base_url = os.getenv("ZOOM_BASE_URL"), ca_file = os.getenv("ZOOM_CA_FILE") }
  for name, value in pairs(options or {}) do all[name] = value end
  return zoomuser.client(all)
end

local function ended(result, failure) return result or failure end

local function say_list(name, items)
  for _, item in ipairs(items) do say(name, item.field .. ": " .. item.message) end
end

say("version.library", zoomuser.version())
say("version.abi", zoomuser.abi_version())

local zoom = client()

local patch = zoomuser.patch { first_name = "Zoë 𝄞", job_title = "", type = 2, pmi = 9876543210, use_pmi = true,
                               custom_attributes = zoomuser.json('[{"key":"k1","name":"n","value":"💡"}]'),
                               location = zoomuser.null }
local result = ended(zoom:update_user(JANE, patch))
say("update.status", result.name)
say("update.http", result.http_status)
say("update.attempts", result.attempts)
say("update.message", result.message)
say_list("update.warning", result.warnings)
patch:close()

local read = ended(zoom:get_user(JANE))
say("read.status", read.name)
local user = {}
for _, item in ipairs(read.items) do user[item.name] = item.value end
for _, name in ipairs { "first_name", "type", "pmi", "use_pmi", "custom_attributes", "job_title" } do
  say("read." .. name, user[name])
end

local lost = zoomuser.patch():set("dept", "lost"):set("cost_center", "kept"):unset("dept")
say("unset.status", ended(zoom:update_user(JANE, lost)).name)

local plan = ended(zoom:plan(JANE, zoomuser.patch():set("dept", "planned"):set("cost_center", "kept")))
say("plan.status", plan.name)
say("plan.attempts", plan.attempts)
for _, field in ipairs(plan.fields) do say("plan." .. field.field, field.outcome) end

local checked = ended(zoom:update_user(JANE, zoomuser.patch():set("type", "x"):set("no_such", "1")))
say("check.status", checked.name)
say("check.attempts", checked.attempts)
say_list("check.problem", checked.problems)

local _, why, status = zoom:set("no_such", "1")
say("option.status", zoomuser.status_name(status))
say("option.message", why)

local rejected = ended(zoom:update_user("fields-error@sandbox.test", { dept = "x" }))
say("rejected.status", rejected.name)
say("rejected.retryable", rejected.retryable and 1 or 0)
say("rejected.http", rejected.http_status)
say("rejected.api_code", rejected.api_code)
say_list("rejected.field_error", rejected.field_errors)

local not_found = ended(zoom:update_user("nobody@example.com", { dept = "x" }))
say("not_found.status", not_found.name)
say("not_found.http", not_found.http_status)
say("not_found.api_code", not_found.api_code)
say("not_found.api_message", not_found.api_message)

local limited = ended(client({ max_retries = 0 }):update_user("rate-seconds@sandbox.test", { dept = "x" }))
say("rate_limited.status", limited.name)
say("rate_limited.retryable", limited.retryable and 1 or 0)
say("rate_limited.http", limited.http_status)
say("rate_limited.retry_after_is_given", limited.retry_after_ms > 0 and "yes" or "no")
say("rate_limited.header", limited:header("Retry-After"))

local late = ended(client({ timeout_ms = 1500, max_retries = 0 }):update_user("slow-20000@sandbox.test", { dept = "x" }))
say("timeout.status", late.name)
say("timeout.http", late.http_status)
say("timeout.message", late.message)

print("cancel left out: LuaJIT has no threads of its own")

local unauthorized = ended(client({ token = "wrong" }):update_user(JANE, { dept = "x" }))
say("unauthorized.status", unauthorized.name)
say("unauthorized.http", unauthorized.http_status)

local nobody = ended(client({ base_url = "http://127.0.0.1:1/v2", max_retries = 0 }):update_user(JANE, { dept = "x" }))
say("no_server.status", nobody.name)
say("no_server.http", nobody.http_status)

local options = ('{"base_url":"%s","ca_file":"%s"}'):format(os.getenv("ZOOM_BASE_URL"), os.getenv("ZOOM_CA_FILE"))
local once = ended(zoomuser.update_user(os.getenv("ZOOM_TOKEN"), JANE, '{"cost_center":"one call"}', options))
say("one_call.status", once.name)
say("one_call.message", once.message)

for user in zoom:list_users('{"page_size":2}') do say("list.user", user.email) end

local many = ended(zoom:update_users { { "john@example.com", { cost_center = "many" } }, { "nobody@example.com", { dept = "x" } } })
say("bulk.status", many.name)
for _, row in ipairs(many.rows) do say("bulk.row", row.user_id .. " " .. row.outcome) end
say("bulk.sent", many.counts.sent)
say("bulk.failed", many.counts.failed)

for _, object in ipairs { zoom, patch, lost, result, read, checked } do
  object:close()
  object:close()
end
say("freed.twice", "ok")
say("freed.used", pcall(zoom.update_user, zoom, JANE, { dept = "x" }) and "not refused" or "refused")
