"""Settings: what is absent has a sane default, and everything wrong is said at once."""

from pathlib import Path

import pytest

from bot.config import TELEGRAM_API, Settings, Telegram, read_settings
from bot.secret_key import FILE_NAME, secret_key


def codes(**environment: str) -> list[tuple[str, str]]:
    read = read_settings(environment)
    assert not isinstance(read, Settings)
    return [(fault.setting, fault.code) for fault in read]


def good(**environment: str) -> Settings:
    read = read_settings(environment)
    assert isinstance(read, Settings), read
    return read


def test_with_nothing_set_the_product_runs_on_this_machine_alone() -> None:
    settings = good(PATH="/bin")

    assert settings.data_dir == Path("heard-data").absolute()
    assert settings.database_url == f"sqlite:///{settings.data_dir / 'heard.db'}"
    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 8080, "http://127.0.0.1:8080")
    assert (settings.secret_key, settings.metrics_token) == (None, None)
    assert (settings.equality, settings.telegram) == (None, None)


def test_every_fault_is_told_at_once() -> None:
    found = codes(
        HEARD_PORT="eighty",
        HEARD_DATABASE_URL="mysql://somewhere/heard",
        HEARD_SECRET_KEY="short",
        HEARD_PUBLIC_URL="heard.example",
        HEARD_TRANSLATE="libre:http://127.0.0.1",
        HEARD_DATABSE_URL="sqlite:///x",
        HEARD_HOST_FILE="/nowhere/at/all",
    )

    assert sorted(found) == [
        ("HEARD_DATABASE_URL", "not-a-database"),
        ("HEARD_DATABSE_URL", "unknown"),
        ("HEARD_HOST_FILE", "unreadable"),
        ("HEARD_PORT", "not-a-port"),
        ("HEARD_PUBLIC_URL", "not-an-address"),
        ("HEARD_SECRET_KEY", "too-short"),
        ("HEARD_TRANSLATE", "not-yet"),
    ]


@pytest.mark.parametrize(
    ("port", "fits"), [("0", True), ("65535", True), ("65536", False), ("-1", False), ("8 0", False)]
)
def test_a_port_is_a_number_that_a_machine_has(port: str, fits: bool) -> None:
    assert isinstance(read_settings({"HEARD_PORT": port}), Settings) is fits


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("HTTPS://Heard.Trust.Example/", "https://heard.trust.example"),
        ("https://heard.trust.example:8443", "https://heard.trust.example:8443"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_address_is_kept_as_browsers_write_it(typed: str, kept: str) -> None:
    assert good(HEARD_PUBLIC_URL=typed).public_url == kept


@pytest.mark.parametrize(
    "address",
    ["heard.example", "ftp://heard.example", "http://", "http://:80", "http://[heard", "http://heard.example:99999"],
)
def test_what_is_no_address_is_told_and_breaks_nothing(address: str) -> None:
    assert codes(HEARD_PUBLIC_URL=address) == [("HEARD_PUBLIC_URL", "not-an-address")]


def test_the_address_of_a_machine_of_the_newer_kind_stands_in_brackets() -> None:
    assert good(HEARD_HOST="::1").public_url == "http://[::1]:8080"


def test_a_value_may_stand_in_a_file(tmp_path: Path) -> None:
    held = tmp_path / "key"
    held.write_text("a-secret-that-is-long-enough-to-be-one\n", encoding="utf-8")

    assert good(HEARD_SECRET_KEY_FILE=str(held)).secret_key == "a-secret-that-is-long-enough-to-be-one"
    assert codes(HEARD_SECRET_KEY_FILE=str(held), HEARD_SECRET_KEY="x" * 40) == [("HEARD_SECRET_KEY", "given-twice")]


def test_no_fault_repeats_a_secret() -> None:
    read = read_settings({"HEARD_SECRET_KEY": "hunter2", "HEARD_DATABASE_URL": "mysql://root:hunter2@db/heard"})

    assert not isinstance(read, Settings)
    assert "hunter2" not in " ".join(map(str, read))


def test_ones_own_proxies_may_be_named_by_address_or_network() -> None:
    assert good().proxies == ()
    assert [str(one) for one in good(HEARD_PROXIES="10.1.2.3/24, ::1").proxies] == ["10.1.2.0/24", "::1/128"]
    assert codes(HEARD_PROXIES="10.0.0.1, proxy.example") == [("HEARD_PROXIES", "not-a-network")]


@pytest.mark.parametrize(
    ("network", "fits"),
    [("10.1.0.0/16", True), ("10.0.0.0/15", False), ("0.0.0.0/0", False), ("fd00::/48", True), ("fd00::/47", False)],
)
def test_a_network_of_a_whole_hospital_is_no_proxy(network: str, fits: bool) -> None:
    read = read_settings({"HEARD_PROXIES": f"10.0.0.7,{network}"})
    if fits:
        assert isinstance(read, Settings)
    else:
        assert not isinstance(read, Settings)
        assert [(fault.setting, fault.code) for fault in read] == [("HEARD_PROXIES", "too-wide")]
        assert "10.0.0.5, ::1" in read[0].remedy, "what is suggested is single addresses"


@pytest.mark.parametrize(
    ("seconds", "fits"),
    [("19", False), ("20", True), ("1800", True), ("1801", False), ("2 min", False), ("-30", False)],
)
def test_a_tablet_waits_neither_too_short_nor_too_long(seconds: str, fits: bool) -> None:
    assert good().kiosk_idle == 120
    if fits:
        assert good(HEARD_KIOSK_IDLE=seconds).kiosk_idle == int(seconds)
    else:
        assert codes(HEARD_KIOSK_IDLE=seconds) == [("HEARD_KIOSK_IDLE", "not-seconds")]


def test_equality_items_may_be_named_or_all_switched_off() -> None:
    assert good(HEARD_EQUALITY="ethnicity, age").equality == frozenset({"ethnicity", "age"})
    assert good(HEARD_EQUALITY="").equality == frozenset()


@pytest.mark.parametrize(
    ("given", "offered"),
    [({}, True), ({"HEARD_DRAFT_LANGUAGES": "on"}, True), ({"HEARD_DRAFT_LANGUAGES": "off"}, False)],
)
def test_languages_that_nobody_has_checked_may_be_switched_off(given: dict[str, str], offered: bool) -> None:
    assert good(**given).draft_languages is offered
    assert codes(HEARD_DRAFT_LANGUAGES="no") == [("HEARD_DRAFT_LANGUAGES", "not-a-switch")]


def test_a_token_alone_makes_a_bot_that_asks_telegram_itself() -> None:
    assert good().telegram is None
    assert good(HEARD_TELEGRAM_TOKEN="1:x").telegram == Telegram("1:x", TELEGRAM_API, webhook=False, secret=None)


def test_updates_are_brought_to_our_address_and_from_another_api_where_that_is_wanted() -> None:
    wanted = {"HEARD_TELEGRAM_MODE": "webhook", "HEARD_TELEGRAM_SECRET": "a_b-C"}
    beside = good(HEARD_TELEGRAM_TOKEN="1:x", HEARD_TELEGRAM_API="http://127.0.0.1:8081/", **wanted)
    public = good(HEARD_TELEGRAM_TOKEN="1:x", HEARD_PUBLIC_URL="https://heard.trust.example", **wanted)

    assert beside.telegram == Telegram("1:x", "http://127.0.0.1:8081", webhook=True, secret="a_b-C")
    assert public.telegram == Telegram("1:x", TELEGRAM_API, webhook=True, secret="a_b-C")


def test_settings_of_a_bot_that_cannot_work_are_told() -> None:
    assert codes(HEARD_TELEGRAM_TOKEN="x", HEARD_TELEGRAM_MODE="pull", HEARD_TELEGRAM_SECRET="a b") == [
        ("HEARD_TELEGRAM_TOKEN", "not-a-token"),
        ("HEARD_TELEGRAM_MODE", "not-a-mode"),
        ("HEARD_TELEGRAM_SECRET", "not-a-secret"),
    ]
    assert codes(HEARD_TELEGRAM_MODE="polling") == [("HEARD_TELEGRAM_TOKEN", "missing")]
    assert codes(HEARD_TELEGRAM_TOKEN="1:x", HEARD_TELEGRAM_MODE="webhook") == [
        ("HEARD_PUBLIC_URL", "webhook-needs-https")
    ]


def test_the_token_is_not_shown_with_the_settings() -> None:
    settings = good(HEARD_TELEGRAM_TOKEN="1:x-y-z", HEARD_TELEGRAM_SECRET="s-e-c")
    assert "x-y-z" not in repr(settings)
    assert "s-e-c" not in repr(settings)


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    made = secret_key(None, tmp_path / "data")

    assert len(made) >= 32
    assert secret_key(None, tmp_path / "data") == made
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "data" / FILE_NAME).stat().st_mode & 0o777 == 0o600
    assert [file.name for file in (tmp_path / "data").iterdir()] == [FILE_NAME]
