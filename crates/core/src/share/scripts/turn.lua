-- Reserves the next turn.
-- KEYS: the ledger, the members of the account (a sorted set with the time of each)
-- ARGV: rate in requests per 1000 s, share in percent, how far ahead a turn may be, requests a day (0: no limit), the last turn
--   of this member (0: none), shift (the next turn is so much later, since requests left late), requests to count, member,
--   after (the turn is not sooner from now), how many members it knows, since when members count, how long ago the last
--   late request left
-- Returns: what (0 a turn, 1 the next turn is too far ahead, 2 the day is used up), after which time, now, members,
--   requests of the day
local rate, share, ahead, per_day = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local last, shift, count, after = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[9])
redis.call('ZADD', KEYS[2], string.format('%.0f', now), ARGV[8])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', now - 60e6))
redis.call('ZREMRANGEBYSCORE', KEYS[2], string.format('%.0f', now + 1e6), '+inf')
redis.call('PEXPIRE', KEYS[2], 120000)
local members = redis.call('ZCOUNT', KEYS[2], ARGV[11], '+inf')
if L.full > now then return {2, L.full - now, now, members, L.used} end
if per_day > 0 and L.used + count > per_day then
  return {2, (L.day + 1) * 86400e6 - now, now, members, L.used}
end
if L.top_until <= now or L.top_until > now + 61e6 or rate >= L.top then L.top, L.top_until = rate, now + 60e6 end
local pace = L.top
if L.ceil > 0 then pace = math.min(pace, L.ceil * share * 10) end
local gap = math.ceil(1.016e9 / (pace * adaptive(pace)))
-- If the ledger was lost, the others may have a turn each after that of this member. A last turn further ahead than a turn
-- can be was given before the clock was set back.
local floor = 0
if last > 0 and last < now + 2e6 then
  floor = last + (L.next == 0 and math.min(gap * tonumber(ARGV[10]), 1e6) or gap)
end
-- A late request is like one more turn when it left.
if shift > 0 then L.next = math.max(L.next, now - tonumber(ARGV[12])) + shift end
local turn = math.max(now + after, L.next, L.hold, floor)
if turn - now > ahead then return {1, turn - now, now, members, L.used} end
local second = math.floor(turn / 1e6)
if second ~= L.sec then
  L.last_n = second == L.sec + 1 and L.now_n or 0
  L.sec, L.now_n = second, 0
end
L.now_n, L.used, L.next, L.gap = L.now_n + 1, L.used + count, turn + gap, gap
save({'next', 'gap', 'day', 'used', 'top', 'top_until', 'peak', 'sec', 'now_n', 'last_n'})
return {0, turn - now, now, members, L.used}
