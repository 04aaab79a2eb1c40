"""The book: who owes how many minutes to whom. Nothing in it is changed or deleted, and it balances at every moment."""
