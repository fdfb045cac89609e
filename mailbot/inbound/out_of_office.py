"""The words that machines use in a person's name: subjects and openings of automatic replies, in many languages.

A subject proves nothing by itself, nor does an opening: `kind` asks for a second signal. Nothing is decided here.
"""

from __future__ import annotations

import re

_OPENING = 1500
"""Characters at the beginning of the text that are looked at."""

# Words that a program puts before the subject it answers; "Re: Automatic reply: …" is a person's answer to one.
_SUBJECT = re.compile(
    r"(?:\[[^\]\[]{1,30}\][ ]?)?(?:auto:[^?]{1,80} out of (?:the )?office|(?:"
    r"auto(?:mat(?:ic|ed))?[ -]?(?:reply|response|respon[ds]er|answer|email response)|"
    r"out of (?:the )?office auto-?reply|"
    r"vacation (?:reply|response|auto-?reply)|away from (?:my )?mail|autoresponder|"
    r"r[ée]ponse automatique|automatische antwort|abwesenheits(?:notiz|nachricht|meldung)|"
    r"automatische abwesenheits\w{1,20}|"
    r"respuesta autom[áa]tica|resposta autom[áa]tica|risposta automatica|automatisch antwoord|autosvar|"
    r"automatiskt svar|"
    r"automatisk svar|automaattinen vastaus|automatyczna odpowied[źz]|odpowied[źz] automatyczna|r[ăa]spuns automat|"
    r"ateb awtomatig|automatick[áa] odpov[ěe][ďd]|automatikus v[áa]lasz|otomatik yan[ıi]t|automatinis atsakymas|"
    r"автоматический ответ|автоматична відповідь|自动答复|自動返信|自动回复|αυτόματη απάντηση"
    r")[ ]?(?:[:\-–—]|$))",
    re.IGNORECASE,
)
_ACKNOWLEDGES = re.compile(
    r"acknowledg|\breceived\b|thank you for (?:contacting|your)|"
    r"\b(?:ticket|case|request|enquiry|reference|ref)\b[ ]?(?:no\.?|number|id)?[ ]?[:#-]{0,2}[ ]?[A-Z-]{0,6}\d{3,}",
    re.IGNORECASE,
)
_LEAVES_OFFICE = re.compile(r"[^:?]{2,80} is out of the office\b[^?]{0,60}", re.IGNORECASE)
_NOTES_SENTENCE = re.compile(r"i (?:will be|am) out of the office [^.]{0,80}will not return until", re.IGNORECASE)
# The same words may begin what a person writes about their own absence.
_SUBJECT_OF_EITHER = re.compile(
    r"(?:\[[^\]\[]{1,30}\][ ]?)?(?:out of (?:the )?office|ooo|on (?:annual )?leave|on (?:holiday|vacation)|away|"
    r"absence du bureau|absent|message d'absence|fuera de (?:la )?oficina|fora do escrit[óo]rio|fuori sede|"
    r"fuori ufficio|"
    r"nieobecno[śs][ćc]|poza biurem|afwezig(?:heid)?|in afara biroului|allan o'r swyddfa)\b[^:]{0,20}:",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"\b(?:"
    r"(?:i am|i'm|i’m|i will be|i'll be|i shall be|am) (?:currently |now |presently )?(?:out of (?:the |"
    r"my )?office|away from (?:the|my) "
    r"(?:office|desk|email)|on (?:annual |maternity |paternity |sick |parental )?leave|on (?:holiday|vacation)|"
    r"away (?:until|from|on)|not (?:in the office|working|available))|"
    r"(?:currently|presently) (?:out of (?:the )?office|away|on (?:annual )?leave)|"
    r"out of (?:the )?office (?:until|from|and|on)|limited access to (?:my )?e-?mails?|"
    r"no access to (?:my )?e-?mails?|"
    r"thank you for (?:your (?:e-?mail|message)|contacting|getting in touch)|"
    r"(?:we|i) (?:have received|acknowledge receipt of) your|your (?:e-?mail|message|enquiry|"
    r"request) has been (?:received|logged)|"
    r"will (?:respond|reply|get back to you|deal with your)|"
    r"e-?mails? (?:are|is|will) not (?:be )?(?:monitored|forwarded|read)|"
    r"je suis (?:actuellement )?(?:absent|en cong)|actuellement absent|ich bin (?:derzeit|bis|vom|zur ?zeit|aktuell)|"
    r"nicht im (?:b[üu]ro|haus)|nicht erreichbar|estoy (?:fuera|de vacaciones|ausente)|estarei|estou (?:ausente|"
    r"de f[ée]rias|fora)|"
    r"sono (?:in ferie|fuori|assente)|sar[òo] (?:assente|in ferie|fuori)|ik ben (?:afwezig|niet|op vakantie|"
    r"momenteel)|"
    r"jestem (?:na urlopie|nieobecn|poza)|przebywam|b[ęe]d[ęe] nieobecn|sunt (?:plecat|[îi]n concediu)|"
    r"nu sunt [îi]n birou|"
    r"rydw i (?:allan|ar wyliau|i ffwrdd)|rwyf (?:allan|ar wyliau|i ffwrdd)|allan o'r swyddfa|"
    r"diolch am eich (?:neges|e-bost)|"
    r"jag [äa]r (?:borta|ledig|p[åa] semester)|jeg er (?:p[åa] ferie|ikke|bortreist)|olen (?:lomalla|poissa)"
    r")",
    re.IGNORECASE,
)
_MACHINE_SAYS_SO = re.compile(
    r"this is an? (?:automat(?:ed|ic)(?:ally generated)?|auto-?generated|auto-?) ?(?:reply|response|message|e-?mail|"
    r"acknowledge?ment|notification)|automatically generated (?:reply|response|message|e-?mail)|"
    r"(?:please )?do not (?:reply|respond) (?:directly )?to this (?:automated |automatic |"
    r"auto-?generated )?(?:e-?mail|message)|"
    r"ceci est (?:un message|une r[ée]ponse) automatique|dies ist eine automatisch|este es un mensaje autom[áa]tico",
    re.IGNORECASE,
)


def is_machine_subject(subject: str) -> bool:
    """Tell whether the subject begins as only programs begin it."""
    return _SUBJECT.match(subject) is not None


def is_absence_subject(subject: str) -> bool:
    """Tell whether the subject begins with an absence and a colon, as programs do and people may."""
    return _SUBJECT_OF_EITHER.match(subject) is not None


def is_acknowledgement_subject(subject: str) -> bool:
    """Tell whether the subject says that something was received, or numbers a case, as people may too."""
    return _ACKNOWLEDGES.search(subject[:300]) is not None


def is_notes_absence(subject: str, text: str) -> bool:
    """Tell whether subject and text are the two sentences of the out-of-office agent of HCL Notes."""
    return bool(_LEAVES_OFFICE.fullmatch(subject[:200]) and _NOTES_SENTENCE.search(text[:_OPENING]))


def speaks_of_absence(text: str) -> bool:
    """Tell whether the opening has a phrase of automatic replies, which people use too."""
    return _TEXT.search(text[:_OPENING]) is not None


def calls_itself_automatic(text: str) -> bool:
    """Tell whether the text says of itself that a program wrote it."""
    return _MACHINE_SAYS_SO.search(text[:_OPENING]) is not None
