#!/usr/bin/env python3
"""List the places that articles name: `frontline places`."""

import sys

from maps.cli import main

if __name__ == "__main__":
    sys.exit(main(command="places"))
