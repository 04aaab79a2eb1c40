"""The bots that are compared, each a process of its own: `python -m benchmarks.bots.<name> API_BASE DATABASE`."""
