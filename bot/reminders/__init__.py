"""What should ring when."""
