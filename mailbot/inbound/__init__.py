"""From bytes to Understood: what arrived, from whom, in which thread, saying what (laws 3, 10)."""
