"""Settings: environment variables, or the files that they name, read once at the top. All faults are told at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import SplitResult, urlsplit, urlunsplit

PREFIX = "HEARD_"
_FILE = "_FILE"
_SHORTEST_SECRET = 32
_IDLE = 120  # seconds; half of them read the longest question of ours aloud
_SHORTEST_IDLE = 20  # in less, nobody has read a question who reads slowly
_LONGEST_IDLE = 1800  # whoever has not touched a tablet for half an hour has left
_WIDEST = {4: 16, 6: 48}  # bits: wider networks are no proxies, but people who could then choose their address
_TELEGRAM = ("HEARD_TELEGRAM_TOKEN", "HEARD_TELEGRAM_API", "HEARD_TELEGRAM_MODE", "HEARD_TELEGRAM_SECRET")
TELEGRAM_API = "https://api.telegram.org"
_NAME_PROXIES = "Give the addresses of your own proxies, between commas: 10.0.0.5, ::1."
_TELEGRAM_MODES = ("polling", "webhook")
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_TELEGRAM_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_KNOWN = frozenset(
    {
        "HEARD_DATA_DIR",
        "HEARD_DATABASE_URL",
        "HEARD_SECRET_KEY",
        "HEARD_HOST",
        "HEARD_PORT",
        "HEARD_PUBLIC_URL",
        "HEARD_EQUALITY",
        "HEARD_DRAFT_LANGUAGES",
        "HEARD_KIOSK_IDLE",
        "HEARD_METRICS_TOKEN",
        "HEARD_PROXIES",
        "HEARD_TRANSLATE",
        *_TELEGRAM,
    }
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the settings. It never repeats a value: values may be secrets."""

    setting: str
    code: str
    says: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.setting}: {self.code}: {self.says} {self.remedy}"


@dataclass(frozen=True, slots=True)
class Telegram:
    """The bot's token, where its API is, and how updates come: asked for, or brought to our own address."""

    token: str = field(repr=False)
    api: str
    webhook: bool
    secret: str | None = field(repr=False)  # None: it follows from the secret key


@dataclass(frozen=True, slots=True)
class Settings:
    data_dir: Path
    database_url: str
    secret_key: str | None  # None: made in the data folder, and kept there
    host: str
    port: int
    public_url: str
    proxies: tuple[IPv4Network | IPv6Network, ...]  # one's own: whom they say they speak for is believed
    metrics_token: str | None  # None: figures about the server are for this machine alone
    equality: frozenset[str] | None  # None: every item that is not marked as on request
    draft_languages: bool  # whether languages are offered that nobody has checked yet
    telegram: Telegram | None  # None: no bot
    kiosk_idle: int  # seconds before a shared tablet asks whether anybody is there


def read_settings(environment: Mapping[str, str]) -> Settings | tuple[Fault, ...]:
    reader = _Reader(environment)
    data_dir = Path(reader.text("HEARD_DATA_DIR") or "heard-data").absolute()
    host = reader.text("HEARD_HOST") or "127.0.0.1"
    port = reader.port("HEARD_PORT", 8080)
    settings = Settings(
        data_dir=data_dir,
        database_url=reader.database_url("HEARD_DATABASE_URL") or f"sqlite:///{data_dir / 'heard.db'}",
        secret_key=reader.secret("HEARD_SECRET_KEY"),
        host=host,
        port=port,
        public_url=reader.web_address("HEARD_PUBLIC_URL") or f"http://{_in_address(host)}:{port}",
        proxies=reader.networks("HEARD_PROXIES"),
        metrics_token=reader.secret("HEARD_METRICS_TOKEN"),
        equality=reader.names("HEARD_EQUALITY"),
        draft_languages=reader.switch("HEARD_DRAFT_LANGUAGES", True),
        telegram=reader.telegram(),
        kiosk_idle=reader.seconds("HEARD_KIOSK_IDLE", _IDLE, _SHORTEST_IDLE, _LONGEST_IDLE),
    )
    reader.refuse_translation()
    reader.refuse_unknown()
    return tuple(reader.faults) or settings


class _Reader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.faults: list[Fault] = []

    def text(self, name: str) -> str | None:
        held, file = self._environment.get(name), self._environment.get(name + _FILE)
        if held is not None and file is not None:
            self._fault(name, "given-twice", f"Both {name} and {name}{_FILE} are set.", "Keep one of the two.")
        if held is not None:
            return held.strip() or None
        return self._from_file(name, Path(file)) if file else None

    def port(self, name: str, default: int) -> int:
        text = self.text(name)
        if text is None:
            return default
        if not re.fullmatch(r"[0-9]{1,5}", text) or not 0 <= int(text) <= 65535:
            self._fault(name, "not-a-port", "It is not a port number.", "Give a number from 0 to 65535.")
            return default
        return int(text)

    def seconds(self, name: str, default: int, least: int, most: int) -> int:
        text = self.text(name)
        if text is None:
            return default
        if not re.fullmatch(r"[0-9]{1,6}", text) or not least <= int(text) <= most:
            says = f"It is not a number of seconds from {least} to {most}."
            self._fault(name, "not-seconds", says, "Give a whole number within, or leave it out.")
            return default
        return int(text)

    def database_url(self, name: str) -> str | None:
        url = self.text(name)
        if url is not None and not re.match(r"(sqlite:///|postgresql://|postgres://).", url):
            says = "It is no address of a database that Heard can use."
            self._fault(name, "not-a-database", says, "Give sqlite:///PATH or postgresql://USER@HOST/NAME.")
        return url

    def web_address(self, name: str) -> str | None:
        url = self.text(name)
        if url is None:
            return None
        parts = _address(url)
        if parts is None:
            self._fault(name, "not-an-address", "It is no web address.", "Give it like https://heard.trust.example.")
            return None
        return urlunsplit(parts).rstrip("/")

    def secret(self, name: str) -> str | None:
        secret = self.text(name)
        if secret is not None and len(secret) < _SHORTEST_SECRET:
            says = f"It has fewer than {_SHORTEST_SECRET} characters."
            self._fault(name, "too-short", says, "Give a long random text, or leave it out: one is made then.")
        return secret

    def switch(self, name: str, default: bool) -> bool:
        text = self.text(name)
        if text not in (None, "on", "off"):
            self._fault(name, "not-a-switch", "It is neither on nor off.", "Set it to on or off, or leave it out.")
        return default if text is None else text == "on"

    def names(self, name: str) -> frozenset[str] | None:
        """An empty value means none; an absent one means the default."""
        if name not in self._environment and name + _FILE not in self._environment:
            return None
        return frozenset(part.strip() for part in (self.text(name) or "").split(",") if part.strip())

    def networks(self, name: str) -> tuple[IPv4Network | IPv6Network, ...]:
        """One address is a network of one."""
        try:
            networks = tuple(ip_network(text, strict=False) for text in sorted(self.names(name) or ()))
        except ValueError:
            says = "Something in it is neither an address nor a network."
            self._fault(name, "not-a-network", says, _NAME_PROXIES)
            return ()
        if any(network.prefixlen < _WIDEST[network.version] for network in networks):
            says = "A network in it is so wide that those inside could pass for anybody."
            self._fault(name, "too-wide", says, _NAME_PROXIES)
        return networks

    def telegram(self) -> Telegram | None:
        token, mode, secret = map(self.text, ("HEARD_TELEGRAM_TOKEN", "HEARD_TELEGRAM_MODE", "HEARD_TELEGRAM_SECRET"))
        api = self.web_address("HEARD_TELEGRAM_API")
        if token is None:
            self._refuse_without_token()
            return None
        if not _TOKEN.fullmatch(token):
            says = "It is no token of a Telegram bot."
            self._fault("HEARD_TELEGRAM_TOKEN", "not-a-token", says, "Copy it whole from @BotFather: 123456:ABC….")
        if mode not in (None, *_TELEGRAM_MODES):
            says = f"It is neither {' nor '.join(_TELEGRAM_MODES)}."
            self._fault("HEARD_TELEGRAM_MODE", "not-a-mode", says, "Set it to one of them, or leave it out: polling.")
        if secret is not None and not _TELEGRAM_SECRET.fullmatch(secret):
            says = "Telegram takes 1 to 256 characters of A-Z, a-z, 0-9, _ and -."
            self._fault("HEARD_TELEGRAM_SECRET", "not-a-secret", says, "Leave it out: one is made from the secret key.")
        webhook = mode == "webhook"
        if webhook and api is None:
            self._refuse_webhook_without_https()
        return Telegram(token, api or TELEGRAM_API, webhook, secret)

    def _refuse_without_token(self) -> None:
        given = [name for name in _TELEGRAM[1:] if self.text(name)]
        if given:
            says = f"{', '.join(given)} is set, and no token."
            self._fault("HEARD_TELEGRAM_TOKEN", "missing", says, "Give the token that @BotFather gave you.")

    def _refuse_webhook_without_https(self) -> None:
        if not (self.text("HEARD_PUBLIC_URL") or "").lower().startswith("https://"):
            says = "Telegram brings updates to https addresses alone."
            self._fault("HEARD_PUBLIC_URL", "webhook-needs-https", says, "Give the https address, or use polling.")

    def refuse_translation(self) -> None:
        if (self.text("HEARD_TRANSLATE") or "off") != "off":
            says = "This version has no machine translation: nothing that a patient wrote leaves it."
            self._fault("HEARD_TRANSLATE", "not-yet", says, "Set it to off, or leave it out.")

    def refuse_unknown(self) -> None:
        """A misspelt name must not pass in silence: it could mean another database than the one that was meant."""
        for name in sorted(self._environment):
            if name.startswith(PREFIX) and name.removesuffix(_FILE) not in _KNOWN:
                self._fault(name, "unknown", "There is no such setting.", "Mend its name, or unset it.")

    def _from_file(self, name: str, path: Path) -> str | None:
        try:
            return path.read_text(encoding="utf-8").strip() or None
        except (OSError, UnicodeDecodeError) as error:
            says = f"The file that {name}{_FILE} names cannot be read ({type(error).__name__})."
            self._fault(name + _FILE, "unreadable", says, "Check its path, its permissions and that it is text.")
            return None

    def _fault(self, setting: str, code: str, says: str, remedy: str) -> None:
        self.faults.append(Fault(setting, code, says, remedy))


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _address(url: str) -> SplitResult | None:
    """With scheme and host in lower case, as browsers write them: what is held against it depends on that."""
    try:
        parts = urlsplit(url)
        named = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # a port that is none, or brackets round what is no address
        return None
    return parts._replace(netloc=parts.netloc.lower()) if named and not (parts.query or parts.fragment) else None
