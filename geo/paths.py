"""Where the packaged data lies, in a checkout and in an installed wheel alike."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def data_path(*parts: str) -> Path:
    """Return the path of a packaged data file or folder.

    In a wheel `data/` travels as the folder `_data` of this package; in a checkout it lies beside it.
    """
    packaged = _HERE / "_data"
    return (packaged if packaged.is_dir() else _HERE.parent / "data").joinpath(*parts)
