"""Statements of the market."""
