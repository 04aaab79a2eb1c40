"""`python -m bot.migrations "Let pledges be moved"`: draft a new revision, for those who change the tables."""

import sys

from bot.migrations.runner import draft

if __name__ == "__main__":
    sys.stdout.write(f"{draft(sys.argv[1])}\n")
