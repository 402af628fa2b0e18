"""The control URL of a call: where it may lead.

It comes in a webhook, and the whole record of a destination is sent there. So it is believed only on hosts that the
operator names, and read by one rule that leaves nothing to be read otherwise by whoever sends the request.
"""

import re
from collections.abc import Collection

DEFAULT_HOSTS = (".vapi.ai",)

_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:]{2,45}\])(?::[0-9]{1,5})?"
    r"(?:[/?][!-~]*)?",
    re.IGNORECASE,
)

MISSING = "the message names no control URL, so that nothing was done to the call"
FOREIGN = (
    "the message's control URL leads to a host that ADAPTER_VAPI_CONTROL_HOSTS does not name, or not over https, so"
    " that nothing was posted to it"
)


def uncontrollable(url: str | None, hosts: Collection[str]) -> str | None:
    """Why nothing is posted to a control URL; None where it may be. Neither quotes it."""
    if url is None:
        return MISSING
    read = _URL.fullmatch(url)
    if read is None or "\\" in url or "#" in url:
        return FOREIGN
    host = read["host"].lower()
    if host in hosts:
        return None
    known = any(name.startswith(".") and host.endswith(name) for name in hosts)
    return None if known and read["scheme"].lower() == "https" else FOREIGN


def is_plain(url: str) -> bool:
    """Whether a control URL that may be used goes over http: its host is then named itself."""
    return url[:5].lower() == "http:"
