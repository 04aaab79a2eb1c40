"""Statements of the time bank."""
