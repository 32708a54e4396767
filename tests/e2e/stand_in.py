# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: The ILMS authors
#
# stand_in.py FOLDER: a service like those of others, on loopback, with their faults. The first piece of
# the path says which fault it has, http://127.0.0.1:PORT/FAULT/rest; the port is written to
# FOLDER/port, each request to FOLDER/requests as one line of JSON. What it serves are figures made up for
# this; FOLDER/more holds rows that have come since, where there is such a file. With FOLDER/cert.pem it
# listens with TLS as well, on FOLDER/port.tls.
import gzip, json, os, re, socket, ssl, sys, time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import parse_qs, unquote, urlsplit

folder = sys.argv[1]
seen, lock = {}, Lock()

HEADER = "DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,CCT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT,SOURCE\n"
BOMB = gzip.compress(b"0" * (40 << 20))
AREAS, YEARS = ("MYS", "THA", "VNM"), range(2011, 2019)


def row(area, year, value):
    return "ILO:DF_MST_NCTE_SEX_CCT_NB(1.0.0),%s,A,MST_NCTE_NB,SEX_T,CCT_CTZ_TOTAL,%d,%s,,PS,3,%s\n" % (
        area, year, value, {"MYS": "XX:99006", "THA": "FB:6664", "VNM": "XX:99006"}[area])


def figures(areas=AREAS, years=YEARS):
    text = HEADER + "".join(row(a, y, "%d.%d" % (len(a) * 100 + y - 2000, y % 10)) for a in areas for y in years)
    more = os.path.join(folder, "more")
    if os.path.exists(more):
        with open(more) as rows:
            text += rows.read()
    return text.encode()


def sdmx_error(code, text):
    return ('<?xml version="1.0"?><m:Error xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" '
            'xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common"><m:ErrorMessage code="%d">'
            '<c:Text xml:lang="en">%s</c:Text></m:ErrorMessage></m:Error>' % (code, text)).encode()


def structure(agency="ILO"):
    dimensions = "".join('<s:Dimension id="%s" position="%d"><s:ConceptIdentity><Ref maintainableParentID="CS" agencyID="%s" id="%s"/>'
                         '</s:ConceptIdentity>%s</s:Dimension>' % (d, n + 1, agency, d, '' if n else
                         '<s:LocalRepresentation><s:Enumeration><Ref id="CL_AREA" agencyID="ILO" version="1.0"/>'
                         '</s:Enumeration></s:LocalRepresentation>')
                         for n, d in enumerate(("REF_AREA", "FREQ", "MEASURE", "SEX", "CCT")))
    return ('<?xml version="1.0"?><m:Structure xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" '
            'xmlns:s="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/structure" '
            'xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common"><m:Header><m:ID>x</m:ID></m:Header>'
            '<m:Structures><s:Dataflows><s:Dataflow id="DF_MST_NCTE_SEX_CCT_NB" agencyID="%s" version="1.0">'
            '<c:Name xml:lang="en">x</c:Name><s:Structure><Ref id="MST" agencyID="%s" version="1.0" class="DataStructure"/></s:Structure>'
            '</s:Dataflow></s:Dataflows><s:DataStructures><s:DataStructure id="MST" agencyID="%s" version="1.0">'
            '<c:Name xml:lang="en">x</c:Name><s:DataStructureComponents><s:DimensionList id="DimensionDescriptor">%s'
            '<s:TimeDimension id="TIME_PERIOD" position="6"><s:ConceptIdentity><Ref maintainableParentID="CS" agencyID="ILO" '
            'id="TIME_PERIOD"/></s:ConceptIdentity></s:TimeDimension></s:DimensionList></s:DataStructureComponents>'
            '</s:DataStructure></s:DataStructures></m:Structures></m:Structure>' % (agency, agency, agency, dimensions)).encode()


class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *words):
        pass

    # -- what all do ---------------------------------------------------------------------------
    def send(self, status=200, body=b"", length=None, keep=False, **fields):
        """Fields with _ for -; length: what is said in place of the truth, -1: nothing."""
        self.send_response_only(status)
        self.send_header("Date", formatdate(usegmt=True))
        for name, value in fields.items():
            if value is not None:
                self.send_header(name.replace("_", "-"), value)
        if length != -1 and status not in (204, 304):
            self.send_header("Content-Length", str(len(body) if length is None else length))
        if not keep:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(body)

    def csv(self, body=None, **fields):
        fields.setdefault("Content_Type", "application/vnd.sdmx.data+csv;version=1.0.0")
        self.send(200, figures() if body is None else body, **fields)

    def asked(self):
        """Countries and years of the question, in either version."""
        query = parse_qs(self.url.query)
        areas = [a for a in AREAS if re.search(r"\b%s\b" % a, unquote(self.url.path))] or AREAS
        first = int(query.get("startPeriod", ["2011"])[0][:4])
        last = int(query.get("endPeriod", ["2018"])[0][:4])
        return areas, [y for y in YEARS if first <= y <= last], "startPeriod" in query, "endPeriod" in query

    def do_GET(self):
        self.url = urlsplit(self.path)
        fault = self.url.path.split("/")[1]
        with lock:
            seen[fault] = seen.get(fault, 0) + 1
            with open(os.path.join(folder, "requests"), "a") as log:
                log.write(json.dumps({"fault": fault, "path": self.path, **{k.lower(): v for k, v in self.headers.items()}},
                                     sort_keys=True) + "\n")
        self.nth = seen[fault]
        getattr(self, "on_" + fault.replace("-", "_"), self.on_unknown)()

    def on_unknown(self):
        self.send(404, b"not here", Content_Type="text/plain")

    # -- without a fault -------------------------------------------------------------------------
    def conditional(self, etag, modified=None):
        body = figures(*self.asked()[:2])
        if etag and os.path.exists(os.path.join(folder, "more")):
            etag = etag[:-1] + '2"'
        if etag and self.headers.get("If-None-Match") == etag or modified and self.headers.get("If-Modified-Since") == modified:
            return self.send(304, ETag=etag, Last_Modified=modified)
        self.csv(body, ETag=etag, Last_Modified=modified)

    def on_fine(self):
        self.conditional('"one"')

    def on_weak(self):
        self.conditional('W/"one"')

    def on_dated(self):
        self.conditional(None, "Sun, 11 Jan 2026 09:30:00 GMT")

    def on_plain(self):
        self.csv()

    # -- types and formats -------------------------------------------------------------------------
    def on_untyped(self):
        self.send(200, figures())

    def on_mistyped(self):
        self.csv(Content_Type="application/xml; charset=utf-16")

    def on_alone(self):
        if "," in self.headers["Accept"]:
            return self.send(406, b"<html><title>Not Acceptable</title></html>", Content_Type="text/html")
        self.csv()

    def on_parameter(self):
        if "format=csvfile" not in self.url.query:
            return self.send(406)
        self.csv()

    def on_xml(self):
        series = "".join('<Obs TIME_PERIOD="%d" OBS_VALUE="%d" SOURCE="XX:99006"/>' % (y, y - 1900) for y in (2011, 2012, 2013))
        self.send(200, ('<?xml version="1.0"?><m:StructureSpecificData '
                        'xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message" '
                        'xmlns:ss="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/structurespecific" '
                        'xmlns:c="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common"><m:Header><m:ID>%d</m:ID>'
                        '<m:Test>false</m:Test><m:Prepared>%s</m:Prepared><m:Sender id="ILO"/>'
                        '<m:Structure structureID="MST" dimensionAtObservation="TIME_PERIOD"><c:StructureUsage>'
                        '<Ref agencyID="ILO" id="DF_MST_NCTE_SEX_CCT_NB" version="1.0.0"/></c:StructureUsage></m:Structure></m:Header>'
                        '<m:DataSet ss:structureRef="MST" ss:dataScope="DataStructure" ss:action="Replace">'
                        '<Series REF_AREA="MYS" FREQ="A" MEASURE="MST_NCTE_NB" SEX="SEX_T" CCT="CCT_CTZ_TOTAL">%s</Series>'
                        '</m:DataSet></m:StructureSpecificData>' % (self.nth, formatdate(), series)).encode(),
                  Content_Type="text/plain")

    def on_another(self):
        self.send(200, b"%PDF-1.7\n...", Content_Type="application/pdf")

    def on_page(self):
        self.send(200, b"\n<!DOCTYPE html><html><head><title>Maintenance &#8211; back at 5</title></head><body/></html>",
                  Content_Type="text/csv")

    def on_language(self):
        if "Accept-Language" not in self.headers:
            return self.send(500, b"Object reference not set to an instance of an object.")
        self.csv()

    # -- nothing ----------------------------------------------------------------------------------
    def on_none(self):
        self.send(404, sdmx_error(100, "NoRecordsFound"), Content_Type="application/xml")

    def on_none_json(self):
        self.send(404, b'{"meta":{},"errors":[{"code":100,"title":"No results","detail":"nothing of that"}]}')

    def on_none_text(self):
        self.send(404, b"No data for data query against the dataflow", Content_Type="text/plain")

    def on_none_204(self):
        self.send(204)

    def on_none_header(self):
        self.csv(HEADER.encode())

    def on_none_bytes(self):
        self.csv(b"")

    def on_none_200(self):
        self.send(200, sdmx_error(100, "No results found"), Content_Type="application/xml")

    def on_wrong(self):
        self.send(400, sdmx_error(140, "Not enough key values in query, expecting 6 got 2"), Content_Type="application/xml")

    def on_missing(self):
        self.send(404, b"", Content_Type="text/html")

    def on_closed(self):
        self.send(401, b"", WWW_Authenticate="Basic")

    # -- too much -----------------------------------------------------------------------------------
    def on_countries(self):
        areas, years, *_ = self.asked()
        if len(areas) > 1:
            return self.send(413, sdmx_error(510, "too large"), Content_Type="application/xml")
        self.csv(figures(areas, years))

    def on_years(self):
        areas, years, *_ = self.asked()
        if len(years) > 4:
            return self.send(413, b"Payload Too Large", Content_Type="text/plain")
        self.csv(figures(areas, years)) if years else self.on_none()

    def on_endless(self):
        self.send(413)

    # -- spelling ----------------------------------------------------------------------------------
    def on_comma(self):
        if "%2C" in self.path.upper():
            return self.send(500, b"<html><head><title>500 - Internal server error.</title></head></html>")
        self.csv()

    def on_no_comma(self):
        self.csv() if "," not in self.url.path else self.send(500)

    def on_slash(self):
        self.csv() if not self.url.path.endswith("/") else self.send(404, b"<html><title>404</title></html>")

    # -- structures --------------------------------------------------------------------------------
    def on_agency(self):
        if "/dataflow/" in self.url.path:
            return self.send(200, structure(), Content_Type="application/vnd.sdmx.structure+xml;version=2.1")
        self.csv() if "/ILO,DF_MST_NCTE_SEX_CCT_NB,1.0/" in self.url.path else self.send(400, b"specify the agency")

    def on_arity(self):
        if "/dataflow/" in self.url.path:
            return self.send(200, structure())
        self.send(500, b"")

    def on_evil(self):
        if "/dataflow/" in self.url.path:
            return self.send(200, structure("ILO&#10;&#10;x") if self.nth % 2 else b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
        self.send(500, b"")

    # -- packing and length ---------------------------------------------------------------------------
    def on_gzip(self):
        self.csv(gzip.compress(figures()), Content_Encoding="gzip")

    def on_gzip_silent(self):
        self.csv(gzip.compress(figures()))

    def on_gzip_cut(self):
        body = gzip.compress(figures())
        self.csv(body[:len(body) // 2] if self.nth == 1 else body, Content_Encoding="gzip")

    def on_gzip_bomb(self):
        self.csv(BOMB, Content_Encoding="gzip")

    def on_brotli(self):
        self.csv(b"\x0b\x02\x80abc\x03", Content_Encoding="br")

    def on_longer(self):
        self.csv(length=len(figures()) + 100 if self.nth == 1 else None)

    def on_longer_always(self):
        self.csv(length=len(figures()) + 100)

    def on_cut(self):
        self.csv(figures()[:-25] if self.nth == 1 else None, length=-1)

    def on_cut_always(self):
        self.csv(figures()[:-25], length=-1)

    # -- busy ---------------------------------------------------------------------------------------
    def on_busy(self):
        if self.nth <= 2:
            return self.send(429 if self.nth == 1 else 503, b"later", Retry_After="1" if self.nth == 1 else None)
        self.csv()

    def on_busy_date(self):
        if self.nth == 1:
            return self.send(503, b"", Retry_After=formatdate(time.time() + 2, usegmt=True))
        self.csv()

    def on_busy_long(self):
        self.send(429, b"", Retry_After="3600")

    def on_busy_always(self):
        self.send(503, b"<html><title>Service Unavailable</title></html>")

    # -- broken off -----------------------------------------------------------------------------------
    def ranges(self, honest=True, etag='"whole"'):
        body = figures()
        if self.nth == 1:
            self.send(200, body[:500], length=len(body), Accept_Ranges="bytes", ETag=etag)
            return
        want = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if want and self.headers.get("If-Range") == etag:
            at = int(want[1])
            say = at if honest else 0
            return self.send(206, body[at:], ETag=etag, Accept_Ranges="bytes",
                             Content_Range="bytes %d-%d/%d" % (say, len(body) - 1, len(body)))
        self.csv(ETag=etag)

    def on_resume(self):
        self.ranges()

    def on_resume_often(self):
        body, piece = figures(), len(figures()) // 8 + 1
        want = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        at = int(want[1]) if want and self.headers.get("If-Range") == '"whole"' else 0
        self.send(206 if at else 200, body[at:at + piece], length=len(body) - at, Accept_Ranges="bytes", ETag='"whole"',
                  Content_Range="bytes %d-%d/%d" % (at, len(body) - 1, len(body)) if at else None)

    def on_resume_lies(self):
        self.ranges(honest=False)

    def on_resume_weak(self):
        self.ranges(etag='W/"whole"')

    def on_resume_changed(self):
        if self.nth == 1:
            return self.ranges(etag='"before"')
        self.csv(ETag='"after"')

    def on_slow(self):
        self.send_response_only(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        try:
            for byte in figures()[:40]:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.2)
        except OSError:
            pass
        self.close_connection = True

    def on_silent(self):
        time.sleep(6)
        self.close_connection = True

    def on_garbage(self):
        self.wfile.write(b"220 mail.example.org ESMTP\r\n")
        self.close_connection = True

    def on_hangup(self):
        if self.nth == 1:
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        self.csv()

    # -- elsewhere ------------------------------------------------------------------------------------
    def go(self, where, status=302):
        self.send(status, b"moved", Location=where)

    def on_moved(self):
        self.go(self.path.replace("/moved/", "/fine/"), 308)

    def on_circle(self):
        self.go(self.path)

    def on_inside(self):
        self.go("http://127.0.0.2:%d%s" % (self.server.server_port, self.path.replace("/inside/", "/plain/")))

    def on_inside_name(self):
        self.go("http://localhost:%d%s" % (self.server.server_port, self.path.replace("/inside-name/", "/plain/")))

    def on_file(self):
        self.go("file:///etc/passwd")

    def on_gopher(self):
        self.go("gopher://127.0.0.1:%d/x" % self.server.server_port)

    def on_user(self):
        self.go("http://a:b@127.0.0.1:%d/plain/rest" % self.server.server_port)

    # -- since when ------------------------------------------------------------------------------------
    def on_updates(self):
        if "updatedAfter" not in self.url.query:
            return self.csv(ETag='"all"')
        more = os.path.join(folder, "more")
        if not os.path.exists(more):
            return self.on_none()
        with open(more) as rows:
            self.csv((HEADER + rows.read()).encode())

    def on_no_updates(self):
        if "updatedAfter" in self.url.query:
            return self.send(501, b"updatedAfter is not supported", Content_Type="text/plain")
        self.csv()

    # -- hostile ---------------------------------------------------------------------------------------
    def on_fields(self):
        self.csv(ETag='"' + "x" * 4000 + '"', Last_Modified="caf\xe9 \x7f")

    def on_secret(self):
        self.csv() if "subscription-key=hunter2" in self.url.query else self.send(401)


def start(name, certificate=None):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.daemon_threads = True
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    with open(os.path.join(folder, name + ".new"), "w") as to:
        to.write(str(server.server_port))
    os.rename(os.path.join(folder, name + ".new"), os.path.join(folder, name))
    return server


certificate = os.path.join(folder, "cert.pem")
if os.path.exists(certificate):
    Thread(target=start("port.tls", certificate).serve_forever, daemon=True).start()
start("port").serve_forever()
