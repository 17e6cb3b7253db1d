-- Gives back what was not used.
-- KEYS: the ledger, the members of the account (not used)
-- ARGV: the turn (0: none), which is free again if it was the last one; requests that were counted and not sent
local turn = tonumber(ARGV[1])
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if turn > 0 and L.next - L.gap == turn then L.next = turn end
L.used = math.max(L.used - tonumber(ARGV[2]), 0)
save({'next', 'day', 'used'})
return 0
