"""The program's entry: `casedesk`, or `python -m casedesk`."""

import sys

from casedesk.cli.main import run


def main() -> None:
    """Run the command line and end with its status."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
