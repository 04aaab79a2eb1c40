"""What ought to be true: an independent model of pledges, written from the product page alone, one subject a module."""
