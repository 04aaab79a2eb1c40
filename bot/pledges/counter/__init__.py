"""The other half of a pledge: what an organiser promises in return, should enough people sign (decision 32)."""
