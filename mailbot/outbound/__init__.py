"""From an intent to an email on the wire: templates, compose, gate, submit (laws 2, 6, 8)."""
