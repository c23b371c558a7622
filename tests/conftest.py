"""What every test runs under."""

import os
import tempfile
from pathlib import Path

from hypothesis import settings

from geo.paths import USER_DATA

# What the developer has added for himself is none of the tests' business.
os.environ[USER_DATA] = str(Path(tempfile.gettempdir(), "frontline-tests-have-no-user-data"))

settings.register_profile("frontline", deadline=None, derandomize=True)
settings.load_profile("frontline")
