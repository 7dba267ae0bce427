"""On Record as a package: what is in it, and the command that it installs."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.paths import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from what git has, so that nothing of this folder is left behind in it."""
    source, built = (tmp_path_factory.mktemp(name) for name in ("source", "built"))
    archive = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], check=True, stdout=subprocess.PIPE
    ).stdout.decode()
    for name in filter(None, archive.split("\0")):
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    _pip("wheel", "--no-deps", "--no-build-isolation", "-w", str(built), str(source))
    (found,) = built.glob("on_record-*.whl")
    return found


def test_every_file_of_its_packages_is_in_it(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "bot", "handlers", "models"],
        check=True, stdout=subprocess.PIPE, text=True,
    ).stdout.split()  # fmt: skip
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in tracked if (ROOT / name).is_file()} <= inside
    assert not [name for name in inside if name.startswith(("tests/", "benchmarks/"))]


def test_the_command_works_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "installed"
    _pip("install", "--no-deps", "--prefix", str(home), str(wheel))
    (packages,) = home.glob("lib/python*/site-packages")
    script = f"import sys; sys.prefix = {str(home)!r}; sys.argv[0] = 'onrecord'; "
    run = script + "from bot.__main__ import main; sys.exit(main())"
    environ = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "PYTHONPATH": str(packages),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'desk.sqlite3'}",
        "SEMANTIC_MODEL": "off",
    }

    def onrecord(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", run, *arguments], cwd=tmp_path, env=environ, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode in (0, 1), done.stdout
        return done.stdout

    assert (home / "bin" / "onrecord").is_file()
    assert onrecord("--version").startswith("On Record 0.")
    sample = home / "share" / "on-record" / "samples" / "record.json"
    assert "56 claims" in onrecord("import", str(sample))
    assert "Say so" in onrecord("check", "North Korea has sent troops to Russia.")
    assert "usage: onrecord check" in onrecord("check", "--help")
    assert "tokens" in onrecord("doctor").lower()


def _pip(*arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments],
        check=True,
    )
