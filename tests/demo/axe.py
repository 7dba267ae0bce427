"""axe-core, which finds faults that keep people from using a page: github.com/dequelabs/axe-core.

It is fetched with npm once, kept among the user's cached files, and checked against its hash.
"""

from __future__ import annotations

import base64
import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import platformdirs

VERSION = "4.14.1"
SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
FETCHING = 60.0
"""Seconds."""

RUN = """
axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
  "best-practice"]}).then((found) => found.violations.map((one) =>
  `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html).join(" | ")}`))
"""
"""Gives the violations, each in a line."""


class NotToBeHadError(Exception):
    """Why there is no axe-core here."""


def source() -> str:
    """Its script. Raises NotToBeHadError."""
    kept = Path(platformdirs.user_cache_dir("on-record-tests")) / f"axe-core-{VERSION}.tgz"
    if not kept.exists():
        _fetch(kept)
    packed = kept.read_bytes()
    if base64.b64encode(hashlib.sha512(packed).digest()).decode() != SHA512:
        kept.unlink()
        raise NotToBeHadError(f"{kept.name} is not the file that was published")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        script = archive.extractfile("package/axe.min.js")
        return script.read().decode() if script else ""


def _fetch(kept: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise NotToBeHadError("axe-core comes by npm, which is not installed")
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", f"axe-core@{VERSION}", "--silent", "--pack-destination", folder]
        try:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=FETCHING)
        except (subprocess.SubprocessError, OSError) as error:
            raise NotToBeHadError(f"npm did not fetch axe-core ({type(error).__name__})") from None
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(Path(folder) / kept.name, kept)
