"""The vocabulary as frozen dataclasses; imports nothing of ours.

ids            opaque ids, made from what they stand for or minted
people         Person, Council, and the roles people have
understanding  Understood: what one message is, whom it is from, what it says
mail           Mail: the intent to send one mail to one person
facts          Fact and its kinds: what happened, with opaque ids only
"""
