"""What neighbours offer, and what they need."""
