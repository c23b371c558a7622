#!/usr/bin/env python3
"""Compare who holds what on two days: `frontline compare`."""

import sys

from maps.cli import main

if __name__ == "__main__":
    sys.exit(main(command="compare"))
