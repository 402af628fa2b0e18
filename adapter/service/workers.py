"""The worker processes of a service: told to reload, where uvicorn's own supervisor would replace them."""

import os
import signal
import socket
from typing import Final

import uvicorn
from uvicorn.supervisors import Multiprocess

from adapter.service import hangup

RELOAD: Final = getattr(signal, "SIGHUP", None)


class Workers(Multiprocess):
    """uvicorn's supervisor, which passes SIGHUP on: calls under way go on in workers that live on.

    The signal has to be held (`hangup.hold`) before it is made, so that a worker that is just starting is not ended by
    it. Where the terminal was closed, all stop.
    """

    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket]) -> None:
        self._terminal = hangup.Terminal()
        super().__init__(config, sockets)

    def handle_signals(self) -> None:
        if hangup.came():
            self.handle_hup()
        super().handle_signals()

    def handle_hup(self) -> None:
        if self._terminal.lost:
            self.should_exit.set()
            return
        for process in self.processes:
            if RELOAD is not None and process.pid is not None and process.process.is_alive():
                os.kill(process.pid, RELOAD)
