"""Ordinary messages to measure with: replies of 10 KB as Outlook, Gmail, an iPhone and Thunderbird write them.

Half of them ask something, half only tell. They stand for no extreme; what is hostile is in `tests/inbound`.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from email.message import EmailMessage
from textwrap import fill

SIZE = 10_000

_TOLD = (
    "The hedge on Church Lane hides a sign.",
    "Cars come round the bend at forty, and parents with prams walk there.",
    "We spoke about this at the last meeting of the parish council.",
    "The bus shelter, the car park and Mill End should be on the list for June as well.",
    "Nothing else has happened this month, though the street lights by the pond are out again.",
)
_ASKED = "Could somebody from your team look at it before Tuesday?"
_FROM, _TO = "Pat Hall <pat@harpole-pc.example>", "liaison@force.example"
_SIGNATURE = ("Pat Hall", "Clerk, Harpole Parish Council", "01234 567890")
_ATTRIBUTION = "On Tue, 2 Jun 2026 at 09:14, Example Police Liaison <liaison@force.example> wrote:"
_HEADER_BLOCK = (
    ("From:", "Example Police Liaison <liaison@force.example>"),
    ("Sent:", "02 June 2026 09:14"),
    ("To:", "Pat Hall <pat@harpole-pc.example>"),
    ("Subject:", "Hedge on Church Lane"),
)
_WORD_STYLES = (
    "".join(
        f"@font-face {{font-family:{name}; panose-1:2 15 5 2 2 2 4 3 2 4;}}\n"
        for name in ("Calibri", "Aptos", "Cambria")
    )
    + "p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0cm; font-size:11.0pt; font-family:'Calibri',sans-serif;}\n"
)


def ordinary_messages(count: int, seed: int = 1) -> list[bytes]:
    """Make so many messages of each client in turn; the same for the same seed."""
    dice = random.Random(seed)
    return [_message(dice, number) for number in range(count)]


def _message(dice: random.Random, number: int) -> bytes:
    new = [_paragraph(dice) for _ in range(3)]
    if number // len(_CLIENTS) % 2:
        new[1] += f" {_ASKED}"
    quoted = [_paragraph(dice) for _ in range(3)]
    while True:
        mail = _with_fields(number)
        _CLIENTS[number % len(_CLIENTS)](mail, new, quoted)
        if len(raw := mail.as_bytes()) >= SIZE:
            return raw
        quoted.append(_paragraph(dice))


def _paragraph(dice: random.Random) -> str:
    return " ".join(dice.choices(_TOLD, k=4))


def _with_fields(number: int) -> EmailMessage:
    """Make a message with the fields that eight hops and a filter leave."""
    mail = EmailMessage()
    for hop in range(8):
        hosts = f"from mx{hop}.example by mx{hop + 1}.example"
        mail["Received"] = f"{hosts} with ESMTPS id {number}; Tue, 2 Jun 2026 09:14:00 +0100"
    mail["Authentication-Results"] = "mx8.example; spf=pass smtp.mailfrom=harpole-pc.example; dmarc=pass"
    mail["From"], mail["To"] = _FROM, _TO
    mail["Subject"], mail["Message-ID"] = "Re: Hedge on Church Lane", f"<{number}@harpole-pc.example>"
    mail["In-Reply-To"] = "<lia-1@force.example>"
    return mail


def _outlook(mail: EmailMessage, new: Sequence[str], quoted: Sequence[str]) -> None:
    """Write a header block above what is answered, and every paragraph in Word's styles."""
    block = "\n".join(f"{key} {value}" for key, value in _HEADER_BLOCK)
    mail.set_content("\n\n".join([*new, "Kind regards", "\n".join(_SIGNATURE), block, *quoted]))
    bold = "<br>".join(f"<b>{key}</b> {_escaped(value)}" for key, value in _HEADER_BLOCK)
    border = "border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"
    above = "".join(map(_of_word, [*new, "Kind regards", *_SIGNATURE]))
    mail.add_alternative(
        f'<html><head><meta name="Generator" content="Microsoft Word 15"><style><!--\n{_WORD_STYLES}--></style></head>'
        f'<body lang="EN-GB" link="#0563C1"><div class="WordSection1">{above}'
        f'<div><div style="{border}"><p class="MsoNormal"><span>{bold}</span></p></div></div>'
        f"{''.join(map(_of_word, quoted))}</div></body></html>",
        subtype="html",
    )


def _of_word(words: str) -> str:
    space = '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>\n'
    return f'<p class="MsoNormal"><span style="font-size:11.0pt">{words}<o:p></o:p></span></p>\n{space}'


def _gmail(mail: EmailMessage, new: Sequence[str], quoted: Sequence[str]) -> None:
    """Wrap the text, mark what is quoted, and put it into a blockquote."""
    signature = ["-- ", *_SIGNATURE]
    above = "\n\n".join([fill(one, 74) for one in new])
    mail.set_content("\n\n".join([above, "\n".join(signature), fill(_ATTRIBUTION, 74), _marked(quoted, 72)]))
    paragraphs = "".join(f"<div>{one}</div><div><br></div>" for one in new)
    mail.add_alternative(
        f'<div dir="ltr">{paragraphs}<div class="gmail_signature">{"<br>".join(signature[1:])}</div></div><br>'
        f'<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{_escaped(_ATTRIBUTION)}<br></div>'
        f'<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204)">'
        f"{''.join(f'<p>{one}</p>' for one in quoted)}</blockquote></div>",
        subtype="html",
    )


def _iphone(mail: EmailMessage, new: Sequence[str], quoted: Sequence[str]) -> None:
    """Leave the lines long, and quote below the line that the device adds."""
    attribution = "On 2 Jun 2026, at 09:14, Example Police Liaison <liaison@force.example> wrote:"
    below = "\n> \n".join(f"> {one}" for one in quoted)
    mail.set_content("\n\n".join([*new, "Pat", "Sent from my iPhone", f"> {attribution}\n> \n{below}"]))
    mail.add_alternative(
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body dir="auto">'
        f"{''.join(f'<div>{one}</div><div><br></div>' for one in [*new, 'Pat'])}"
        f'<div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">{_escaped(attribution)}'
        f'<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">{"<br><br>".join(quoted)}</div>'
        "</blockquote></body></html>",
        subtype="html",
    )


def _thunderbird(mail: EmailMessage, new: Sequence[str], quoted: Sequence[str]) -> None:
    """Write nothing but flowed text (RFC 3676)."""
    attribution = "On 02/06/2026 09:14, Example Police Liaison wrote:"
    flowed = [fill(one, 72).replace("\n", " \n") for one in new]
    text = "\n\n".join([*flowed, "Pat", f"{attribution}\n{_marked(quoted, 70)}", "\n".join(["-- ", *_SIGNATURE])])
    mail.set_content(text, cte="7bit")
    mail.set_param("format", "flowed")


def _marked(quoted: Sequence[str], width: int) -> str:
    return "\n>\n".join(fill(one, width, initial_indent="> ", subsequent_indent="> ") for one in quoted)


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


_CLIENTS = (_outlook, _gmail, _iphone, _thunderbird)
