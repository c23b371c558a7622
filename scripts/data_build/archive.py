"""Zip archives that are the same bytes whenever they are written."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_zip(path: Path, members: Mapping[str, str]) -> None:
    """Write text members to a zip file, in the order of their names, without times."""
    beside = path.with_suffix(".part")
    with zipfile.ZipFile(beside, "w") as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, members[name].encode(), compresslevel=9)
    beside.replace(path)
