// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// Of portal.mjs: an address of every kind of page there is.
export const kinds = [
    '/en/',
    '/tables',
    '/tables?topic=earnings',
    '/table/MST_NCTE_SEX_CCT_NB',
    '/table/MST_NCTE_SEX_CCT_NB/THA',
    '/table/MNA_OEMP_SEX_OCU_NB/IDN',
    '/table/MST_NCTE_SEX_CCT_NB?rows=time&cols=sex,cct&ref_area=THA',
    '/table/MST_NCTE_SEX_CCT_NB?rows=sex,cct&cols=time&ref_area=THA&view=chart',
    '/table/MST_NCTE_SEX_CCT_NB?rows=sex,cct&cols=time&ref_area=THA&view=map',
    '/figure/MST_NCTE_SEX_CCT_NB/THA/SEX_T.CCT_CTZ_TOTAL',
    '/figure/MST_NCTE_SEX_CCT_NB/THA/SEX_T.CCT_CTZ_MMR/2014',
    '/table/MST_EARA_SEX_CBR_NB', // without figures
    '/countries',
    '/country/THA',
    '/country/BRN', // of the region, almost without figures
    '/country/JPN', // outside the region
    '/corridors',
    '/corridors?view=map',
    '/corridor/MMR/THA',
    '/coverage',
    '/coverage/IDN',
    '/gaps',
    '/gaps/THA',
    '/sources',
    '/source/FB:6664',
    '/collections',
    '/collection/TEST_STOCK',
    '/methods',
    '/methods/corridors',
    '/classifications',
    '/classification/OCU_SKILL',
    '/rules',
    '/rule/C107',
    '/formulas',
    '/reports',
    '/releases',
    '/release/2024.1',
    '/about',
    '/accessibility',
    '/api',
    '/bulk',
    '/search?q=malaysia',
    '/search?q=zzzzqq',
    '/search',
    '/no-such-page',
    '/chart/table/MST_NCTE_SEX_CCT_NB/THA.html?kind=line',
    '/desk/sign-in',
];
export const is_missing = address => address === '/no-such-page';
export const is_embedded = address => address.startsWith('/chart/');
export const is_desk = address => address.startsWith('/desk');
