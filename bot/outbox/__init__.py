"""What is owed, to whom, until when; and how fast it may be said."""
