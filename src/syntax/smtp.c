/* SPDX-License-Identifier: Apache-2.0
 * SPDX-FileCopyrightText: The ILMS authors */

#include "syntax/smtp.h"

#include "base/clock.h"
#include "base/secret.h"
#include "base/utf8.h"
#include "syntax/curl_start.h"

#include <curl/curl.h>
#include <stdio.h>

enum {
    SECONDS = 20,
    ADDRESS_MAX = 254,  /* RFC 5321, section 4.5.3.1.3, without the brackets */
    SUBJECT_MAX = 400,
    BODY_MAX = 1 << 20,
    LINE = 76,          /* RFC 2045, section 6.8 */
    WORD_BYTES = 39     /* so that a line with an encoded word has 76 characters at most (RFC 2047, section 2) */
};

/* -- addresses ------------------------------------------------------------------------------ */

/* RFC 5322, section 3.2.3: what an address may have without quotes. */
static bool is_atom_char(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (c && strchr("!#$%&'*+-/=?^_`{|}~", c));
}

static bool is_host_char(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* Pieces of such characters with single points between. */
static bool is_dotted(struct str s, bool (*is)(char c))
{
    bool before = false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.p[i] == '.' ? !before : !is(s.p[i]))
            return false;
        before = s.p[i] != '.';
    }
    return before;
}

bool smtp_address_like(struct str address)
{
    const char *at = address.len ? memchr(address.p, '@', address.len) : NULL;
    if (!at || address.len > ADDRESS_MAX)
        return false;
    size_t local = (size_t)(at - address.p);
    return is_dotted(str_sub(address, 0, local), is_atom_char) &&
           is_dotted(str_sub(address, local + 1, address.len), is_host_char);
}

/* "Name <address>" apart; false when it is neither that nor an address. */
static bool split_sender(struct str *name, struct str *address, struct str from)
{
    from = str_trim(from);
    *name = STR("");
    *address = from;
    const char *open = from.len ? memchr(from.p, '<', from.len) : NULL;
    if (open && from.p[from.len - 1] == '>') {
        size_t at = (size_t)(open - from.p);
        *name = str_trim(str_sub(from, 0, at));
        *address = str_sub(from, at + 1, from.len - at - 2);
    }
    return smtp_address_like(*address);
}

/* -- the mail -------------------------------------------------------------------------------- */

/* Is it one line of text? */
static bool is_line(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
            return false;
    return utf8_valid(s) == s.len;
}

static bool needs_encoding(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.p[i] >= 0x80 || (s.p[i] == '=' && i + 1 < s.len && s.p[i + 1] == '?'))
            return true;
    return s.len > LINE - 10;
}

/* RFC 2047: words of base64, each of whole characters, each on a line of its own. */
static void put_words(struct buf *out, struct str s)
{
    for (size_t from = 0; from < s.len;) {
        size_t to = MIN(from + WORD_BYTES, s.len);
        while (to < s.len && ((unsigned char)s.p[to] & 0xc0) == 0x80)
            to--;
        buf_puts(out, from ? "\r\n =?UTF-8?B?" : "=?UTF-8?B?");
        buf_base64(out, str_sub(s, from, to - from));
        buf_puts(out, "?=");
        from = to;
    }
}

static void put_sender(struct buf *out, struct str name, struct str address)
{
    if (needs_encoding(name)) {
        put_words(out, name);
        buf_puts(out, "\r\n ");
    } else if (name.len) {
        buf_char(out, '"');
        for (size_t i = 0; i < name.len; i++) {
            if (name.p[i] == '"' || name.p[i] == '\\')
                buf_char(out, '\\');
            buf_char(out, name.p[i]);
        }
        buf_puts(out, "\" ");
    }
    buf_fmt(out, "<%.*s>", STR_FMT(address));
}

static void put_body(struct buf *out, struct str body)
{
    struct buf lines = {0}, packed = {0};
    for (size_t i = 0; i < body.len; i++) {
        if (body.p[i] == '\n' && (i == 0 || body.p[i - 1] != '\r'))
            buf_char(&lines, '\r');
        buf_char(&lines, body.p[i]);
    }
    buf_base64(&packed, buf_view(&lines));
    for (size_t i = 0; i < packed.len; i += LINE) {
        buf_str(out, str_sub(buf_view(&packed), i, LINE));
        buf_puts(out, "\r\n");
    }
    buf_release(&lines);
    buf_release(&packed);
}

static int check_parts(struct str *name, struct str *sender, struct str from, struct str to, struct str subject,
                       struct str body, struct err *err)
{
    if (!split_sender(name, sender, from) || !is_line(*name))
        return err_set(err, ERR_USAGE, "the sender of mail is to be written as ILMS <ilms@example.org>");
    if (!smtp_address_like(to))
        return err_set(err, ERR_USAGE, "\"%s\" is no address for mail; it is to be written as sokha@mol.gov.kh",
                       utf8_brief(to).text);
    if (!subject.len || subject.len > SUBJECT_MAX || !is_line(subject))
        return err_set(err, ERR_USAGE, "the subject of a mail is one line of text with 1 to %d bytes", SUBJECT_MAX);
    if (body.len > BODY_MAX || utf8_valid(body) != body.len)
        return err_set(err, ERR_USAGE, "the text of a mail is UTF-8 with %d bytes at most", BODY_MAX);
    return 0;
}

int smtp_compose(struct buf *out, struct str from, struct str to, struct str subject, struct str body, struct str id,
                 int64_t now, struct err *err)
{
    struct str name, sender;
    char date[32];
    int r = check_parts(&name, &sender, from, to, subject, body, err);
    if (r < 0)
        return r;
    clock_fmt_http(date, now);
    const char *host = (const char *)memchr(sender.p, '@', sender.len) + 1;
    buf_fmt(out, "Date: %.*s +0000\r\nFrom: ", (int)strlen(date) - 4, date); /* "GMT" is an old spelling */
    put_sender(out, name, sender);
    buf_fmt(out, "\r\nTo: <%.*s>\r\nSubject: ", STR_FMT(to));
    if (needs_encoding(subject))
        put_words(out, subject);
    else
        buf_str(out, subject);
    buf_fmt(out, "\r\nMessage-ID: <%.*s@%.*s>\r\n", STR_FMT(id), (int)(str_end(sender) - host), host);
    buf_puts(out, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                  "Content-Transfer-Encoding: base64\r\nAuto-Submitted: auto-generated\r\n\r\n");
    put_body(out, body);
    return 0;
}

/* -- the server ------------------------------------------------------------------------------ */

/* A part of the URL, decoded; NULL where it has none. */
static const char *part_of(struct arena *arena, CURLU *url, CURLUPart part, unsigned flags)
{
    char *text = NULL;
    const char *kept = NULL;
    if (curl_url_get(url, part, &text, flags) == CURLUE_OK && text)
        kept = arena_text(arena, str_of(text));
    curl_free(text);
    return kept;
}

static bool is_this_machine(const char *host)
{
    return strcmp(host, "localhost") == 0 || strncmp(host, "127.", 4) == 0 || strcmp(host, "[::1]") == 0;
}

static int wrong_url(struct err *err)
{
    return err_set(err, ERR_CONFIG, "the mail server is to be given as smtp://host:port, smtp+starttls://host:port or "
                   "smtps://user:password@host");
}

static int take_apart(struct smtp *out, struct arena *arena, CURLU *url, struct err *err)
{
    const char *scheme = part_of(arena, url, CURLUPART_SCHEME, 0), *host = part_of(arena, url, CURLUPART_HOST, 0);
    const char *port = part_of(arena, url, CURLUPART_PORT, 0), *path = part_of(arena, url, CURLUPART_PATH, 0);
    if (!scheme || !host || !*host || (path && strcmp(path, "/") != 0) || part_of(arena, url, CURLUPART_QUERY, 0))
        return wrong_url(err);
    if (strcmp(scheme, "smtps") == 0)
        out->tls = SMTP_TLS_FIRST;
    else if (strcmp(scheme, "smtp+starttls") == 0)
        out->tls = SMTP_TLS_LATER;
    else if (strcmp(scheme, "smtp") != 0)
        return wrong_url(err);
    out->user = part_of(arena, url, CURLUPART_USER, CURLU_URLDECODE);
    out->password = part_of(arena, url, CURLUPART_PASSWORD, CURLU_URLDECODE);
    if (out->user && out->tls == SMTP_TLS_MAYBE && !is_this_machine(host))
        out->tls = SMTP_TLS_LATER;
    out->url = arena_fmt(arena, "%s://%s%s%s", out->tls == SMTP_TLS_FIRST ? "smtps" : "smtp", host, port ? ":" : "",
                         port ? port : "");
    return 0;
}

int smtp_parse(struct smtp *out, struct arena *arena, struct str text, struct str from, struct err *err)
{
    struct str name, address;
    *out = (struct smtp){.from = arena_str(arena, from)};
    if (!split_sender(&name, &address, from) || !is_line(name))
        return err_set(err, ERR_CONFIG, "the sender of mail (ILMS_MAIL_FROM) is to be written as "
                       "ILMS <ilms@example.org>");
    int r = curl_start(err);
    if (r < 0)
        return r;
    CURLU *url = curl_url();
    if (!url)
        abort();
    r = curl_url_set(url, CURLUPART_URL, arena_text(arena, text), CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK
                ? take_apart(out, arena, url, err) : wrong_url(err);
    curl_url_cleanup(url);
    return r;
}

int smtp_from_environment(struct smtp *out, struct arena *arena, struct err *err)
{
    const char *url = getenv("ILMS_SMTP"), *from = getenv("ILMS_MAIL_FROM");
    if (!url || !*url)
        return 0;
    int r = smtp_parse(out, arena, str_of(url), str_of(from && *from ? from : ""), err);
    return r < 0 ? r : 1;
}

/* -- sending ----------------------------------------------------------------------------------- */

/* libcurl asks for the next piece of the mail. */
static size_t give(char *to, size_t size, size_t n, void *ctx)
{
    struct str *rest = ctx, piece = str_sub(*rest, 0, size * n);
    memcpy(to, piece.p, piece.len);
    *rest = str_sub(*rest, piece.len, rest->len);
    return piece.len;
}

static CURLcode perform(CURL *curl, const struct smtp *server, const char *from, struct curl_slist *to,
                        struct str *mail, char *said)
{
    static const long tls[] = {[SMTP_TLS_MAYBE] = CURLUSESSL_TRY, [SMTP_TLS_LATER] = CURLUSESSL_ALL,
                               [SMTP_TLS_FIRST] = CURLUSESSL_ALL};
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, said);
    curl_easy_setopt(curl, CURLOPT_URL, server->url);
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* none from the environment either */
    curl_easy_setopt(curl, CURLOPT_USE_SSL, tls[server->tls]);
    if (server->user) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, server->password ? server->password : "");
    }
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L); /* other threads are running */
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)SECONDS);
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl, CURLOPT_READDATA, mail);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    return curl_easy_perform(curl);
}

static int transfer(const struct smtp *server, struct str from, struct str to, struct str mail, struct err *err)
{
    char sender[ADDRESS_MAX + 3], reader[ADDRESS_MAX + 3], said[CURL_ERROR_SIZE] = "";
    struct buf quoted = {0};
    snprintf(sender, sizeof sender, "<%.*s>", STR_FMT(from));
    snprintf(reader, sizeof reader, "<%.*s>", STR_FMT(to));
    int r = curl_start(err);
    if (r < 0)
        return r;
    struct curl_slist *list = curl_slist_append(NULL, reader);
    CURL *curl = curl_easy_init();
    if (!list || !curl)
        abort();
    CURLcode code = perform(curl, server, sender, list, &mail, said);
    curl_easy_cleanup(curl);
    curl_slist_free_all(list);
    if (code == CURLE_OK)
        return 0;
    utf8_quote(&quoted, str_trim(str_of(said[0] ? said : curl_easy_strerror(code))), 300);
    r = err_set(err, ERR_IO, "%s: the mail was not taken: %s", server->url, quoted.p);
    buf_release(&quoted);
    return r;
}

int smtp_send(const struct smtp *server, struct str to, struct str subject, struct str body, int64_t now,
              struct err *err)
{
    struct str name, from;
    struct buf mail = {0};
    char id[SECRET_TEXT];
    secret_new(id);
    int r = smtp_compose(&mail, server->from, to, subject, body, str_of(id), now, err);
    if (r == 0 && split_sender(&name, &from, server->from))
        r = transfer(server, from, to, buf_view(&mail), err);
    buf_release(&mail);
    return r;
}
