# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Roles come and go; who is disabled may nothing; also the last administrator, since whoever may
# write the file of the base is one.
$ ilms init --quiet > log; ilms user add boss --role admin > log
$ ilms user role boss --role compiler; ilms user role boss --role approver --country THA --json; ilms user list
boss is compiler
{"user":"boss","role":"approver","country":"THA","removed":false}
boss          invited   admin, approver of THA, compiler
$ ilms user role boss --role approver --country THA --remove; ilms user role boss --role compiler --remove --json
boss is no longer approver of THA
{"user":"boss","role":"compiler","removed":true}
$ ilms user role boss --role compiler --remove
ilms: boss is not compiler
? 67
$ ilms user role boss --role specialist --country KHM --remove
ilms: boss is not specialist of KHM
? 67
$ ilms user role boss --role approver
ilms: the role approver is of a country: --country ISO3, as KHM
? 64
$ ilms user disable boss; ilms user list
boss is disabled: sessions have ended, links and tokens do nothing
boss          disabled  admin
$ ilms user disable boss
ilms: boss is disabled already
? 68
$ ilms user link boss
ilms: boss is not active, so a link would not work; ilms user enable boss
? 68
$ ilms user token boss --name x
ilms: boss is not active, so a token would not work; ilms user enable boss
? 68
$ ilms user enable boss --json
{"user":"boss","active":true}
$ ilms user enable boss
ilms: boss is active already
? 68
$ ilms user role boss --role admin --remove; ilms user list
boss is no longer admin
boss          invited   no role
