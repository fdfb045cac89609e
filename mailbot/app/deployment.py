"""Deployment: what somebody has written for their force, read and checked: configuration, rules and templates."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from mailbot import config as configuration
from mailbot.config import Config, ImapSection, SmtpSection
from mailbot.errors import ConfigError
from mailbot.model.ids import ANSWERS_TO, COORDINATOR, DEPUTY
from mailbot.model.people import Person
from mailbot.model.servers import Server
from mailbot.outbound import template
from mailbot.outbound.contexts import House
from mailbot.outbound.samples import SAMPLES
from mailbot.outbound.template import Templates
from mailbot.policy.rule_files import parse_rules
from mailbot.policy.rules import Rule
from mailbot.policy.step_templates import STEP_TEMPLATES
from mailbot.policy.working_time import Calendar


@dataclass(frozen=True, slots=True)
class Deployment:
    """Everything that is configured and does not change while mailbot runs."""

    config: Config
    rules: tuple[Rule, ...]
    templates: Templates
    calendar: Calendar

    @property
    def zone(self) -> ZoneInfo:
        """The local time of what people read."""
        return ZoneInfo(self.config.service.timezone)

    @property
    def house(self) -> House:
        """What every message knows of the force."""
        config = self.config
        return House(
            organisation=config.service.organisation,
            mailbox_address=config.mail.address,
            coordinator=Person(COORDINATOR, config.coordinator.name, config.coordinator.address),
            deputy=Person(DEPUTY, config.coordinator.deputy_name, config.coordinator.deputy),
            answers_to=Person(ANSWERS_TO, "", config.coordinator.superior),
            website=config.signposts.website,
            community_messaging=config.signposts.community_messaging,
            plus_addresses=config.mail.reply_addresses == "plus",
            zone=self.zone,
        )


def load(path: Path | None) -> Deployment:
    """Read a deployment; raises ConfigError with every problem of every file at once."""
    config = configuration.load(path)
    problems: list[str] = []
    templates = None
    try:
        templates = template.load(config.service.templates, ZoneInfo(config.service.timezone))
    except ConfigError as error:
        problems += error.problems
    rules: tuple[Rule, ...] = ()
    try:
        names = templates.names if templates else [path.stem for path in config.service.templates.glob("*.md")]
        rules = _rules(config.service.rules, names)
        sent = dict.fromkeys(step.send for rule in rules for step in rule.step if step.send)
        problems += [problem for name in sent if templates for problem in templates.problems_as_further(name)]
    except ConfigError as error:
        problems += error.problems
    if problems or templates is None:
        raise ConfigError(problems)
    return Deployment(config, rules, templates, calendar(config))


def calendar(config: Config) -> Calendar:
    """Make the working calendar that is configured."""
    working_time = config.working_time
    return Calendar.build(
        zone=config.service.timezone,
        days=working_time.days,
        hours=working_time.hours,
        holidays=working_time.holidays,
        closures=working_time.closures,
    )


def server(section: ImapSection | SmtpSection) -> Server:
    """Resolve how a mail server is reached, its secret included; raises ConfigError when that cannot be read."""
    limits = (section.max_per_minute, section.connections) if isinstance(section, SmtpSection) else (None, 1)
    return Server(
        host=section.host,
        port=section.port,
        security=section.security,
        username=section.username,
        password=section.secret() if section.auth == "password" else "",
        ca_file=section.ca_file,
        auth=section.auth,
        max_per_minute=limits[0],
        connections=limits[1],
    )


def _rules(directory: Path, templates: Collection[str]) -> tuple[Rule, ...]:
    """Read all rule files; of mailbot's own templates a step can send some, and of somebody's own any."""
    problems: list[str] = []
    files: dict[str, str] = {}
    for path in sorted(directory.glob("*")):
        name, is_toml = path.name.lower(), path.suffix == ".toml"
        if path.name.startswith("."):
            continue
        if not is_toml and name.endswith((".toml", ".toml.txt")):
            problems.append(f"rules/{path.name}: it is not read; the name of a rule file ends in .toml")
        if is_toml:
            try:
                files[path.stem] = path.read_text(encoding="utf-8-sig")
            except UnicodeDecodeError:
                problems.append(f"rules/{path.name}: it has letters that are not UTF-8; save it with that encoding")
            except OSError as error:
                problems.append(f"rules/{path.name}: it cannot be read ({error.strerror})")
    if not files and not problems:
        raise ConfigError([f"{directory}: there is no rule file; `mailbot init DIR` lays out the usual ones"])
    try:
        rules = parse_rules(files, [name for name in templates if name not in SAMPLES or name in STEP_TEMPLATES])
    except ConfigError as error:
        problems += error.problems
    if problems:
        raise ConfigError(problems)
    return rules
