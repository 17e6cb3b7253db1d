-- Records what a response says about limits, for all members.
-- KEYS: the ledger, the members of the account (not used)
-- ARGV: rate of the plan in requests per 1000 s, how long ago the request was sent, whether it was refused (1), for how long to hold,
--   whether Zoom stated that time (1), limit of a second (0: not stated), requests of the day (0: not stated), for how long
--   the day is used up (0: it is not)
local rate, age, refused, hold = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3] == '1', tonumber(ARGV[4])
local stated, ceil, used, full = ARGV[5] == '1', tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[8])
if ceil > 0 then L.ceil, L.ceil_until = ceil, now + 60e6 end
if used > L.used then L.used = used end
if full > 0 then L.full = now + full end
if refused then
  -- Requests that were on their way when the share fell say nothing new.
  local is_news = L.cut == 0 or now - age > L.cut
  if is_news or stated then L.hold = math.max(L.hold, now + math.min(hold, 60e6)) end
  if is_news then
    local limit = rate / 1000
    if L.ceil > 0 then limit = math.min(limit, L.ceil) end
    -- After a pause, or if the ledger was lost, it is not known how many requests of the last second were ours.
    local is_alone = L.last_n == 0 or math.max(L.now_n, L.last_n) >= 0.9 * limit
    if is_alone and L.peak == 0 and (L.cut == 0 or now > L.cut + 10e6) then
      -- A single refusal is put down to delays on the way, if nobody else seems to use the account.
      L.cut = now
    else
      local share = adaptive(rate)
      if L.peak > 0 and share < L.peak / 1e6 then share = share * 0.85 end
      L.peak, L.cut = math.max(share, 0.01) * 1e6, now
    end
  end
end
save({'ceil', 'ceil_until', 'day', 'used', 'full', 'hold', 'peak', 'cut'})
return 0
