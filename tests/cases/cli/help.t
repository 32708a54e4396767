# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# Help, as a list and in full.
$ ilms
ilms: a database of international labour migration statistics
\
usage: ilms [--base PATH] [--json] [--quiet] COMMAND ...
\
  init                       make a new base
  upgrade                    bring a base up to date with this program
  submit                     read, check and store files
  pull                       take figures from another SDMX service
  pull list                  list what was taken from other services
  pull flows                 list what another SDMX service has
  check                      read and check files without storing
  convert                    write a file of figures in another format
  round open                 open a round of collection
  round status               where a round stands
  round remind               write to countries that have not answered
  round close                end a round
  round list                 list the rounds
  round severity             say how much a rule weighs in a round
  round waive                say that a table does not apply
  questionnaire write        make a country's questionnaire
  questionnaire annotate     return a workbook with its findings
  meeting add                make a technical meeting
  meeting set                change a meeting
  meeting session            put a session on the agenda
  meeting participant add    say who takes part
  meeting participant remove take somebody off the list
  meeting participant list   list who takes part
  meeting document add       put a document before a meeting
  meeting document get       take a document away
  meeting document list      list the documents of a meeting
  meeting document remove    take a document back
  meeting conclude           record what a meeting concluded
  meeting track              say what became of a conclusion
  meeting carry              take over what is not done
  meeting show               a meeting as a whole
  meeting list               list the meetings
  meeting launch             open the next round from a meeting
  meeting briefing           how things stand, for those who meet
  submissions                list what was received
  findings                   list what the checks found
  remarks                    list what a submission says in words
  accept                     accept a submission
  return                     send a submission back
  aside                      keep figures out
  sign                       sign for a country
  answer                     say why a figure is right
  correct                    correct some cells of a submission
  comment                    remark on a table or a cell
  comments                   list the remarks on tables
  source set                 describe a source
  source list                list the sources that are described
  source show                a source, and which tables it fed
  source history             all versions of a source
  source published           what a release says of its sources
  source withdraw            say that a source is not used any more
  source quality             how good sources are, criterion by criterion
  coverage gaps              what is missing, and what could fill it
  coverage needs             what countries need to answer more
  source import              take in figures of an international organisation
  source collections         list the collections of others
  source collection          a collection of others
  statement set              say how a country's data come about
  statement list             list what countries say of their data
  recommendation add         add a recommendation
  recommendation edit        change a recommendation
  recommendation remove      take a recommendation out
  recommendation list        list the recommendations
  consultation open          put the draft of the report before countries
  consultation revise        put a new draft before countries
  consultation say           say what a country thinks of a part
  consultation agree-rest    agree to all that is left
  consultation answer        answer a country
  consultation status        where a consultation stands
  consultation show          a part, and all that was said of it
  consultation record        who validated what
  consultation list          list the consultations
  consultation remind        write to countries with something left to say
  consultation extend        move the last day of a consultation
  consultation close         end a consultation
  share set                  say who may see a country's figures
  share list                 list who may see what
  share log                  who has read figures that are not public
  release                    publish what is accepted
  release plan               announce a release
  release unplan             take back an announcement
  releases                   list the releases
  report publish             hand out a report on the portal
  report order               have a report made in the background
  report orders              list the reports that were ordered
  report preview             a file of a report that was ordered
  report discard             throw away a report that was ordered
  report make                make the reports that were ordered
  report withdraw            take a report back
  report list                list the published reports
  report get                 a file of a published report
  query                      figures of a release
  search                     find tables, countries, sources, codes
  coverage                   what of all that could be known is known
  mirror                     both sides of a corridor
  diff                       compare two releases cell by cell
  explain                    where a published figure comes from
  serve                      serve the newest release on the web
  tables                     list the tables of the questionnaire
  sources                    list the registered sources
  rules                      list the checks
  user add                   let a person in
  user list                  list the users
  user role                  give a role, or take it away
  user link                  make a new link for a password
  user disable               keep a person out
  user enable                let a person in again
  user token                 make a token for scripts
  user tokens                list a user's tokens
  user revoke                end a token
  mail send                  send the mail that waits
  mail list                  list the mail that was written
  permissions                who may do what
  audit                      who did what, when
  doctor                     check every invariant of the base
  export                     write a release as a folder of files
  report                     write the report of a release
  backup                     copy the base while it is in use
  help                       this list, or one command in full
  manual                     the manual page, as mdoc source
  version                    which version this is
\
  --base PATH  the base; else the environment's ILMS_BASE, else ilms.db
  --json       one JSON object a line in place of text
  --quiet      no list of findings
\
ilms help COMMAND says more of one, ilms help formats which there are.
$ ilms help | cmp - /dev/null; ilms --help | head -1; ilms -h; ilms version; ilms --version
cmp: EOF on /dev/null which is empty
ilms: a database of international labour migration statistics
ilms: there is no command "-h"; see ilms help
ilms 0.1.0
ilms 0.1.0
$ ilms help submit; ilms submit --help | head -1
usage: ilms submit FILE... [--source TYPE:ID] [--map MAPPING] [--round NAME] [--country ISO3] [--language L]
\
submit: read, check and store files
Each file becomes a submission: it is kept as it came with its hash, every
figure with the line it was read from, and every finding with its cell. A file
with wrong cells is stored and gives findings; one that is no file of figures is
refused in one sentence and leaves nothing. The same file sent again is
recognised.
\
  FILE                   ILOSTAT's layout as CSV, XLSX or ODS; SDMX-CSV, SDMX-ML, SDMX-JSON; JSON-stat
  --source TYPE:ID       the source of figures that name none, as BA:741
  --map MAPPING          how a sheet of any layout is read (doc/formats/mapping.md)
  --round NAME           the collection round it answers
  --country ISO3         the country it is to be of; refused where it has figures of another
  --language L           of the sentences: en (when left out), fil, id, km, lo, ms, my, th or vi
usage: ilms submit FILE... [--source TYPE:ID] [--map MAPPING] [--round NAME] [--country ISO3] [--language L]
$ for c in $(ilms help | sed -n 's/^  \([a-z]*\)  .*/\1/p'); do ilms help $c > out || echo "$c has no help"; ilms $c --help > out2; cmp out out2; done
$ ilms help nonsense
ilms: there is no command "nonsense"; see ilms help
? 64
$ ilms help formats | sed -n '1p;/rdf/p'
  sdmx-csv               read    written SDMX-CSV 1.0: one observation a line, with dataflow, dimensions and attributes
  rdf                            written RDF in Turtle: the RDF Data Cube vocabulary
$ ilms manual | head -3; ilms manual | grep -c '^\.It'
.Dd November 22, 2026
.Dt ILMS 1
.Os
468
