"""What is too large for the other server is said at once to both sides (law 6)."""

from __future__ import annotations

import pytest

from tests.e2e import client
from tests.e2e.bot import Bot, RealPost
from tests.e2e.conftest import OFFICER, PLR
from tests.servers.smtp import Stage


@pytest.mark.parametrize(
    ("reply", "stage"),
    [
        ("552 5.3.4 Message too big for system", "RCPT"),
        ("552 Message size exceeds fixed maximum message size", "MAIL"),
        ("552 Error: maximum message size exceeded", "END"),
    ],
)
def test_a_message_that_is_too_large_is_said_to_its_writer_and_to_its_reader(
    bot: Bot, real_post: RealPost, reply: str, stage: Stage
) -> None:
    """RFC 1870 section 6: many servers say it without an enhanced status code."""
    [introduction] = bot.inbox(PLR)
    mail = client.reply(PLR, introduction, "Could you look at these photographs?", bot.at)
    mail.add_attachment(b"x" * 2_000_000, maintype="image", subtype="jpeg", filename="hedge.jpg")
    real_post.smtp.refuse(reply, at=stage)
    bot.arrives(mail, "2026-06-03 10:12")
    bot.turn("2026-06-03 10:13")
    [told_officer] = bot.inbox(OFFICER)
    assert "too large" in client.text_of(told_officer)
    assert "Pat Hall" in str(told_officer["Subject"])
    told_plr = [mail for mail in bot.inbox(PLR) if "too large" in str(mail["Subject"])]
    assert len(told_plr) == 1
    assert "999" in client.text_of(told_plr[0])

    bot.arrives(client.reply(OFFICER, told_officer, "Please send them one by one.", bot.at), "2026-06-03 11:00")
    [draft] = bot.inbox(OFFICER)
    assert "Pat Hall" in str(draft["Subject"])
    assert bot.inbox(PLR) == []
