"""Pledges that come again: one ordinary pledge for each round."""
