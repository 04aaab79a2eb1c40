"""`python -m bot` is `ifyouwill`."""

import sys

from bot import cli


def main() -> None:
    """The console script."""
    sys.exit(cli.main())


if __name__ == "__main__":
    main()
