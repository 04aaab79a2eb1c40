"""The time bank: an hour is an hour, whoever gives it."""
