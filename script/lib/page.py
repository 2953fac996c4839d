"""One page of a headless Chromium, driven over its DevTools protocol.

In: the browser that Odoo's own tests use. Out: a page that goes to addresses, clicks, drops files and gives pictures.
"""

import base64
import contextlib
import json
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

import websocket

import browser
from environment import SetupError

TIMEOUT = 30
# what a script of ours finds: the first visible element of a selector that holds a text
FIND = """
    const find = (selector, text) => [...document.querySelectorAll(selector)].find(
        (one) => one.getClientRects().length && one.textContent.includes(text));
"""
DROP = """
    const bytes = Uint8Array.from(atob(%s), (one) => one.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], %s));
    find(%s, "").dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true}));
"""


class Page:
    """A page and its browser; use :func:`open_page`."""

    def __init__(self, address):
        """Connect to a page.

        :param address: of its web socket
        """
        self._socket = websocket.create_connection(address, timeout=TIMEOUT, suppress_origin=True)
        self._number = 0

    def call(self, method, **parameters):
        """Call a method of the protocol.

        :return: dict, its result
        """
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise SetupError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def run(self, script):
        """Run statements of JavaScript, in which ``find(selector, text)`` is the element a person sees.

        :return: what they return
        """
        result = self.call("Runtime.evaluate", expression=f"(() => {{{FIND}{script}}})()", returnByValue=True)
        if "exceptionDetails" in result:
            raise SetupError(f"{script}: {result['exceptionDetails']['exception'].get('description')}")
        return result["result"].get("value")

    def go(self, url):
        self.call("Page.navigate", url=url)

    def wait(self, selector, text=""):
        """Wait until an element with a text is to be seen."""
        deadline = time.monotonic() + TIMEOUT
        script = (
            f"return document.readyState === 'complete' && Boolean(find({json.dumps(selector)}, {json.dumps(text)}))"
        )
        while not self.run(script):
            if time.monotonic() > deadline:
                raise SetupError(f"There is no {selector} with the text {text!r} on the page.")
            time.sleep(0.1)

    def click(self, selector, text=""):
        """Click an element with a text, once it is there."""
        self.wait(selector, text)
        self.run(f"find({json.dumps(selector)}, {json.dumps(text)}).click()")

    def type(self, selector, text):
        """Type a text into an input."""
        self.wait(selector)
        self.run(f"find({json.dumps(selector)}, '').focus()")
        self.call("Input.insertText", text=text)

    def drop(self, selector, name, content):
        """Drop a file on an element.

        :param name: of the file
        :param content: bytes
        """
        self.wait(selector)
        encoded = base64.b64encode(content).decode()
        self.run(DROP % (json.dumps(encoded), json.dumps(name), json.dumps(selector)))

    def picture(self, width, height):
        """Return the page as it looks in a window of this size: bytes of a PNG."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        time.sleep(1.5)  # what fades and moves has come to rest
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])


@contextlib.contextmanager
def open_page():
    """A page in a browser of its own, which ends with it.

    :return: context manager that gives a Page
    """
    browser.ensure_browser()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"]
        process = subprocess.Popen(
            [browser.find(), *options, "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield Page(_address(Path(folder) / "DevToolsActivePort"))
        finally:
            process.terminate()
            process.wait()


def _address(port_file):
    """The address of the first page of a browser that writes its port into a file."""
    deadline = time.monotonic() + TIMEOUT
    while time.monotonic() < deadline:
        if port_file.exists() and port_file.read_text():
            port = port_file.read_text().split()[0]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=TIMEOUT) as answer:
                pages = [one for one in json.load(answer) if one["type"] == "page"]
            if pages:
                return pages[0]["webSocketDebuggerUrl"]
        time.sleep(0.1)
    raise SetupError("Chromium did not start.")
