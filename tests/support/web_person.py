"""Somebody with a browser and no JavaScript: reads forms off real pages and sends them back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from aiohttp import ClientResponse, ClientSession
from selectolax.lexbor import LexborHTMLParser, LexborNode
from yarl import URL


@dataclass(frozen=True, slots=True)
class Page:
    url: str
    status: int
    tree: LexborHTMLParser
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Its path and query, without the server."""
        parts = urlsplit(self.url)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    @property
    def language(self) -> tuple[str | None, str | None]:
        html = self.one("html").attributes
        return html["lang"], html["dir"]

    @property
    def question(self) -> str | None:
        form = self.tree.css_first("form[data-question]")
        return form.attributes["data-question"] if form else None

    @property
    def checking(self) -> bool:
        return self.tree.css_first("form[data-check]") is not None

    @property
    def receipt(self) -> str | None:
        found = self.tree.css_first("[data-receipt]")
        return found.text(strip=True) if found else None

    @property
    def options(self) -> list[str]:
        return [node.attributes["value"] or "" for node in self.tree.css("input[name=answer]")]

    @property
    def chosen(self) -> list[str]:
        return [node.attributes["value"] or "" for node in self.tree.css("input[name=answer][checked]")]

    @property
    def buttons(self) -> list[str]:
        return [node.attributes["value"] or "" for node in self.tree.css("button[name=do]")]

    @property
    def text(self) -> str:
        return self.tree.body.text(separator=" ") if self.tree.body else ""

    @property
    def main_form(self) -> LexborNode:
        form = self.tree.css_first("main form[method=post]")
        assert form is not None, f"{self.url} has no form: {self.text[:500]}"
        return form

    def one(self, selector: str) -> LexborNode:
        found = self.tree.css_first(selector)
        assert found is not None, f"{self.url} has no {selector}: {self.text[:500]}"
        return found

    def words(self, selector: str) -> str:
        return " ".join(self.one(selector).text().split())

    def link(self, words: str) -> str:
        found = [node.attributes["href"] or "" for node in self.tree.css("a") if words in node.text()]
        assert found, f"{self.url} has no link {words!r}: {self.text[:500]}"
        return found[0]


class WebPerson:
    def __init__(self, browser: ClientSession, server: str) -> None:
        self._browser = browser
        self._server = server

    async def open(self, path: str, **headers: str) -> Page:
        async with self._browser.get(self._absolute(path), headers=headers) as response:
            return await _page(response)

    async def press(self, page: Page, do: str, *answers: str, **fields: str) -> Page:
        """Sends the page's form with one of its buttons, hidden fields and all."""
        form = page.main_form
        hidden = [
            (node.attributes["name"] or "", node.attributes.get("value") or "")
            for node in form.css("input[type=hidden]")
        ]
        sent = [*hidden, *fields.items(), *(("answer", answer) for answer in answers), ("do", do)]
        address = self._absolute(urljoin(page.url, form.attributes.get("action") or page.url))
        async with self._browser.post(address, data=sent, headers={"Origin": self._server}) as response:
            return await _page(response)

    async def answer(self, page: Page, answers: Mapping[str, str]) -> Page:
        """On from this page: these answers, and every other question skipped, as far as the feedback goes."""
        while page.question is not None and page.question != "equality-opt-in":
            given = answers.get(page.question)
            page = await (self.press(page, "skip") if given is None else self.press(page, "continue", given))
        return page

    def _absolute(self, path: str) -> URL:
        return URL(urljoin(self._server, path), encoded=True)


async def _page(response: ClientResponse) -> Page:
    tree = LexborHTMLParser(await response.text())
    return Page(str(response.url), response.status, tree, response.headers)
