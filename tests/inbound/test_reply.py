"""What somebody wrote now is told apart from what they quote and from what signs it, whatever they wrote it with."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.inbound.lines import MAX_CHARACTERS, MAX_LINES
from mailbot.inbound.reply import Reply, split

WORD = re.compile(r"[^\W\d_]+")

QUOTE = "> Dear Pat,\n>\n> Which stretch of the hedge is it?\n>\n> Andy\n"
HEADER_BLOCK = (
    "From: PC A. Reed, Example Police <liaison@force.example>\nSent: 12 June 2026 10:14\nTo: clerk@harpole.example\n"
    "Subject: Hedge\n\nDear Pat,\n\nWhich stretch of the hedge is it?\n"
)

ATTRIBUTIONS = [
    "On Fri, 12 Jun 2026 at 10:14, PC A. Reed <a.reed@force.example> wrote:",
    "On Fri, 12 Jun 2026 at 10:14, Neighbourhood Policing Team (Daventry) <\na.reed@force.example> wrote:",
    "On Friday, 12 June 2026\nat 10:14, PC A. Reed, Example Police\n<a.reed@force.example>\nwrote:",
    "On Fri, 12 Jun 2026, 10:14 PC A. Reed, <a.reed@force.example> wrote:",
    "On Fri, 12 Jun 2026 at 10:14, PC A. Reed <\na.reed@force.example\n> wrote:",
    "On 12/06/2026 10:14, PC A. Reed wrote:",
    "On 12 Jun 2026, at 10:14, PC A. Reed <a.reed@force.example> wrote:",
    "On Friday, 12 June 2026 at 10:14:05 BST, PC A. Reed <a.reed@force.example> wrote:",
    "On Fri, 12 Jun 2026 10:14:00 +0100, you wrote:",
    "---- On Fri, 12 Jun 2026 10:14:22 +0100 A. Reed <a.reed@force.example> wrote ----",
    "--- On Fri, 12/6/26, A Reed <a.reed@force.example> wrote:",
    "PC A. Reed <a.reed@force.example> wrote:",
    'Quoting "PC A. Reed" <a.reed@force.example>:',
    "2026-06-12 10:14 GMT+01:00 PC A. Reed <a.reed@force.example>:",
    "In a message dated 12/06/2026 10:14:05 GMT Daylight Time, a.reed@force.example writes:",
    "pt., 12 cze 2026 o 10:14 PC A. Reed <a.reed@force.example> napisał(a):",
    "W dniu 12.06.2026 o 10:14, A. Reed pisze:",
    "Wiadomość napisana przez A. Reed <a.reed@force.example> w dniu 12 cze 2026, o godz. 10:14:",
    "În vin., 12 iun. 2026 la 10:14, A. Reed <a.reed@force.example> a scris:",
    "Pe 12.06.2026 10:14, A. Reed a scris:",
    "Le ven. 12 juin 2026 à 10:14, A. Reed <a.reed@force.example> a écrit :",
    "Le 12 juin 2026 à 10:14, Neighbourhood Policing Team Daventry <\na.reed@force.example> a écrit :",
    "Am Fr., 12. Juni 2026 um 10:14 Uhr schrieb A. Reed <a.reed@force.example>:",
    "Am 12.06.2026 um 10:14 schrieb A. Reed:",
    "El vie, 12 jun 2026 a las 10:14, A. Reed\n(<a.reed@force.example>) escribió:",
    "Em sex., 12 de jun. de 2026 às 10:14, A. Reed <a.reed@force.example> escreveu:",
    "Il giorno ven 12 giu 2026 alle ore 10:14 A. Reed <\na.reed@force.example> ha scritto:",
    "Ar Gwen, 12 Meh 2026 am 10:14 ysgrifennodd A. Reed <a.reed@force.example>:",
    "Op vr 12 jun 2026 om 10:14 schreef A. Reed <a.reed@force.example>:",
]


@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_an_attribution_belongs_to_the_quote_in_every_language_and_however_it_is_broken(attribution: str) -> None:
    reply = split(f"All of it.\n\nPat\n\n{attribution}\n\n{QUOTE}", None)
    assert reply.new_text == "All of it.\n\nPat"
    assert attribution.splitlines()[0] in reply.quoted_text


FAR_ATTRIBUTIONS = [
    "pá 12. 6. 2026 v 10:14 odesílatel A. Reed <a.reed@force.example> napsal:",
    "Dňa 12. 6. 2026 o 10:14 A. Reed napísal(a):",
    "A. Reed <a.reed@force.example> kirjoitti 12.6.2026 kello 10.14:",
    "fre. 12. juni 2026 kl. 10:14 skrev A. Reed <a.reed@force.example>:",
    "A. Reed <a.reed@force.example> ezt írta (időpont: 2026. jún. 12., P, 10:14):",
    "pet, 12. lip 2026. u 10:14 A. Reed <a.reed@force.example> napisao je:",
    "A. Reed <a.reed@force.example>, 12 Haz 2026 Cum, 10:14 tarihinde şunu yazdı:",
    "пт, 12 июн. 2026 г. в 10:14, A. Reed <a.reed@force.example>:",
    "На пт, 12.06.2026 г. в 10:14 ч. A. Reed <a.reed@force.example> написа:",
    "2026-06-12, pn, 10:14 A. Reed <a.reed@force.example> rašė:",
    "piektd., 2026. g. 12. jūn., plkst. 10:14 — lietotājs A. Reed (<a.reed@force.example>) rakstīja:",
    "Στις Παρ 12 Ιουν 2026 στις 10:14 π.μ., ο/η A. Reed <a.reed@force.example> έγραψε:",
    "A. Reed <a.reed@force.example> escreveu (sexta, 12/06/2026 à(s) 10:14):",
    "No dia 12/06/2026, às 10:14, A. Reed <a.reed@force.example>\nescreveu:",
    "Am Freitag, 12. Juni 2026 um 10:14:05 MESZ hat A. Reed <a.reed@force.example> Folgendes geschrieben:",
    "A. Reed <a.reed@force.example> 于2026年6月12日周五 10:14写道：",
    "2026年6月12日(金) 10:14 A. Reed <a.reed@force.example>:",
    "A. Reed <a.reed@force.example> wrote on 12/06/2026 10:14:05:",
    "12 Jun 2026, 10:14 by a.reed@force.example:",
    "Jun 12, 2026, 10:14 by a.reed@force.example:",
    "A. Reed ---12/06/2026 10:14:05---Dear Pat, Which stretch of the hedge",
]


@pytest.mark.parametrize("attribution", FAR_ATTRIBUTIONS)
def test_who_and_when_introduce_a_quote_without_marks_in_languages_further_off(attribution: str) -> None:
    reply = split(f"All of it.\n\nPat\n\n{attribution}\n\nDear Pat,\n\nWhich stretch?\n", None)
    assert reply.new_text == "All of it.\n\nPat"


HEADER_KEYS = [
    ("From", "Sent", "To", "Subject"),
    ("Von", "Gesendet", "An", "Betreff"),
    ("De ", "Envoyé ", "À ", "Objet "),
    ("De", "Enviado", "Para", "Asunto"),
    ("De", "Enviada em", "Para", "Assunto"),
    ("Da", "Inviato", "A", "Oggetto"),
    ("Van", "Verzonden", "Aan", "Onderwerp"),
    ("Od", "Wysłano", "Do", "Temat"),
    ("De la", "Trimis", "Către", "Subiect"),
    ("Oddi wrth", "Anfonwyd", "At", "Pwnc"),
    ("Nadawca", "Data", "Adresat", "Temat"),
    ("Fra", "Sendt", "Til", "Emne"),
    ("Od", "Odesláno", "Komu", "Předmět"),
    ("Feladó", "Elküldve", "Címzett", "Tárgy"),
    ("Kimden", "Gönderildi", "Kime", "Konu"),
    ("Nuo", "Išsiųsta", "Kam", "Tema"),
    ("От", "Изпратено", "До", "Относно"),
    ("Від", "Надіслано", "Кому", "Тема"),
    ("Από", "Στάλθηκε", "Προς", "Θέμα"),
    ("发件人", "发送时间", "收件人", "主题"),
    ("发件人：", "发送时间：", "收件人：", "主题："),
    ("*From", "*Sent", "*To", "*Subject"),
]


@pytest.mark.parametrize("keys", HEADER_KEYS)
def test_everything_below_a_header_block_is_quoted_in_every_language(keys: tuple[str, str, str, str]) -> None:
    end = ":*" if keys[0].startswith("*") else "" if keys[0].endswith("：") else ":"
    values = ("A. Reed <a.reed@force.example>", "12 June 2026 10:14", "Pat Hall", "RE: Hedge")
    block = "\n".join(f"{key}{end} {value}" for key, value in zip(keys, values, strict=True))
    reply = split(f"All of it.\n{block}\n\nWhich stretch?\n", None)
    assert reply.new_text == "All of it."
    assert reply.quoted_text.endswith("Which stretch?")


DIVIDERS = [
    "-----Original Message-----",
    "-------- Original message --------",
    "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐",
    "-----Ursprüngliche Nachricht-----",
    "-------- Message d'origine --------",
    "-----Mensaje original-----",
    "-----Mensagem original-----",
    "-----Messaggio originale-----",
    "-----Oorspronkelijk bericht-----",
    "-----Wiadomość oryginalna-----",
    "-----Mesaj original-----",
    "-----Neges Wreiddiol-----",
    "-----Oprindelig meddelelse-----",
    "-----Původní zpráva-----",
    "-------- Исходное сообщение --------",
    "-------- Orijinal İleti --------",
    "---- A Reed wrote ----",
    "##- Please type your reply above this line -##",
    "-------- Original message --------From: A Reed <a.reed@force.example> Date: 12/06/2026 To: Pat Subject: Hedge",
]


@pytest.mark.parametrize("divider", DIVIDERS)
def test_everything_below_a_divider_is_quoted(divider: str) -> None:
    assert split(f"All of it.\n\n{divider}\nWhich stretch?\n", None).new_text == "All of it."


def test_answers_above_between_and_below_quoted_lines_are_all_kept() -> None:
    text = (
        "Andy,\n\nOn 12/06/2026 10:14, A Reed wrote:\n> Which stretch?\nAll of it.\n> Who owns it?\nMr Cole.\n\nPat\n"
    )
    assert split(text, None).new_text == "Andy,\n\nAll of it.\n\nMr Cole.\n\nPat"


INTRODUCED_BY_MARKS = [
    "* A. Reed <a.reed@force.example> [2026-06-12 10:14]:\n> Which stretch?",
    "Excerpts from A. Reed's message of Fri Jun 12 10:14:05 +0100 2026:\n> Which stretch?",
    '"A. Reed" <a.reed@force.example> wrote in message\nnews:4f3a$1@news.example...\n> Which stretch?',
    "At Fri, 12 Jun 2026 10:14:05 +0100,\nA. Reed wrote:\n>\n> Which stretch?",
    "2026/6/12 A. Reed <a.reed@force.example>\n\n>  Which stretch?",
    "From: A. Reed <a.reed@force.example>\nDate: Fri, 12 Jun 2026 10:14:05 +0100\n\n> Which stretch?",
    "On 12/06/2026 10:14, A. Reed <a.reed@force.example> sent:\n\n> Which stretch?",
    "A. Reed wrote:\n| Which stretch?\n| And who owns it?",
    "A. Reed wrote on 12 June 2026 10:14:\n\n\t> Which stretch?\n\t> And who owns it?",
    "(In reply to A. Reed from comment #4)\n> Which stretch?",
    "In article <12Jun2026.1@force.example> a.reed@force.example (A. Reed) writes:\n: Which stretch?\n: And whose?",
    '>>>>> "Reed" == A. Reed <a.reed@force.example> writes:\n\n    Reed> Which stretch?\n    Reed> And whose?',
    "Twas noon at 10:14 12.06.2026 when a.reed@force.example asked:\n\n AR> Which stretch?\n AR> And whose?",
]


@pytest.mark.parametrize("quote", INTRODUCED_BY_MARKS)
def test_an_answer_below_a_quote_is_kept_whatever_introduces_and_marks_the_quote(quote: str) -> None:
    assert split(f"{quote}\n\nAll of it.\n\nPat\n", None).new_text == "All of it.\n\nPat"


def test_lines_with_another_mark_are_quoted_between_answers_too() -> None:
    text = "A. Reed writes:\n\n| Which stretch?\n\nAll of it.\n\n| Who owns it?\n\nMr Cole.\n"
    assert split(text, None).new_text == "All of it.\n\nMr Cole."


@pytest.mark.parametrize("between", [" ", "--- "])
def test_an_attribution_behind_the_last_words_of_an_answer_is_not_one_of_them(between: str) -> None:
    text = f"All of it.{between}On Fri, Jun 12, 2026 at 10:14 AM, a.reed@force.example wrote:\n> Which stretch?\n"
    assert split(text, None).new_text == "All of it."


def test_the_last_line_of_a_quote_may_be_broken_like_the_others() -> None:
    text = (
        "The 14th.\n\nOn 12/06/2026 10:14, A Reed wrote:\n"
        "> I am on lates that week, so the only mornings that I could offer are\nthe\n"
        "> 14th and the 15th, unless you would rather that I came to the council's\nmeeting\n"
    )
    assert split(text, None).new_text == "The 14th."


def test_an_answer_is_kept_where_the_first_quoted_line_was_deleted() -> None:
    text = "On 12 Jun 2026 at 10:14, A Reed <a.reed@force.example> wrote:\n\nAll of it.\n\n> Who owns it?\n\nMr Cole.\n"
    assert split(text, None).new_text == "All of it.\n\nMr Cole."


def test_a_quote_without_marks_is_quoted_to_its_end_with_the_older_quote_in_it() -> None:
    older = "On 11/06/2026 09:00, Pat Hall <pat@harpole.example> wrote:\n> The hedge again.\n"
    text = f"All of it.\n\nOn 12/06/2026, 10:14, A Reed <a.reed@force.example> wrote:\n\nWhich stretch?\n\n{older}"
    assert split(text, None).new_text == "All of it."


def test_the_ends_of_quoted_lines_that_a_client_wrapped_are_quoted() -> None:
    text = (
        "The 14th.\n\nOn 12/06/2026 10:14, A Reed wrote:\n"
        "> I am on lates that week, so the only mornings that I could offer you are the\nfourteenth and\n> the 15th.\n"
    )
    assert split(text, None).new_text == "The 14th."


def test_the_end_of_a_quoted_link_is_quoted_but_not_a_link_that_answers() -> None:
    quote = "> The form is at\n> https://force.example/report?case=4411&x=\nabcdef0123456789&y=2\n> Andy\n"
    assert split(f"Sent it.\n\nOn 12/06/2026 10:14, A Reed wrote:\n{quote}", None).new_text == "Sent it."
    quote = "> Report it here\n>\n (https://force.example/report?case=4411) >\n> Andy\n"
    assert split(f"Sent it.\n\nOn 12/06/2026 10:14, A Reed wrote:\n{quote}", None).new_text == "Sent it."
    quote = (
        "> Is it https://force.example/report\nyes/no/both?\n> Where is the map?\nhttps://harpole.example/map\n> Andy\n"
    )
    answers = "yes/no/both?\n\nhttps://harpole.example/map"
    assert split(f"On 12/06/2026 10:14, A Reed wrote:\n{quote}", None).new_text == answers


NOTES_BLOCKS = [
    '"A. Reed" <a.reed@force.example> on 06/12/2026 10:14:00 AM\nTo:\t<pat@harpole.example>\ncc:\t\nSubject:\tHedge\n',
    "\tAlan Reed\n\t06/12/2026 10:14 AM\n\t\n\tTo: Pat Hall/HARPOLE\n\tcc: \n\tSubject: Hedge\n",
    "Alan Reed@FORCE\n06/12/2026 10:14 AM\nSent by: June Fell@FORCE\nTo: Pat Hall@HARPOLE\ncc: \nSubject: Hedge\n",
    "\tExample Police Corp.\n\t\n\tFrom:  Alan Reed           06/12/2026 10:14 AM\n\t\n\nTo: Pat Hall/HARPOLE\ncc: \n"
    "Subject: Hedge\n",
    "---------------------- Forwarded by Pat Hall/HARPOLE on 06/12/2026 11:00 AM ---------------------------\n\n"
    "Alan Reed\n06/12/2026 10:14 AM\nTo: Pat Hall/HARPOLE\ncc: \nSubject: Hedge\n",
]


@pytest.mark.parametrize("block", NOTES_BLOCKS)
def test_a_block_without_from_is_known_by_the_name_and_date_above_it(block: str) -> None:
    comment = "I spoke to Mrs Bell." + " She would rather that nothing is cut before the autumn." * 3
    assert split(f"{comment}\n\nPat\n\n\n\n{block}\nWhich stretch?\n", None).new_text == f"{comment}\n\nPat"


def test_fields_in_somebodys_own_words_do_not_join_the_header_block_below() -> None:
    words = "The depot said:\n\nFrom: the depot at Bicester\nTo: the unit at Banbury\n\nso it goes the long way round."
    assert split(f"{words}\n\n{HEADER_BLOCK}", None).new_text == words


def test_the_attribution_that_a_webmail_sets_above_a_header_block_is_no_new_text() -> None:
    words = "What I wrote to ann@mail.example:\n- the lamp is out"
    assert split(f"{words}\n\n--- liaison@force.example wrote:\n\n{HEADER_BLOCK}", None).new_text == words


def test_a_header_block_of_another_mail_program_is_one_without_subject_and_address() -> None:
    block = "From: Alan Reed\nSent: Friday, 12 June 2026 10:14\nTo: Pat Hall"
    assert split(f"All of it.\n\n{block}\n\nWhich stretch?\n", None).new_text == "All of it."


def test_everything_below_groupwises_attribution_is_quoted() -> None:
    attribution = '>>> "A. Reed" <a.reed@force.example> 12/06/2026 10:14 >>>'
    assert split(f"All of it.\n\n{attribution}\nWhich stretch?\n\nAlan\n", None).new_text == "All of it."


def test_what_diff_prints_is_no_quote() -> None:
    words = "The list has changed:\n\n$ diff old new\n< Church Lane\n> Church Street\n\nThat is all."
    assert split(f"{words}\n\n{QUOTE}", None).new_text == words


SIGNED_TEXT = (
    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nA. Reed <a.reed@force.example> wrote:\n> Which stretch?\n\n"
    "All of it.\n\nPat\n-----BEGIN PGP SIGNATURE-----\nVersion: GnuPG v2\n\niQEzBAEBCAAdFiEE\n=aB3d\n"
    "-----END PGP SIGNATURE-----\n"
)


def test_what_was_typed_at_a_prompt_is_no_quote() -> None:
    words = "Ask it so:\n\n>>> from area import lanes\n>>> lanes('Wick')\n['Church Lane', 'Mill Lane']\n\nThat is all."
    assert split(f"{QUOTE}\n{words}", None).new_text == words


def test_a_slogan_between_a_contact_block_and_a_disclaimer_is_not_the_writers() -> None:
    block = "June Fell\nTown Clerk\n01632 960145\n\nWick - a town of bells"
    disclaimer = "This email is confidential and intended solely for the addressee.\n"
    assert split(f"All of it.\n\nBest wishes,\nJune\n\n{block}\n\n{disclaimer}", None).new_text == (
        "All of it.\n\nBest wishes,\nJune"
    )


def test_what_signing_puts_around_a_text_is_not_new() -> None:
    assert split(SIGNED_TEXT, None).new_text == "All of it.\n\nPat"


LIST_FOOTER = (
    "_______________________________________________\nWatch mailing list\nwatch@lists.example\n"
    "https://lists.example/listinfo/watch\n"
)
FOOTERS = [
    f"-- \nPat Hall\nHarpole\n{LIST_FOOTER}",
    f"--\nhttps://harpole.example/\n{LIST_FOOTER}",
    f"-- \nPat Hall\n\n{'-' * 78}\nA better desk for less: see what our\nchairs can do.\n{LIST_FOOTER}",
    '--\nTo unsubscribe from this list: send the line "unsubscribe watch" in\nthe body of a mail to m@lists.example\n',
    "-- \nPat Hall\n\n-- \nYou received this message because you are subscribed to the group.\n",
    "<https://virus.example/sig> Virus-free. www.virus.example",
    "*****************************\nPat Hall - Parish Clerk\nOffice hours Mon-Wed 9-1\n*****************************",
    "Sent via Quickmail",
    "Sent from Mailbird [https://mailbird.example/?m]",
    "[cid:image001.png@01D5.ABCD]\n\n[A picture containing drawing Description automatically generated]",
    f"--\nPat Hall\nHall & Son\n\n{'_' * 47}\nwatch mailing list -- watch@lists.example\n"
    "To unsubscribe send an email to watch-leave@lists.example",
    f"{'-' * 36}\n\nGroup links\n\n<*> To visit your group on the web, go to:\n    https://groups.example/watch/",
    f"{'_' * 60}\nDid you know?\nGet your free address at https://mail.example",
    f"{'*' * 70}\nThis email carries a disclaimer, which may be read at\nhttps://force.example/disclaimer\n{'*' * 70}",
    "--\npat at harpole.example",
    "-=-=-=-=-=-=-=-\nGroups.io Links: You receive all messages sent to this group.\nUnsubscribe: https://groups.example/unsub\n"
    "-=-=-=-=-=-=-=-",
    "__._,_.___\nPosted by: Pat <pat@harpole.example>\n\nVisit your group\n__,_._,___",
    f"{'#' * 72}\n\nTo unsubscribe from the CLERKS list, use this link:\nhttps://lists.example/clerks",
    "Click https://gateway.example/sr/x to report this email as spam.",
    "This email was sent securely using Sealed Post",
    "This email was sent to pat@harpole.example\nwhy did I get this?",
    "[https://harpole.example/logo.png]<https://harpole.example/>\n\n[Facebook]<https://f.example/h> | [X]<https://x.example/h>",
    "[Attachment: hedge.jpg]",
]


def test_a_lists_footer_below_the_quote_is_not_new() -> None:
    footer = (
        "-=-=-=-=-=-\nGroups.io Links: You receive all messages sent to this group.\nMute: https://groups.example/mt\n"
    )
    assert split(f"Yes.\n\nOn 12/06/2026 10:14, A Reed wrote:\n{QUOTE}\n{footer}", None).new_text == "Yes."


def test_a_services_footer_below_the_quote_is_not_new_but_words_with_it_are() -> None:
    above = f"Yes.\n\nOn 12/06/2026 10:14, A Reed wrote:\n{QUOTE}>\n\n"
    assert split(f"{above}Virus-free. www.scanner.example\n", None).new_text == "Yes."
    words = "Virus-free we are not, says the doctor:\nshe closed the hall\nuntil Monday."
    assert split(above + words, None).new_text == f"Yes.\n\n{words}"


@pytest.mark.parametrize("footer", FOOTERS)
def test_a_signature_is_found_above_what_a_list_or_a_service_adds(footer: str) -> None:
    assert split(f"All of it.\n\n{footer}", None).new_text == "All of it."


BOILERPLATE = [
    "Harpole District Council is committed to protecting your privacy. This email is private, may be confidential\nand"
    " is for the intended recipient only.",
    "Our mail is meant for whom it names. It may be confidential or privileged; should it have reached you in error,\n"
    "please notify us and delete it.",
    "Privacy notice: what we do with your data is on our website.",
    "OFFICIAL",
]


@pytest.mark.parametrize("boilerplate", BOILERPLATE)
def test_an_organisations_own_words_below_a_contact_block_are_not_the_writers(boilerplate: str) -> None:
    block = "June Fell\nParish Clerk\nHarpole Parish Council\n01632 960145\njune.fell@harpole.example"
    assert split(f"All of it.\n\nKind regards\nJune\n\n{block}\n\n{boilerplate}\n", None).new_text == (
        "All of it.\n\nKind regards\nJune"
    )


KEPT_WHOLE = [
    "-- as he wrote --\nkeep off my land",
    "The council moved this:\n\n---\n[1] https://harpole.example/minutes\n[2] https://harpole.example/agenda",
    "At 10.30 on 5 June 2026 the clerk wrote:\n\nthe gate is broken.\n\nPat",
    "Item 1\n------\nThe hall is booked.\n\nItem 2\n------\nClerk to ring the county.",
    "Two tables:\n\n| Lane | Cars |\n| Mill | 12 |\n\n: not checked",
    "Please write to the clerk at clerk@harpole.example",
    "The new council\n===============\nEdna Bell <edna@harpole.example>\nPat Hall <pat@harpole.example>",
    "Edna: yes\n--\nPat: ring 01632 960177\n--\nJune: no",
    f"Item 1\n{'-' * 40}\nThe map is at https://harpole.example/map\n\nItem 2\n{'-' * 40}\nNobody came.",
    "We hold personal data of residents, so we must know whom you disclose it to, when you delete it, and who\nis"
    " responsible for it. Could you tell the council?",
    "Sent via the county, who say you have it. Did it come?",
    "On Monday we wrote:\n\nto the county, and they say the police must agree first.\n\nPat",
    "From: the allotments\nTo: the church\nDate: Saturday 13 June\n\nIt is all one rat run now.",
    "Cars were doing\n>40 mph past the school.",
    "Agenda so far:\n--\nSpeeding on the A45, which Mrs Bell will introduce\nLitter\n--\nAnything from you?",
    "Street         Before  After\n-------------  ------  -----\nChurch Lane        14      9\n\n---\n\nA wet day.",
    "- the gate\n- the lamp\n\n* the van\n\n1. yes\n2. no",
    "Mrs Bell's details are:\n\nEdna Bell\n14 Church Lane\nHarpole\n01632 960177\n\nPat",
    "Sent from my office by post as well, did you get it?\n\nThe form is attached.",
    "Thanks\n\nI have told the residents. Could the camera stay until August?\n\nBest\nPat",
    "Thanks\nPat\n\nPS The gate is locked after six.",
    "This email is confidential please, Andy: my neighbour is frightened.\n\nCould you call on her?\n\nPat",
    "Warning: this email is a bit long!\n\nWe have four things to tell you.",
    "If you have received my form by mistake twice, ignore one.\n\nPat",
    "The original message was lost, so here it is again:\n\nThe CCTV is out of order.",
    "Sent by the mobile unit on Friday, the report is attached.\n\nAnything else?",
    "I shall be away from 5 to 19 September. June will cover:\n\nJune Fell\nClerk\nclerk@bugle.example\n\nRegards\nKen",
    "if speed > 40:\n    report()\n\nThat is all the sign does.",
    "As the chairman wrote:\n\nall police mail goes to pat.hall@harpole.example.",
    "Thanks\n\nThe office is closed on Friday, so come on Thursday.\n\nPat",
    "Thanks\n\nHedge | Gate | Lamp\n\nThese three are still open.",
    "Ce message est pour Andy: la haie est coupée.\n\nPat",
    "Yes.\n\nThis email was sent to pat@harpole.example by mistake: she has left.",
    "I pressed\nto unsubscribe from this list\nand it did nothing.\n\nCould you?",
    "[the gate] is the one that sticks.\n\n[X] yes\n[ ] no",
    "The hall is booked by Edna Bell <edna@harpole.example> for 12/06/2026 at 19:30:\n\nbring the camera.\n\nPat",
    "Edna Bell <edna@harpole.example> said on 12/06/2026 at 10:14:\n\nthe van is back.\n\nPat",
    "Contact: Edna Bell <edna@harpole.example>\nDate: 12/06/2026 19:30\nVenue: the hall\nParking: behind\n\nDo come.",
    "Za and Prima are streets here: Prima: 12 cars\nZa: 9 cars\n\nThat is all.",
]


@pytest.mark.parametrize("text", KEPT_WHOLE)
def test_a_persons_words_that_look_like_quotes_or_signatures_are_kept(text: str) -> None:
    assert split(text, None) == Reply(new_text=text)


SIGNATURES = [
    ("Yes.\n\n-- \nPat Hall\nHarpole", "Yes."),
    ("Yes.\n\n--\nPat Hall\nHarpole Parish Council", "Yes."),
    ("Yes.\n\n--\nPat", "Yes."),
    ("Yes.\n\nSent from my iPhone", "Yes."),
    ("Yes.\n\nSent from my potting shed", "Yes."),
    ("Yes.\nSent from my Samsung Galaxy smartphone.", "Yes."),
    ("Yes.\n\nGet Outlook for iOS<https://apps.example/outlook>", "Yes."),
    ("Yes.\n\nSent from Yahoo Mail on Android", "Yes."),
    ("Yes.\n\nSent with Proton Mail secure email.", "Yes."),
    ("Ja.\n\nVon meinem Samsung Galaxy Smartphone gesendet.", "Ja."),
    ("Oui.\n\nEnvoyé de mon iPhone", "Oui."),
    ("Tak.\n\nWysłane z iPhone'a", "Tak."),
    ("Yes.\n\nKind regards\nPat Hall\nClerk to Harpole Parish Council\n01632 960134", "Yes.\n\nKind regards\nPat Hall"),
    ("Yes.\n\nThanks, Andy\n\nPC 1234 A Reed | Daventry NPT\n101 x4455", "Yes.\n\nThanks, Andy"),
    ("Yes, in May.\n\nJune Fell, Clerk to Bugle Parish Council, 07700 900222", "Yes, in May."),
    (
        "Yes.\n\nRegards\nAndy\n\nA Reed\nPC 1234\n101 x4455\n\nIn an emergency please always dial 999.",
        "Yes.\n\nRegards\nAndy",
    ),
    ("Yes.\n\nSue Dale\nPARISH CLERK\nLong Buckby Parish Council", "Yes."),
    ("Yes.\n\nSent from the all new Mail app on my phone", "Yes."),
    (
        "Yes.\n\nThanks\n\nPat Hall (she/her)\nDeputy Clerk\n\nI work Tuesday to Thursday.",
        "Yes.\n\nThanks\n\nPat Hall (she/her)",
    ),
    ("Yes.\n\nThanks\n\nAndy Reed | PC 1234 | Daventry NPT\nTel 101 x4455", "Yes.\n\nThanks"),
    ("Yes.\n\nThanks\n\nPat Hall      Tel  01632 960177\nClerk         Mob  07700 900123", "Yes.\n\nThanks"),
    ("Yes.\n\nRegards\nPat\n\nClerk\n01632 960177\n\n“Working for the village”", "Yes.\n\nRegards\nPat"),
    (
        "Yes.\n\nRegards\nAndy\n\nPC 1234 A Reed\n101 x4455\n\nFighting Crime, Protecting People",
        "Yes.\n\nRegards\nAndy",
    ),
    (
        "Yes.\n\nRegards\nPat\n\nPat Hall\nClerk\n\nThe office is open Monday to Friday 10am to 1pm.",
        "Yes.\n\nRegards\nPat",
    ),
    (
        "Yes.\n\nDiolch\nPat\n\nPat Hall\nClerc / Clerk\nFfôn / Tel: 01632 960177\nRydym yn croesawu gohebiaeth yn"
        " Gymraeg. We welcome correspondence in Welsh.",
        "Yes.\n\nDiolch\nPat",
    ),
    ("Tak.\n\nPat\n\nNiniejsza wiadomość i załączniki są poufne i przeznaczone dla adresata.", "Tak.\n\nPat"),
    (
        "Oui.\n\nPat\n\nCe message est confidentiel et destiné à son seul destinataire; en cas d'erreur, supprimez-le.",
        "Oui.\n\nPat",
    ),
    ("Ja.\n\nPat\n\nDiese Nachricht ist vertraulich und nur für den Empfänger bestimmt.", "Ja.\n\nPat"),
    ("Yes.\n\nPat\n\nP Save a tree - do not print this email", "Yes.\n\nPat"),
    ("Yes.\n\nPat\n\nThis email and any attachments are confidential and intended for the addressee.", "Yes.\n\nPat"),
    ("Yes.\n\nPat\n\nDisclaimer\n\nUnauthorised use is prohibited. Views are the sender's.", "Yes.\n\nPat"),
    ("Yes.\n\nPat\n\nPlease consider the environment before printing this email.", "Yes.\n\nPat"),
    (
        "Yes.\n\nPat\n\nRegards\nPat\nClerk, Harpole PC\n\nI work Monday to Wednesday only.",
        "Yes.\n\nPat\n\nRegards\nPat",
    ),
]


@pytest.mark.parametrize(("text", "new_text"), SIGNATURES)
def test_the_closing_and_name_stay_and_who_and_where_the_writer_is_does_not(text: str, new_text: str) -> None:
    reply = split(text, None)
    assert reply.new_text == new_text
    assert reply.signature


BANNERS = [
    "[EXTERNAL] ",
    "CAUTION: This email originated from outside of the organisation. Do not click links or open attachments.\n\n",
    "CAUTION: This email originated from outside of the organisation. Do not\nclick links unless you are sure.\n\n",
    "EXTERNAL EMAIL: Do not click any links.\n\nThink before you click.\n\n",
    "You don't often get email from pat@harpole.example. Learn why this is important\n",
    "WARNING: This message came from an external sender.\n\n",
]


@pytest.mark.parametrize("banner", BANNERS)
def test_a_gateways_warning_is_nobodys_new_text(banner: str) -> None:
    assert split(f"{banner}Hello Andy,\n\nAll of it.\n\nPat", None).new_text == "Hello Andy,\n\nAll of it.\n\nPat"


FORWARDED = (
    "---------- Forwarded message ---------\nFrom: Edna Bell <edna@bell.example>\nDate: Thu, 11 Jun 2026 at 19:02\n"
    "Subject: Parking\nTo: <clerk@harpole.example>\n\nCars are on the zigzags every afternoon."
)


def test_a_forward_with_little_comment_is_the_content() -> None:
    assert split(f"FYI, see below.\n\n{FORWARDED}", None).new_text == f"FYI, see below.\n\n{FORWARDED}"


def test_a_forward_under_a_letter_of_its_own_is_quoted() -> None:
    letter = "The council discussed this last night and asks you to decide by the end of the month. " * 2
    assert split(f"{letter}\n\n{FORWARDED}", None).new_text == letter.strip()


@pytest.mark.parametrize(
    "subject",
    [
        "FW: Hedge",
        "Fwd: Hedge",
        "[EXTERNAL] Fwd: Hedge",
        "External: FW: Hedge",
        "WG: Hedge",
        "VB: Hedge",
        "转发：Hedge",
    ],
)
def test_a_header_block_is_a_forward_when_the_subject_says_so(subject: str) -> None:
    text = f"Please see below.\n\nJo\n\n{HEADER_BLOCK.strip()}"
    assert split(text, None, subject=subject).new_text == text
    assert split(text, None, subject="RE: Hedge").new_text == "Please see below.\n\nJo"


@pytest.mark.parametrize("text", [HEADER_BLOCK.strip(), f"On 12/06/2026 10:14, A Reed wrote:\n{QUOTE}".strip()])
def test_the_whole_text_stands_when_nothing_new_is_found(text: str) -> None:
    reply = split(text, None)
    assert reply.new_text == text
    assert (reply.quoted_text, reply.signature) == ("", "")


FOOTER = "The mailbox is not watched around the clock: in an emergency call 999, otherwise 101 or the website."


@pytest.mark.parametrize(
    "quoted",
    [
        FOOTER,
        f"{FOOTER}\n\n{FOOTER}",
        f"> {FOOTER}",
        f"> {FOOTER[:40]}\n> {FOOTER[40:]}",
        FOOTER.replace(" in ", "\nin "),
    ],
)
def test_a_block_of_ours_is_never_new_text_however_it_is_wrapped(quoted: str) -> None:
    reply = split(f"All of it.\n\n{quoted}\n\nPat", None, own_blocks=[FOOTER])
    assert reply.new_text == "All of it.\n\nPat"


CHOICES = [
    (
        "This message needs an HTML viewer.",
        "<p>It is cut.</p><p>Pat</p><p>Thank you all</p>",
        "It is cut.\n\nPat\n\nThank you all",
    ),
    ("", "<p>It is cut.</p>", "It is cut."),
    ("It is cut.", "", "It is cut."),
    (
        "It is cut.\n\nWhich stretch?",
        '<p>It is cut.</p><blockquote type="cite">Which stretch?</blockquote>',
        "It is cut.",
    ),
    (f"It is cut.\n\n{QUOTE}", "<p>It is cut.</p><p>Dear Pat,</p><p>Which stretch?</p>", "It is cut."),
    (
        "See the list<https://harpole.example/list>.",
        '<p>See the <a href="https://x.example">list</a>.</p>',
        "See the list.",
    ),
    ("<html><body><div>It is cut.</div><div>Pat</div></body></html>", None, "It is cut.\nPat"),
]


@pytest.mark.parametrize(("text", "html", "new_text"), CHOICES)
def test_the_better_of_text_and_html_is_used(text: str, html: str | None, new_text: str) -> None:
    assert split(text, html).new_text == new_text


def test_a_signature_in_a_table_below_the_last_words_is_one() -> None:
    rows = "".join(f"<tr><td>{cell}</td></tr>" for cell in ("Pat Hall", "Parish Clerk", "01632 960177"))
    html = f"<p class=MsoNormal>All of it.</p><p class=MsoNormal>Pat</p><table>{rows}</table>"
    reply = split(None, html)
    assert (reply.new_text, reply.signature) == ("All of it.\nPat", "Pat Hall\nParish Clerk\n01632 960177")


def test_a_table_of_somebodys_own_is_kept() -> None:
    rows = "<tr><td>Church Lane</td><td>14 cars</td></tr><tr><td>Mill Lane</td><td>9 cars</td></tr>"
    reply = split(None, f"<p>We counted:</p><table>{rows}</table><p>Pat</p>")
    assert reply == Reply(new_text="We counted:\n\nChurch Lane 14 cars\nMill Lane 9 cars\n\nPat")


def test_a_symbol_that_stands_alone_is_an_answer() -> None:
    assert split(f"👍\n\nOn 12/06/2026 10:14, A Reed wrote:\n{QUOTE}", None).new_text == "👍"


def test_nothing_at_all_is_an_empty_reply() -> None:
    assert split(None, None) == split("", " ") == Reply(new_text="")


def test_what_was_capped_is_said() -> None:
    assert split("word " * MAX_CHARACTERS, None).problems == ("text: only the first 32 KB were looked at",)
    assert split("a\n" * (MAX_LINES + 1), None).problems == ("text: only the first 1000 lines were looked at",)
    assert split("a", None).problems == ()


PIECES = st.sampled_from(
    [
        *ATTRIBUTIONS,
        *DIVIDERS,
        *BANNERS,
        *KEPT_WHOLE,
        QUOTE,
        HEADER_BLOCK,
        FORWARDED,
        "",
        "\n",
        "-- ",
        "Thanks",
        "Pat",
        "> ",
    ]
)
BODIES = st.lists(st.one_of(PIECES, st.text("aB1 >-_*:.,?@<\n", max_size=40)), max_size=12).map("\n".join)


@settings(max_examples=300, deadline=1000)
@given(BODIES)
def test_every_word_stands_in_one_of_the_parts_and_none_is_invented(text: str) -> None:
    reply = split(text, None)
    parts = set(WORD.findall(f"{reply.new_text}\n{reply.quoted_text}\n{reply.signature}"))
    written = set(WORD.findall(text))
    assert parts <= written
    assert written - parts <= {"EXTERNAL"}


@settings(max_examples=200, deadline=1000)
@given(st.one_of(st.none(), st.text()), st.one_of(st.none(), st.text(), BODIES))
def test_whatever_stands_in_the_parts_nothing_is_raised(text: str | None, html: str | None) -> None:
    assert isinstance(split(text, html, own_blocks=[FOOTER], subject=(text or "")[:50]), Reply)


ADVERSARIAL = {
    "10 KB of prose that looks like an attribution": "On Monday we met " * 600,
    "the same in lines": "On Monday we met\n" * 600,
    "10 KB of blank lines": "\n" * 10_240,
    "40 KB of quote marks": ">" * 40_960,
    "20,000 lines of quote marks": ">\n" * 20_000,
    "40 KB of dashes": "-" * 40_960,
    "14,000 delimiters": "--\n" * 14_000,
    "5 KB of On": "On " * 1_700,
    "10,000 colons": ":\n" * 10_000,
    "attributions without end": "On 1.1.26 10:00 x wrote:\n" * 1_500,
    "header fields without end": "From: a@b.example\nTo: c\n" * 1_500,
    "closings without end": "Kind regards\nPat\n" * 2_000,
    "kind kind kind": "kind " * 8_000,
    "warnings without end": ("caution: this email " * 20 + "\n") * 80,
    "1 MB of one mark": "<" * 1_000_000,
    "1 MB of spaces": " " * 1_000_000,
    "half addresses": "a@" * 16_000,
    "other marks without end": "".join(f"Bob wrote:\nA{n}> x\n" for n in range(3_000)),
    "one other mark without end": "Bob wrote:\n| a\n" * 3_000,
    "blocks without From": "Ann Lee 11/02/2026 05:10 PM\nTo: a\n" * 1_000,
    "attributions behind words": ("x On 1" + " On 1" * 90 + " wrote:\n") * 70,
    "armour without end": "-----BEGIN PGP SIGNED MESSAGE-----\n" * 1_000,
    "delimiters that are sure": "-- \na\n" * 8_000,
    "news without end": "news:" * 6_000,
}


@pytest.mark.parametrize("text", ADVERSARIAL.values(), ids=list(ADVERSARIAL))
def test_an_adversarial_text_takes_no_time(text: str) -> None:
    began = time.process_time()
    split(text, None)
    assert time.process_time() - began < 0.5
