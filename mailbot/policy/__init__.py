"""Pure decisions: working time, rules, obligations, due steps. No I/O, no clock reads (law 9)."""
