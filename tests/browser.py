"""A headless Chromium, driven over its DevTools protocol.

chromedevtools.github.io/devtools-protocol. Keys and clicks are the browser's own, at the place
where an element is; waiting is the page's own, woken by each change of its document.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, Self

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
START = 30.0
PATIENCE = 45.0
"""Seconds that something on the page may take, on a slow machine."""

KEYS = {"Enter": 13, "Tab": 9, "Escape": 27, "ArrowDown": 40, "ArrowUp": 38, " ": 32}

WAIT = """new Promise((resolve, reject) => {
  const find = () => { %s };
  const look = () => {
    let found = null;
    try { found = find(); } catch (error) { found = null; }
    if (!found) return;
    observer.disconnect();
    clearTimeout(timer);
    resolve(found instanceof Node ? true : found);
  };
  const observer = new MutationObserver(look);
  const late = () => { observer.disconnect(); reject(new Error("not in time")); };
  const timer = setTimeout(late, %d);
  const every = {subtree: true, childList: true, attributes: true, characterData: true};
  observer.observe(document, every);
  look();
})"""

FIND = """
const [selector, name, at] = %s;
const named = (it) => (it.getAttribute("aria-label") || it.innerText || "").trim();
const fits = (it) => name === null || named(it).split("\\n")[0] === name;
const found = [...document.querySelectorAll(selector)]
  .filter((it) => it.checkVisibility({visibilityProperty: true}) && fits(it));
const it = found.at(at);
"""


WHERE = """
if (!it) return null;
it.scrollIntoView({block: "center"});
const box = it.getBoundingClientRect();
const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
const top = document.elementFromPoint(x, y);
if (!it.contains(top)) return null;
window.wasHit = false;
it.addEventListener("click", () => { window.wasHit = true; }, {once: true, capture: true});
return {x, y};
"""


def installed() -> str | None:
    """The path of a Chromium on this machine; None if there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


NEEDED = pytest.mark.skipif(
    installed() is None, reason="there is no Chromium here (Debian's package chromium)"
)
"""Marks tests that need one."""


class Browser:
    """One browser with one page."""

    def __init__(self, path: str) -> None:
        self._folder = tempfile.TemporaryDirectory(
            prefix="onrec-browser-", ignore_cleanup_errors=True
        )
        given = (
            "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-dev-shm-usage", "--disable-background-networking", "--no-proxy-server",
            "--hide-scrollbars", "--remote-debugging-port=0",
            f"--user-data-dir={self._folder.name}", "about:blank",
        )  # fmt: skip
        self._process = subprocess.Popen(
            [path, *given], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._number = 0
        self.problems: list[str] = []
        """What the page's console and its exceptions said."""
        self._open = ExitStack()
        self._socket = self._open.enter_context(
            connect(self._address(), max_size=None, compression=None)
        )
        target = next(
            one for one in self.call("Target.getTargets")["targetInfos"] if one["type"] == "page"
        )
        attached = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    _session: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session = None
        with suppress(ConnectionClosed):  # it hangs up while it ends
            self.call("Browser.close")
        self._open.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the protocol, and its result. Raises RuntimeError if it fails."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._socket.send(json.dumps(message))
        while True:
            told = json.loads(self._socket.recv(PATIENCE + 10))
            if told.get("id") == self._number:
                break
            self._note(told)
        if "error" in told:
            raise RuntimeError(f"{method}: {told['error']['message']}")
        result: dict[str, Any] = told["result"]
        return result

    def go(self, url: str) -> None:
        self.call("Page.navigate", url=url)

    def run(self, script: str) -> Any:
        """The value of an expression (or of the promise that it is)."""
        done = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True,
            userGesture=True,
        )  # fmt: skip
        if "exceptionDetails" in done:
            thrown = done["exceptionDetails"]
            raise AssertionError(thrown.get("exception", {}).get("description") or thrown["text"])
        return done["result"].get("value")

    def wait(self, body: str, patience: float = PATIENCE) -> Any:
        """What the body of a function returns, as soon as that is something."""
        try:
            return self.run(WAIT % (body, patience * 1000))
        except AssertionError as error:
            raise AssertionError(f"{error}: {body}\n{self.text()[-3000:]}") from None

    def text(self) -> str:
        return str(self.run("document.body.innerText"))

    def shows(self, words: str, within: str = "body") -> None:
        """Waits until the page shows these words."""
        self.wait(
            f"return [...document.querySelectorAll({json.dumps(within)})].some("
            f"(it) => it.innerText.includes({json.dumps(words)}))"
        )

    def click(self, selector: str, name: str | None = None, at: int = -1) -> None:
        """Clicks an element, the last of those that match, by its accessible name."""
        end = time.monotonic() + PATIENCE
        while True:
            place = self.wait(FIND % json.dumps([selector, name, at]) + WHERE)
            for kind in ("mousePressed", "mouseReleased"):
                self.call(
                    "Input.dispatchMouseEvent", type=kind, x=place["x"], y=place["y"],
                    button="left", clickCount=1,
                )  # fmt: skip
            if self.run("window.wasHit") or time.monotonic() > end:
                return  # else it was drawn anew, or moved, in that moment

    def type(self, text: str) -> None:
        """Types into what has the focus."""
        self.call("Input.insertText", text=text)

    def press(self, key: str, shift: bool = False) -> None:
        """Presses a key: one of KEYS."""
        about = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key]}
        about["modifiers"] = 8 if shift else 0
        text = {"Enter": "\r", " ": " "}.get(key)
        more = {"text": text} if text else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", **about, **more)
        self.call("Input.dispatchKeyEvent", type="keyUp", **about)

    def write(self, selector: str, text: str) -> None:
        """Clicks a field and types."""
        self.click(selector)
        self.type(text)

    def size(self, width: int, height: int, scale: float = 1.0) -> None:
        """The window in CSS pixels; `scale` 2 with half of them is a page at 200%."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=scale, mobile=False,
        )  # fmt: skip

    def scheme(self, name: str) -> None:
        """light or dark."""
        features = [{"name": "prefers-color-scheme", "value": name}]
        self.call("Emulation.setEmulatedMedia", features=features)

    def picture(self, path: Path) -> None:
        shot = self.call("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(shot["data"]))

    def _note(self, told: dict[str, Any]) -> None:
        params = told.get("params", {})
        if told.get("method") == "Runtime.exceptionThrown":
            thrown = params["exceptionDetails"]
            self.problems.append(
                str(thrown.get("exception", {}).get("description") or thrown["text"])
            )
        if told.get("method") == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.problems.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")

    def _address(self) -> str:
        """The address of its DevTools, which it writes into its folder once it listens."""
        file, end = Path(self._folder.name) / "DevToolsActivePort", time.monotonic() + START
        while time.monotonic() < end and self._process.poll() is None:
            if file.exists() and len(lines := file.read_text().split("\n")) > 1 and lines[1]:
                return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
            time.sleep(0.05)
        raise RuntimeError("Chromium did not start")
