"""config.toml: what it holds, and that every mistake is said at once, by section and key (design, Shapes)."""

from __future__ import annotations

import re
from datetime import date, time
from pathlib import Path

import pytest

from mailbot.config import Config, load
from mailbot.errors import ConfigError

ROOT = Path(__file__).parent.parent
LEAST = """
[coordinator]
address = "coordinator@force.example"
[mail]
address = "liaison@force.example"
"""
REAL = (
    LEAST
    + """
server = "imap"
[imap]
host = "imap.force.example"
password_file = "secrets/liaison"
[smtp]
host = "smtp.force.example"
password_env = "LIAISON_PASSWORD"
max_per_minute = 30
connections = 3
"""
)


def written(directory: Path, text: str) -> Path:
    path = directory / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def loaded(directory: Path, text: str) -> Config:
    return load(written(directory, text))


def problems(directory: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        loaded(directory, text)
    return caught.value.problems


def test_all_keys_have_defaults_but_the_addresses(tmp_path: Path) -> None:
    config = loaded(tmp_path, LEAST)
    assert (config.mail.server, config.mail.mailboxes, config.digest.at) == ("embedded", ("INBOX", "Junk"), time(8, 30))
    assert config.working_time.hours == (time(9), time(17))
    assert config.service.live_from is None
    assert problems(tmp_path, "") == (
        "config.toml: [coordinator] address: is missing; add it",
        "config.toml: [mail] address: is missing; add it",
    )


def test_the_default_file_is_the_defaults_and_explains_every_key() -> None:
    config = load(ROOT / "config.toml")
    assert config.mail.server == "embedded"
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    for section, field in Config.model_fields.items():
        assert re.search(rf"^(# )?\[{section}\]", text, re.MULTILINE), section
        model = next(iter(getattr(field.annotation, "__args__", ())), field.annotation)
        for key in model.model_fields:
            assert re.search(rf"\b{key}\b", text), f"[{section}] {key} is not explained"


def test_the_real_mailbox_of_the_default_file_is_valid_once_its_comments_are_opened(tmp_path: Path) -> None:
    text = (ROOT / "config.toml").read_text(encoding="utf-8").replace('server = "embedded"', 'server = "imap"')
    config = loaded(tmp_path, re.sub(r"^# (?=\[|[a-z_]+ =)", "", text, flags=re.MULTILINE))
    assert config.imap is not None and config.smtp is not None and config.oauth2 is not None
    assert (config.imap.port, config.smtp.port, config.smtp.max_per_minute) == (993, 587, 30)
    assert config.service.live_from == date(2026, 6, 1)


def test_relative_paths_start_at_the_directory_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, REAL)
    monkeypatch.chdir(tmp_path.parent)
    config = load(Path(tmp_path.name) / "config.toml")
    assert config.service.data == tmp_path / "var"
    assert config.imap is not None
    assert (config.imap.password_file, config.imap.ca_file) == (str(tmp_path / "secrets" / "liaison"), "")
    absolute = loaded(tmp_path, LEAST + '[service]\ndata = "/srv/mailbot"')
    assert absolute.service.data == Path("/srv/mailbot")


def test_the_environment_names_the_file_unless_a_path_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILBOT_CONFIG", str(written(tmp_path, LEAST)))
    assert load(None).mail.address == "liaison@force.example"
    with pytest.raises(ConfigError, match=r"elsewhere\.toml: cannot be read .*mailbot init"):
        load(tmp_path / "elsewhere.toml")


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xef\xbb\xbf" + LEAST.encode())
    assert load(tmp_path / "config.toml").coordinator.name == "Coordinator"


def test_closures_are_days_and_ranges(tmp_path: Path) -> None:
    text = LEAST + '[working_time]\nclosures = ["2026-12-30..2027-01-02", "2026-12-24", 2026-05-01]'
    expected = [(2026, 5, 1), (2026, 12, 24), (2026, 12, 30), (2026, 12, 31), (2027, 1, 1), (2027, 1, 2)]
    assert loaded(tmp_path, text).working_time.closures == tuple(date(*day) for day in expected)


WRONG = [
    ('[service]\ntimezone = "Mars/Olympus"', "[service] timezone: 'Mars/Olympus' is no time zone; write one like"),
    ('[service]\ntimezone = "../../etc"', "[service] timezone: '../../etc' is no time zone"),
    ('[service]\nlive_from = "soon"', "[service] live_from: is 'soon'; "),
    ('[service]\norganisation = ""', "[service] organisation: is ''; "),
    ("[embedded]\nimap_port = 70000", "[embedded] imap_port: is 70000; it should be less than or equal to 65535"),
    ('[embedded]\nsmtp_port = "2525"', "[embedded] smtp_port: is '2525'; it should be a valid integer"),
    ('[working_time]\nhours = "9 to 5"', "[working_time] hours: '9 to 5' are no hours; write them like 09:00-17:00"),
    ('[working_time]\nhours = "17:00-09:00"', "[working_time] hours: '17:00-09:00' closes before it opens"),
    ('[working_time]\nhours = "09:00-25:00"', "[working_time] hours: '25:00' is no time of day; write it like 08:30"),
    ('[working_time]\ndays = ["mon", "funday"]', "[working_time] days.1: is 'funday'; allowed: 'mon', 'tue'"),
    ("[working_time]\ndays = []", "[working_time] days: is []; "),
    ('[working_time]\nholidays = "France"', "[working_time] holidays: is 'France'; allowed: 'England', 'Wales'"),
    (
        '[working_time]\nclosures = ["24 December"]',
        "[working_time] closures: '24 December' is no day; write 2026-12-24",
    ),
    (
        '[working_time]\nclosures = ["2027-01-03..2027-01-02"]',
        "[working_time] closures: '2027-01-03..2027-01-02' has to",
    ),
    (
        '[working_time]\nclosures = ["2026-01-01..2036-01-01"]',
        "[working_time] closures: '2026-01-01..2036-01-01' has to",
    ),
    ('[working_time]\nclosures = "2026-12-24"', "[working_time] closures: is '2026-12-24'; it should be a valid tuple"),
    ('[digest]\nat = "8.30"', "[digest] at: '8.30' is no time of day; write it like 08:30"),
    ("[digest]\nweekly = true", "[digest] weekly: is unknown; allowed: at"),
    ("[reports]\nat = 1", "[reports]: is unknown; allowed: [service], [coordinator], [mail]"),
    ("[[digest]]\nat = 1", "[digest]: has to be one table of keys"),
    (
        '[imap]\nhost = "imap.force.example"',
        "[imap] password_credential: write exactly one of password_file, password_",
    ),
    ('[imap]\nhost = "h"\npassword_env = "A"\npassword_file = "b"', "[imap] password_credential: write exactly one of"),
    (
        '[imap]\nhost = "imap.force.example"\npassword_env = "A"\nsecurity = "none"',
        "[imap] security: 'none' would send",
    ),
    (
        '[imap]\nhost = "h"\npassword_env = "A"\nsecurity = "ssl"',
        "[imap] security: is 'ssl'; allowed: 'tls', 'starttls' or",
    ),
    (
        '[smtp]\nhost = "h"\npassword_env = "A"\nconnections = 0',
        "[smtp] connections: is 0; it should be greater than or",
    ),
    ('[smtp]\nhost = "h"\nauth = "oauth2"', "[oauth2] tenant: is missing; add it"),
]


@pytest.mark.parametrize(("text", "problem"), WRONG)
def test_a_mistake_is_said_with_section_key_and_what_to_do(tmp_path: Path, text: str, problem: str) -> None:
    assert problems(tmp_path, LEAST + text)[0].startswith(f"config.toml: {problem}")


@pytest.mark.parametrize(
    "address",
    ["", "coordinator", "a@b", "Sam <sam@force.example>", "a@force.example, b@force.example", "a b@force.example",
     "a..b@force.example", "@force.example", "a@force..example", "a@force.example\n", "x" * 250 + "@force.example"],
)  # fmt: skip
def test_what_is_no_address_is_refused(tmp_path: Path, address: str) -> None:
    text = LEAST.replace("coordinator@force.example", address.replace("\n", "\\n"))
    assert problems(tmp_path, text)[0].startswith("config.toml: [coordinator] address: ")


def test_every_problem_is_said_at_once(tmp_path: Path) -> None:
    text = (
        '[mail]\nserver = "imap"\n[imap]\nport = "x"\nsecurity = "none"\nhost = "h.example"\nhots = 1\n[digest]\nat = 1'
    )
    said = problems(tmp_path, text)
    keys = ["[coordinator] address", "[mail] address", "[imap] port", "[imap] security", "[imap] password_credential"]
    keys += ["[imap] hots", "[smtp] host", "[digest] at"]
    assert all(any(f" {key}:" in problem for problem in said) for key in keys), said


def test_what_is_no_toml_is_said_with_its_line(tmp_path: Path) -> None:
    assert "line 2" in problems(tmp_path, "[mail]\naddress = liaison@force.example")[0]


@pytest.mark.parametrize("text", ['[imap]\nhost = "h"\npassword = "hunter2"', '[[imap]]\npassword = "hunter2"',
                                  '[oauth2]\ntenant = "t"\nclient_id = "c"\nclient_secret = "hunter2"'])  # fmt: skip
def test_a_secret_in_the_file_is_refused_and_not_repeated(tmp_path: Path, text: str) -> None:
    assert not any("hunter2" in problem for problem in problems(tmp_path, LEAST + text))


def test_a_password_in_the_file_is_refused_with_where_it_belongs(tmp_path: Path) -> None:
    said = problems(tmp_path, LEAST + '[imap]\nhost = "h"\npassword_env = "A"\npassword = "hunter2"')
    assert said == (
        "config.toml: [imap] password: does not belong in this file;"
        " write password_file, password_env or password_credential",
    )


def test_nothing_goes_in_clear_but_on_loopback(tmp_path: Path) -> None:
    for host in ("localhost", "127.0.0.1", "::1"):
        config = loaded(tmp_path, LEAST + f'[imap]\nhost = "{host}"\npassword_env = "A"\nsecurity = "none"')
        assert config.imap is not None and config.imap.security == "none"


def test_a_password_is_read_from_where_the_section_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "liaison").write_text("from the file\n", encoding="utf-8")
    monkeypatch.setenv("LIAISON_PASSWORD", "from the environment")
    config = loaded(tmp_path, REAL)
    assert config.imap is not None and config.smtp is not None
    assert (config.imap.secret(), config.smtp.secret()) == ("from the file", "from the environment")
    assert config.imap.username == "liaison@force.example"

    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "secrets"))
    text = LEAST + '[imap]\nhost = "h"\npassword_credential = "liaison"'
    by_systemd = loaded(tmp_path, text).imap
    assert by_systemd is not None and by_systemd.secret() == "from the file"


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        ('password_file = "nowhere"', "nowhere cannot be read"),
        ('password_file = "config.empty"', "is empty; write the secret into it"),
        ('password_env = "NOT_SET_ANYWHERE"', "NOT_SET_ANYWHERE is empty or not set"),
        ('password_credential = "liaison"', "CREDENTIALS_DIRECTORY is not set; start mailbot by systemd"),
    ],
)
def test_a_secret_that_cannot_be_read_fails_loudly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, problem: str
) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    (tmp_path / "config.empty").touch()
    imap = loaded(tmp_path, LEAST + f'[imap]\nhost = "h"\n{key}').imap
    assert imap is not None
    with pytest.raises(ConfigError, match=problem):
        imap.secret()
