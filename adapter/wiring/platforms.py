"""The platforms beside sipgate that settings ask for."""

from adapter.calls.platform import Platform
from adapter.extras import installed
from adapter.platforms import Telnyx, Twilio, Vapi
from adapter.wiring.settings import Settings


def other_platforms(settings: Settings, *, proved_only: bool = False) -> tuple[Platform, ...]:
    """The platforms beside sipgate that these settings serve.

    One without its secret is served only where no public URL is set, and there to this machine alone
    (`service.access`); `proved_only` leaves those out.
    """
    unproved = settings.public_url is None and not proved_only
    found: list[Platform] = []
    if settings.vapi_secret is not None or unproved:
        secret = settings.vapi_secret.get_secret_value() if settings.vapi_secret is not None else None
        hosts = settings.vapi_control_hosts
        found.append(Vapi(secret=secret, control_hosts=hosts, assistant_id=settings.vapi_assistant_id))
    tokens = tuple(token.get_secret_value() for token in settings.twilio_auth_token)
    if tokens or (unproved and installed("twilio")):
        found.append(Twilio(secrets=tokens, public_url=settings.public_url))
    if settings.telnyx_public_key or (unproved and installed("telnyx")):
        found.append(Telnyx(secrets=settings.telnyx_public_key, public_url=settings.public_url))
    return tuple(found)
