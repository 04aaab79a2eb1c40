"""Hearing Telegram safely: what arrives is stored and committed before Telegram may forget it."""
