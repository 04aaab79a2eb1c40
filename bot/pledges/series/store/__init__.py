"""SQL of series. Private to this package."""
