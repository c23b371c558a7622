"""What every test runs under."""

from hypothesis import settings

settings.register_profile("frontline", deadline=None, derandomize=True)
settings.load_profile("frontline")
