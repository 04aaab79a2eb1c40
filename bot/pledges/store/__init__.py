"""The statements of pledges, one function each. Rows become model objects here and nowhere else."""
