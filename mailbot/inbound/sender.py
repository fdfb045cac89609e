"""Whom a message says it is from, and the addresses of its other fields. Nobody is looked up here.

A display name is only what the writer chose to call themselves: what in it imitates an address is said, and so are
domains that look like ones we know. Source: RFC 5322 section 3.4, RFC 6854 (groups in From), UTS 39 (confusables).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from mailbot.inbound.headers import Headers, decoded_words
from mailbot.model.understanding import Address

MAX_ADDRESSES = 2000
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\\.|[^"\\()<>,;:]+|.', re.DOTALL)
_ADDR_SPEC = re.compile(r"[^\s@<>(),;:\"\\]{1,128}@[^\s@<>(),;:\"\\]{1,253}")
_QUOTED_LOCAL_PART = re.compile(r'"[^"\\\r\n]{1,64}"@[^\s@<>(),;:"\\]{1,253}')
_ADDRESS_IN_NAME = re.compile(r"[^\s@<>\"'(),;:]{1,64}@([^\s@<>\"'(),;:]{1,253}\.[^\s@<>\"'(),;:]{2,63})")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_QUOTED_PAIR = re.compile(r"\\(.)", re.DOTALL)
_FOR_CLAUSE = re.compile(r"\sfor\s{1,10}<?([^\s<>;@]{1,128}@[^\s<>;@]{1,253})>?")

# Letters of other scripts that pass for Latin ones in most fonts; digits and pairs are folded after them.
_CONFUSABLES = str.maketrans(
    {"а": "a", "в": "b", "е": "e", "к": "k", "м": "m", "н": "h", "о": "o", "р": "p", "с": "c", "т": "t", "у": "y"}
    | {"х": "x", "і": "i", "ј": "j", "ѕ": "s", "ԁ": "d", "ԛ": "q", "ԝ": "w", "ӏ": "l", "ɡ": "g", "ı": "i", "ɑ": "a"}
    | {"α": "a", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "η": "n", "ω": "w"}
)
_FOLDED = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"))


def find_sender(headers: Headers, known_domains: Collection[str] = ()) -> tuple[Address | None, list[str]]:
    """Find the one From address, and say what is odd about it; None where there is none, or more than one."""
    found = {address.address.lower(): address for value in headers.all("from") for address in addresses(value)}
    if not found:
        return None, ["From: no address that can be used"]
    if len(found) > 1:
        return None, [f"From: more than one address ({', '.join(list(found)[:3])})"]
    (sender,) = found.values()
    return sender, [*_odd_name(sender), *_odd_domain(sender.domain, known_domains)]


def addresses(value: str) -> tuple[Address, ...]:
    """Read an address list (RFC 5322 section 3.4), groups opened; what is no address is left out. Never raises."""
    found = []
    for phrase, angle in _mailboxes(value):
        written = angle if angle is not None else phrase
        if (spec := _addr_spec(written)) is not None:
            name = phrase if angle is not None else ""
            found.append(Address(_display(name), spec))
        if len(found) == MAX_ADDRESSES:
            break
    return tuple(found)


def delivered_to(headers: Headers) -> tuple[str, ...]:
    """Give the addresses of Delivered-To, X-Original-To and the `for` clauses of Received, each once."""
    direct = [
        address.address
        for name in ("delivered-to", "x-original-to")
        for value in headers.all(name)
        for address in addresses(value)
    ]
    clauses = [found for value in headers.all("received") for found in _FOR_CLAUSE.findall(value)]
    return tuple(dict.fromkeys([*direct, *clauses]))


def _mailboxes(value: str) -> Iterator[tuple[str, str | None]]:
    """Cut an address list at its commas: each phrase, and what stands between its last angle brackets."""
    phrase: list[str] = []
    angle: list[str] | None = None
    comments, in_angle = 0, False
    for token in _TOKEN.findall(value):
        if token == "(":
            comments += 1
        elif token == ")" and comments:
            comments -= 1
        elif comments:
            continue
        elif token == "<":
            if angle is not None:
                phrase.append(f" <{''.join(angle)}>")
            angle, in_angle = [], True
        elif token == ">":
            in_angle = False
        elif token in ",;" and not in_angle:
            yield "".join(phrase), None if angle is None else "".join(angle)
            phrase, angle = [], None
        elif token == ":" and not in_angle:
            # What stood before it is the name of a group.
            phrase = []
        elif in_angle and angle is not None:
            angle.append(token)
        else:
            phrase.append(token)
    yield "".join(phrase), None if angle is None else "".join(angle)


def _addr_spec(written: str) -> str | None:
    """Check an addr-spec; a source route (RFC 5322 section 4.4) is dropped."""
    spec = written.strip().removeprefix("mailto:")
    if spec.startswith("@"):
        spec = spec.rpartition(":")[2]
    spec = spec.rstrip(".")
    if len(spec) > 254 or _CONTROL.search(spec):
        return None
    if _ADDR_SPEC.fullmatch(spec) or _QUOTED_LOCAL_PART.fullmatch(spec):
        return spec
    return None


def _display(phrase: str) -> str:
    name = phrase.strip()
    if len(name) > 1 and name[0] == '"' == name[-1]:
        name = _QUOTED_PAIR.sub(r"\1", name[1:-1])
    return " ".join(_CONTROL.sub("", decoded_words(name)).split())


def _odd_name(sender: Address) -> list[str]:
    shown = _ADDRESS_IN_NAME.search(unicodedata.normalize("NFKC", sender.name[:1000]))
    if shown and shown[0].lower() != sender.address.lower():
        return [f"From: the name shows another address ({shown[0]}) than the mail is from ({sender.address})"]
    return []


def _odd_domain(domain: str, known_domains: Collection[str]) -> list[str]:
    known = {name.lower() for name in known_domains}
    if domain in known:
        return []
    shown = _unpunycoded(domain)
    odd = [f"From: {domain} mixes alphabets"] if _mixes_scripts(shown) else []
    for name in sorted(known):
        if _skeleton(shown) == _skeleton(name):
            odd.append(f"From: {domain} looks like {name} and is not")
        elif len(name) >= 8 and _one_slip(shown, name):
            odd.append(f"From: {domain} is one letter away from {name}")
        elif shown.startswith(f"{name}."):
            odd.append(f"From: {domain} begins like {name} and is not")
    return odd


def _unpunycoded(domain: str) -> str:
    labels = []
    for label in domain.split("."):
        try:
            labels.append(label[4:].encode("ascii").decode("punycode") if label.startswith("xn--") else label)
        except (UnicodeError, ValueError, IndexError, OverflowError):
            labels.append(label)
    return ".".join(labels)


def _skeleton(domain: str) -> str:
    folded = unicodedata.normalize("NFKD", domain.lower()).translate(_CONFUSABLES)
    folded = "".join(letter for letter in folded if not unicodedata.combining(letter))
    for pair, letter in _FOLDED:
        folded = folded.replace(pair, letter)
    return folded


def _mixes_scripts(domain: str) -> bool:
    """Tell whether one label has letters of two alphabets, as no honest name has."""
    return any(
        len({unicodedata.name(letter, "?").split()[0] for letter in label if letter.isalpha()}) > 1
        for label in domain.split(".")
    )


def _one_slip(one: str, other: str) -> bool:
    """Tell whether one letter was added, dropped, changed, or swapped with its neighbour."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    return (
        one[1:] == other[1:]
        or one[1:] == other
        or one == other[1:]
        or (one[:2] == other[1::-1] and one[2:] == other[2:])
    )
