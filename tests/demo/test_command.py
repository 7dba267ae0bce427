"""`python -m bot demo --page` as a process: its address, its end, a port that is taken."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from urllib.request import urlopen

from tests.e2e.process import environment
from tests.paths import ROOT

PAGE = [sys.executable, "-m", "bot", "demo", "--page"]
SETTINGS = environment({"NO_PROXY": "*"})


def test_the_page_is_served_until_it_is_told_to_stop() -> None:
    process = subprocess.Popen(
        PAGE, cwd=ROOT, env=SETTINGS, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        assert "A sample record is loaded" in process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
        assert found
        with urlopen(found[0]) as page:
            assert "a Slack to try it in" in page.read().decode()
        taken = subprocess.run(
            [*PAGE, "--port", found[1]], cwd=ROOT, env=SETTINGS, capture_output=True, text=True
        )
        assert taken.returncode == 1
        assert "Give another one with --port." in taken.stderr
        assert "Traceback" not in taken.stderr
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=20)
        assert (process.returncode, errors) == (0, "")
    finally:
        process.kill()
        process.wait()


def test_ctrl_c_ends_the_demo_with_a_word() -> None:
    process = subprocess.Popen(
        PAGE[:-1], cwd=ROOT, env=SETTINGS, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout
        assert "A sample record is loaded" in process.stdout.readline()
        process.send_signal(signal.SIGINT)  # while it answers the examples
        _, errors = process.communicate(timeout=20)
        assert (process.returncode, errors) == (130, "\nStopped.\n")
    finally:
        process.kill()
        process.wait()
