"""`mailbot init`: what it lays out, what it refuses, and that a wheel does the same as a checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mailbot.cli import main
from mailbot.config import load

ROOT = Path(__file__).parents[2]
OPTIONS = (
    "--organisation=Example Constabulary",
    "--mailbox=plr@constabulary.example",
    "--coordinator-name=Robin O'Dell",
    "--coordinator-address=r.odell@constabulary.example",
)


def init(directory: Path, *options: str, answers: str = "") -> Result:
    return CliRunner().invoke(main, ["init", str(directory), *options], input=answers)


def files(directory: Path) -> dict[str, bytes]:
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def test_a_deployment_is_the_root_of_the_repository_with_the_forces_own_values(tmp_path: Path) -> None:
    assert init(tmp_path / "mailbot", *OPTIONS).exit_code == 0
    laid_out = files(tmp_path / "mailbot")
    for name in ("rules", "templates", "examples"):
        for path, content in files(ROOT / name).items():
            assert laid_out.pop(f"{name}/{path}") == content
    assert list(laid_out) == ["config.toml"]
    config = load(tmp_path / "mailbot" / "config.toml")
    assert config.service.organisation == "Example Constabulary"
    assert config.mail.address == "plr@constabulary.example"
    assert (config.coordinator.name, config.coordinator.address) == ("Robin O'Dell", "r.odell@constabulary.example")
    assert config.security.colleague_domains == ("constabulary.example",)


def test_comments_and_every_other_key_of_the_configuration_stay(tmp_path: Path) -> None:
    init(tmp_path / "mailbot", *OPTIONS)
    before = (ROOT / "config.toml").read_text(encoding="utf-8").splitlines()
    after = (tmp_path / "mailbot" / "config.toml").read_text(encoding="utf-8").splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 5
    assert all(old.partition("#")[2] == new.partition("#")[2] for old, new in changed)


def test_what_is_not_given_as_an_option_is_asked_for(tmp_path: Path) -> None:
    answers = "Example Constabulary\nplr@constabulary.example\nRobin O'Dell\nr.odell@constabulary.example\n"
    assert init(tmp_path / "asked", answers=answers).exit_code == 0
    assert init(tmp_path / "given", *OPTIONS).exit_code == 0
    assert files(tmp_path / "asked") == files(tmp_path / "given")


@pytest.mark.parametrize("name", ['Police "of" Wessex', "C:\\force", "Heddlu Dyffryn Ŵy", "Police # 7"])
def test_a_name_stands_in_the_configuration_as_it_was_given(tmp_path: Path, name: str) -> None:
    assert init(tmp_path, *OPTIONS[1:], f"--organisation={name}").exit_code == 0
    assert tomllib.loads((tmp_path / "config.toml").read_text(encoding="utf-8"))["service"]["organisation"] == name


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "config.toml").write_text("mine", encoding="utf-8")
    result = init(tmp_path, *OPTIONS)
    assert result.exit_code == 1
    assert f"{tmp_path / 'rules'}: is there already" in result.output
    assert f"{tmp_path / 'config.toml'}: is there already" in result.output
    assert files(tmp_path) == {"config.toml": b"mine"}


def test_every_problem_is_said_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    wrong = ("--organisation= ", "--mailbox=plr", "--coordinator-name=Robin\tO'Dell", "--coordinator-address=a@b@c")
    result = init(tmp_path / "mailbot", *wrong)
    assert result.exit_code == 1
    for option in ("--organisation", "--mailbox", "--coordinator-name", "--coordinator-address"):
        assert option in result.output
    assert not (tmp_path / "mailbot").exists()


def test_a_wheel_lays_out_a_deployment_that_checks_and_tells_the_demonstration_without_one(tmp_path: Path) -> None:
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    build = (*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT))
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    subprocess.run((*pip, "install", "--no-deps", "--target", str(installed), str(wheel)), check=True)
    environment = {**os.environ, "PYTHONPATH": str(installed), "MAILBOT_CONFIG": "", "COLUMNS": "100"}

    def mailbot(*arguments: str, cwd: Path) -> str:
        command = (str(installed / "bin" / "mailbot"), *arguments)
        return subprocess.run(
            command, cwd=cwd, env=environment, check=True, capture_output=True, text=True, timeout=60
        ).stdout

    (installed / "mailbot" / "defaults" / "examples" / "only-in-the-wheel.csv").touch()
    mailbot("init", "deployment", *OPTIONS, cwd=tmp_path)
    assert files(tmp_path / "deployment").keys() == files(installed / "mailbot" / "defaults").keys()
    checked = mailbot("check", cwd=tmp_path / "deployment")
    assert "IMAP: logged in" in checked and "SMTP: logged in" in checked
    (tmp_path / "empty").mkdir()
    assert "1 resolved" in mailbot("demo", cwd=tmp_path / "empty")
