# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# What makes no sense is refused in one sentence, and leaves no user.
$ ilms init --quiet > log
$ ilms user
ilms: ilms user is to be followed by one of: add, list, role, link, disable, enable, token, tokens, revoke
? 64
$ ilms user add sokha
ilms: ilms user add needs ROLE: partner, specialist, approver, compiler or admin
? 64
$ ilms user add sokha --role emperor
ilms: --role "emperor" is to be partner, specialist, approver, compiler or admin
? 64
$ ilms user add sokha --role anyone
ilms: --role "anyone" is to be partner, specialist, approver, compiler or admin
? 64
$ ilms user add sokha --role specialist
ilms: the role specialist is of a country: --country ISO3, as KHM
? 64
$ ilms user add sokha --role approver
ilms: the role approver is of a country: --country ISO3, as KHM
? 64
$ ilms user add sokha --role specialist --country khm
ilms: --country "khm" is no country of the region; it is to be three letters, as KHM
? 64
$ ilms user add sokha --role specialist --country DEU
ilms: --country "DEU" is no country of the region; it is to be three letters, as KHM
? 64
$ ilms user add sokha --role specialist --country "KHM' OR 1=1"
ilms: --country "KHM' OR 1=1" is no country of the region; it is to be three letters, as KHM
? 64
$ for role in partner compiler admin; do ilms user add sokha --role $role --country KHM; done
ilms: the role partner is not of a country: leave out --country
ilms: the role compiler is not of a country: leave out --country
ilms: the role admin is not of a country: leave out --country
? 64
$ for name in s "so kha" "so/kha" 'so"kha' "sokhá" "$(printf 'so\nkha')" "$(head -c 61 /dev/zero | tr '\0' x)"; do
>     ilms user add "$name" --role admin; done
ilms: the name "s" is to have 2 to 60 letters (of English), digits, points, and _ - @
ilms: the name "so kha" is to have 2 to 60 letters (of English), digits, points, and _ - @
ilms: the name "so/kha" is to have 2 to 60 letters (of English), digits, points, and _ - @
ilms: the name "so"kha" is to have 2 to 60 letters (of English), digits, points, and _ - @
ilms: the name "sokhá" is to have 2 to 60 letters (of English), digits, points, and _ - @
ilms: the name "so�kha" is to have 2 to 60 letters (of English), digits, points, and _ - @
ilms: the name "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..." is to have 2 to 60 letters (of English), digits, points, and _ - @
? 64
$ ilms user add sokha --role admin --email "sokha@mol.gov.kh, all@example.org"
ilms: --email "sokha@mol.gov.kh, all@example.org" is no address; it is to be written as sokha@mol.gov.kh
? 64
$ ilms user add sokha --role admin --email "$(printf 'a@b.c\r\nBcc: d@e.f')"
ilms: --email "a@b.c��Bcc: d@e.f" is no address; it is to be written as sokha@mol.gov.kh
? 64
$ ilms user add sokha --role admin --language xx
ilms: --language "xx" is to be one of: en fil id km lo ms my th vi
? 64
$ ilms user add sokha --role admin --full-name "$(printf 'Sokha\nBcc: d@e.f')"
ilms: --full-name is to be one line of text with 120 bytes at most
? 64
$ ilms user add sokha --role admin --origin javascript:alert
ilms: the origin "javascript:alert" is to be as https://ilms.example.org
? 64
$ ILMS_ORIGIN="https://x y" ilms user add sokha --role admin
ilms: the origin "https://x y" is to be as https://ilms.example.org
? 64
$ ilms user list
there is no user yet; ilms user add NAME --role ROLE
$ for verb in disable enable tokens link; do ilms user $verb sokha; done
ilms: there is no user "sokha"; ilms user list has those there are
ilms: there is no user "sokha"; ilms user list has those there are
ilms: there is no user "sokha"; ilms user list has those there are
ilms: there is no user "sokha"; ilms user list has those there are
? 67
$ ilms user role sokha --role admin; ilms user revoke sokha 1; ilms user token sokha --name x
ilms: there is no user "sokha"; ilms user list has those there are
ilms: there is no user "sokha"; ilms user list has those there are
ilms: there is no user "sokha"; ilms user list has those there are
? 67
