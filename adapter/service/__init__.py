"""The service: the webhook over HTTP and WebSocket, and decisions for backends. The only user of fastapi."""
