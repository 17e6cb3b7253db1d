-- Changes the department of a Zoom user and prints the whole result.
--
--     ZOOM_TOKEN=... luajit update_user.lua ada@example.com Engineering
--
-- Environment: ZOOM_TOKEN, the access token; ZOOM_LIBRARY, the path of the library if the system does not find it.
-- To try it against the sandbox, also ZOOM_BASE_URL, the address of the API, and ZOOM_CA_FILE, a PEM file of
-- certificate authorities to trust.
--
-- Exit code: 0 the user is updated, 1 the user is not updated, 2 wrong usage.

local here = arg[0]:match("^(.*)[/\\]") or "."
local module = here .. "/../../bindings/lua/"
package.path = module .. "?.lua;" .. module .. "?/init.lua;" .. package.path

if #arg ~= 2 or not os.getenv("ZOOM_TOKEN") then
  io.stderr:write("usage: ZOOM_TOKEN=... luajit update_user.lua USER_ID DEPARTMENT\n")
  os.exit(2)
end

local zoomuser = require("zoomuser").load(os.getenv("ZOOM_LIBRARY"))
local client = zoomuser.client {
  token = os.getenv("ZOOM_TOKEN"),
  base_url = os.getenv("ZOOM_BASE_URL"),
  ca_file = os.getenv("ZOOM_CA_FILE"),
}

local result, failure = client:update_user(arg[1], { dept = arg[2] })
local answer = result or failure

print(("%s (%d)"):format(answer.name, answer.status))
for _, what in ipairs { "message", "hint", "tracking_id" } do
  if answer[what] ~= "" then print(what .. ": " .. answer[what]) end
end
if answer.http_status >= 0 then print("http_status: " .. answer.http_status) end
for _, list in ipairs { "field_errors", "problems", "warnings" } do
  for _, item in ipairs(answer[list]) do
    print(("%s: %s%s%s"):format(list, item.field, item.field == "" and "" or ": ", item.message))
  end
end

os.exit(result and 0 or 1)
