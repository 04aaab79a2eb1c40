"""Every statement about people and communities, by subject. Rows become model objects here and nowhere else."""
