-- wrk: mentions of 1 kB, each with an id of its own, signed one by one (LuaJIT calls OpenSSL).
local ffi = require("ffi")
ffi.cdef[[
const void* EVP_sha256(void);
unsigned char* HMAC(const void* md, const void* key, int key_len, const unsigned char* d, size_t n, unsigned char* out, unsigned int* out_len);
]]
local crypto = ffi.load("libcrypto.so.3")
local secret = os.getenv("SECRET")
local run = os.getenv("RUN")
local out, length = ffi.new("unsigned char[32]"), ffi.new("unsigned int[1]")
local digits = {}
for i = 0, 255 do digits[i] = string.format("%02x", i) end

local function signature(text)
    crypto.HMAC(crypto.EVP_sha256(), secret, #secret, text, #text, out, length)
    local hex = {}
    for i = 0, 31 do hex[i + 1] = digits[out[i]] end
    return "v0=" .. table.concat(hex)
end

local start = '{"token":"x","team_id":"T1","api_app_id":"A1","type":"event_callback","event_time":1515449522,"is_ext_shared_channel":false,'
    .. '"authorizations":[{"enterprise_id":null,"team_id":"T1","user_id":"UBOT","is_bot":true,"is_enterprise_install":false}],'
    .. '"event":{"type":"app_mention","user":"U061F7AUR","text":"<@UBOT> help levels","ts":"1515449522.000016","channel":"C123ABC456","blocks":"'
start = start .. string.rep("x", 980 - #start) .. '"},"event_id":"Ev' .. run
local sent = 0

request = function()
    sent = sent + 1
    local body = start .. sent .. '"}'
    local stamp = tostring(os.time())
    local headers = {["Content-Type"] = "application/json", ["X-Slack-Request-Timestamp"] = stamp, ["X-Slack-Signature"] = signature("v0:" .. stamp .. ":" .. body)}
    return wrk.format("POST", "/slack/events", headers, body)
end
