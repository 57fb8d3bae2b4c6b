"""Dockerfile and compose.yaml fit the project: what they copy, set and run exists, and they hold no secret."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from bot.cli import app
from bot.config import Settings, read_settings
from tests.architecture.sources import PROJECT

_LONG_ENOUGH = "x" * 64


def _instructions() -> list[tuple[str, str]]:
    text = (PROJECT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


def _all(instruction: str) -> list[str]:
    return [rest for name, rest in _instructions() if name == instruction]


def _copied() -> list[str]:
    return [source for rest in _all("COPY") if "--from=" not in rest for source in shlex.split(rest)[:-1]]


def _image_settings() -> dict[str, str]:
    pairs = [word.split("=", 1) for rest in _all("ENV") for word in shlex.split(rest)]
    return {name: value for name, value in pairs if name.startswith("HEARD_")}


def _compose() -> dict[str, Any]:
    composed: dict[str, Any] = yaml.safe_load((PROJECT / "compose.yaml").read_text(encoding="utf-8"))
    return composed


@pytest.mark.parametrize("source", _copied())
def test_what_is_copied_exists_and_is_not_ignored(source: str) -> None:
    assert (PROJECT / source).exists()
    assert f"!{source}" in (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def test_the_image_carries_everything_that_the_distribution_is_built_from() -> None:
    assert {"bot", "feedback", "surveys", "locales", "migrations", "pyproject.toml"} <= set(_copied())


def test_packages_are_installed_by_their_hashes_or_not_from_outside() -> None:
    installs = [rest for rest in _all("RUN") if "pip install" in rest]
    assert installs
    assert all("--require-hashes" in rest or "--no-index" in rest for rest in installs)


def test_it_does_not_run_as_root() -> None:
    assert _all("USER") == ["heard"]
    assert "useradd --system" in _all("RUN")[-1]


def test_the_images_settings_are_ones_that_heard_knows() -> None:
    settings = read_settings(_image_settings())
    assert isinstance(settings, Settings), settings
    assert (str(settings.data_dir), settings.host, settings.port) == ("/data", "0.0.0.0", 8080)  # noqa: S104 - meant
    assert _all("VOLUME") == ["/data"]
    assert _all("EXPOSE") == [str(settings.port)]


def test_its_health_is_asked_of_the_page_that_says_so() -> None:
    command = json.loads(_all("HEALTHCHECK")[0].split("CMD", 1)[1])
    assert command[:2] == ["python", "-c"]
    compile(command[2], "HEALTHCHECK", "exec")
    assert "/healthz" in command[2]


def test_the_commands_exist() -> None:
    assert json.loads(_all("ENTRYPOINT")[0]) == ["heard"]
    commands = [json.loads(_all("CMD")[0])]
    commands += [service["command"] for service in _compose()["services"].values() if "command" in service]
    for command in commands:
        assert CliRunner().invoke(app, [*command, "--help"]).exit_code == 0, command


def test_composed_settings_are_ones_that_heard_knows(tmp_path: Path) -> None:
    environment = dict(_compose()["services"]["heard"]["environment"])
    assert environment.pop("HEARD_PUBLIC_URL").startswith("${HEARD_PUBLIC_URL:?")
    (tmp_path / "database-url").write_text("postgresql://heard:made-up@postgres/heard\n", encoding="utf-8")
    (tmp_path / "secret-key").write_text(_LONG_ENOUGH + "\n", encoding="utf-8")
    mounted = {name: path.replace("/run/secrets", str(tmp_path)) for name, path in environment.items()}
    settings = read_settings(_image_settings() | mounted)
    assert isinstance(settings, Settings), settings
    assert settings.secret_key == _LONG_ENOUGH
    assert settings.database_url.startswith("postgresql://")


def test_secrets_come_from_files_that_git_leaves_out() -> None:
    composed = _compose()
    for service in composed["services"].values():
        for name, value in service["environment"].items():
            if any(word in name for word in ("PASSWORD", "SECRET", "TOKEN", "DATABASE")):
                assert name.endswith("_FILE")
                assert value.removeprefix("/run/secrets/") in service["secrets"]
    assert all(secret["file"].startswith("secrets/") for secret in composed["secrets"].values())
    assert "secrets/" in (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_nothing_serves_before_the_database_is_up_to_date() -> None:
    services = _compose()["services"]
    assert services["heard"]["depends_on"] == {"upgrade": {"condition": "service_completed_successfully"}}
    assert services["upgrade"]["command"] == ["db", "upgrade"]
    assert services["upgrade"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert "healthcheck" in services["postgres"]
