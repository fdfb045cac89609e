"""What others rely on: one write, once, look-ups, views, and erasing that leaves the facts whole."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailbot.errors import LedgerError
from mailbot.ledger import Change, Ledger
from mailbot.ledger.journal import encoded
from mailbot.model.facts import AlarmRaised, MessageArrived
from mailbot.model.mail import Mail, MailStatus
from mailbot.model.people import Council, Person
from mailbot.model.records import MessageRecord, OutboxEntry, Position
from mailbot.model.understanding import Kind

Question = Callable[[int], Change]
MONDAY = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def queued(key: str, minute: int = 0, **mail: str) -> OutboxEntry:
    at = MONDAY + timedelta(minutes=minute)
    words = {"to": "p1", "thread": "t1", "template": "introduction", **mail}
    return OutboxEntry(mail=Mail(key=key, queued_at=at, **words), message_id=f"{key}@force.example")


def alarm(name: str) -> AlarmRaised:
    return AlarmRaised(happened_at=MONDAY, recorded_at=MONDAY, alarm=name)


def arrived(message: str, writer: str, raw: str, **record: object) -> Change:
    fact = MessageArrived(
        happened_at=MONDAY, recorded_at=MONDAY, message=message, message_kind=Kind.PERSON, writer=writer
    )
    return Change(facts=(fact,), messages=(MessageRecord(id=message, raw=raw, arrived_at=MONDAY, **record),))


# One write (law 1)


def test_facts_are_numbered_in_the_order_in_which_they_were_recorded_across_restarts(directory: Path) -> None:
    ledger = Ledger.open(directory)
    assert ledger.commit(Change(facts=(alarm("a"), alarm("b")))) == ((1, alarm("a")), (2, alarm("b")))
    ledger.close()

    ledger = Ledger.open(directory)
    assert ledger.commit(Change(facts=(alarm("a"),))) == ((3, alarm("a")),)
    assert list(ledger.facts()) == [(1, alarm("a")), (2, alarm("b")), (3, alarm("a"))]
    assert ledger.fact_count() == 3
    ledger.close()


def test_a_change_is_one_line_of_the_journal(directory: Path, ledger: Ledger, question: Question) -> None:
    ledger.commit(question(1))
    assert (directory / "journal.jsonl").read_bytes().count(b"\n") == 1


def test_a_change_that_cannot_be_written_down_leaves_nothing(ledger: Ledger, question: Question) -> None:
    naive = replace(alarm("a"), recorded_at=datetime(2026, 6, 1))
    with pytest.raises(ValueError, match="time zone"):
        ledger.commit(replace(question(1), facts=(alarm("a"), naive)))

    assert ledger.fact_count() == 0
    assert ledger.people() == ()
    assert ledger.outbox(*MailStatus) == ()
    assert ledger.commit(Change(facts=(alarm("a"),)))[0][0] == 1


def test_an_empty_change_writes_nothing(directory: Path, ledger: Ledger) -> None:
    assert ledger.commit(Change()) == ()
    assert (directory / "journal.jsonl").stat().st_size == 0


# Once (law 2)


def test_the_same_key_is_never_queued_twice(directory: Path) -> None:
    ledger = Ledger.open(directory)
    first = queued("introduction l1")
    ledger.commit(Change(queue=(first, replace(first, message_id="other@force.example"))))
    ledger.commit(Change(queue=(replace(first, message_id="another@force.example"),)))
    ledger.commit(Change(outbox=(replace(first, status=MailStatus.ACCEPTED),)))
    ledger.close()

    ledger = Ledger.open(directory)
    ledger.commit(Change(queue=(first,)))
    assert ledger.mail("introduction l1") == replace(first, status=MailStatus.ACCEPTED)
    assert ledger.outbox(MailStatus.QUEUED) == ()
    ledger.close()


def test_the_facts_of_a_change_are_kept_when_its_mail_was_queued_before(ledger: Ledger) -> None:
    ledger.commit(Change(queue=(queued("introduction l1"),)))
    assert ledger.commit(Change(queue=(queued("introduction l1"),), facts=(alarm("a"),))) == ((1, alarm("a")),)


@pytest.mark.parametrize(
    "update", [queued("never queued"), replace(queued("introduction l1"), message_id="changed@force.example")]
)
def test_a_mail_cannot_change_its_message_id_nor_skip_the_queue(ledger: Ledger, update: OutboxEntry) -> None:
    ledger.commit(Change(queue=(queued("introduction l1"),)))
    with pytest.raises(LedgerError, match="was not queued before under the Message-ID"):
        ledger.commit(Change(outbox=(update,), facts=(alarm("a"),)))
    assert ledger.mail("introduction l1") == queued("introduction l1")
    assert ledger.fact_count() == 0


# Look-ups


def test_the_outbox_gives_the_mails_of_a_status_the_longest_queued_first(ledger: Ledger) -> None:
    late, early, gone = queued("late", 9), queued("early", 1), queued("gone", 5)
    ledger.commit(Change(queue=(late, early, gone)))
    ledger.commit(
        Change(outbox=(replace(early, status=MailStatus.UNCERTAIN), replace(gone, status=MailStatus.ACCEPTED)))
    )

    waiting = ledger.outbox(MailStatus.QUEUED, MailStatus.UNCERTAIN)

    assert waiting == (replace(early, status=MailStatus.UNCERTAIN), late)
    assert ledger.outbox(MailStatus.QUEUED) == (late,)
    assert ledger.outbox() == ()


def test_accepted_mails_are_not_looked_at_for_those_that_wait(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger.commit(Change(queue=tuple(queued(f"mail {number}", number) for number in range(50))))
    accepted = (replace(queued(f"mail {number}", number), status=MailStatus.ACCEPTED) for number in range(49))
    ledger.commit(Change(outbox=tuple(accepted)))
    read: list[str] = []
    decode = ledger._outbox._codec.decode
    monkeypatch.setattr(ledger._outbox._codec, "decode", lambda doc: read.append(doc["mail"]["key"]) or decode(doc))

    assert [entry.mail.key for entry in ledger.outbox(MailStatus.QUEUED)] == ["mail 49"]
    assert read == ["mail 49"]


def test_mails_are_found_by_message_id_thread_and_what_they_relay(ledger: Ledger) -> None:
    relay, reminder = queued("relay m1", relays="m1", template=""), queued("reminder q1", thread="t2")
    ledger.commit(Change(queue=(relay, reminder)))

    assert ledger.mail_by_message_id("relay m1@force.example") == relay
    assert ledger.mail_by_message_id("RELAY M1@force.example") is None
    assert ledger.mail_by_message_id("") is None
    assert ledger.mails_relaying("m1") == (relay,)
    assert ledger.mails_relaying("") == ()
    assert ledger.mails_in_thread("t2") == (reminder,)


def test_messages_are_found_by_message_id_and_thread_also_after_they_were_placed(ledger: Ledger) -> None:
    ledger.commit(arrived("m1", "p1", "aa", message_id="Hedge@harpole.example"))
    ledger.commit(arrived("m2", "p2", "bb", message_id="Hedge@harpole.example", thread="t1"))
    placed = replace(ledger.message("m1"), thread="t1")
    ledger.commit(Change(messages=(placed,)))

    assert ledger.message_by_id_field("Hedge@harpole.example") == ("m1", "m2")
    assert ledger.message_by_id_field("hedge@harpole.example") == ()
    assert [record.id for record in ledger.messages_in_thread("t1")] == ["m2", "m1"]
    assert ledger.message("m3") is None


def test_people_are_found_at_an_address_in_whatever_case_and_not_at_the_one_they_left(ledger: Ledger) -> None:
    pat, clerk = Person("p1", "Pat Hall", "Pat@Harpole.example"), Person("p2", "The Clerk", "pat@harpole.EXAMPLE")
    by_phone = Person("p3", "Edie Marsh", "", "01604 000000")
    ledger.commit(Change(people=(pat, clerk, by_phone), councils=(Council("c1", "Harpole", "parish"),)))
    assert ledger.people_at("PAT@harpole.example") == (pat, clerk)
    assert ledger.people_at("") == ()

    moved = replace(pat, address="pat.hall@harpole.example")
    ledger.commit(Change(people=(moved,)))
    assert ledger.people_at("pat@harpole.example") == (clerk,)
    assert ledger.people_at("pat.hall@harpole.example") == (moved,)
    assert ledger.people() == (moved, clerk, by_phone)
    assert ledger.person("p1") == moved
    assert (ledger.council("c1"), ledger.council("c2")) == (Council("c1", "Harpole", "parish"), None)
    assert ledger.councils() == (Council("c1", "Harpole", "parish"),)


def test_the_position_of_a_mailbox_is_kept(ledger: Ledger) -> None:
    ledger.commit(Change(positions=(Position("INBOX", 7, 41), Position("Junk", 8, 2))))
    ledger.commit(Change(positions=(Position("INBOX", 7, 42, 41),)))
    assert ledger.position("INBOX") == Position("INBOX", 7, 42, 41)
    assert ledger.position("Junk") == Position("Junk", 8, 2)
    assert ledger.position("Archive") is None


def test_what_is_read_can_be_changed_without_changing_the_ledger(ledger: Ledger) -> None:
    entry = queued("reminder q1")
    ledger.commit(Change(queue=(replace(entry, mail=replace(entry.mail, data={"rows": ["q1"]})),)))
    ledger.mail("reminder q1").mail.data["rows"].append("q2")
    assert ledger.mail("reminder q1").mail.data == {"rows": ["q1"]}


# The directory


def test_everything_in_the_directory_is_its_owners_alone(directory: Path, ledger: Ledger, question: Question) -> None:
    ledger.commit(question(1))
    ledger.raw.put(b"Subject: Hedge\r\n\r\nIt is down.\r\n")
    ledger._storage.compact()

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (directory, *directory.rglob("*"))}
    directories = {path.name for path in (directory, *directory.rglob("*")) if path.is_dir()}
    assert modes == {name: 0o700 if name in directories else 0o600 for name in modes}
    assert {"var", "raw", "journal.jsonl", "snapshot.jsonl", "secret", "lock"} <= set(modes)


def test_the_secret_is_made_once(directory: Path) -> None:
    ledger = Ledger.open(directory)
    ledger.close()
    assert len(ledger.secret) == 32
    assert Ledger.view(directory).secret == ledger.secret
    again = Ledger.open(directory)
    again.close()
    assert again.secret == ledger.secret


def test_a_record_that_an_older_version_wrote_without_a_field_is_found_with_its_default(directory: Path) -> None:
    Ledger.open(directory).close()
    written_then = {"id": "m1", "raw": "aa", "arrived_at": MONDAY.isoformat(), "message_id": "1@harpole.example"}
    (directory / "journal.jsonl").write_bytes(encoded(1, {"messages": {"m1": written_then}}))

    ledger = Ledger.open(directory)
    assert ledger.message_by_id_field("1@harpole.example") == ("m1",)
    assert ledger.message("m1").thread == ""
    ledger.commit(Change(messages=(replace(ledger.message("m1"), thread="t1"),)))
    assert [record.id for record in ledger.messages_in_thread("t1")] == ["m1"]
    ledger.close()


# Views


def test_a_view_shows_the_ledger_as_it_stood_and_cannot_be_written_to(
    directory: Path, ledger: Ledger, question: Question
) -> None:
    ledger.commit(question(1))
    digest = ledger.raw.put(b"The hedge is down.")
    ledger.commit(arrived("m9", "p1", digest))
    view = Ledger.view(directory)
    ledger.commit(question(2))

    assert [person.id for person in view.people()] == ["p1"]
    assert [person.id for person in Ledger.view(directory).people()] == ["p1", "p2"]
    with pytest.raises(LedgerError, match="view of the ledger"):
        view.commit(question(3))
    with pytest.raises(LedgerError, match="view of the ledger"):
        view.erase_person("p1")
    assert ledger.person("p1") is not None
    assert ledger.raw.get(digest) == b"The hedge is down."
    view.close()


def test_a_view_of_nothing_says_what_to_do(directory: Path) -> None:
    with pytest.raises(LedgerError, match="no ledger here yet; start `mailbot run`"):
        Ledger.view(directory)
    assert not directory.exists()


# Erasing


def grep(directory: Path, *words: str) -> list[str]:
    files = [path for path in directory.rglob("*") if path.is_file()]
    return [f"{word} in {path.name}" for path in files for word in words if word.encode() in path.read_bytes()]


def test_erasing_a_message_takes_its_words_from_the_disk_and_leaves_the_facts_whole(
    directory: Path, ledger: Ledger
) -> None:
    digest = ledger.raw.put(b"Subject: Hedge on Church Lane\r\n\r\nOld Mrs Marsh fell.\r\n")
    ledger.commit(arrived("m1", "p1", digest, subject="Hedge on Church Lane", sender_name="Pat Hall"))
    ledger.commit(arrived("m2", "p1", "bb", subject="Potholes"))
    facts = list(ledger.facts())
    assert grep(directory, "Hedge", "Marsh")

    ledger.erase_message("m1")

    assert ledger.message("m1") is None
    assert grep(directory, "Hedge", "Marsh", "Pat Hall") == []
    assert list(ledger.facts()) == facts == list(Ledger.view(directory).facts())
    assert Ledger.view(directory).message("m2").subject == "Potholes"
    ledger.erase_message("m1")


def test_erasing_a_person_takes_whatever_names_them_from_the_disk(directory: Path, ledger: Ledger) -> None:
    pat, sam = Person("p1", "Pat Hall", "Pat@harpole.example", "01604 000001"), Person("p2", "Sam", "sam@force.example")
    digest = ledger.raw.put(b"From: Pat Hall <pat@harpole.example>\r\n\r\nThe hedge.\r\n")
    ledger.commit(Change(people=(pat, sam)))
    ledger.commit(arrived("m1", "p1", digest, sender_name="Pat Hall", sender_address="pat@harpole.example"))
    ledger.commit(arrived("m2", "p2", "bb", recipients=("pat@harpole.example", "liaison@force.example"), thread="t1"))
    ledger.commit(Change(queue=(queued("relay m2"),)))
    refused = replace(queued("relay m2"), status=MailStatus.FAILED, reason="550 <pat@harpole.example> is unknown")
    ledger.commit(Change(outbox=(refused,)))
    facts = list(ledger.facts())

    ledger.erase_person("p1")

    assert grep(directory, "Pat", "pat@", "01604") == []
    assert (ledger.person("p1"), ledger.people_at("pat@harpole.example"), ledger.message("m1")) == (None, (), None)
    assert ledger.message("m2").recipients == ("liaison@force.example",)
    assert ledger.mail("relay m2") == replace(refused, reason="")
    assert ledger.person("p2") == sam
    assert list(ledger.facts()) == facts == list(Ledger.view(directory).facts())


def test_erasing_a_person_leaves_an_address_that_is_somebody_elses_too(ledger: Ledger) -> None:
    ledger.commit(
        Change(people=(Person("p1", "Pat", "office@harpole.example"), Person("p2", "Jo", "office@harpole.example")))
    )
    ledger.commit(arrived("m1", "p2", "aa", recipients=("office@harpole.example",)))
    ledger.erase_person("p1")
    assert ledger.message("m1").recipients == ("office@harpole.example",)
    assert [person.id for person in ledger.people_at("office@harpole.example")] == ["p2"]


def test_the_bytes_that_another_message_needs_are_kept(ledger: Ledger) -> None:
    digest = ledger.raw.put(b"the same bytes")
    ledger.commit(arrived("m1", "p1", digest))
    ledger.commit(arrived("m2", "p2", digest))
    ledger.erase_message("m1")
    assert ledger.raw.get(digest) == b"the same bytes"
    ledger.erase_message("m2")
    with pytest.raises(LedgerError, match="not stored"):
        ledger.raw.get(digest)


def test_an_erasure_that_leaves_words_on_the_disk_says_so_and_can_be_completed(directory: Path, ledger: Ledger) -> None:
    ledger.commit(arrived("m1", "p1", "aa", subject="Hedge on Church Lane"))
    (directory / "snapshot.jsonl.new").mkdir()
    with pytest.raises(LedgerError, match=r"words are still on the disk.*then erase again"):
        ledger.erase_message("m1")
    assert grep(directory, "Hedge")

    (directory / "snapshot.jsonl.new").rmdir()
    ledger.erase_message("m1")
    assert grep(directory, "Hedge") == []


def test_whether_there_is_a_writer_can_be_asked_without_being_one(tmp_path: Path) -> None:
    assert not Ledger.has_writer(tmp_path / "none")
    ledger = Ledger.open(tmp_path)
    assert Ledger.has_writer(tmp_path)
    ledger.close()
    assert not Ledger.has_writer(tmp_path)
