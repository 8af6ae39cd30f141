"""What a hub that is run as a service can be told, by a TOML file and by environment variables, which win."""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from reviewer_app.domain.errors import RuleError

PREFIX = "REVIEWER_HUB_"
CONFIG_VARIABLE = f"{PREFIX}CONFIG"
"""Names the TOML file for commands that were not given ``--config``."""
IN_A_FILE = "_file"
SECRETS = ("database", "key", "passphrase", "backup_passphrase", "metrics_token")
"""Settings that may be in a file of their own, named by the setting with ``_file`` behind its name."""
LOG_LEVELS = ("debug", "info", "warning", "error")
LONGEST = 1024 * 1024
"""Bytes that a file of settings or a secret has at most."""
_NAME = re.compile(r"(?:[A-Za-z0-9-]+\.)*[A-Za-z0-9-]+\.?")
RANGES = {
    "port": (0, 65535),
    "processes": (1, 64),
    "stop_seconds": (1, 3600),
    "token_days": (1, 3660),
    "bundle_mib": (1, 1_048_576),
}


@dataclass(frozen=True)
class ServiceSettings:
    """A hub's settings; what is empty is left to the command or to its usual value."""

    folder: str = ""
    database: str = field(default="", repr=False)
    storage: str = ""
    key: str = field(default="", repr=False)
    passphrase: str = field(default="", repr=False)
    backup_passphrase: str = field(default="", repr=False)
    name: str = "Reviewer hub"
    host: str = "127.0.0.1"
    port: int = 8470
    processes: int = 1
    stop_seconds: int = 30
    certificate: str = ""
    certificate_key: str = ""
    trusted_proxy: str = ""
    token_days: int = 90
    bundle_mib: int = 2048
    metrics_token: str = field(default="", repr=False)
    log_level: str = "info"

    def key_bytes(self) -> bytes | None:
        """The hub's 32-byte key where the settings hold it."""
        return bytes.fromhex(self.key) if self.key else None


NAMES = tuple(each.name for each in fields(ServiceSettings))
_NUMBERS = frozenset(each.name for each in fields(ServiceSettings) if each.type == "int")


def read_settings(config: Path | None, environment: Mapping[str, str]) -> ServiceSettings:
    """The settings of a file and an environment; RuleError where a name is unknown or a value cannot be used."""
    if config is None and environment.get(CONFIG_VARIABLE):
        config = Path(environment[CONFIG_VARIABLE])
    told: dict[str, Any] = {}
    for source in (_of_file(config) if config is not None else {}, _of_environment(environment)):
        told.update(_with_secrets(source))
    for name, value in told.items():
        told[name] = _checked(name, value)
    settings = ServiceSettings(**told)
    if bool(settings.certificate) != bool(settings.certificate_key):
        raise _wrong("A certificate and its key belong together: “certificate” and “certificate_key”.")
    return settings


def _of_file(config: Path) -> dict[str, Any]:
    try:
        told = tomllib.loads(_read(config))
    except OSError as problem:
        raise _wrong(f"“{config}” cannot be read: {problem.strerror or problem}.") from problem
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise _wrong(f"“{config.name}” is not TOML: {problem}.") from problem
    _refuse_unknown(told, f"“{config.name}” has")
    return told


def _of_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    told = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and name != CONFIG_VARIABLE
    }
    _refuse_unknown(told, f"The environment has, behind {PREFIX},")
    return told


def _refuse_unknown(told: Mapping[str, Any], where: str) -> None:
    known = {*NAMES, *(f"{each}{IN_A_FILE}" for each in SECRETS)}
    unknown = sorted(set(told) - known)
    if unknown:
        raise _wrong(f"{where} a name that no setting has: {', '.join(unknown)}.")


def _with_secrets(told: dict[str, Any]) -> dict[str, Any]:
    """The same, with secrets read from the files that hold them."""
    for name in SECRETS:
        path = told.pop(f"{name}{IN_A_FILE}", None)
        if path is None:
            continue
        if name in told:
            raise _wrong(f"“{name}” is told twice: by itself, and as “{name}{IN_A_FILE}”.")
        try:
            told[name] = _read(Path(str(path))).strip()
        except (OSError, UnicodeDecodeError) as problem:
            raise _wrong(f"The file of “{name}” cannot be read.") from problem
    return told


def _checked(name: str, value: Any) -> Any:
    if name in _NUMBERS:
        least, most = RANGES[name]
        try:
            number = int(value) if type(value) in (int, str) else None
        except ValueError:
            number = None
        if number is None or not least <= number <= most:
            raise _wrong(f"“{name}” is a whole number from {least} to {most}.")
        return number
    if not isinstance(value, str):
        raise _wrong(f"“{name}” is a text.")
    if name == "log_level" and value not in LOG_LEVELS:
        raise _wrong(f"“log_level” is one of: {', '.join(LOG_LEVELS)}.")
    if name == "host" and not _is_host(value):
        raise _wrong("“host” is an address such as 127.0.0.1 or ::1, or the name of this machine.")
    if name == "trusted_proxy" and value and not all(map(_is_trusted, value.split(","))):
        raise _wrong("“trusted_proxy” is addresses or networks such as 10.0.0.0/8, with commas between.")
    if name == "key" and not _is_key(value):
        raise _wrong("“key” has 64 hexadecimal digits.")
    return value


def _read(path: Path) -> str:
    """What a file says; OSError where it is longer than any of settings or secrets, as a device is."""
    with path.open("rb") as file:
        data = file.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise OSError(f"it is longer than {LONGEST:,} bytes")
    return data.decode("utf-8")


def _is_host(value: str) -> bool:
    plain = value.partition("%")[0]
    return _is_address(plain) or (bool(_NAME.fullmatch(value)) and not value.rpartition(".")[2].isdigit())


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


def _is_trusted(value: str) -> bool:
    try:
        ipaddress.ip_network(value.strip(), strict=False)
    except ValueError:
        return value.strip() == "*"
    return True


def _is_key(value: str) -> bool:
    return len(value) == 64 and set(value) <= set("0123456789abcdefABCDEF")


def _wrong(sentence: str) -> RuleError:
    return RuleError(
        "hub-settings",
        "The hub’s settings cannot be used",
        sentence,
        "Correct it; docs/hub-settings.md tells every setting.",
    )
