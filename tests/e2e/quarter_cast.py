"""The cast of a quarter: who is on the roster, as the coordinator keeps it."""

from __future__ import annotations

PAT, MORGAN = "pat.hall@harpole-pc.example", "clerk@harpole-pc.example"
LINDSAY = "lindsay.marsh@wendle-pc.example"
DEV, ALEX, JO = "dev.anand@post.example", "clerk@marsh-pc.example", "clerk@fenby-pc.example"
KIM, SAL = "kim.ashby@brinton-tc.example", "clerk@brinton-tc.example"
LEE = "lee.carter@watch.example"
ADA, NIA = "ada.moss@orston-pc.example", "clerk@orston-pc.example"
VIC, UNA, ROBIN = "vic.dunn@aldby-pc.example", "una.fox@selham-pc.example", "r.ames@harpole-pc.example"
OLIVE = "olive.grey@orston-pc.example"
REED, DALE, LUND = "a.reed@force.example", "j.dale@force.example", "m.lund@force.example"
STRANGER = "somebody@elsewhere.example"
COORDINATOR, DEPUTY, CHIEF = "coordinator@force.example", "deputy@force.example", "chief@force.example"

HEADER = (
    "council,programme,plr_name,plr_email,plr_phone,contact_by,clerk_name,clerk_email,officer_name,officer_email,"
    "officer_phone,team,role,plan,every,since,last_meeting"
)
_REED, _DALE, _LUND = (
    f"PC A. Reed,{REED},01632 960190,Harpole NPT",
    f"PCSO J. Dale,{DALE},01632 960191,Brinton NPT",
    f"PCSO M. Lund,{LUND},01632 960192,Orston NPT",
)
_KEPT = "2025-01-01,2026-06-01"
ROWS = {
    "Harpole Parish Council": f"plr,Pat Hall,{PAT},,,Morgan Birch,{MORGAN},{_REED},"
    f",second Tuesday,,2025-01-01,2025-09-20",
    "Wendle Parish Council": f"plr,Lindsay Marsh,{LINDSAY},,,Lindsay Marsh,{LINDSAY},{_REED},,,,{_KEPT}",
    "Marsh Parish Council": f"plr,Dev Anand,{DEV},,,Alex Pine,{ALEX},{_REED},,,,{_KEPT}",
    "Thornbeck Parish Meeting": f"plr,Robin Ashe,,01632 960155,phone,,,{_REED},,15,,{_KEPT}",
    "Fenby Parish Council": f"plr,Dev Anand,{DEV},,,Jo Field,{JO},{_DALE},,,,{_KEPT}",
    "Brinton Town Council": f"plr,Kim Ashby,{KIM},,,Sal Ivey,{SAL},{_DALE},,,,{_KEPT}",
    "Orston Parish Council": f"plr,Ada Moss,{ADA},,,Nia Cole,{NIA},{_LUND},PLR contact,,,{_KEPT}",
    "Church Lane Watch": f"neighbourhood-watch,Lee Carter,{LEE},,,,,{_LUND},,second Tuesday,1 month,{_KEPT}",
}
NEW_ROWS = {
    "Aldby Parish Council": f"plr,Vic Dunn,{VIC},,,,,{_LUND},,,,,2026-06-01",
    "Selham Parish Council": f"plr,Una Fox,{UNA},,,,,{_LUND},,,,,2026-06-01",
}


def roster(*changes: tuple[str, str]) -> bytes:
    """Write the roster, with changes of words in it, as the coordinator's spreadsheet saves it."""
    text = "\r\n".join([HEADER, *(f"{council},{row}" for council, row in ROWS.items())])
    for old, changed in changes:
        assert old in text
        text = text.replace(old, changed)
    return text.encode()


COUNCIL_SIDE = {
    PAT: {"Harpole"},
    MORGAN: {"Harpole"},
    ROBIN: {"Harpole"},
    LINDSAY: {"Wendle"},
    DEV: {"Marsh", "Fenby"},
    ALEX: {"Marsh"},
    JO: {"Fenby"},
    KIM: {"Brinton"},
    SAL: {"Brinton"},
    LEE: {"Church Lane"},
    ADA: {"Orston"},
    NIA: {"Orston"},
    OLIVE: {"Orston"},
    VIC: {"Aldby"},
    UNA: {"Selham"},
}
"""Everybody of the council's side, and where they belong."""
OFFICERS = (REED, DALE, LUND)
ROLES = (
    dict.fromkeys(COUNCIL_SIDE, "plr")
    | dict.fromkeys((MORGAN, ALEX, JO, SAL, NIA), "clerk")
    | dict.fromkeys(OFFICERS, "officer")
    | dict.fromkeys((COORDINATOR, DEPUTY, CHIEF), "coordinator")
)
