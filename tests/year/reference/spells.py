"""The promise that repeated delay is seen."""

from __future__ import annotations

from collections.abc import Callable

from tests.year.reference.notebook import Notebook
from tests.year.reference.records import Spell, Step
from tests.year.story import day, local


def look(notes: Notebook) -> None:
    for spell in [spell for spells in notes.spells.values() for spell in spells if spell.holds and not spell.judged]:
        due = notes.office.after(spell.began_at, 5)
        about = spell.about = f"{spell.council}, due {day(due)}"
        excused_at = notes.excused.get(("repeated-delay", about))
        met_at = next((at for at in notes.contacts[spell.council] if at >= spell.began_at), None)
        if met_at is None and notes.rows[spell.council].plr is None:
            continue  # nobody is there to be in touch with
        if met_at is None and not spell.escalated:
            spell.escalated = True
            is_open = _is_owed(notes, spell)
            notes.take([Step("repeated-delay", "escalation", spell.began_at, about, None, True, is_open)])
        elif excused_at is not None and (met_at is None or excused_at < met_at):
            spell.judged, spell.met_at = True, None
            notes.verdict("repeated-delay", about, "excused", due, excused_at, "coordinator")
        elif met_at is not None:
            spell.judged, spell.met_at = True, met_at
            outcome = "met" if met_at <= due else "late"
            tells, still = "answered" if spell.escalated else "", lambda spell=spell: spell.judged
            notes.verdict("repeated-delay", about, outcome, due, met_at, "coordinator", tells=tells, still=still)


def _is_owed(notes: Notebook, spell: Spell) -> Callable[[], bool]:
    return lambda: spell.holds and not spell.judged and notes.rows[spell.council].plr is not None


def notice_spell(notes: Notebook, council: str) -> None:
    """Two periods in a row, or three of six, are a spell; it lasts until a period is kept."""
    if "repeated-delay" not in notes.story.rules:
        return
    counted = [period for period in notes.periods[council] if period.outcome not in ("", "excused")]
    missed = [period.outcome == "lapsed" for period in counted]
    ends = [local(f"{period.ends_on} 00:00") for period in counted]
    begun, lasts = [], False
    for n, is_missed in enumerate(missed):
        in_a_row = missed[max(n - 1, 0) : n + 1] == [True, True]
        if not is_missed:
            lasts = False
        elif not lasts and (in_a_row or sum(missed[max(n - 5, 0) : n + 1]) >= 3):
            lasts = True
            begun.append(ends[n])
    for spell in notes.spells[council]:
        spell.holds = spell.judged or spell.began_at in begun
    known = {spell.began_at for spell in notes.spells[council]}
    notes.spells[council] += [Spell(council, at) for at in begun if at not in known]
