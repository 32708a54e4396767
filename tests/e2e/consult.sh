#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# consult.sh [ILMS]: a draft of the report before countries in a browser (consult.mjs): the office opens a
# consultation, a specialist objects, comments and agrees to the rest, the office answers, makes a new draft and
# closes it.
. "$(dirname "$0")/server.sh"
port=$(free_port)
start_server --listen "127.0.0.1:$port" --origin "http://127.0.0.1:$port" --collect
"$ilms" recommendation add 'Ask citizenship in every labour force survey.' >log
"$ilms" user add anna --role compiler >log
"$ilms" user add sokha --role specialist --country KHM >log
"$ilms" user add malee --role specialist --country THA >log
LINK=$(link_of anna) SOKHA=$(link_of sokha) MALEE=$(link_of malee) ILMS=$ilms
export LINK SOKHA MALEE ILMS
in_browser consult 24
total
