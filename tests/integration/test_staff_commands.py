"""`heard staff`, and the demonstration's sign-ins, as somebody types and reads them."""

import asyncio
import json
import os
import pwd
import re
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar

from bot.commands.operator import operator
from tests.integration.test_commands import Shell
from tests.integration.test_killed import free_port
from tests.support.product import opened_product
from tests.support.staff import StaffMember

LINK = re.compile(r"^(http://\S+)/staff/begin/([\w-]{43})$", re.MULTILINE)
AMINA = "amina@trust.example"
PUBLIC = "https://heard.trust.example"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - a server that others can reach
DEMONSTRATION = {
    "board@demo.example": ("board", "/staff/results"),
    "experience@demo.example": ("patient-experience", "/staff/results"),
    "administrator@demo.example": ("administrator", "/staff/people"),
}


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def test_somebody_is_added_listed_given_a_new_link_and_removed(shell: Shell) -> None:
    told = shell.heard("staff", "add", "Amina@Trust.example", "--role", "board", "--place", "trust").stdout
    first = LINK.search(told)
    assert first is not None
    assert first[1] == "http://127.0.0.1:8080"
    assert "works once, until" in told

    [row] = json.loads(shell.heard("staff", "list", "--json").stdout)
    assert (row["email"], row["role"], row["place"], row["state"]) == (AMINA, "board", "trust", "invited")
    again = LINK.search(shell.heard("staff", "link", AMINA, HEARD_PUBLIC_URL="http://other.example").stdout)
    assert again is not None
    assert (again[1], again[2] == first[2]) == ("http://other.example", False)

    assert "can no longer sign in" in shell.heard("staff", "remove", AMINA).stdout
    assert "ended" in shell.heard("staff", "list").stdout
    for command in ("link", "remove"):
        assert "EMAIL: unknown" in shell.heard("staff", command, AMINA, code=2).stderr
    assert LINK.search(shell.heard("staff", "add", AMINA, "--role", "administrator").stdout)


def test_everything_that_is_wrong_is_said_at_once(shell: Shell) -> None:
    told = shell.heard("staff", "add", "amina", "--role", "king", "--place", "nowhere", code=2).stderr.splitlines()
    assert [line.split(": ")[:2] for line in told] == [
        ["EMAIL", "not-an-address"],
        ["--role", "unknown-role"],
        ["--place", "unknown-place"],
    ]
    assert "board, patient-experience, administrator" in told[1]
    assert "--role: missing" in shell.heard("staff", "add", AMINA, code=2).stderr
    assert json.loads(shell.heard("staff", "list", "--json").stdout) == []


def test_whoever_has_access_is_not_added_twice(shell: Shell) -> None:
    shell.heard("staff", "add", AMINA, "--role", "board")
    told = shell.heard("staff", "add", AMINA.upper(), "--role", "administrator", code=2).stderr
    assert "EMAIL: already-there" in told
    assert f"heard staff link {AMINA}" in told


async def test_every_change_has_its_line_and_none_its_token(shell: Shell, tmp_path: Path) -> None:
    link = LINK.search(shell.heard("staff", "add", AMINA, "--role", "board").stdout)
    shell.heard("staff", "remove", AMINA)
    async with opened_product(tmp_path / "data", f"sqlite:///{tmp_path}/data/heard.db") as product:
        lines = await product.audit.all()
    assert [line.action for line in lines] == ["staff-added", "staff-link-made", "staff-removed"]
    assert {line.facts["email"] for line in lines} == {AMINA}
    assert link is not None
    assert link[2] not in str(lines)


def test_the_demonstration_has_its_people_and_refuses_where_somebody_is(shell: Shell) -> None:
    shell.heard("demo", "--responses", "5")
    rows = json.loads(shell.heard("staff", "list", "--json").stdout)
    assert {row["email"]: row["role"] for row in rows} == {email: role for email, (role, _) in DEMONSTRATION.items()}
    assert all(row["demonstration"] for row in rows)
    assert "EMAIL: demonstration" in shell.heard("staff", "link", "board@demo.example", code=2).stderr


def test_the_demonstration_is_not_put_beside_somebody_real(shell: Shell) -> None:
    shell.heard("staff", "add", AMINA, "--role", "board")
    assert "not-empty" in shell.heard("demo", "--responses", "5", code=2).stderr


def test_the_doctor_names_invented_people_where_others_can_come(shell: Shell) -> None:
    shell.heard("demo", "--responses", "5")
    assert "Nothing is wrong" in shell.heard("doctor").stdout
    told = shell.heard("doctor", code=2, HEARD_PUBLIC_URL=PUBLIC).stderr
    for email in DEMONSTRATION:
        assert f"{email}: demonstration-sign-in" in told
        shell.heard("staff", "remove", email)
    assert "Nothing is wrong" in shell.heard("doctor", HEARD_PUBLIC_URL=PUBLIC, HEARD_PROXIES="127.0.0.1").stdout


def test_the_doctor_knows_that_something_speaks_https_for_us(shell: Shell) -> None:
    told = shell.heard("doctor", code=2, HEARD_PUBLIC_URL=PUBLIC).stderr
    assert "HEARD_PROXIES: proxy-not-named" in told


@pytest.mark.parametrize(("network", "wide"), [("10.1.2.0/24", False), ("10.1.2.0/23", True), ("fd00::/64", True)])
def test_the_doctor_names_a_network_that_holds_more_than_proxies(shell: Shell, network: str, wide: bool) -> None:
    told = shell.heard("doctor", code=2 if wide else 0, HEARD_PUBLIC_URL=PUBLIC, HEARD_PROXIES=f"127.0.0.1,{network}")
    assert (f"HEARD_PROXIES: wide-network: Whoever has an address in {network}" in told.stderr) is wide


def test_the_doctor_names_an_address_that_can_be_listened_in_on(shell: Shell) -> None:
    told = shell.heard("doctor", code=2, HEARD_PUBLIC_URL="http://heard.trust.example").stderr
    assert "HEARD_PUBLIC_URL: plain-http" in told
    assert "https" in told
    assert "Nothing is wrong" in shell.heard("doctor", HEARD_PUBLIC_URL="http://localhost:8080").stdout


def test_whoever_has_no_name_on_this_machine_is_in_the_trail_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)

    def nobody(uid: int) -> None:
        raise KeyError(uid)

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    assert operator() == f"uid {os.getuid()}"


@asynccontextmanager
async def announced(shell: Shell, **settings: str) -> AsyncIterator[tuple[str, str]]:
    """What `heard serve` prints until it is ready, and its address; it serves until the caller has done."""
    port = str(free_port())
    environment = {**shell.environment, "HEARD_PORT": port, "PYTHONUNBUFFERED": "1", **settings}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "serve", stdout=PIPE, env=environment)
    assert process.stdout is not None
    said = ""
    try:
        while "tidied" not in said:
            line = (await process.stdout.readline()).decode()
            assert line, said
            said += line
        yield said, f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def test_the_sign_ins_that_serve_prints_sign_in(shell: Shell) -> None:
    await asyncio.to_thread(shell.heard, "demo", "--responses", "5")
    passwords = []
    for _ in range(2):
        async with announced(shell) as (said, address):
            assert f"{address}/staff/" in said
            for email, (role, first_page) in DEMONSTRATION.items():
                found = re.search(rf"{email} +([a-z2-7]{{4}}(?:-[a-z2-7]{{4}}){{3}}) +{role}\n", said)
                assert found is not None, said
                passwords.append(found[1])
                async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
                    page = await StaffMember(browser, address).sign_in(email, found[1])
                assert (page.status, page.address) == (200, first_page)
    assert passwords[:3] == passwords[3:], "the same for the same key, and kept nowhere"


async def test_where_others_can_come_no_password_is_printed(shell: Shell) -> None:
    await asyncio.to_thread(shell.heard, "demo", "--responses", "5")
    async with announced(shell, HEARD_PUBLIC_URL=PUBLIC) as (said, _):
        assert f"{PUBLIC}/staff/" in said
        assert "demo.example" not in said
        assert "plain-http" not in said
    here = "http://localhost:8080"
    async with announced(shell, HEARD_PUBLIC_URL=here, HEARD_HOST=EVERYWHERE) as (said, _):
        assert f"{here}/staff/" in said
        assert "demo.example" not in said
    told = await asyncio.to_thread(shell.heard, "doctor", code=2, HEARD_PUBLIC_URL=here, HEARD_HOST=EVERYWHERE)
    assert "demonstration-sign-in" in told.stderr


async def test_serving_in_plain_sight_is_warned_of(shell: Shell) -> None:
    async with announced(shell, HEARD_PUBLIC_URL="http://heard.trust.example") as (said, _):
        assert "plain-http" in said


async def test_without_anybody_serve_says_how_to_make_a_sign_in(shell: Shell) -> None:
    async with announced(shell) as (said, _):
        assert "heard staff add EMAIL --role board" in said
