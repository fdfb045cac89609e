"""One IMAP session of the embedded server: pymap, with an IDLE that tells at once what happened before it began.

pymap by itself waits for the next change first, so that a message delivered between SEARCH and IDLE would stay unseen
until another arrives (RFC 2177 section 3 wants every pending update told). Nothing but `embedded` uses this module.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import AsyncExitStack, closing

from proxyprotocol.result import ProxyResultLocal
from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import Config, Login
from pymap.concurrent import Event
from pymap.context import connection_exit
from pymap.imap import IMAPConnection
from pymap.imap.state import ConnectionState
from pymap.parsing.command.select import IdleCommand
from pymap.parsing.response import UntaggedResponse


async def serve_imap(login: Login, config: Config, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Serve one connection until it ends."""
    connection = IMAPConnection(config.commands, config, reader, writer, SocketInfo.get(writer, ProxyResultLocal()))
    async with AsyncExitStack() as stack:
        connection_exit.set(stack)
        stack.enter_context(closing(connection))
        await connection.run(_PromptState(login, config))


class _PromptState(ConnectionState):
    async def receive_updates(self, cmd: IdleCommand, done: Event) -> Iterable[UntaggedResponse]:
        selected = await self.session.check_mailbox(self.selected)
        self._selected, untagged = selected.fork(cmd)
        return list(untagged) or await super().receive_updates(cmd, done)
