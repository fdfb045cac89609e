"""The durable record: facts, particulars, outbox, mailbox position, raw messages (laws 1, 2)."""
