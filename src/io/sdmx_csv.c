/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

/* Reading SDMX-CSV 1.0, 2.0 and 2.1 (sdmx-twg/sdmx-csv, data message field guide).
 *
 *     1.0   DATAFLOW, the dimensions with TIME_PERIOD, OBS_VALUE, the attributes
 *     2.x   STRUCTURE, STRUCTURE_ID, STRUCTURE_NAME, ACTION, SERIES_KEY, OBS_KEY, and the components
 *
 * One file may hold several dataflows; a dimension that one of them does not have is then empty in
 * its rows. Columns come in any order behind the first. In 2.x a column named "ATTR[]" has several
 * values in a cell and "ATTR[en;fr]" a text in several languages, parted by the character that
 * stands in the brackets of STRUCTURE[;]. */

#include "io/formats.h"
#include "io/sdmx_row.h"

/* The first column of a header, and what is behind its name. */
static struct str first_column(struct str bytes)
{
    struct csv csv;
    csv_begin(&csv, str_sub(bytes, 0, 1 << 16));
    struct str line = {csv.p, (size_t)(csv.end - csv.p)};
    csv_release(&csv);
    return str_starts(line, STR("\"")) ? str_sub(line, 1, line.len) : line;
}

static bool begins_with(struct str line, struct str name)
{
    return str_eq_nocase(str_sub(line, 0, name.len), name);
}

int sdmx_csv_detect(struct str bytes)
{
    return begins_with(first_column(bytes), STR("DATAFLOW")) ? 100 : 0;
}

int sdmx_csv2_detect(struct str bytes)
{
    return begins_with(first_column(bytes), STR("STRUCTURE")) ? 100 : 0;
}

/* What a column holds, beside the field. */
struct column {
    struct sdmx_component component;
    bool several; /* values, or languages, in a cell */
    bool languages;
};

struct columns {
    struct header h;
    bool v2;
    int flow, action; /* -1: none */
    bool labels;      /* cells are "code: name" */
    char part;        /* between several values of a cell; 0: there are none */
    struct column of[CSV_FIELDS_MAX];
    struct sdmx_row *row;
};

static struct str cell(const struct columns *cols, const struct csv *csv, int column)
{
    if (column < 0 || (size_t)column >= csv->n)
        return STR("");
    struct str text = field_text(csv->field[column]);
    const char *colon = cols->labels ? str_find(text, STR(": ")) : NULL;
    return colon ? str_sub(text, 0, (size_t)(colon - text.p)) : text;
}

/* Of "en:Value;fr:Valeur" the English text, or else the first. */
static struct str one_language(struct str text, char part)
{
    struct str piece, rest = text, first = {0};
    while (str_next(&piece, &rest, part)) {
        const char *colon = piece.len ? memchr(piece.p, ':', piece.len) : NULL;
        struct str said = colon ? str_sub(piece, (size_t)(colon - piece.p) + 1, piece.len) : piece;
        if (colon && str_eq_nocase(str_sub(piece, 0, (size_t)(colon - piece.p)), STR("en")))
            return said;
        if (!first.p)
            first = said;
    }
    return first;
}

/* Several notes are one text here, with _ between (model/obs.h); of other attributes nobody has
 * several. */
static struct str all_values(struct arena *arena, struct str text, char part)
{
    char *copy = arena_text(arena, text);
    for (char *p = copy; *p; p++)
        *p = *p == part ? '_' : *p;
    return (struct str){copy, text.len};
}

static struct str values_of(const struct columns *cols, size_t i, struct str text)
{
    if (!cols->of[i].several || text.len == 0 || !cols->part)
        return text;
    struct arena *arena = &cols->row->rs.rd->findings->arena;
    return cols->of[i].languages ? one_language(text, cols->part) : all_values(arena, text, cols->part);
}

/* The row as components; what the resolver needs besides is in its texts already (read_rows). */
static bool check_row(void *ctx, struct resolver *rs, const struct csv *csv)
{
    struct columns *cols = ctx;
    struct sdmx_row *row = cols->row;
    struct str text[FIELD_COUNT];
    memcpy(text, rs->text, sizeof text);
    sdmx_row_clear(row);
    if ((size_t)cols->flow < csv->n)
        sdmx_row_flow(row, field_text(csv->field[cols->flow]));
    row->action = sdmx_action(cell(cols, csv, cols->action));
    for (size_t i = 0; i < MIN(cols->h.n, csv->n); i++) {
        const struct column *c = &cols->of[i];
        if (c->component.kind == COMPONENT_UNKNOWN || c->component.kind == COMPONENT_QUIET)
            continue;
        struct str value = c->component.kind == COMPONENT_FIELD ? text[c->component.field]
                                                                : cell(cols, csv, (int)i);
        sdmx_row_set(row, c->component, values_of(cols, i, value), (uint16_t)(i + 1));
    }
    return sdmx_row_sound(row, csv->line);
}

/* -- the header ------------------------------------------------------------------------------ */

/* labels=both: "REF_AREA: Reference area" becomes "REF_AREA"; "ATTR[en;fr]" becomes "ATTR". */
static void cut_names(struct columns *cols)
{
    for (size_t i = 0; i < cols->h.n; i++) {
        struct str *name = &cols->h.name[i];
        const char *open = name->len ? memchr(name->p, '[', name->len) : NULL;
        const char *colon = name->len ? memchr(name->p, ':', name->len) : NULL;
        if (colon && !(open && open < colon)) {
            *name = str_trim(str_sub(*name, 0, (size_t)(colon - name->p)));
            cols->labels = true;
        } else if (open && cols->v2) {
            struct str in = str_sub(*name, (size_t)(open - name->p) + 1, name->len);
            cols->labels = cols->labels || (colon && colon > open);
            cols->of[i].several = i > 0;
            cols->of[i].languages = in.len && in.p[0] != ']';
            if (i == 0 && in.len && in.p[0] != ']')
                cols->part = in.p[0];
            *name = str_sub(*name, 0, (size_t)(open - name->p));
        }
    }
}

/* labels=name: behind every column of a component stands one with the names; it is not read. */
static void blank_names(struct columns *cols, const struct ref *ref)
{
    int name = header_find(&cols->h, "STRUCTURE_NAME");
    for (size_t i = name < 0 ? cols->h.n : (size_t)name + 1; i + 1 < cols->h.n; i++)
        if (sdmx_component(ref, cols->h.name[i]).kind != COMPONENT_UNKNOWN) {
            cols->of[++i].component.kind = COMPONENT_QUIET;
            cols->h.name[i] = STR("");
        }
}

/* Columns that say nothing about a figure. */
static bool is_beside(struct str name)
{
    static const char *const beside[] = {"DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION",
                                         "SERIES_KEY", "OBS_KEY", "VALID_FROM", "VALID_TO"};
    for (size_t i = 0; i < ARRAY_LEN(beside); i++)
        if (str_eq_nocase(name, str_of(beside[i])))
            return true;
    return false;
}

static int header_check(const struct columns *cols, struct err *err)
{
    static const char *const needed[] = {"REF_AREA", "TIME_PERIOD", "OBS_VALUE"};
    if (cols->flow < 0)
        return err_set(err, ERR_INPUT, "the header lacks the column %s",
                       cols->v2 ? "STRUCTURE_ID, which in SDMX-CSV 2 stands behind STRUCTURE" : "DATAFLOW");
    /* a file of deletions or of attributes has not all of them */
    for (size_t i = 0; i < ARRAY_LEN(needed) && cols->action < 0; i++)
        if (header_find(&cols->h, needed[i]) < 0)
            return err_set(err, ERR_INPUT,
                           cols->v2 ? "the header lacks the column %s; SDMX-CSV 2 has STRUCTURE, "
                                      "STRUCTURE_ID, ACTION, the dimensions, the measure and the attributes"
                                    : "the header lacks the column %s; SDMX-CSV 1.0 has DATAFLOW, the "
                                      "dimensions with TIME_PERIOD, OBS_VALUE and the attributes",
                           needed[i]);
    return 0;
}

static void columns_know(struct columns *cols, enum field *fields, struct resolver *rs)
{
    for (size_t i = 0; i < cols->h.n; i++) {
        struct column *c = &cols->of[i];
        fields[i] = FIELD_COUNT;
        if (c->component.kind == COMPONENT_QUIET)
            continue;
        c->component = sdmx_component(rs->rd->ref, cols->h.name[i]);
        if (c->component.kind == COMPONENT_FIELD) {
            fields[i] = c->component.field;
            rs->column[fields[i]] = (uint16_t)(i + 1);
        } else if (c->component.kind == COMPONENT_UNKNOWN && !is_beside(cols->h.name[i])) {
            header_unknown(&cols->h, i, rs->rd->findings);
        }
    }
}

/* What stands behind STRUCTURE or STRUCTURE[;] separates the columns, as the standard has it: there
 * may be more of another sign in the header. */
static char separator(struct str header, char guess)
{
    struct str rest = str_sub(header, 9, 4);
    if (str_starts(rest, STR("[")))
        rest = str_sub(rest, 3, 1);
    return rest.len && rest.p[0] && strchr(",;|\t", rest.p[0]) ? rest.p[0] : guess;
}

int sdmx_csv_read(struct reading *rd, struct err *err)
{
    struct csv csv;
    struct columns *cols = arena_new(&rd->findings->arena, struct columns);
    struct sdmx_row row;
    enum field fields[CSV_FIELDS_MAX];
    struct str header = first_column(rd->bytes);
    sdmx_row_init(&row, rd);
    cols->row = &row;
    cols->v2 = begins_with(header, STR("STRUCTURE"));
    csv_begin(&csv, rd->bytes);
    if (cols->v2)
        csv.sep = separator(header, csv.sep);
    header_read(&cols->h, &csv, &rd->findings->arena);
    cut_names(cols);
    blank_names(cols, rd->ref);
    cols->flow = header_find(&cols->h, cols->v2 ? "STRUCTURE_ID" : "DATAFLOW");
    cols->action = header_find(&cols->h, "ACTION");
    int r = header_sound(&cols->h, err);
    if (r == 0)
        r = header_check(cols, err);
    if (r == 0) {
        columns_know(cols, fields, &row.rs);
        row.rs.column[FIELD_INDICATOR] = (uint16_t)(cols->flow + 1);
        read_rows(&row.rs, &csv, &cols->h, fields, cols->labels, check_row, cols);
    }
    csv_release(&csv);
    return r;
}
