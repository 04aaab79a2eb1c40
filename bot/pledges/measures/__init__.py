"""What a threshold counts besides heads: hours that each signer says, and money that each promises (decision 0030)."""
