"""Compare and set as the server carries it out: a script is one atomic step, and the same one twice is one."""

import hashlib

from adapter.calls.store import MAX_VERSION

# What has no version that can be one counts as nothing, of whatever type the key is; HGET of another type is an error.
# Lua's numbers are not exact beyond 2^53, texts are. The token is the save's own: one that was carried out and whose
# answer was lost is told so when it is sent again, and not that another was faster. A release without tokens leaves an
# old one beside its version, and a token is only looked at beside the version that it came with.
REPLACE = f"""
local version = redis.pcall('HGET', KEYS[1], 'version')
if type(version) == 'table' then
    if not string.find(version.err, 'WRONGTYPE', 1, true) then return version end
    if ARGV[1] ~= '0' then return 0 end
    redis.call('DEL', KEYS[1])
    version = '0'
elseif not version or not string.find(version, '^[1-9]%d*$')
        or #version > {len(str(MAX_VERSION))} or #version == {len(str(MAX_VERSION))} and version > '{MAX_VERSION}' then
    version = '0'
end
if version ~= ARGV[1] then
    if version == ARGV[2] and redis.call('HGET', KEYS[1], 'token') == ARGV[5] then return 1 end
    return 0
end
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'data', ARGV[3], 'token', ARGV[5])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1
"""
"""Key: the call's. Arguments: the version that is expected, the new one, the call, milliseconds to keep it, a token.
Gives 1 where the call is saved, else 0."""

REPLACE_SHA = hashlib.sha1(REPLACE.encode(), usedforsecurity=False).hexdigest()
"""By which a server knows the script that it has run before."""
