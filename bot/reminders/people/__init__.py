"""Reminders by whom they are for."""
