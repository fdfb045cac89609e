"""Instants as commands read and print them: local time, with the day of the week."""

from __future__ import annotations

from datetime import datetime, tzinfo

FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S")
"""How a local time may be given, for `click.DateTime`."""


def said(instant: datetime, zone: tzinfo | None) -> str:
    """Write an instant as `Wed  3 Jun 2026 10:12 BST`; seconds only where there are some."""
    local = instant.astimezone(zone)
    seconds = f":{local:%S}" if local.second else ""
    return f"{local:%a} {local.day:>2} {local:%b %Y %H:%M}{seconds} {local:%Z}"
