"""The one event loop that everything here runs on: asyncio's."""

import asyncio


def running_loop() -> asyncio.AbstractEventLoop:
    """The running loop. Raises `RuntimeError` in words for whoever awaits us under another library, such as trio."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise RuntimeError(
            "transfer-adapter runs on asyncio, and no asyncio loop runs here; trio is not supported. Start it with"
            " asyncio.run(…); with anyio choose the backend asyncio (in tests the fixture anyio_backend). In a test,"
            " transfer_call and PlayedCall need no loop at all"
        ) from None
