#!/usr/bin/env python3
"""List the events that articles report: `frontline events`."""

import sys

from maps.cli import main

if __name__ == "__main__":
    sys.exit(main(command="events"))
