"""The gallery of every message with its sample: as text, on a desktop and on a phone, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import Environment, StrictUndefined

from mailbot.outbound.samples import SAMPLES, sample
from mailbot.outbound.template import Templates

_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Every message</title>
<style>
body { margin: 24px; background: #d9dde1; color: #0b0c0c; font: 16px/1.5 Arial, Helvetica, sans-serif; }
nav a { margin-right: 12px; }
section { margin: 32px 0; }
.views { display: flex; flex-wrap: wrap; gap: 20px; align-items: flex-start; }
figure { margin: 0; }
iframe { height: 760px; border: 1px solid #6b737b; background: #ffffff; }
pre { width: 560px; max-height: 720px; margin: 0; padding: 20px; overflow: auto; }
pre { white-space: pre-wrap; background: #ffffff; }
</style>
</head>
<body>
<h1>Every message, with made-up people</h1>
<nav>{% for mail in mails %}<a href="#{{ mail.name }}">{{ mail.name }}</a> {% endfor %}</nav>
{% for mail in mails %}
<section id="{{ mail.name }}">
<h2>{{ mail.name }}</h2>
<p>To: {{ mail.reader }}. Subject: <strong>{{ mail.subject }}</strong></p>
<div class="views">
{% for title, width, html in mail.views %}
<figure><figcaption>{{ title }}</figcaption><iframe title="{{ mail.name }}, {{ title }}" width="{{ width }}" \
srcdoc="{{ html }}"></iframe></figure>
{% endfor %}
<figure><figcaption>Text</figcaption><pre>{{ mail.text }}</pre></figure>
</div>
</section>
{% endfor %}
</body>
</html>
"""


def gallery(templates: Templates, common: Mapping[str, object]) -> str:
    """Render the messages that mailbot sends on one HTML page; `common` is what every message is given."""
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(_PAGE)
    return page.render(mails=[_mail(templates, name, common) for name in _shown(templates)])


def in_dark(html: str) -> str:
    """Give a mail as it looks where its reader prefers dark."""
    return html.replace("(prefers-color-scheme: dark)", "all").replace("(prefers-color-scheme:dark)", "all")


def _shown(templates: Templates) -> Iterator[str]:
    """Name the messages that mailbot itself sends, then those of further programmes."""
    yield from SAMPLES
    for name in templates.names:
        if name not in SAMPLES and not list(templates.problems_as_further(name)):
            yield name


def _mail(templates: Templates, name: str, common: Mapping[str, object]) -> Mapping[str, object]:
    rendered = templates.render(name, {**sample(name, templates.reader(name)), **common})
    dark = in_dark(rendered.html)
    return {
        "name": name,
        "reader": templates.reader(name),
        "subject": rendered.subject,
        "text": rendered.text,
        "views": [
            ("Desktop, light", 680, rendered.html),
            ("Desktop, dark", 680, dark),
            ("Phone, light", 320, rendered.html),
            ("Phone, dark", 320, dark),
        ],
    }
