-- The ledger of one label of an account, KEYS[1]: a hash of numbers. This part comes before each script that uses it. All
-- times are microseconds on the clock of this server.
--   next, gap          the first time for the next turn, and how far the last turn is before it
--   hold               Zoom accepts no request before this time
--   day, used          requests of a day, counted from 1970
--   full               the limit of the day is used up until this time
--   ceil, ceil_until   requests a second by Zoom's headers, and until when that counts
--   top, top_until     the highest rate among the callers, in requests per 1000 s, and until when it counts
--   peak, cut          the share of the rate at which it last fell, in millionths (0: whole), and when
--   sec, now_n, last_n a second, the turns given in it and in the one before
local redis_time = redis.call('TIME')
local now = tonumber(redis_time[1]) * 1000000 + tonumber(redis_time[2])
local names = {'next', 'gap', 'hold', 'day', 'used', 'full', 'ceil', 'ceil_until', 'top', 'top_until', 'peak', 'cut', 'sec',
  'now_n', 'last_n'}
local L = {}
for i, text in ipairs(redis.call('HMGET', KEYS[1], unpack(names))) do
  local number = tonumber(text or 0)
  L[names[i]] = number and number >= 0 and number < 9e15 and number or 0
end
-- What lies further ahead than it can was written before the clock was set back.
if L.next - L.gap > now + 3e6 then L.next = 0 end
if L.hold > now + 61e6 then L.hold = 0 end
if L.full > now + 90000e6 then L.full = 0 end
if L.ceil_until <= now or L.ceil_until > now + 61e6 then L.ceil = 0 end
if L.cut > now then L.peak, L.cut = 0, 0 end
-- A clock that is set back over midnight clears no count.
local today = math.floor(now / 86400e6)
if today > L.day or today + 1 < L.day then L.day, L.used = today, 0 end
-- The share of the rate that is left after refusals: it rises back as in TCP CUBIC.
local function adaptive(rate)
  if L.peak == 0 then return 1 end
  local peak = L.peak / 1e6
  local rise = math.min(math.max(60000 / (rate * peak), 15), 60)
  local passed = (now - L.cut) / 1e6 / rise
  local share = peak * (1 + 0.3 * (passed - 1) ^ 3)
  if share >= 1 then L.peak = 0 end
  return math.min(math.max(share, 0.01), 1)
end
-- Numbers become text by this alone: Lua's own conversion keeps 14 digits.
local function save(fields)
  local pairs = {}
  for _, name in ipairs(fields) do
    table.insert(pairs, name)
    table.insert(pairs, string.format('%.0f', L[name]))
  end
  redis.call('HSET', KEYS[1], unpack(pairs))
  redis.call('PEXPIRE', KEYS[1], 90000000)
end
