"""The commands: parse arguments, call app, print. Exit status 0, 1 failed, 2 usage."""

from mailbot.cli.main import main

__all__ = ["main"]
