"""Hours given to the community: what somebody says they did, until an organiser has looked at it."""
