"""Where a service listens, and the line that says that it does."""

import socket
import sys
import time
from collections.abc import Callable

from adapter.errors import SettingsError
from adapter.wiring import PREFIX, Settings, is_loopback


def check_host(host: str, settings: Settings) -> None:
    """Raises `SettingsError` for a host beyond loopback without a token."""
    if settings.token is None and not is_loopback(host):
        raise SettingsError(
            f"--host {host}: set {PREFIX}TOKEN before listening beyond loopback; without it anybody could send events"
        )


def open_listener(host: str, port: int) -> socket.socket:
    """A socket at an address, which listens to nobody yet. Raises `SettingsError`."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host.strip("[]"), port))
    except OSError as error:
        listener.close()
        raise SettingsError(f"--host {host} --port {port}: {error.strerror or error}") from error
    return listener


def say_when_ready(listener: socket.socket, line: Callable[[str], str]) -> None:
    """Prints a line about the address once a connection is taken: a worker listens only when all is loaded."""
    host, port = listener.getsockname()[:2]
    anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared with, not listened on
    while True:
        try:
            socket.create_connection((anywhere.get(host, host), port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.01)
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    print(line(address), file=sys.stderr, flush=True)
