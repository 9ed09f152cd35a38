"""A real JupyterLab in a real browser, for tests and benchmarks.

``Server`` runs JupyterLab on the loopback interface with settings of its own;
``Notebook`` is one notebook opened in a page. Nothing of the person's own Jupyter is
read or written.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from course_utils.models import learnt

FOLDERS = (
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "IPYTHONDIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "MPLCONFIGDIR",
)
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "docmanager-extension/plugin": {"autosave": False},
}
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WAIT_MS = 60_000
HARMLESS = (
    "No such comm",
    "Shared module @jupyterlite/server",  # the site's packages extend JupyterLite alone
)

CONTENT = "window.jupyterapp.shell.currentWidget.content"
CELL = f"{CONTENT}.widgets.find(widget => widget.model.id === id)"
CONTEXT = "window.jupyterapp.shell.currentWidget.context"
SESSION = f"{CONTEXT}.sessionContext"
OPEN = """path => window.jupyterapp.commands
    .execute("docmanager:open", {path}).then(() => null)"""
CLOSE = """() => {
    const tab = window.jupyterapp.shell.currentWidget;
    tab.context.model.dirty = false;
    tab.dispose();
}"""
OUTPUTS = f"""() => Object.fromEntries({CONTENT}.widgets
    .filter((cell) => cell.model.type === "code")
    .map((cell) => [cell.model.id, cell.model.outputs.toJSON()]))"""


def said(outputs: list) -> str:
    """The text of a cell's outputs, but for a word on networks learnt beforehand."""
    parts = [o.get("text") or o.get("data", {}).get("text/plain", "") for o in outputs]
    whole = "".join("".join(part) for part in parts)
    return whole.replace(f"{learnt.KNOWN}\n", "")


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def stop_group(process: subprocess.Popen) -> None:
    """Ask a process and all that it started to end, and make sure."""
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, signal_number)
            process.wait(20)
            return


class Server:
    """A server process in folders of its own; ``app`` is lab, notebook or voila."""

    def __init__(self, app: str = "lab", notebook: Path | None = None):
        self.home = Path(tempfile.mkdtemp(prefix="course-lab-"))
        self.root = self.home / "course"
        self.root.mkdir()
        environment = {**os.environ, **{n: str(self.home / n) for n in FOLDERS}}
        environment["COURSE_PROGRESS_FILE"] = str(self.home / "progress.json")
        environment.update(
            dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "1")
        )
        for plugin, values in SETTINGS.items():
            file = self.home / "JUPYTERLAB_SETTINGS_DIR/@jupyterlab"
            file = file / f"{plugin}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(values), encoding="utf-8")
        self.port = free_port()
        self.log = (self.home / "server.log").open("w")
        self._process = subprocess.Popen(
            [sys.executable, "-m", *self._arguments(app, notebook)],
            cwd=self.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._wait("/" if app == "voila" else "/api/status")

    @property
    def address(self) -> str:
        """Where the server answers."""
        return f"http://127.0.0.1:{self.port}"

    def add(self, notebook: Path) -> str:
        """Copy a notebook into the served folder; its path there."""
        shutil.copy(notebook, self.root / notebook.name)
        return notebook.name

    def stop(self) -> None:
        """End the server and its kernels and remove its folders."""
        stop_group(self._process)
        self.log.close()
        shutil.rmtree(self.home, ignore_errors=True)

    def _arguments(self, app: str, notebook: Path | None) -> list[str]:
        if app == "voila":
            return [
                "voila", str(notebook), "--no-browser", f"--port={self.port}",
                "--Voila.ip=127.0.0.1",
            ]  # fmt: skip
        return [
            {"lab": "jupyterlab", "notebook": "notebook"}[app],
            "--no-browser",
            "--ip=127.0.0.1",
            f"--port={self.port}",
            "--ServerApp.port_retries=0",
            "--IdentityProvider.token=",
            "--ServerApp.password=",
            "--LabApp.expose_app_in_browser=True",
            "--JupyterNotebookApp.expose_app_in_browser=True",
            f"--ServerApp.root_dir={self.root}",
            "--ServerApp.allow_root=True",
        ]

    def _wait(self, path: str) -> None:
        deadline = time.monotonic() + WAIT_MS / 1000
        while time.monotonic() < deadline:
            with (
                contextlib.suppress(OSError),
                urllib.request.urlopen(self.address + path, timeout=5),
            ):
                return
            if self._process.poll() is not None:
                break
            time.sleep(0.1)
        log = (self.home / "server.log").read_text(encoding="utf-8")[-3000:]
        self.stop()
        raise RuntimeError(f"the server did not answer:\n{log}")


class Notebook:
    """One notebook in one page: run it, work its controls, read what went wrong.

    app : lab, notebook or lite; "tab" in a page at JupyterLab takes half the time.
    """

    def __init__(self, page, server: Server, path: str, app: str = "lab"):
        self.page, self.path = page, path
        self.problems: list[str] = []
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", self._page_error)
        page.on("console", self._console)
        where = {
            "lab": f"/lab/workspaces/w{time.time_ns()}/tree/{path}?reset",
            "notebook": f"/notebooks/{path}",
            "lite": f"/lab/lab/index.html?path=notebooks/{path}",
        }
        if app == "tab":
            page.evaluate(OPEN, path)
        else:
            page.goto(server.address + where[app])
        self.ready()

    def ready(self) -> None:
        """Wait for the notebook and an idle kernel, and listen to its errors."""
        self.page.wait_for_selector(
            ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook"
        )
        self.page.wait_for_function(
            f"""() => {{ try {{
                const kernel = {SESSION}.session.kernel;
                return kernel.connectionStatus === 'connected'
                    && kernel.status === 'idle';
            }} catch {{ return false; }} }}"""
        )
        self.page.evaluate(
            f"""() => {SESSION}.iopubMessage.connect((_, m) => {{
                if (m.header.msg_type === 'error')
                    console.error(m.content.ename + ': ' + m.content.evalue);
            }})"""
        )

    def run_all(self) -> float:
        """Run every cell, wait for the end; the seconds it took."""
        begun = time.perf_counter()
        fine = self.command("notebook:run-all-cells")
        seconds = time.perf_counter() - begun
        assert fine is not False, f"a cell of {self.path} failed: {self.problems}"
        return seconds

    def command(self, name: str, **arguments):
        """One of JupyterLab's own commands; what it returns."""
        return self.page.evaluate(
            "([name, args]) => window.jupyterapp.commands.execute(name, args)",
            [name, arguments],
        )

    def write(self, cell_id: str, source: str) -> None:
        """Give a cell another source."""
        self.page.evaluate(
            f"([id, source]) => {CELL}.model.sharedModel.setSource(source)",
            [cell_id, source],
        )

    def run_cell(self, cell_id: str, source: str | None = None):
        """Run one cell, with another source if given; the cell as a locator."""
        if source is not None:
            self.write(cell_id, source)
        index = self.page.evaluate(
            f"""([id]) => {{
                const notebook = {CONTENT};
                const index = notebook.widgets.indexOf({CELL});
                notebook.deselectAll();
                notebook.activeCellIndex = index;
                return index;
            }}""",
            [cell_id],
        )
        self.command("notebook:run-cell")
        return self.page.locator(".jp-Notebook .jp-Cell").nth(index)

    def explorer(self, index: int = 0) -> "Explorer":
        """The index-th explorer of the notebook, its picture loaded."""
        return Explorer(self.page, index)

    def save(self) -> None:
        """Save as the learner would."""
        self.command("docmanager:save")

    def shut_down(self) -> None:
        """End the kernel, if the page is still open, so that the next one is fresh."""
        if not self.page.is_closed():
            self.page.evaluate(f"() => {SESSION}.shutdown()")

    def close(self) -> None:
        """Shut down and close the tab without saving; the page is free for another."""
        self.page.remove_listener("pageerror", self._page_error)
        self.page.remove_listener("console", self._console)
        self.shut_down()
        if not self.page.is_closed():
            self.page.evaluate(CLOSE)

    def restart_kernel(self) -> None:
        """Restart the kernel without asking and wait until it is idle."""
        self.page.evaluate(f"() => {SESSION}.session.kernel.restart()")
        self.page.wait_for_function(f"() => {SESSION}.session.kernel.status === 'idle'")

    def _page_error(self, error):
        self.problems.append(f"page: {error}")

    def _console(self, message):
        if message.type == "error" and not any(h in message.text for h in HARMLESS):
            where = message.location["url"]
            self.problems.append(f"console: {message.text} {where}")


class Explorer:
    """One explorer in a page: its pictures, its sentence and its controls."""

    def __init__(self, page, index: int = 0):
        self.page = page
        self.box = page.locator(".course-explorer").nth(index)
        self.pictures.first.wait_for()
        self.box.scroll_into_view_if_needed()

    @property
    def pictures(self):
        """Its pictures, one for each panel."""
        return self.box.locator("figure img")

    @property
    def source(self) -> list[str]:
        """The data of its pictures, all of one frame."""
        return self.pictures.evaluate_all("images => images.map(each => each.src)")

    @property
    def sentence(self) -> str:
        """The sentence in view."""
        return self.box.locator("figcaption").inner_text()

    def sliders(self):
        """Handles of the sliders that are shown, the generation's first."""
        return self.box.locator(".noUi-handle:visible")

    def button(self, name: str):
        """A button by its whole label; a choice may hold the same word."""
        whole = re.compile(rf"^\s*{re.escape(name)}\s*$")
        return self.box.locator("button", has_text=whole)

    def type(self, label: str, text: str) -> None:
        """Type into a field by its label, and wait for what it changes."""
        field = self.box.get_by_label(label)
        self.changes(lambda: (field.fill(text), field.press("Enter")))

    def changes(self, act) -> str:
        """Do something and wait for another picture or sentence; the new sentence."""
        before = self.source, self.sentence
        act()
        deadline = time.monotonic() + 10
        while (self.source, self.sentence) == before:
            if time.monotonic() > deadline:
                raise AssertionError(f"nothing changed; still: {self.sentence}")
            time.sleep(0.02)
        return self.sentence
