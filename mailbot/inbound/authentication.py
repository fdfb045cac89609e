"""What our own border server found out about a message's authenticity: its DMARC result, or unknown.

Any sender can write such a field; only ours counts (RFC 8601 section 5). Microsoft 365 writes it without an
authserv-id, and is believed only above the Received field with which the message came in.
"""

from __future__ import annotations

import re

from mailbot.inbound.headers import Headers
from mailbot.model.understanding import Dmarc

_DMARC = re.compile(r"dmarc\s{0,20}(?:/\s{0,20}\d{1,3}\s{0,20})?=\s{0,20}([a-z]{1,20})", re.IGNORECASE)
_BORDER = re.compile(r"\sby\s{1,20}\S{1,200}\.protection\.outlook\.com\b", re.IGNORECASE)
_BY = re.compile(r"\sby\s{1,20}([^\s();]{1,253})", re.IGNORECASE)


def dmarc_result(headers: Headers, authserv_id: str = "") -> tuple[Dmarc, str]:
    """Give the DMARC result of our own server, and why in words.

    `authserv_id` names our server as it names itself; empty means Microsoft 365. A result other than pass and fail
    (none, bestguesspass, temperror) says nothing.
    """
    trusted = _ours(headers, authserv_id) if authserv_id else _above_the_border(headers)
    for results in trusted:
        for result in results:
            if found := _DMARC.match(result):
                word = found[1].lower()
                dmarc = Dmarc(word) if word in (Dmarc.PASS, Dmarc.FAIL) else Dmarc.UNKNOWN
                return dmarc, f"Authentication-Results: dmarc={word}"
    return Dmarc.UNKNOWN, ""


def _ours(headers: Headers, authserv_id: str) -> list[list[str]]:
    """Give the results of our fields: all of the topmost, and of those further down what tells against the mail.

    Servers are to strip what imitates them (RFC 8601 section 5), and not all do. What stands below another Received
    field than the topmost of ours may be the sender's, and below a stranger's hop it is.
    """
    found: list[list[str]] = []
    hops, topmost, is_inside = 0, -1, False
    for name, value in headers.fields:
        if name == "received":
            hops += 1
            is_ours = _is_by_us(value, authserv_id)
            if is_inside and not is_ours:
                break
            is_inside = is_inside or is_ours
        elif name == "authentication-results":
            written_by, results = _results(value)
            if written_by != authserv_id.lower():
                continue
            topmost = hops if topmost < 0 else topmost
            found.append(results if hops == topmost else [result for result in results if _tells_against(result)])
    return found


def _is_by_us(received: str, authserv_id: str) -> bool:
    """Tell whether a host of the domain in which our server names itself wrote the Received field."""
    host, _, domain = authserv_id.lower().partition(".")
    by = _BY.search(f" {received}")
    name = by[1].lower().rstrip(".;") if by else ""
    return name == authserv_id.lower() or ("." in domain and name.endswith(f".{domain}")) or name == host


def _tells_against(result: str) -> bool:
    found = _DMARC.match(result)
    return found is not None and found[1].lower() == Dmarc.FAIL


def _above_the_border(headers: Headers) -> list[list[str]]:
    received = [n for n, (name, _) in enumerate(headers.fields) if name == "received"]
    border = next((n for n in received if _BORDER.search(headers.fields[n][1])), received[0] if received else 0)
    above = [value for name, value in headers.fields[:border] if name == "authentication-results"]
    return [results for name, results in map(_results, above) if not name]


def _results(value: str) -> tuple[str, list[str]]:
    """Split the field (RFC 8601 section 2.2) into the authserv-id, lower case, and its results without comments."""
    first, *results = [" ".join(part.split()) for part in _without_comments(value).split(";")]
    if "=" in first:
        return "", [first, *results]
    return first.split(" ")[0].strip('"').lower(), results


def _without_comments(value: str) -> str:
    out: list[str] = []
    depth, quoted, escaped = 0, False, False
    for letter in value:
        if escaped:
            escaped = False
        elif letter == "\\":
            escaped = True
            continue
        elif letter == '"' and not depth:
            quoted = not quoted
        elif letter == "(" and not quoted:
            depth += 1
            continue
        elif letter == ")" and depth and not quoted:
            depth -= 1
            out.append(" ")
            continue
        if not depth:
            # A semicolon in quotes parts no results.
            out.append("," if quoted and letter == ";" else letter)
    return "".join(out)
