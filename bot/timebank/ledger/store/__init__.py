"""Statements of the book."""
