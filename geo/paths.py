"""Where the packaged data lies, in a checkout and in an installed wheel alike, and where a user's own does."""

import os
import sys
from pathlib import Path

USER_DATA = "FRONTLINE_DATA"
_HERE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """Return the path of a packaged data file or folder.

    In a wheel `data/` travels as the folder `_data` of this package; in a checkout it lies beside it.
    """
    packaged = _HERE / "_data"
    return (packaged if packaged.is_dir() else _HERE.parent / "data").joinpath(*parts)


def user_path(*parts: str) -> Path:
    """Return the path of something that is kept for the user between runs.

    The folder is what the environment variable ``FRONTLINE_DATA`` says, else ``frontline`` in the platform's folder for
    the data of applications: ``~/.local/share`` (or ``XDG_DATA_HOME``), ``~/Library/Application Support``,
    ``%LOCALAPPDATA%``.
    """
    if own := os.environ.get(USER_DATA):
        return Path(own).joinpath(*parts)
    home = os.path.expanduser("~")  # noqa: PTH111  # where there is no home, Path.home() raises
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")  # noqa: PTH118
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Application Support")  # noqa: PTH118
    else:
        base = os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")  # noqa: PTH118
    return Path(base, "frontline", *parts)
