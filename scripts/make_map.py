#!/usr/bin/env python3
"""Draw who holds what, by a baseline and the events that articles report: `frontline map`."""

import sys

from maps.cli import main

if __name__ == "__main__":
    sys.exit(main(command="map"))
