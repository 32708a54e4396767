# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# awk -f example.awk -v area=THA -v round=2 -v first=2011 -v last=2013 -v real="MST_NCTE_SEX_CCT_NB" data/example/plan.tsv
#
# Figures of a country as they might have answered a round, in ILOSTAT's layout: EVERY FIGURE IS MADE UP. They
# add up as figures of a questionnaire ought to, so that what is seen of a base is how it works and not what it says.
# `real` are the tables of which there are published figures: they are left out.
# A table is answered from the round on that the plan says; the first time for all years that are asked, then for
# the last one alone. Of a letter (a, b, c: the first, second, third round) it is not broken down by sex.

BEGIN {
    FS = "\t"
    AGE = "Y15-24 Y25-54 Y55-64 YGE65"; EDU = "LTB BAS INT ADV X"; ECO = "AGR MAN CON MEL MKT PUB X"
    OCU = "L3-4 L2 L1 X"; STE = "EES SLF X"
    # by the country, five others that matter to it
    near["BRN"] = "IDN MYS PHL BGD IND"; near["IDN"] = "MYS SGP CHN NLD KOR"; near["KHM"] = "THA VNM KOR USA FRA"
    near["LAO"] = "THA VNM CHN USA FRA"; near["MMR"] = "THA MYS CHN IND BGD"; near["MYS"] = "IDN BGD NPL MMR IND"
    near["PHL"] = "USA SAU ARE CHN JPN"; near["SGP"] = "MYS CHN IND IDN BGD"; near["THA"] = "MMR KHM LAO CHN JPN"
    near["VNM"] = "LAO KHM CHN KOR JPN"
    print "ref_area,source,indicator,sex,classif1,classif2,time,obs_value,obs_status,note_source"
}

# A number from 0 to 1 that follows from a text alone.
function chance(text,    i, h) {
    h = 7
    for (i = 1; i <= length(text); i++)
        h = (h * 31 + index("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-", substr(text, i, 1))) % 1000003
    return (h * 7919 % 1000003) / 1000003
}

# Takes `whole` apart into part[1..n] by weights that depend on `name` and `codes`; the last one, what is not
# classified, gets the smallest.
function apart(whole, codes, name,    n, i, code, weight, sum, left) {
    n = split(codes, code, " ")
    sum = 0
    for (i = 1; i <= n; i++)
        sum += weight[i] = i == n && code[n] == "X" ? 0.02 : 0.4 + chance(name code[i])
    left = whole
    for (i = 1; i < n; i++)
        left -= part[i] = int(whole * weight[i] / sum)
    part[n] = left
    return n
}

function put(indicator, sex, c1, c2, persons) {
    if (!by_sex && sex != "SEX_T")
        return
    printf "%s,%s,%s,%s,%s,%s,%d,%.3f,,%s\n", area, source, indicator, sex, c1, c2, year, persons / 1000, note
}

function put_sexes(indicator, c1, c2, men, women) {
    put(indicator, "SEX_T", c1, c2, men + women)
    put(indicator, "SEX_M", c1, c2, men)
    put(indicator, "SEX_F", c1, c2, women)
}

# By a classification, and where `status` says so by who is a migrant: citizens (1) and migrants (2).
function put_by(indicator, version, codes, status, c1, m1, c2, m2,    n, i, code, pm, pf, cm, cf, k) {
    n = split(codes, code, " ")
    apart(c1, codes, area "M1"); for (i = 1; i <= n; i++) cm[i] = part[i]
    apart(m1, codes, area "F1"); for (i = 1; i <= n; i++) cf[i] = part[i]
    if (status) {
        apart(c2, codes, area "M2"); for (i = 1; i <= n; i++) pm[i] = part[i]
        apart(m2, codes, area "F2"); for (i = 1; i <= n; i++) pf[i] = part[i]
    }
    cm[0] = c1; cf[0] = m1; pm[0] = c2; pf[0] = m2
    for (i = 0; i <= n; i++) {
        k = version "_" (i ? code[i] : "TOTAL")
        if (!status) {
            put_sexes(indicator, k, "", cm[i], cf[i])
            continue
        }
        put_sexes(indicator, k, total, cm[i] + pm[i], cf[i] + pf[i])
        put_sexes(indicator, k, own, cm[i], cf[i])
        put_sexes(indicator, k, other, pm[i], pf[i])
        put_sexes(indicator, k, unknown, 0, 0)
    }
}

function put_countries(indicator, version, men, women) { put_by(indicator, version, near[area] " X", 0, men, women) }

function is_real(indicator,    i, n, v) { # by the beginning of its code
    n = split(real, v, " ")
    for (i = 1; i <= n; i++)
        if (index(v[i], indicator) == 1)
            return 1
    return 0
}

# Is the table answered now, for this year? The names of columns are t1, t2, ...
function asked(t,    at) {
    at = $(4 + t)
    if (at == "-")
        return 0
    by_sex = at ~ /[0-9]/
    at = by_sex ? at + 0 : index("abc", at)
    return at == round || (at < round && year == last)
}

function money(t,    name) {
    name = (t == 10 ? "MST_EARA_SEX_" : "MST_EARB_SEX_") criterion "_NB"
    put_money(name, total, 0.97)
    put_money(name, own, 1)
    put_money(name, other, 0.8)
}

# In the currency of the country, to the cent.
function put_money(indicator, c1, level,    v, i, sum) {
    sum = (400 + 1600 * chance(area "money") + 25 * (year - 2010)) * level * (indicator ~ /EARB/ ? 0.82 : 1)
    split("SEX_T 1 SEX_M 1.04 SEX_F 0.94", v, " ")
    for (i = 1; i <= 6; i += 2)
        if (by_sex || i == 1)
            printf "%s,%s,%s,%s,%s,,%d,%.2f,,%s\n", area, source, indicator, v[i], c1, year, sum * v[i + 1], note
}

NR > 1 && $1 == area {
    criterion = $2
    birth = criterion == "CBR"
    source = "XX:" (99100 + NR - 1)
    note = birth ? "T36:3214" : "T36:3215"
    total = birth ? "CBR_BIR_TOTAL" : "CCT_CIT_TOTAL"; unknown = birth ? "CBR_BIR_X" : "CCT_CIT_X"
    own = birth ? "CBR_BIR_NATIVE" : "CCT_CIT_CITIZEN"; other = birth ? "CBR_BIR_FOREIGN" : "CCT_CIT_NONCIT"
    list = birth ? "CBR_BRT" : "CCT_CTZ"
    for (year = first; year <= last; year++) {
        grown = 1 + (year - 2010) * 0.015
        m = int($3 * 497 * grown); w = int($3 * 503 * grown)        # nationals of working age
        pm = int(m * $4 / 1000 * 1.2); pw = int(w * $4 / 1000)      # migrants
        em = int(m * 0.78); ew = int(w * 0.55); epm = int(pm * 0.85); epw = int(pw * 0.62)
        um = int(m * 0.02); uw = int(w * 0.02); upm = int(pm * 0.02); upw = int(pw * 0.03)
        im = int(pm * 0.09); iw = int(pw * 0.09)                    # inflow, and who of it works
        jm = int(im * 0.8); jw = int(iw * 0.6)
        am = int(m * 0.03 + 900); aw = int(w * 0.03 + 900)          # abroad; leaving; for a job; coming back
        om = int(am * 0.1); ow = int(aw * 0.1); fm = int(om * 0.8); fw = int(ow * 0.8); rm = int(om * 0.4); rw = int(ow * 0.4)
        x = "_" criterion "_NB"; p = birth ? "F" : "N"
        if (asked(1)) put_by("MST_XWAP_SEX_AGE" x, "AGE_AGGREGATE", AGE, 1, m, w, pm, pw)
        if (asked(2)) put_by("MST_XWAP_SEX_EDU" x, "EDU_AGGREGATE", EDU, 1, m, w, pm, pw)
        if (asked(3)) put_countries(birth ? "MST_FORP_SEX_CBR_NB" : "MST_NCTP_SEX_CCT_NB", list, pm, pw)
        if (asked(4)) put_by("MST_TEMP_SEX_AGE" x, "AGE_AGGREGATE", AGE, 1, em, ew, epm, epw)
        if (asked(5)) put_by("MST_TEMP_SEX_ECO" x, "ECO_AGGREGATE", ECO, 1, em, ew, epm, epw)
        if (asked(6)) put_by("MST_TEMP_SEX_OCU" x, "OCU_SKILL", OCU, 1, em, ew, epm, epw)
        if (asked(7)) put_by("MST_TEMP_SEX_STE" x, "STE_AGGREGATE", STE, 1, em, ew, epm, epw)
        if (asked(8) && !is_real(birth ? "MST_FORE" : "MST_NCTE"))
            put_countries(birth ? "MST_FORE_SEX_CBR_NB" : "MST_NCTE_SEX_CCT_NB", list, epm, epw)
        if (asked(9)) put_by("MST_TUNE_SEX_AGE" x, "AGE_AGGREGATE", AGE, 1, um, uw, upm, upw)
        for (t = 10; t <= 11; t++)
            if (asked(t)) money(t)
        if (asked(12)) put_countries(birth ? "MFL_FPOP_SEX_CBR_NB" : "MFL_NCIT_SEX_CCT_NB", list, im, iw)
        if (asked(13)) put_by("MFL_" p "WAP_SEX_EDU_NB", "EDU_AGGREGATE", EDU, 0, im, iw)
        if (asked(14)) put_by("MFL_" p "EMP_SEX_ECO_NB", "ECO_AGGREGATE", ECO, 0, jm, jw)
        if (asked(15) && !is_real("MFL_NEMP_SEX_OCU"))
            put_by("MFL_" p "EMP_SEX_OCU_NB", "OCU_SKILL", OCU, 0, jm, jw)
        if (asked(16) && !is_real("MNA_TPOP_SEX_CRS")) put_countries("MNA_TPOP_SEX_CRS_NB", "CRS_RES", am, aw)
        if (asked(17)) put_countries("MNA_OPOP_SEX_CDS_NB", "CDS_DES", om, ow)
        if (asked(18) && !is_real("MNA_OEMP_SEX_CDS")) put_countries("MNA_OEMP_SEX_CDS_NB", "CDS_DES", fm, fw)
        if (asked(19) && !is_real("MNA_OEMP_SEX_EDU")) put_by("MNA_OEMP_SEX_EDU_NB", "EDU_AGGREGATE", EDU, 0, fm, fw)
        if (asked(20)) put_by("MNA_OEMP_SEX_ECO_NB", "ECO_AGGREGATE", ECO, 0, fm, fw)
        if (asked(21) && !is_real("MNA_OEMP_SEX_OCU")) put_by("MNA_OEMP_SEX_OCU_NB", "OCU_SKILL", OCU, 0, fm, fw)
        if (asked(22)) put_countries("MNA_XRET_SEX_CPR_NB", "CPR_PRV", rm, rw)
    }
}
