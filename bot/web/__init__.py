"""One ASGI app: the webhook, health, and metrics."""
