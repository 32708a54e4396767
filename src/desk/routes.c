/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Every address of the signed-in part. The first that fits is taken. */

#include "desk/visit.h"

const struct route routes[] = {
    {"GET", "desk/sign-in", TO_ANYONE, "", sign_in_page},
    {"POST", "desk/sign-in", TO_ANYONE, "", sign_in_post},
    {"GET", "desk/code", TO_ANYONE, "", second_factor_page},
    {"POST", "desk/code", TO_ANYONE, "", second_factor_post},
    {"GET", "desk/welcome/:secret", TO_ANYONE, "", welcome_page},
    {"POST", "desk/welcome/:secret", TO_ANYONE, "", welcome_post},
    {"POST", "desk/sign-out", TO_MEMBERS, "", sign_out},

    {"GET", "desk", TO_MEMBERS, "home", front_page},
    {"GET", "desk/me", TO_MEMBERS, "", me_page},
    {"POST", "desk/me", TO_MEMBERS, "", me_post},

    {"GET", "desk/rounds", TO_SPECIALISTS, "rounds", rounds_page},
    {"GET", "desk/rounds/open", TO_OFFICE, "rounds", round_open_page},
    {"POST", "desk/rounds/open", TO_OFFICE, "rounds", round_open_post},
    {"GET", "desk/round/:round", TO_OFFICE, "rounds", round_page},
    {"POST", "desk/round/:round", TO_OFFICE, "rounds", round_post},
    {"GET", "desk/round/:round/:area", TO_SPECIALISTS, "rounds", country_page},
    {"POST", "desk/round/:round/:area", TO_SPECIALISTS, "rounds", country_post},
    {"GET", "desk/round/:round/:area/statements", TO_SPECIALISTS, "rounds", statements_page},
    {"POST", "desk/round/:round/:area/statements", TO_SPECIALISTS, "rounds", statements_post},
    {"GET", "desk/round/:round/:area/form", TO_SPECIALISTS, "rounds", form_download},

    {"POST", "desk/upload/:area", TO_SPECIALISTS, "submissions", upload_post},
    {"GET", "desk/upload/:upload", TO_SPECIALISTS, "submissions", upload_page},
    {"GET", "desk/upload/:upload/state", TO_SPECIALISTS, "submissions", upload_state},

    {"GET", "desk/submissions", TO_SPECIALISTS, "submissions", submissions_page},
    {"GET", "desk/submission/:submission", TO_SPECIALISTS, "submissions", submission_page},
    {"POST", "desk/submission/:submission", TO_SPECIALISTS, "submissions", submission_post},
    {"GET", "desk/submission/:submission/file", TO_SPECIALISTS, "submissions", submission_file},
    {"GET", "desk/submission/:submission/annotated", TO_SPECIALISTS, "submissions", submission_annotated},
    {"GET", "desk/submission/:submission/table/:number", TO_SPECIALISTS, "submissions", table_page},
    {"POST", "desk/submission/:submission/table/:number", TO_SPECIALISTS, "submissions", table_post},

    {"GET", "desk/sources", TO_SPECIALISTS, "sources", sources_page},
    {"GET", "desk/sources/:area/:source", TO_SPECIALISTS, "sources", source_page},
    {"POST", "desk/sources/:area/:source", TO_SPECIALISTS, "sources", source_post},

    {"GET", "desk/consultations", TO_SPECIALISTS, "consultations", consultations_page},
    {"POST", "desk/consultations", TO_OFFICE, "consultations", consultations_post},
    {"GET", "desk/consultation/:consultation", TO_SPECIALISTS, "consultations", consultation_page},
    {"POST", "desk/consultation/:consultation", TO_OFFICE, "consultations", consultation_post},
    {"GET", "desk/consultation/:consultation/record", TO_SPECIALISTS, "consultations", consultation_record},
    {"GET", "desk/consultation/:consultation/draft", TO_SPECIALISTS, "consultations", consultation_draft_file},
    {"GET", "desk/consultation/:consultation/picture/:number", TO_SPECIALISTS, "consultations", picture_file},
    {"GET", "desk/consultation/:consultation/:area/parts", TO_SPECIALISTS, "consultations", parts_page},
    {"POST", "desk/consultation/:consultation/:area/parts", TO_SPECIALISTS, "consultations", parts_post},
    {"GET", "desk/consultation/:consultation/:area/rest", TO_SPEAKERS, "consultations", rest_page},
    {"POST", "desk/consultation/:consultation/:area/rest", TO_SPEAKERS, "consultations", rest_post},

    {"GET", "desk/sharing", TO_SPECIALISTS, "sharing", sharing_page},
    {"POST", "desk/sharing/:area", TO_APPROVERS, "sharing", sharing_post},
    {"GET", "desk/shared/:table/:place", TO_MEMBERS, "shared", shared_page},
    {"GET", "desk/shared", TO_MEMBERS, "shared", shared_page},

    {"GET", "desk/meetings", TO_MEMBERS, "meetings", meetings_page},
    {"GET", "desk/meetings/new", TO_OFFICE, "meetings", meeting_new_page},
    {"POST", "desk/meetings/new", TO_OFFICE, "meetings", meeting_new_post},
    {"GET", "desk/meeting/:meeting", TO_MEMBERS, "meetings", meeting_page},
    {"POST", "desk/meeting/:meeting", TO_OFFICE, "meetings", meeting_post},
    {"GET", "desk/meeting/:meeting/briefing", TO_MEMBERS, "meetings", meeting_briefing_page},
    {"GET", "desk/meeting/:meeting/briefing.pdf", TO_MEMBERS, "meetings", meeting_briefing_pdf},
    {"GET", "desk/meeting/:meeting/document/:number", TO_MEMBERS, "meetings", meeting_file},
    {"GET", "desk/meeting/:meeting/conclusion/:number", TO_MEMBERS, "meetings", conclusion_page},
    {"POST", "desk/meeting/:meeting/conclusion/:number", TO_SPECIALISTS, "meetings", conclusion_post},
    {"GET", "desk/meeting/:meeting/details", TO_OFFICE, "meetings", meeting_form_page},
    {"POST", "desk/meeting/:meeting/details", TO_OFFICE, "meetings", meeting_form_post},
    {"GET", "desk/meeting/:meeting/session", TO_OFFICE, "meetings", meeting_form_page},
    {"POST", "desk/meeting/:meeting/session", TO_OFFICE, "meetings", meeting_form_post},
    {"GET", "desk/meeting/:meeting/participant", TO_OFFICE, "meetings", meeting_form_page},
    {"POST", "desk/meeting/:meeting/participant", TO_OFFICE, "meetings", meeting_form_post},
    {"GET", "desk/meeting/:meeting/document", TO_OFFICE, "meetings", meeting_form_page},
    {"POST", "desk/meeting/:meeting/document", TO_OFFICE, "meetings", meeting_form_post},
    {"GET", "desk/meeting/:meeting/conclude", TO_OFFICE, "meetings", meeting_form_page},
    {"POST", "desk/meeting/:meeting/conclude", TO_OFFICE, "meetings", meeting_form_post},
    {"GET", "desk/meeting/:meeting/launch", TO_OFFICE, "meetings", meeting_form_page},
    {"POST", "desk/meeting/:meeting/launch", TO_OFFICE, "meetings", meeting_form_post},

    {"GET", "desk/releases", TO_OFFICE, "releases", releases_page},
    {"POST", "desk/releases", TO_OFFICE, "releases", releases_post},
    {"GET", "desk/people", TO_ADMINS, "people", people_page},
    {"POST", "desk/people", TO_ADMINS, "people", people_post},
    {"GET", "desk/log", TO_OFFICE, "log", log_page},

    {"GET", "api/:op", TO_ANYONE, "", api_call},
    {"GET", "api/:op/:verb", TO_ANYONE, "", api_call},
    {"GET", "api/:op/:verb/:what", TO_ANYONE, "", api_call},
    {"POST", "api/:op/:verb/:what", TO_ANYONE, "", api_call},
    {"POST", "api/:op", TO_ANYONE, "", api_call},
    {"POST", "api/:op/:verb", TO_ANYONE, "", api_call},
};
const size_t nroutes = ARRAY_LEN(routes);
