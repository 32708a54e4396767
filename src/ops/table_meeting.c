/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Technical meetings: agenda, who takes part, documents, conclusions, briefing. */
#include "ops/table.h"

#define MEETING TEXT("meeting", "MEETING", "its name")
#define OF_MEETING                                                \
    OPTION("place", "TEXT", "where it is held"),                  \
    OPTION("to", "DATE", "its last day; --from when left out"),   \
    OPTION("round", "NAME", "the round that it looks at")
static const struct param meeting_add_params[] = {
    TEXT("meeting", "MEETING", "how it is called, as 2026"),
    {"title", "TEXT", "its title", PARAM_OPTION, true},
    {"from", "DATE", "its first day, as 2026-07-01", PARAM_OPTION, true}, OF_MEETING,
    OPTION("after", "MEETING", "the meeting before it; the last that had ended when left out"), END};
static const struct param meeting_set_params[] = {
    MEETING, OPTION("title", "TEXT", "its title"), OPTION("from", "DATE", "its first day, as 2026-07-01"), OF_MEETING,
    OPTION("after", "MEETING", "the meeting before it"), END};
static const struct param meeting_params[] = {MEETING, END};
static const struct param meeting_number_params[] = {
    MEETING, TEXT("number", "NUMBER", "its number in the meeting; ilms meeting show has them"), END};
static const struct param meeting_session_params[] = {
    MEETING, TEXT("number", "NUMBER", "of the session, from 1; one of that number is changed"),
    OPTION("title", "TEXT", "its title"), OPTION("day", "DATE", "the first of the meeting when left out"),
    OPTION("begins", "HH:MM", "as 09:00"), OPTION("ends", "HH:MM", "as 10:30"),
    OPTION("kind", "K", "opening, presentation, group work, plenary (when left out) or closing"),
    OPTION("country", "ISO3", "the country that leads it"), OPTION("office", "TEXT", "the office that leads it"),
    FLAG("remove", "takes it off the agenda"), END};
static const struct param meeting_participant_params[] = {
    MEETING, {"role", "ROLE", "specialist, delegate, partner, donor, secretariat or observer", PARAM_OPTION, true},
    {"organisation", "TEXT", "of which office or organisation", PARAM_OPTION, true},
    OPTION("country", "ISO3", "of which country; needed of a specialist and a delegate"),
    OPTION("persons", "N", "how many, where nobody is named; one when left out"),
    OPTION("person", "NAME", "who; only the office sees it"), OPTION("user", "NAME", "the user who it is"), END};
static const struct param meeting_document_params[] = {
    MEETING, TEXT("file", "FILE", "at most 32 MB"), {"title", "TEXT", "what it is called", PARAM_OPTION, true},
    OPTION("kind", "K", "paper (when left out), presentation or minutes"),
    OPTION("session", "NUMBER", "the session that it is for"), END};
static const struct param meeting_get_params[] = {
    MEETING, TEXT("number", "NUMBER", "of the document; ilms meeting document list has them"),
    {"output", "FILE", "where it goes; an existing file is not overwritten", PARAM_OPTION, true}, END};
static const struct param meeting_conclude_params[] = {
    MEETING, TEXT("text", "TEXT", "what was concluded"),
    OPTION("kind", "K", "conclusion (when left out), recommendation or action"),
    OPTION("country", "A,B,...", "the countries to which it is assigned"),
    OPTION("organisation", "A,B,...", "the organisations to which it is assigned"),
    OPTION("due", "DATE", "the day by which it is to be done"),
    OPTION("session", "NUMBER", "the session in which it was drawn"),
    OPTION("group", "TEXT", "the working group that drew it"), END};
static const struct param meeting_track_params[] = {
    MEETING, TEXT("number", "NUMBER", "of the conclusion; ilms meeting show has them"),
    {"state", "STATE", "open, in progress, done or dropped", PARAM_OPTION, true},
    OPTION("country", "ISO3", "of which country this is told; of all, by the office, when left out"),
    OPTION("note", "TEXT", "what was done, what is in the way"), END};
static const struct param meeting_launch_params[] = {
    MEETING, TEXT("name", "ROUND", "how the round is called, as 2026"),
    ROUND, END};
static const struct param meeting_briefing_params[] = {
    MAYBE("meeting", "MEETING", "the next, else the newest, else of no meeting when left out"),
    {"output", "FILE", "where it goes, as PDF, HTML or DOCX by its ending; an existing file is not overwritten",
     PARAM_OPTION, true},
    LANGUAGE(""), END};

static const struct op ops[] = {
    {"meeting add", "make a technical meeting", "With title, place and days; what it concludes is taken over from the "
     "meeting before it by meeting carry.", TO_OFFICE, REACH_ALL, NEED_WRITE, meeting_add_params, op_meeting_add},
    {"meeting set", "change a meeting", "What is said is changed, all else stays as it was.", TO_OFFICE, REACH_ALL,
     NEED_WRITE, meeting_set_params, op_meeting_set},
    {"meeting session", "put a session on the agenda", "Of a session that is there already what is said is changed.",
     TO_OFFICE, REACH_ALL, NEED_WRITE, meeting_session_params, op_meeting_session},
    {"meeting participant add", "say who takes part", "One person, or several of one organisation. A name is needed of "
     "nobody, and only the office sees it.", TO_OFFICE, REACH_ALL, NEED_WRITE, meeting_participant_params,
     op_meeting_participant_add},
    {"meeting participant remove", "take somebody off the list", "The line goes, and the name with it.", TO_OFFICE,
     REACH_ALL, NEED_WRITE, meeting_number_params, op_meeting_participant_remove},
    {"meeting participant list", "list who takes part", "By organisation and role.", TO_MEMBERS, REACH_ALL, NEED_READ,
     meeting_params, op_meeting_participant_list},
    {"meeting document add", "put a document before a meeting", "The file is kept as it is, with its SHA-256; all who "
     "take part in the collection can take it away.", TO_OFFICE, REACH_ALL, NEED_WRITE, meeting_document_params,
     op_meeting_document_add},
    {"meeting document get", "take a document away", "The file as it came.", TO_MEMBERS, REACH_ALL, NEED_READ,
     meeting_get_params, op_meeting_document_get},
    {"meeting document list", "list the documents of a meeting", "Those that were removed too.", TO_MEMBERS, REACH_ALL,
     NEED_READ, meeting_params, op_meeting_document_list},
    {"meeting document remove", "take a document back", "The file is gone; that it was there stays.", TO_OFFICE,
     REACH_ALL, NEED_WRITE, meeting_number_params, op_meeting_document_remove},
    {"meeting conclude", "record what a meeting concluded", "A conclusion, a recommendation or an action, of the "
     "plenary or a working group, assigned to countries and organisations. It is never changed.", TO_OFFICE,
     REACH_ALL, NEED_WRITE, meeting_conclude_params, op_meeting_conclude},
    {"meeting track", "say what became of a conclusion", "A country reports on what is assigned to it, the office on "
     "all. Each report is kept; the newest counts.", TO_SPECIALISTS, REACH_COUNTRY, NEED_WRITE, meeting_track_params,
     op_meeting_track},
    {"meeting carry", "take over what is not done", "What the meeting before concluded and is neither done nor dropped "
     "becomes a conclusion of this one, with what was said of it last, and is told of here from then on.", TO_OFFICE,
     REACH_ALL, NEED_WRITE, meeting_params, op_meeting_carry},
    {"meeting show", "a meeting as a whole", "Agenda, who takes part, documents, conclusions with their state, "
     "rounds that were launched from it.", TO_MEMBERS, REACH_ALL, NEED_READ, meeting_params, op_meeting_show},
    {"meeting list", "list the meetings", "By their first day.", TO_MEMBERS, REACH_ALL, NEED_READ, no_params,
     op_meeting_list},
    {"meeting launch", "open the next round from a meeting", "As round open does, and the meeting remembers it.",
     TO_OFFICE, REACH_ALL, NEED_WRITE, meeting_launch_params, op_meeting_launch},
    {"meeting briefing", "how things stand, for those who meet", "Made from the data: where the rounds stand, what "
     "was collected, what changed since the meeting before, what is missing in each country and what it would take, "
     "what became of the last conclusions, the agenda, questions for group work. Coverage and changes are those of "
     "the newest release; of a meeting that is over, of the newest before its end.", TO_MEMBERS, REACH_ALL, NEED_READ,
     meeting_briefing_params, op_meeting_briefing},
};
const struct op_section ops_meetings = {ops, ARRAY_LEN(ops)};
