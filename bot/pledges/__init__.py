"""Pledges: "I will, if enough others will"."""
