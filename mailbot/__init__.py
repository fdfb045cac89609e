"""mailbot keeps a programme of promised contact by email.

It sends what is due, records who answered when, and tells the coordinator what was not kept, with the proof.

Facts are stored; open obligations are computed. Data walks one way, and a room imports only rooms below it:

    cli        the commands; thin: parse arguments, call app, print
    app        composition root, the scheduler's jobs, the use cases: take_in, tick, deliver
    ---------- siblings: none of these three knows another
    inbound    bytes -> Understood: fetch, parse, kind, reply, sender, thread, command
    outbound   intent -> email on the wire: templates, compose, gate, submit
    reports    facts -> digest, statistics, charts, explanations
    ----------
    ledger     the durable record: facts, particulars, outbox, mailbox position, raw messages
    policy     pure: working time, rules, obligations, due steps, decisions. No I/O, no clock reads
    model      pure: the vocabulary as frozen dataclasses. Imports nothing of ours
    config     config.toml -> frozen Config
    errors     what reaches a person
"""
