"""What the platform can do (Vapi docs: server events, live call control, call forwarding)."""

from adapter.directory import Capabilities

VAPI = Capabilities(
    platform="vapi",
    runs_model=True,
    speaks_before_transfer=True,
    transfer_plan=True,
    caller_number=True,
    extension_append=True,
)
