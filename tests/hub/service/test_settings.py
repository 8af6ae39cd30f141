"""A hub's settings: a file, the environment before it, secrets in files of their own, and nothing misspelt."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from reviewer_app.domain.errors import RuleError
from reviewer_app.hub.service.settings import (
    CONFIG_VARIABLE,
    IN_A_FILE,
    LOG_LEVELS,
    PREFIX,
    RANGES,
    SECRETS,
    ServiceSettings,
    read_settings,
)

PAGE = (Path(__file__).parents[3] / "docs" / "hub-settings.md").read_text("utf-8")


def written(folder: Path, text: str) -> Path:
    path = folder / "hub.toml"
    path.write_text(text, "utf-8")
    return path


def refusal(config: Path | None, **environment: str) -> str:
    with pytest.raises(RuleError) as caught:
        read_settings(config, environment)
    assert caught.value.code == "hub-settings"
    return caught.value.sentence


def test_nothing_told_gives_what_is_usual() -> None:
    assert read_settings(None, {"PATH": "/bin", "REVIEWER_PASSPHRASE": "x"}) == ServiceSettings()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    config = written(tmp_path, 'name = "Lakeside"\nport = 9000\nstorage = "s3://bucket/hub"\n')
    told = read_settings(config, {"REVIEWER_HUB_PORT": "9001", "REVIEWER_HUB_LOG_LEVEL": "error"})
    assert (told.name, told.port, told.storage, told.log_level) == (
        "Lakeside",
        9001,
        "s3://bucket/hub",
        "error",
    )


def test_the_file_may_be_named_by_the_environment(tmp_path: Path) -> None:
    config = written(tmp_path, "processes = 3\n")
    assert read_settings(None, {CONFIG_VARIABLE: str(config)}).processes == 3


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_comes_from_a_file_and_is_never_shown(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret").write_text(f"{'ab' * 32}\n", "utf-8")
    by_file = read_settings(written(tmp_path, f'{name}_file = "{tmp_path}/secret"\n'), {})
    by_environment = read_settings(None, {f"{PREFIX}{name.upper()}_FILE": str(tmp_path / "secret")})
    assert getattr(by_file, name) == getattr(by_environment, name) == "ab" * 32
    assert "abab" not in repr(by_file)


def test_a_key_is_read_as_bytes() -> None:
    assert read_settings(None, {"REVIEWER_HUB_KEY": "0F" * 32}).key_bytes() == bytes([15]) * 32
    assert ServiceSettings().key_bytes() is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("prot = 8470\n", "prot"),
        ("[hub]\nport = 1\n", "hub"),
        ("port = 70000\n", "65535"),
        ('port = "many"\n', "65535"),
        ("port = true\n", "65535"),
        ("port = 8470.5\n", "65535"),
        ("processes = 0\n", "64"),
        ("name = 5\n", "text"),
        ('log_level = "loud"\n', "warning"),
        ('key = "short"\n', "64"),
        ('certificate = "/here.pem"\n', "certificate_key"),
        ("port = \n", "TOML"),
        ('passphrase = "a"\npassphrase_file = "/b"\n', "twice"),
        ('passphrase_file = "/no/such/file"\n', "passphrase"),
        ('port_file = "/a"\n', "port_file"),
        ("[port]\nnumber = 1\n", "65535"),
        ("processes = [1]\n", "64"),
        ('host = ""\n', "host"),
        ('host = "the hub"\n', "host"),
        ('host = "256.1.1.1"\n', "host"),
        ('trusted_proxy = "10.0.0.1,,front"\n', "trusted_proxy"),
        ('key_file = "/dev/zero"\n', "key"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, text: str, word: str) -> None:
    assert word in refusal(written(tmp_path, text))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("host", "::1"),
        ("host", "fe80::1%eth0"),
        ("host", "localhost"),
        ("host", "hub.district.example"),
        ("trusted_proxy", ""),
        ("trusted_proxy", "*"),
        ("trusted_proxy", "127.0.0.1, 10.0.0.0/8, ::1"),
    ],
)
def test_what_can_be_used_is_taken(name: str, value: str) -> None:
    assert getattr(read_settings(None, {f"REVIEWER_HUB_{name.upper()}": value}), name) == value


def test_a_misspelt_variable_and_a_missing_file_are_said(tmp_path: Path) -> None:
    assert "prot" in refusal(None, REVIEWER_HUB_PROT="8470")
    assert "absent.toml" in refusal(tmp_path / "absent.toml")


def test_every_setting_is_told_with_its_usual_value_and_none_besides() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", PAGE, re.MULTILINE))
    usual = {
        each.name: f"`{each.default}`" if each.default != "" else "none" for each in fields(ServiceSettings)
    }
    assert told == usual
    assert [name for name in SECRETS if f"`{name}{IN_A_FILE}`" not in PAGE] == []
    assert all(f"`{level}`" in PAGE for level in LOG_LEVELS)
    assert all(f"{least} to {most}" in PAGE for least, most in RANGES.values())
    assert CONFIG_VARIABLE in PAGE
