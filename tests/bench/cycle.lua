-- SPDX-License-Identifier: Apache-2.0
-- SPDX-FileCopyrightText: The ILMS authors
--
-- For wrk: asks for one address after the other of a file, each thread from a place of its own,
-- and from the beginning again after the last.
--
--     wrk -s cycle.lua http://127.0.0.1:8080 -- addresses.txt
local threads = 0

function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

function init(args)
    requests = {}
    for line in io.lines(args[1]) do
        requests[#requests + 1] = wrk.format("GET", line)
    end
    at = math.floor(number * #requests / 2)
end

function request()
    at = at % #requests + 1
    return requests[at]
end
