-- The library: loaded once, the values that its functions take, and its objects.

local ffi = require("ffi")
local raw = require("zoomuser.raw")

-- A function that gives tokens is called back from within a call, which LuaJIT allows only where that is not compiled.
jit.off(true, true)

local library = {}

-- The files of this module, whose lines an error does not point to.
local sources = {}

--- Names the file that calls this as one of the module.
function library.source() sources[debug.getinfo(2, "S").source] = true end
sources[debug.getinfo(1, "S").source] = true

--- Raises an error at the line that called this module.
local function fail(message, ...)
  local level = 2
  while sources[(debug.getinfo(level, "S") or {}).source] do level = level + 1 end
  error("zoomuser: " .. message:format(...), level)
end
library.fail = fail

library.C = setmetatable({}, { __index = function() fail("the library is not loaded: load() comes first") end })
local loaded_from

--- Loads it from `path`, else from where the system finds it by its name.
function library.load(path)
  local from = path or raw.library
  if loaded_from == from or loaded_from and not path then return end
  if loaded_from then fail("another library is already loaded: %s", loaded_from) end
  local C = ffi.load(from)
  local found = C.zoom_abi_version()
  if found ~= raw.abi_version then fail("%s: the library has ABI %d, expected %d", from, found, raw.abi_version) end
  library.C, loaded_from = C, from
end

--- The same text, if C can take it whole.
function library.text(value, what)
  if type(value) ~= "string" then fail("%s: expected a string, got %s", what, type(value)) end
  if value:find("\0", 1, true) then fail("%s: expected text without NUL", what) end
  return value
end

--- An int64_t of a number that is whole and exact; nil for what is no number.
function library.whole(value, what)
  if type(value) == "number" then
    if value % 1 ~= 0 or math.abs(value) > 2 ^ 53 then fail("%s: expected a whole number of at most 2^53", what) end
    return ffi.new("int64_t", value)
  elseif type(value) == "cdata" and ffi.istype("int64_t", value) then
    return value
  elseif type(value) == "cdata" and ffi.istype("uint64_t", value) then
    if value > 0x7fffffffffffffffULL then fail("%s: expected a number of at most 63 bits", what) end
    return ffi.cast("int64_t", value)
  end
end

--- A table, an empty one in the place of nil.
function library.table(value, what)
  if value ~= nil and type(value) ~= "table" then fail("%s: expected a table, got %s", what, type(value)) end
  return value or {}
end

--- A kind of object of the library, what makes one of a handle, and what gives the handle of one that is open.
function library.class(kind, free)
  local Class, name = {}, kind:gsub("^user_", "")
  Class.__index = Class
  local pointer = ffi.typeof("zoom_" .. kind .. " *")

  --- Frees it at once; may be called twice.
  function Class:close()
    local handle = rawget(self, "handle")
    rawset(self, "handle", nil)
    if handle then free(ffi.gc(handle, nil)) end
  end

  local function new(handle)
    if handle == nil then fail("out of memory") end
    return setmetatable({ handle = ffi.gc(handle, free) }, Class)
  end

  local function open(object)
    local handle = type(object) == "table" and rawget(object, "handle")
    if type(object) == "table" and getmetatable(object) == Class and handle == nil then fail("the %s is closed", name) end
    if not ffi.istype(pointer, handle) then fail("expected a %s, got %s", name, type(object)) end
    return handle
  end

  return Class, new, open
end

return library
