"""The words that machines use in a person's name: subjects and openings of automatic replies, in many languages.

A subject proves nothing by itself, nor does an opening: `kind` asks for a second signal. Nothing is decided here.
"""

from __future__ import annotations

import re

_OPENING = 1500
"""Characters at the beginning of the text that are looked at."""

# Words that a program puts before the subject it answers; "Re: Automatic reply: …" is a person's answer to one.
_LABELS = (
    r"(?:(?:\[[^\]\[]{1,30}\]|[{<(*]{1,3}ext(?:ernal)?[^:{}<>()*]{0,12}[}>)*]{1,3}|ext(?:ernal)?[ ]?:|"
    r"official(?:[- ]sensitive)?[ ]?[:-])[ ]?){0,3}[\[(]?"
)
_SUBJECT = re.compile(
    rf"{_LABELS}(?:[^:/?]{{1,30}} / )?(?:auto:[^?]{{1,80}} out[ -]of[ -](?:the )?office|(?:"
    r"auto(?:mat(?:ic|ed))?[ -]?(?:reply|response|respon[ds]er|answer|email response)|"
    r"out[ -]of[ -](?:the )?office auto-?reply|"
    r"(?:yahoo! )?auto response(?: from [^:?]{1,60})?|"
    r"vacation (?:reply|response|auto-?reply)|away from (?:my )?mail|autoresponder|"
    r"r[ée]ponse automatique|automatische antwort|abwesenheits(?:notiz|nachricht|meldung)|"
    r"automatische abwesenheits\w{1,20}|afwezigheidsbericht|"
    r"respuesta autom[áa]tica|resposta autom[áa]tica|risposta automatica|automatisch antwoord|autosvar|"
    r"automatiskt svar|"
    r"automatisk svar|automaattinen vastaus|automatyczna odpowied[źz]|odpowied[źz] automatyczna|r[ăa]spuns automat|"
    r"(?:ym)?ateb awtomatig|automatick[áa] odpov[ěe][ďd]|automatikus v[áa]lasz|otomatik yan[ıi]t|automatinis atsakymas|"
    r"autoodpowied[źz]|автоматический ответ|автоматична відповідь|автоответ|автовідповідь|автоматичен отговор|"
    r"automātiskā atbilde|自动答复|自動返信|自动回复|自動回覆|자동 회신|αυτόματη απάντηση"
    r")[ ]?(?:[:\-–—\])]|$))"
    rf"|{_LABELS}(?:absence du bureau|message d'absence|fuera de (?:la )?oficina|fora do escrit[óo]rio|abwesend|"
    r"fuori sede|fuori ufficio|poza biurem)[ ]?:"
    r"|.{1,200}\((?:auto(?:mat(?:ic|ed))?[ -]?(?:reply|response))\)$",
    re.IGNORECASE,
)
_ACKNOWLEDGES = re.compile(
    r"\Aauto:|acknowledg|\breceived\b|thank you for (?:contacting|e-?mailing|your)|"
    r"\b(?:ticket|case|request|enquiry|reference|ref)\b[ ]?(?:no\.?|number|id)?[ ]?[:#-]{0,2}[ ]?[A-Z-]{0,6}\d{3,}|"
    r"\[(?:ticket|case|request)?[ ]?#[\w-]{1,20}\]|\b(?:ticket|case|request)[^:]{0,20} (?:opened|created|logged)\b",
    re.IGNORECASE,
)
_LEAVES_OFFICE = re.compile(r"[^:?]{2,80} is out of the office\b[^?]{0,60}", re.IGNORECASE)
_NOTES_SENTENCE = re.compile(r"i (?:will be|am) out of the office [^.]{0,80}will not return until", re.IGNORECASE)
_BEFORE_A_REPLY = re.compile(
    rf"{_LABELS}[^:]{{0,30}}\b(?:out[ -]of[ -](?:the )?office|(?:annual|maternity|paternity|sick|study) leave|"
    r"on (?:leave|holiday|vacation)|rest days?|away)"
    r"[^:?]{0,20}:?[ ]?(?:re|fw|fwd)[ ]?:",
    re.IGNORECASE,
)
_WITH_COLON = re.compile(r"[^:]{1,80}:[ ]?\S")
# The same words may begin what a person writes about their own absence.
_SUBJECT_OF_EITHER = re.compile(
    rf"{_LABELS}(?:(?:i am |i'm )?(?:out[ -]of[ -](?:the )?office|ooo|on (?:annual )?leave|"
    r"on (?:holiday|vacation)|away)|absent|nieobecno[śs][ćc]|afwezig(?:heid)?|in afara biroului|"
    r"allan o'r swyddfa)\b[^:]{0,20}:"
    r"|.{1,200}\((?:out[ -]of[ -](?:the )?office|away|on (?:annual )?leave)\)$",
    re.IGNORECASE,
)
_BARE_ABSENCE = re.compile(
    rf"{_LABELS}(?:(?:i am |i'm )?(?:(?:currently )?out[ -]of[ -](?:the )?office|"
    r"away(?: from (?:my|the) (?:desk|office))?|"
    r"on (?:annual |maternity |paternity |sick )?leave|on (?:holiday|vacation))|(?:annual|maternity|sick) leave)"
    r"(?:[ ](?:reply|message|notification|notice))?[ ]?[.!]?(?:[ ][-–—][ ].{1,200})?",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\d|\b(?:today|tomorrow|weeks?|months?|jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_TEXT = re.compile(
    r"\b(?:"
    r"(?:i am|i'm|i will be|i'll be|i shall be|we are|we're|am) (?:currently |now |presently |at present )?"
    r"(?:out of (?:the |my )?office|away\b|on (?:annual |maternity |paternity |sick |parental |study )?leave|"
    r"on (?:holiday|vacation)|not (?:in the office|working|available))|"
    r"no longer (?:work|employed|with|at)\b|(?:have|has) (?:now )?(?:left|retired)|"
    r"(?:office|school) is (?:now |currently )?closed|"
    r"(?:mailbox|inbox|account|address) is (?:not|no longer) (?:being )?(?:monitored|in use|read|checked)|"
    r"away from (?:my|the) (?:office|desk|e-?mail|mail)\b|"
    r"(?:currently|presently) (?:out of (?:the )?office|away|on (?:annual )?leave)|"
    r"out of (?:the )?office (?:until|from|and|on)|limited access to (?:my )?e-?mails?|"
    r"no access to (?:my )?e-?mails?|"
    r"e-?mails? (?:are|is|will) not (?:be )?(?:monitored|forwarded|read)|"
    r"(?:fino al|hasta el|bis zum|jusqu'au|wracam|terug op|wieder im)\b|"
    r"je suis (?:actuellement )?(?:absent|en cong)|actuellement absent|"
    r"ich bin (?:derzeit|bis|vom|zur ?zeit|aktuell)|"
    r"nicht im (?:b[üu]ro|haus)|nicht erreichbar|estoy (?:fuera|de vacaciones|ausente)|estarei|estou (?:ausente|"
    r"de f[ée]rias|fora)|"
    r"sono (?:in ferie|fuori|assente)|sar[òo] (?:assente|in ferie|fuori)|ik ben (?:afwezig|niet|op vakantie|"
    r"momenteel)|"
    r"jestem (?:na urlopie|nieobecn|poza)|przebywam|b[ęe]d[ęe] nieobecn|sunt (?:plecat|[îi]n concediu)|"
    r"nu sunt [îi]n birou|"
    r"rydw i (?:allan|ar wyliau|i ffwrdd)|rwyf (?:allan|ar wyliau|i ffwrdd)|allan o'r swyddfa|"
    r"jag [äa]r (?:borta|ledig|p[åa] semester)|jeg er (?:p[åa] ferie|ikke|bortreist)|olen (?:lomalla|poissa)"
    r")",
    re.IGNORECASE,
)
_MACHINE_SAYS_SO = re.compile(
    r"this is an? (?:automat(?:ed|ic)(?:ally generated)?|auto-?generated|auto-?) ?(?:reply|response|message|e-?mail|"
    r"acknowledge?ment|notification)|automatically generated (?:reply|response|message|e-?mail)|"
    r"(?:for )?this automat(?:ic|ed) (?:reply|response)|(?:has been|was) automatically (?:generated|created|sent)|"
    r"(?:please )?do not (?:reply|respond) (?:directly )?to this (?:automated |automatic |"
    r"auto-?generated )?(?:e-?mail|message)|"
    r"ceci est (?:un message|une r[ée]ponse) automatique|dies ist eine automatisch|este es un mensaje autom[áa]tico",
    re.IGNORECASE,
)

_BEGINS_AUTOMATIC = re.compile(
    r"(?:[^\n.:;]{0,60}[,:!.]\s{1,10})?(?:this is an? (?:automat(?:ed|ic)(?:ally)?|auto-?)[ -]?(?:generated )?"
    r"(?:reply|response|acknowledge?ment|answer)|i apologi[sz]e for this automatic reply)\b"
    r"(?=[ ]?[.,!:;\n-]| to | from )"
    r"|\W{0,5}auto(?:mat(?:ic|ed))?[ -]?(?:reply|response|acknowledge?ment)\b[ ]?[.!*]{0,3}\r?\n",
    re.IGNORECASE,
)
# Only who has a message of ours before them says this; who tells of an absence unasked does not.
_PROMISE = re.compile(
    r"your (?:e-?mail|mail|message) (?:regarding [^.]{0,80} )?will be (?:read|answered|dealt)|"
    r"\b(?:will|shall|'ll) (?:\w{1,12} )?(?:respond|reply|answer|get back|deal with|be in touch)"
    r"(?: to)?(?: you)?(?: (?:your|this|the) (?:e-?mail|message|mail|enquiry))? "
    r"(?:when|once|as soon|upon|on my|on return)|"
    r"je vous r[ée]pondrai|bei meiner r[üu]ckkehr|al mio rientro|a mi regreso",
    re.IGNORECASE,
)
_THANKS_FIRST = re.compile(
    r"(?:[^\n.:;]{0,60}[,:!.\n]\s{1,10})?thank(?:s| you)(?: very much)? for "
    r"(?:your |the |contacting|writing|e-?mailing|getting in touch)",
    re.IGNORECASE,
)
# One of these words is enough below a subject that only programs write.
_OF_ABSENCE_OR_CONTACT = re.compile(
    r"\b(?:returns?|returning|back|leave|holidays?|vacation|away|sick|absent|unattended|closed|contact|urgent|office|"
    r"resend|direct|received|work|rest days?|shifts?|nights|until|monitored|101|999|"
    r"emergency|urlaub|b[üu]ro|congé|cong[ée]s|absente?|ferie|ferias|férias|vacaciones|semester|"
    r"vakantie|weer|urlopie|concediu|wyliau|swyddfa|off|a/l|working day|no longer)\b|休|不在",
    re.IGNORECASE,
)
_ACKNOWLEDGEMENT = re.compile(
    r"your (?:e-?mail|message|enquiry|request|report|case|complaint|application|correspondence)\b[^.?]{0,60} "
    r"has been (?:received(?! and understood)|logged|registered|created|opened|assigned)|"
    r"(?:a|your|the) (?:new )?(?:ticket|request for support)(?: [\w#:.-]{1,20}){0,2} has been "
    r"(?:created|opened|logged|raised)|"
    r"acknowledge(?: that)? (?:we have received|receipt)|acknowledge?ment of receipt|"
    r"we (?:have |'ve )?(?:received|got) your (?:e-?mail|message|enquiry|request)|confirming that we got your request|"
    r"please type your reply above this line",
    re.IGNORECASE,
)
_MAILBOX_SPEAKS = re.compile(
    r"(?:[^.:;]{0,60}[,:!.]\s)?(?:this|the) (?:mailbox|inbox|account|e-?mail (?:address|account)) is "
    r"(?:no longer|not)(?: being)? (?:monitored|in use|used|read|checked|active|valid)\b",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"(?:approved|allowed) senders|recipient's allowed list|"
    r"(?:is|are|being) held (?:until|because|for|pending)[^.]{0,80}(?:address|moderator|approv|confirm|verif)|"
    r"(?:confirm|verify|prove) (?:that )?you(?:r e-?mail| are a| are not)",
    re.IGNORECASE,
)
_WORDS_OF_HOLDING = ("senders", "allowed list", "held", "confirm", "verify", "prove")
_WAY_OUT = re.compile(r"https?://|\bclick\b|\bmoderator\b|request form", re.IGNORECASE)


def is_machine_subject(subject: str) -> bool:
    """Tell whether the subject begins as only programs begin it."""
    return _SUBJECT.match(subject) is not None


def is_absence_subject(subject: str) -> bool:
    """Tell whether the subject begins with an absence and a colon, as programs do and people may."""
    return _SUBJECT_OF_EITHER.match(subject) is not None


def is_bare_absence_subject(subject: str) -> bool:
    """Tell whether the subject names an absence and nothing else, or behind a dash what it answers."""
    return _BARE_ABSENCE.fullmatch(subject[:300]) is not None


def is_absence_before_reply(subject: str) -> bool:
    """Tell whether an absence stands before `Re:`, as programs put it; people's `Re:` stands first."""
    return _BEFORE_A_REPLY.match(subject) is not None


def is_dated(subject: str) -> bool:
    """Tell whether the subject names a day, as people do who tell of an absence."""
    return _DAY.search(subject) is not None


def is_acknowledgement_subject(subject: str) -> bool:
    """Tell whether the subject says that something was received, or numbers a case, as people may too."""
    return _ACKNOWLEDGES.search(subject[:300]) is not None


def is_notes_absence(subject: str, text: str) -> bool:
    """Tell whether subject and text are the two sentences of the out-of-office agent of HCL Notes."""
    return bool(_LEAVES_OFFICE.fullmatch(subject[:200]) and _NOTES_SENTENCE.search(_unwrapped_opening(text)))


def speaks_of_absence(text: str) -> bool:
    """Tell whether the opening has a phrase of automatic replies, which people use too."""
    return _TEXT.search(_unwrapped_opening(text)) is not None


def promises_to_answer(text: str) -> bool:
    """Tell whether the opening promises to answer a message later."""
    return _PROMISE.search(_unwrapped_opening(text)) is not None


def begins_with_thanks(text: str) -> bool:
    """Tell whether the first sentence thanks for a message."""
    openings = (_opening(text).lstrip(), _unwrapped_opening(text))
    return any(_THANKS_FIRST.match(opening) for opening in openings)


def fits_machine_subject(subject: str, text: str) -> bool:
    """Tell whether, below such a subject with a colon, the opening has a word of absence or of whom to contact.

    Or says nothing at all, as nobody does who writes about an automatic reply.
    """
    opening = _unwrapped_opening(text)
    if not _WITH_COLON.match(subject) or "?" in opening:
        return False
    return _OF_ABSENCE_OR_CONTACT.search(opening) is not None or not any(map(str.isalnum, opening))


def acknowledges(text: str) -> bool:
    """Tell whether the opening acknowledges a message as offices do."""
    return _ACKNOWLEDGEMENT.search(_unwrapped_opening(text)) is not None


def is_about_its_mailbox(text: str) -> bool:
    """Tell whether the opening says that the mailbox it comes from is not in use."""
    return _MAILBOX_SPEAKS.match(_unwrapped_opening(text)) is not None


def asks_for_proof(text: str) -> bool:
    """Tell whether the opening says that a message waits until its sender, or a moderator, does something for it."""
    opening = _unwrapped_opening(text)
    may_be_held = any(word in opening.lower() for word in _WORDS_OF_HOLDING)
    return may_be_held and _HELD.search(opening) is not None and _WAY_OUT.search(opening) is not None


def begins_as_automatic(text: str) -> bool:
    """Tell whether the first sentence says that a program answers."""
    return _BEGINS_AUTOMATIC.match(_opening(text).lstrip()) is not None


def calls_itself_automatic(text: str) -> bool:
    """Tell whether the text says of itself that a program wrote it."""
    return _MACHINE_SAYS_SO.search(_unwrapped_opening(text)) is not None


def _opening(text: str) -> str:
    return text[:_OPENING].replace("’", "'")


def _unwrapped_opening(text: str) -> str:
    """Give the opening in one line, for programs wrap their sentences anywhere."""
    return " ".join(_opening(text).split())
