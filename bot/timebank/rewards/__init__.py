"""Rewards: what hours are spent on at venues, by vouchers that are used at most once."""
