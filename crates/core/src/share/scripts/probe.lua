-- Tries every command that the other scripts use, and says how things stand. Only a key of its own is written, and deleted.
-- KEYS: the ledger, the members of the account, a key of its own
-- Returns: now, members, after which time the next turn is
redis.call('EXISTS', KEYS[3])
redis.call('SET', KEYS[3], '1', 'PX', 1000)
redis.call('GET', KEYS[3])
redis.call('PTTL', KEYS[3])
redis.call('DEL', KEYS[3])
redis.call('HSET', KEYS[3], 'a', '1')
redis.call('PEXPIRE', KEYS[3], 1000)
redis.call('DEL', KEYS[3])
redis.call('ZADD', KEYS[3], 1, '1')
redis.call('PEXPIRE', KEYS[3], 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', '+inf')
local members = redis.call('ZCOUNT', KEYS[2], string.format('(%.0f', now - 60e6), '+inf')
return {now, members, math.max(L.next - now, L.hold - now, 0)}
