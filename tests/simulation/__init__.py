"""One seed, one neighbourhood's life: real handlers, a real database, the stand-in for Telegram, faults, an auditor."""
