"""From an intent to an email on the wire (laws 2, 6, 8, 12).

template      one Markdown file a message -> subject, text, HTML; `template_file`, `markdown`, `wording` serve it
samples       what each message is given: the contract between who causes a mail and its template
gallery       every message on one page
compose       bytes: our own mail, a relay, released words; `header`, `recipients`, `transfer` serve it
context       what a message says, looked up from the ids in its Mail
composer      a queued Mail -> its reader's address and the bytes
subject       the subject of a relay; `mailto` the links of actions
gate          whether a mail may leave now, later, or not at all
submit        the way to the SMTP server
"""
