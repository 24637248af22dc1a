"""Who may talk to the server, and what it gives out."""

from __future__ import annotations

import pytest

from tests.support.serving import Served

EXCEL = "https://uk-excel.officeapps.live.com"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": EXCEL}, 200),
        ({"Origin": "https://excel.officeapps.live.com"}, 200),
        ({"Origin": "https://example.org"}, 403),
        ({"Origin": "https://officeapps.live.com.example.org"}, 403),
        ({"Origin": "https://evilofficeapps.live.com"}, 403),
        ({"Origin": "http://uk-excel.officeapps.live.com"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "example.org"}, 403),
        ({"Host": "example.org:8000"}, 403),
    ],
)
def test_only_its_own_pages_and_excel_on_the_web_may_ask(
    server: Served, headers: dict[str, str], status: int
) -> None:
    assert server.ask("/xlwings/custom-functions-meta.json", **headers).status == status


def test_whom_it_turned_away_stands_in_what_the_server_prints(server: Served) -> None:
    server.ask("/", Origin="https://who.example.org")
    printed = (server.settings.parent / "server.log").read_text(encoding="utf-8")
    assert "turned away a request" in printed
    assert "https://who.example.org" in printed


def test_its_own_page_may_ask(server: Served) -> None:
    assert server.ask("/", Origin=server.address).status == 200
    assert server.ask("/", Origin=server.address + "0").status == 403


def test_no_other_page_may_call_a_function(server: Served) -> None:
    call = {"func_name": "BCF_VARIANCE", "args": [[[2]], [[1]]]}
    refused = server.ask("/xlwings/custom-functions-call", call, Origin="https://example.org")
    assert refused.status == 403
    assert "access-control-allow-origin" not in refused.headers


def test_excel_on_the_web_may_read_the_answer(server: Served) -> None:
    answer = server.ask("/xlwings/custom-functions-meta.json", Origin=EXCEL)
    assert answer.headers["access-control-allow-origin"] == EXCEL
    assert "access-control-allow-origin" not in server.ask("/").headers


def test_a_browser_is_not_told_to_want_https_of_this_computer(server: Served) -> None:
    assert server.ask("/").headers["strict-transport-security"] == "max-age=0"


@pytest.mark.parametrize("path", ["/xlbcf/word/report.xlsx", "/xlbcf/../../etc/passwd", "/docs"])
def test_no_file_is_given_that_was_not_offered(server: Served, path: str) -> None:
    assert server.ask(path).status == 404
