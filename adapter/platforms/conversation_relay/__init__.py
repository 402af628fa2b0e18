"""ConversationRelay of Twilio and Telnyx: requests answered with documents, and a WebSocket for what is said."""

from adapter.platforms.conversation_relay.platform import ConversationRelay, Telnyx, Twilio

__all__ = ["ConversationRelay", "Telnyx", "Twilio"]
