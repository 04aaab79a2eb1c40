"""Signatures on paper: people without Telegram, for whom an organiser vouches (decision 31)."""
