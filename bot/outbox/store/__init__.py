"""The outbox's statements."""
