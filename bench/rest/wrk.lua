-- One act against one server. Arguments: the act, a file with one token a line (line n is tenant
-- n - 1), how many tickets there are. Prints what was measured as one line of JSON.
local statuses = { "open", "in_progress", "resolved", "closed" }
local priorities = { "low", "medium", "high", "critical" }
local categories = { "password_reset", "network_issue", "hardware_issue", "other" }
local description = ("The printer on the third floor does not answer since the update. "):rep(6)
local content = ("Thank you, we have looked at it and it should work again now. "):rep(3)
local in_progress = { 3, 8, 14 } -- places among twenty, as in bench/ground/data.py
local tokens, tenants, tickets, act = {}, 0, 0, ""

function init(args)
  act, tickets = args[1], tonumber(args[3])
  for token in io.lines(args[2]) do tokens[#tokens + 1] = token end
  tenants = #tokens
  math.randomseed(tonumber(args[4]))
end

local function ticket_of(tenant)
  return math.random(0, math.floor(tickets / tenants) - 1) * tenants + tenant + 1
end

-- One that takes an answer without changing its state.
local function ticket_in_progress(tenant)
  local place = math.random(0, math.floor(tickets / tenants / 20) - 1) * 20 + in_progress[math.random(3)]
  return place * tenants + tenant + 1
end

function request()
  local tenant = math.random(0, tenants - 1)
  local headers = { ["Authorization"] = "Bearer " .. tokens[tenant + 1] }
  if act == "get" then
    return wrk.format("GET", "/api/tickets/" .. ticket_of(tenant), headers)
  elseif act == "list" then
    local status = statuses[math.random(#statuses)]
    return wrk.format("GET", "/api/tickets?limit=50&status=" .. status, headers)
  end
  if act == "newest" then
    return wrk.format("GET", "/api/tickets?limit=25", headers)
  elseif act == "helpdesk-get" then
    return wrk.format("GET", "/api/tickets/" .. ticket_of(tenant) .. "/", headers)
  elseif act == "helpdesk-newest" then
    return wrk.format("GET", "/api/tickets/?page_size=25", headers)
  end
  headers["Content-Type"] = "application/json"
  if act == "create" then
    local body = string.format(
      '{"title":"Printer %d on the third floor does not answer any more","description":"%s",' ..
      '"priority":"%s","category":"%s"}', math.random(100000), description,
      priorities[math.random(#priorities)], categories[math.random(#categories)])
    return wrk.format("POST", "/api/tickets", headers, body)
  end
  local body = string.format('{"ticket_id":%d,"content":"%s"}', ticket_in_progress(tenant), content)
  return wrk.format("POST", "/api/messages", headers, body)
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    '\nMEASURED {"requests":%d,"seconds":%f,"p50_ms":%f,"p99_ms":%f,"errors":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, e.connect + e.read + e.write + e.status + e.timeout))
end
