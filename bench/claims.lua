-- wrk walks through the file of prepared requests: every request is a line of its own, a person of its own.
-- Arguments after "--": file, first line, lines it may use, mix (all | few), then the label printed with the result.
-- Each thread has its own part of the lines; a thread that runs out says so and the run does not count.
local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

local function path(batch)
  return "/api/v1/campaigns/bench/batches/" .. batch .. "/claims"
end

local function head(batch)
  return "POST " .. path(batch) .. " HTTP/1.1\r\nHost: " .. wrk.host .. "\r\nAuthorization: Bearer "
end

function init(args)
  file = assert(io.open(args[1], "rb"))
  local width = #file:read("*l") + 1
  local first, count = tonumber(args[2]), tonumber(args[3])
  every = args[4] == "few" and 20 or 1
  share = math.floor(count / 2)
  used = 0
  ranOut = 0
  file:seek("set", (first + number * share) * width)
  open, gone = head("open"), head("gone")
  tail = "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
end

function request()
  if used >= share then ranOut = 1 end
  local line = file:read("*l") or last
  last = line
  local blank = line:find(" ", 1, true)
  local start = used % every == 0 and open or gone
  used = used + 1
  return start .. line:sub(1, blank - 1) .. "\r\nIdempotency-Key: " .. line:sub(blank + 1) .. tail
end

-- One line of JSON, the label first: what run.sh collects and the report reads.
function done(summary, latency, requests)
  local most, out = 0, 0
  for _, thread in ipairs(threads) do
    most = math.max(most, thread:get("used"))
    out = math.max(out, thread:get("ranOut"))
  end
  local errors = summary.errors
  io.write(string.format(
    '{%s,"requests":%d,"refused":%d,"failed":%d,"seconds":%.4f,"p50":%.3f,"p99":%.3f,"used":%d,"ranOut":%d}\n',
    os.getenv("BENCH_LABEL"), summary.requests, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout, summary.duration / 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, most, out))
end
