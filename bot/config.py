"""Settings: environment variables, or the files that they name, read once at the top. All faults are told at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit, urlunsplit

PREFIX = "HEARD_"
_FILE = "_FILE"
_SHORTEST_SECRET = 32
_TELEGRAM = ("HEARD_TELEGRAM_TOKEN", "HEARD_TELEGRAM_API", "HEARD_TELEGRAM_MODE", "HEARD_TELEGRAM_SECRET")
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
        "HEARD_METRICS_TOKEN",
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
class Settings:
    data_dir: Path
    database_url: str
    secret_key: str | None  # None: made in the data folder, and kept there
    host: str
    port: int
    public_url: str
    metrics_token: str | None  # None: figures about the server are for this machine alone
    equality: frozenset[str] | None  # None: every item that is not marked as on request
    draft_languages: bool  # whether languages are offered that nobody has checked yet
    unused: tuple[str, ...]  # known settings that this version does nothing with


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
        metrics_token=reader.secret("HEARD_METRICS_TOKEN"),
        equality=reader.names("HEARD_EQUALITY"),
        draft_languages=reader.switch("HEARD_DRAFT_LANGUAGES", True),
        unused=tuple(name for name in _TELEGRAM if reader.text(name)),
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
