"""config.toml → frozen Config: every error at once, by file, section and key, each with what to do.

It reads one file and the secrets that the file points to, and nothing of ours but the errors; it connects to nothing.
Relative paths start at the directory of the file. A secret never stands in the file: it is in a file of its own, in an
environment variable, or a systemd credential, and is read when it is asked for. Source: design, Shapes.
"""

from __future__ import annotations

import ipaddress
import os
import re
import tomllib
from collections.abc import Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from mailbot.errors import ConfigError

ENVIRONMENT_VARIABLE = "MAILBOT_CONFIG"
DEFAULT_PATH = Path("config.toml")
_ATOM = r"[^\s@.<>()\[\],;:\"\\]+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@[\w-]+(?:\.[\w-]+)+")
_LONGEST_CLOSURE = 366


def checked_address(text: str) -> str:
    """Give back an address as it was written; raises ValueError when it is none (RFC 5321 section 4.1.2)."""
    if len(text) > 254 or not _ADDRESS.fullmatch(text):
        raise ValueError(f"{text!r} is no email address; write it like name@council.example, without a display name")
    return text


def _address_or_none(text: str) -> str:
    return checked_address(text) if text else ""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"{name!r} is no time zone; write one like Europe/London") from error
    return name


def _located(path: Path, info: ValidationInfo) -> Path:
    directory: Path = (info.context or {})["directory"]
    return directory / path


def _located_text(path: str, info: ValidationInfo) -> str:
    return str(_located(Path(path), info)) if path else ""


def _time_of_day(value: object) -> time:
    if isinstance(value, time):
        return value
    if not re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d", str(value)):
        raise ValueError(f"{value!r} is no time of day; write it like 08:30")
    return time.fromisoformat(str(value))


def _hours(value: object) -> object:
    if isinstance(value, tuple):
        return value
    opens, dash, closes = str(value).partition("-")
    if not dash:
        raise ValueError(f"{value!r} are no hours; write them like 09:00-17:00")
    hours = (_time_of_day(opens.strip()), _time_of_day(closes.strip()))
    if hours[0] >= hours[1]:
        raise ValueError(f"{value!r} closes before it opens; write the opening first, like 09:00-17:00")
    return hours


def _closures(value: object) -> object:
    """Spread days and ranges, `2027-01-02..2027-01-03`, into single days."""
    if not isinstance(value, list):
        return value
    days: set[date] = set()
    for entry in value:
        first, _, last = str(entry).partition("..")
        try:
            start = date.fromisoformat(first.strip())
            length = (date.fromisoformat((last or first).strip()) - start).days
        except ValueError as error:
            raise ValueError(f"{entry!r} is no day; write 2026-12-24, or 2027-01-02..2027-01-03") from error
        if not 0 <= length <= _LONGEST_CLOSURE:
            raise ValueError(f"{entry!r} has to end after it starts, and within {_LONGEST_CLOSURE} days")
        days |= {start + timedelta(days=n) for n in range(length + 1)}
    return tuple(sorted(days))


AnAddress = Annotated[str, AfterValidator(checked_address)]
AnAddressOrNone = Annotated[str, AfterValidator(_address_or_none)]
APath = Annotated[Path, AfterValidator(_located)]
APathOrNone = Annotated[str, AfterValidator(_located_text)]
APort = Annotated[int, Field(strict=True, ge=1, le=65535)]
AFreePort = Annotated[int, Field(strict=True, ge=0, le=65535)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


class Service(_Section):
    """Whose programme it is, since when, and where its files are."""

    organisation: str = Field(default="Example Police", min_length=1)
    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/London"
    live_from: date | None = None
    data: APath = Path("var")
    rules: APath = Path("rules")
    templates: APath = Path("templates")


class Coordinator(_Section):
    """Who keeps the programme, and who is told when the coordinator does not act."""

    name: str = Field(default="Coordinator", min_length=1)
    address: AnAddress
    deputy_address: AnAddressOrNone = ""
    answers_to: AnAddressOrNone = ""

    @property
    def deputy(self) -> str:
        """Give the address for what the deputy is to be told; without one, the coordinator is told."""
        return self.deputy_address or self.address

    @property
    def deputy_name(self) -> str:
        """Say who that is, to somebody whose mail goes there."""
        return f"the deputy of {self.name}" if self.deputy_address else self.name

    @property
    def superior(self) -> str:
        """Give the address for what goes to whom the coordinator answers to; without one, it goes to the deputy."""
        return self.answers_to or self.deputy


class MailSection(_Section):
    """The one mailbox that everything arrives in and leaves from."""

    server: Literal["embedded", "imap"] = "embedded"
    address: AnAddress
    reply_addresses: Literal["plus", "subject"] = "plus"
    mailboxes: tuple[str, ...] = Field(default=("INBOX", "Junk"), min_length=1)


class ImapSection(_Section):
    """How the IMAP server is reached and logged in to."""

    host: str = Field(min_length=1)
    port: APort = 993
    security: Literal["tls", "starttls", "none"] = "tls"
    ca_file: APathOrNone = ""
    username: str = ""
    auth: Literal["password", "oauth2"] = "password"
    password_file: APathOrNone = ""
    password_env: str = ""
    password_credential: str = ""

    @field_validator("security")
    @classmethod
    def _none_only_on_loopback(cls, security: str, info: ValidationInfo) -> str:
        if security == "none" and not _is_loopback(info.data.get("host", "localhost")):
            raise ValueError("'none' would send the password in clear; write tls or starttls (none: loopback only)")
        return security

    @field_validator("password_credential")
    @classmethod
    def _one_secret(cls, credential: str, info: ValidationInfo) -> str:
        given = [info.data.get("password_file"), info.data.get("password_env"), credential]
        if info.data.get("auth") == "password" and sum(map(bool, given)) != 1:
            raise ValueError("write exactly one of password_file, password_env and password_credential")
        return credential

    def secret(self) -> str:
        """Read the password from where the section says it is; raises ConfigError when that cannot be read."""
        return _secret("password", self.password_file, self.password_env, self.password_credential)


class SmtpSection(ImapSection):
    """How the submission server is reached and logged in to, and how much it takes."""

    port: APort = 587
    security: Literal["tls", "starttls", "none"] = "starttls"
    max_per_minute: int | None = Field(default=None, strict=True, ge=1)
    connections: int = Field(default=1, strict=True, ge=1, le=20)


class OAuth2Section(_Section):
    """The application that logs in in place of a password (Microsoft 365)."""

    tenant: str = Field(min_length=1)
    client_id: str = Field(min_length=1)
    client_secret_file: APathOrNone = ""
    client_secret_env: str = ""
    client_secret_credential: str = ""

    def secret(self) -> str:
        """Read the client secret from where the section says it is; raises ConfigError when that cannot be read."""
        return _secret("client_secret", self.client_secret_file, self.client_secret_env, self.client_secret_credential)


class Embedded(_Section):
    """The mail server of a first look, on loopback; port 0 takes any that is free."""

    smtp_port: AFreePort = 2525
    imap_port: AFreePort = 1143
    roster: APath = Path("examples/roster.csv")


class WorkingTime(_Section):
    """When the office is open; `closures` are single days, ranges spread."""

    days: tuple[Weekday, ...] = Field(default=("mon", "tue", "wed", "thu", "fri"), min_length=1)
    hours: Annotated[tuple[time, time], BeforeValidator(_hours)] = (time(9), time(17))
    holidays: Literal["England", "Wales", "Scotland", "Northern Ireland"] = "England"
    closures: Annotated[tuple[date, ...], BeforeValidator(_closures)] = ()


class Digest(_Section):
    """When the coordinator is written to, on working days, in local time."""

    at: Annotated[time, BeforeValidator(_time_of_day)] = time(8, 30)


class SecuritySection(_Section):
    """Whose word on a message's authentication is taken, and whose colleagues may answer."""

    authserv_id: str = ""
    colleague_domains: tuple[str, ...] = ()


class Signposts(_Section):
    """What PLRs are shown beside 999 and 101; empty leaves it out."""

    website: str = ""
    community_messaging: str = ""


class Config(_Section):
    """The whole of config.toml."""

    service: Service
    coordinator: Coordinator
    mail: MailSection
    imap: ImapSection | None = None
    smtp: SmtpSection | None = None
    oauth2: OAuth2Section | None = None
    embedded: Embedded
    working_time: WorkingTime
    digest: Digest
    security: SecuritySection
    signposts: Signposts


def config_path(path: Path | None) -> Path:
    """Where the configuration is: the path that was given, else $MAILBOT_CONFIG, else config.toml here."""
    return path or Path(os.environ.get(ENVIRONMENT_VARIABLE) or DEFAULT_PATH)


def load(path: Path | None) -> Config:
    """Read the configuration; raises ConfigError with every problem at once."""
    path = config_path(path)
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        advice = f"give --config or {ENVIRONMENT_VARIABLE}, or make a deployment with: mailbot init DIR"
        raise ConfigError([f"{path}: cannot be read ({error.strerror}); {advice}"]) from error
    except ValueError as error:  # UnicodeDecodeError and TOMLDecodeError
        raise ConfigError([f"{path.name}: is no TOML in UTF-8: {error}"]) from error
    try:
        return Config.model_validate(_completed(tables), context={"directory": path.absolute().parent})
    except ValidationError as error:
        raise ConfigError([f"{path.name}: {_problem(dict(item))}" for item in error.errors()]) from error


def _completed(tables: dict[str, Any]) -> dict[str, Any]:
    """Put in the sections that are not there but needed, empty: what they lack is then said together with the rest."""
    needed = [name for name, field in Config.model_fields.items() if field.is_required()]
    mail = tables.get("mail")
    if isinstance(mail, dict) and mail.get("server") == "imap":
        needed += ["imap", "smtp"]
    servers = [table for name in ("imap", "smtp") if isinstance(table := tables.get(name), dict)]
    if any(server.get("auth") == "oauth2" for server in servers):
        needed.append("oauth2")
    if isinstance(mail, dict):
        for server in servers:
            server.setdefault("username", mail.get("address", ""))
    return {name: {} for name in needed} | tables


def _problem(error: Mapping[str, Any]) -> str:
    section, *keys = error["loc"]
    where = f"[{section}] {'.'.join(map(str, keys))}".rstrip()
    key = str(keys[-1]) if keys else ""
    match error["type"]:
        case "missing":
            said = "is missing; add it"
        case "extra_forbidden" if key in ("password", "client_secret"):
            said = f"does not belong in this file; write {key}_file, {key}_env or {key}_credential"
        case "extra_forbidden":
            said = f"is unknown; allowed: {', '.join(_known(str(section), bool(keys)))}"
        case "model_type":
            said = "has to be one table of keys"
        case "value_error":
            said = str(error["ctx"]["error"])
        case "literal_error":
            said = f"is {error['input']!r}; allowed: {error['ctx']['expected']}"
        case _:
            said = f"is {error['input']!r}; {error['msg'].lower().replace('input should', 'it should')}"
    return f"{where}: {said}"


def _known(section: str, within: bool) -> list[str]:
    if not within:
        return [f"[{name}]" for name in Config.model_fields]
    annotation = Config.model_fields[section].annotation
    model: Any = next(iter(get_args(annotation)), annotation)  # of `ImapSection | None` the model
    return list(model.model_fields)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _secret(name: str, file: str, env: str, credential: str) -> str:
    if env:
        if not (value := os.environ.get(env, "")):
            raise ConfigError([f"{name}_env: the environment variable {env} is empty or not set; set it"])
        return value
    if credential:
        directory = os.environ.get("CREDENTIALS_DIRECTORY")
        if not directory:
            advice = "start mailbot by systemd with LoadCredential="
            raise ConfigError([f"{name}_credential: $CREDENTIALS_DIRECTORY is not set; {advice}"])
        file = str(Path(directory) / credential)
    try:
        value = Path(file).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError([f"{name}: {file} cannot be read: {error}; let mailbot's user read it"]) from error
    if not value:
        raise ConfigError([f"{name}: {file} is empty; write the secret into it"])
    return value
