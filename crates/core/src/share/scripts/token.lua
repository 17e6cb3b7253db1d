-- The token of an app: 32 characters that identify the token, then the token, sealed.
-- KEYS: the token, the lock of whoever requests the next one
-- ARGV: what to do, and its values
local what = ARGV[1]
if what == 'read' then
  return {redis.call('GET', KEYS[1]), redis.call('PTTL', KEYS[1])}
elseif what == 'lock' then
  -- ARGV: value, milliseconds. Returns: 1 if it was free.
  return redis.call('SET', KEYS[2], ARGV[2], 'NX', 'PX', ARGV[3]) and 1 or 0
elseif what == 'store' then
  -- ARGV: token, milliseconds that it is valid, value of the lock. Who has the lock found no token that it can use; otherwise
  -- a token that ends later stays.
  local has_lock = redis.call('GET', KEYS[2]) == ARGV[4]
  if has_lock or redis.call('PTTL', KEYS[1]) < tonumber(ARGV[3]) then
    redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
  end
  if has_lock then redis.call('DEL', KEYS[2]) end
elseif what == 'drop' then
  -- ARGV: the identifier of a token that Zoom refused. Another member may have stored the next one.
  local kept = redis.call('GET', KEYS[1])
  if kept and string.sub(kept, 1, 32) == ARGV[2] then redis.call('DEL', KEYS[1]) end
elseif what == 'unlock' then
  if redis.call('GET', KEYS[2]) == ARGV[2] then redis.call('DEL', KEYS[2]) end
end
return 0
