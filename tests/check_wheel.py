"""Build the wheel, install it in an environment of its own, and use it there, away from the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
ENVIRONMENT = BUILD / "wheel-venv"
PYTHON = ENVIRONMENT / "bin" / "python"
TEXT = "Rebels captured the city of Hama on Thursday after the army pulled out towards Homs."
BASELINE = "name,lon,lat,holder,day,weight,source\nHama,36.7578,35.1318,SYR-GOV,2024-11-26,1,own judgement\n"
IMPORT_ALL = """
import importlib, pkgutil, geo, maps
for package in (geo, maps):
    assert "site-packages" in package.__file__, package.__file__
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
"""


def run(*words: str | Path, cwd: Path = ROOT) -> str:
    """Run a program and return what it prints; stop with what it complains of when it fails."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(words, cwd=cwd, env=env, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))}\n{done.stdout}{done.stderr}")
    return done.stdout


def build() -> Path:
    """Build the wheel with the setuptools of the lock and return its path."""
    for left in (BUILD / "lib", BUILD / "wheel"):
        shutil.rmtree(left, ignore_errors=True)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", BUILD / "wheel", ROOT)
    (wheel,) = (BUILD / "wheel").glob("frontline-*.whl")
    return wheel


def check_contents(wheel: Path) -> None:
    """Stop unless the wheel holds geo, maps and the data, whole, and nothing else."""
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    packages = [path for package in ("geo", "maps") for path in (ROOT / package).rglob("*")]
    wanted = {path.relative_to(ROOT).as_posix() for path in packages if path.is_file() and path.suffix != ".pyc"}
    data = [path for path in (ROOT / "data").rglob("*") if path.is_file()]
    wanted |= {f"geo/_data/{path.relative_to(ROOT / 'data').as_posix()}" for path in data}
    if held != wanted:
        sys.exit(f"{wheel.name} lacks {sorted(wanted - held)}\nand should not hold {sorted(held - wanted)}")


def install(wheel: Path) -> None:
    """Install the wheel beside what the lock says, in an environment made for that lock."""
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    stamp = ENVIRONMENT / "lock.txt"
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != lock:
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
        run(*pip, "--no-compile", "--require-hashes", "--only-binary", ":all:", "-r", ROOT / "requirements.txt")
        stamp.write_text(lock, encoding="utf-8")
    run(*pip, "--no-deps", "--no-index", "--force-reinstall", wheel)


def use(folder: Path) -> None:
    """Import every module and run the commands in a folder away from the checkout."""
    frontline = ENVIRONMENT / "bin" / "frontline"
    run(PYTHON, "-c", IMPORT_ALL, cwd=folder)
    (folder / "report.txt").write_text(TEXT, encoding="utf-8")
    (folder / "baseline.csv").write_text(BASELINE, encoding="utf-8")
    day = ("--published", "2024-12-06")
    rows = [
        json.loads(line)
        for line in run(frontline, "places", "report.txt", "--format", "jsonl", *day, cwd=folder).splitlines()
    ]
    if ("Hama", "SY") not in {(row["toponym"], row["country"]) for row in rows}:
        sys.exit(f"the installed command does not find Hama: {rows}")
    run(frontline, "map", "report.txt", *day, "--baseline", "baseline.csv", "-o", "map.html", cwd=folder)
    if TEXT not in (folder / "map.html").read_text(encoding="utf-8"):
        sys.exit("the map of the installed command lacks the sentence")


def main() -> None:
    """Do all that."""
    wheel = build()
    check_contents(wheel)
    install(wheel)
    with tempfile.TemporaryDirectory() as folder:
        use(Path(folder))
    size = wheel.stat().st_size / 1024**2
    print(f"{wheel.name}: {size:.0f} MiB, installs and works away from the checkout")


if __name__ == "__main__":
    main()
