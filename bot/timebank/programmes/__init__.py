"""What a community issues hours for: programmes, each with a budget that is spent hour by hour."""
