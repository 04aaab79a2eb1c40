"""SQL of rewards. Private to this package."""
