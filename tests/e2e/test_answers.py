"""What travels: weight, hosts, headers, and what hostile input gets. No browser is needed for these."""

import gzip
import http.client
import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from tests.e2e.addresses import PAGES
from tests.fixtures.served import Served

FIRST_LOAD = 60 * 1024
OTHER = {"zh": "ug", "ug": "zh"}

every_page = pytest.mark.parametrize("name", PAGES)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    def travels(self) -> int:
        """Bytes on the wire, compressed here where a proxy in front would compress."""
        packed = self.headers.get("Content-Encoding") is not None
        return len(self.body) if packed else len(gzip.compress(self.body, 6))


def ask(served: Served, target: str, method: str = "GET", **headers: str) -> Answer:
    """One request; `target` goes out as it is, however broken."""
    place = urlsplit(served.url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
    try:
        connection.putrequest(method, target, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


def parts_of(html: str) -> list[str]:
    """Addresses of everything a browser fetches with the page."""
    found = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', html)
    return found + re.findall(r'<(?:script|img)[^>]* src="([^"]+)"', html)


@every_page
def test_a_first_load_is_light(served: Served, lang: str, name: str) -> None:
    page = ask(served, f"/{lang}{PAGES[name]}")
    parts = parts_of(page.text)
    assert len(parts) >= 2
    sizes = {"page": page.travels()}
    for part in parts:
        assert part.startswith("/"), f"from another host: {part}"
        answer = ask(served, part, Accept_Encoding="gzip")
        assert answer.status == 200, part
        sizes[part] = answer.travels()
    assert sum(sizes.values()) <= FIRST_LOAD, sizes


@every_page
def test_the_language_switch_keeps_page_query_and_filters(served: Served, lang: str, name: str) -> None:
    target = f"/{lang}{PAGES[name]}"
    link = re.search(r'<a class="language" href="([^"]+)"', ask(served, target).text)
    assert link
    before, after = urlsplit(target), urlsplit(urljoin(target, link[1].replace("&amp;", "&")))
    assert after.path == before.path.replace(f"/{lang}/", f"/{OTHER[lang]}/", 1)
    assert parse_qs(after.query) == parse_qs(before.query)
    there = ask(served, link[1].replace("&amp;", "&"))
    assert there.status == ask(served, target).status
    assert f'lang="{OTHER[lang]}' in there.text


@every_page
def test_a_page_says_what_browsers_must_not_do(served: Served, name: str) -> None:
    headers = ask(served, f"/zh{PAGES[name]}").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Language"] == "zh-Hans-CN"


HOSTILE = {
    "NUL": "/search?q=%00",
    "broken UTF-8": "/search?q=%FF%FE%C3",
    "broken UTF-8 in the path": "/enterprise/%FF%FE",
    "half a surrogate": "/search?q=%ED%A0%80",
    "direction marks": "/search?q=%E2%80%AE%E2%81%A6abc",
    "markup": "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "SQL": "/search?q='+OR+1=1+--",
    "engine syntax": "/search?q=name:(%22*+AND+%5B1+TO+*%5D~2^3",
    "a lone percent sign": "/search?q=%",
    "asterisks": f"/search?q={'*' * 400}",
    "many arguments": "/search?" + "&".join(f"status={number}" for number in range(500)),
    "a huge page number": "/search?at=99999999999999999999&cursor=AAAA",
    "a foreign cursor": "/search?q=%E5%A4%A9%E5%B1%B1&cursor=zzzz.zzzz",
    "unknown values": "/search?kind=nothing&sort=nothing&status=nothing",
    "a long path": f"/enterprise/{'9' * 2000}",
    "climbing": "/enterprise/..%2f..%2fetc%2fpasswd",
    "an escape from the files": "/../assets/..%2f..%2fweb%2fsettings.py",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_gets_a_page(served: Served, lang: str, name: str) -> None:
    answer = ask(served, f"/{lang}{HOSTILE[name]}")
    assert answer.status in {200, 301, 308, 400, 404, 414}, answer.status
    assert "<script>alert" not in answer.text
    if answer.status in {200, 404}:
        assert '<html lang="' in answer.text


def test_a_query_of_a_megabyte_is_answered(served: Served, lang: str) -> None:
    assert ask(served, f"/{lang}/search?q={'a' * 60_000}").status < 500
    with suppress(ConnectionError, http.client.HTTPException):  # the server may hang up on it
        assert ask(served, f"/{lang}/search?q={'a' * 1_000_000}").status < 500
    assert ask(served, f"/{lang}/").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_pages_are_for_reading_only(served: Served, lang: str, method: str) -> None:
    assert ask(served, f"/{lang}/search", method, Content_Length="0").status == 405


def test_probes_and_figures(served: Served) -> None:
    assert ask(served, "/healthz").status == 200
    ready = ask(served, "/readyz")
    assert ready.status == 200
    assert '"search": "ok"' in ready.text.replace('":"', '": "')
    assert b"# TYPE" in ask(served, "/metrics").body


def test_the_log_holds_no_query_text(served: Served) -> None:
    ask(served, "/zh/search?q=canary-in-the-query")
    assert "canary-in-the-query" not in served.log.read_text(encoding="utf-8")
