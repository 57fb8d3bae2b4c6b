"""The page's own addresses: who may ask them, and what they refuse."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.sandbox.cast import KEEP, played_sandbox
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.view import SHOWN, view_of
from tests.support.clock import Clock


@pytest.fixture
def sandbox(clock: Clock) -> Sandbox:
    return played_sandbox(clock)


@pytest.fixture
async def browser(address: str) -> AsyncIterator[ClientSession]:
    async with ClientSession(address) as session:
        yield session


async def _play(browser: ClientSession, what: str, **said: Any) -> tuple[int, Any]:
    async with browser.post(f"/play/{what}", json=said) as response:
        body = await response.json() if response.content_type == "application/json" else None
        return response.status, body


async def _view(browser: ClientSession, person: int) -> Any:
    async with browser.get("/play/events", params={"person": person}) as response:
        assert response.content_type == "text/event-stream"
        line = await response.content.readline()
        return json.loads(line.removeprefix(b"data: "))


async def test_page_style_and_script_come_from_here_with_nothing_inline(browser: ClientSession) -> None:
    for path, kind in (("/", "text/html"), ("/sandbox.css", "text/css"), ("/sandbox.js", "text/javascript")):
        async with browser.get(path) as response:
            assert (response.status, response.content_type) == (200, kind)
            policy = response.headers["Content-Security-Policy"]
            body = await response.text()
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "://" not in body.replace("http://www.w3.org", "")
        assert " style=" not in body


async def test_what_is_done_on_the_page_reaches_the_bot_and_shows(browser: ClientSession, sandbox: Sandbox) -> None:
    daniel, amina = list(sandbox.people.values())[:2]
    assert (await _play(browser, "start", payload="p-ward-7"))[0] == 200
    assert (await _play(browser, "say", person=amina.id, text=" سلام "))[0] == 200
    assert (await _play(browser, "send", person=amina.id, kind="voice"))[0] == 200
    assert [message.text for message in daniel.messages] == ["/start p-ward-7"]
    view = await _view(browser, amina.id)
    assert [(one["mine"], one["text"], one["kind"]) for one in view["messages"]] == [
        (True, "سلام", None),
        (True, "", "voice"),
    ]
    assert len(sandbox.world.pending) == 3
    assert (await _play(browser, "block", person=amina.id))[0] == 200
    assert (await _view(browser, amina.id))["blocked"]
    status, body = await _play(browser, "say", person=amina.id, text="x")
    assert (status, "cannot write" in body["error"]) == (409, True)
    assert (await _play(browser, "unblock", person=amina.id))[0] == 200


async def test_somebody_new_can_be_played(browser: ClientSession, sandbox: Sandbox) -> None:
    status, made = await _play(browser, "people", name=" Ewa ", language="PL")
    assert status == 200
    ewa = sandbox.people[made["person"]]
    assert (ewa.user.first_name, ewa.user.language_code) == ("Ewa", "pl")
    assert (await _play(browser, "people", name=" "))[0] == 400


@pytest.mark.parametrize(
    ("what", "said", "status"),
    [
        ("fly", {}, 409),
        ("say", {"text": "  "}, 409),
        ("send", {"kind": "pigeon"}, 409),
        ("tap", {"message": 1, "data": "x"}, 409),
        ("tap", {"message": "x", "data": "x"}, 409),
        ("say", {"person": 1, "text": "x"}, 404),
        ("say", {"person": "x", "text": "x"}, 404),
    ],
)
async def test_what_cannot_be_done_is_said(
    browser: ClientSession, sandbox: Sandbox, what: str, said: dict[str, Any], status: int
) -> None:
    assert (await _play(browser, what, **said))[0] == status
    assert sandbox.unconfirmed == 0


@pytest.mark.parametrize("path", ["/", "/sandbox.js", "/play/events"])
async def test_it_answers_to_no_other_name(browser: ClientSession, path: str) -> None:
    async with browser.get(path, headers={"Host": "sandbox.elsewhere.example"}) as response:
        assert response.status == 403
    async with browser.get(path, headers={"X-Forwarded-For": "192.0.2.7"}) as response:
        assert response.status == 403


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Host": "elsewhere.example"}],
)
async def test_no_other_site_can_play(browser: ClientSession, sandbox: Sandbox, headers: dict[str, str]) -> None:
    async with browser.post("/play/say", json={"text": "x"}, headers=headers) as response:
        assert response.status == 403
    async with browser.post("/play/say", data='{"text":"x"}', headers={"Content-Type": "text/plain"}) as response:
        assert response.status == 415
    async with browser.post("/play/say", data="{", headers={"Content-Type": "application/json"}) as response:
        assert response.status == 400
    assert sandbox.unconfirmed == 0


async def test_its_memory_is_bounded_and_the_page_shows_the_newest(sandbox: Sandbox) -> None:
    person = next(iter(sandbox.people.values()))
    for number in range(KEEP + 1):
        person.says(str(number))
    assert len(person.messages) == KEEP
    shown = view_of(sandbox, person)["messages"]
    assert len(shown) == SHOWN
    assert shown[-1]["text"] == str(KEEP)
