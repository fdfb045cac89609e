"""The durable record: facts, particulars, outbox, mailbox position, raw messages (laws 1, 2).

ledger    Ledger and Change: the one door for the rooms above
shelf     the records of one class in one table
codec     dataclasses <-> JSON documents
table     TinyDB's Table, touching only what changed; secondary indexes
storage   TinyDB's Storage: journal and snapshot of one directory as tables in memory
journal   the lines of journal and snapshot: numbered, checked, appended durably
raw       raw messages by the SHA-256 of their bytes
requests  changes that other commands hand to the process that writes
files     files that survive a crash, and the writer's lock
"""

from mailbot.ledger.ledger import Change, Ledger
from mailbot.ledger.raw import RawMessages

__all__ = ["Change", "Ledger", "RawMessages"]
