"""axe-core inside our outputs: all rules in the light theme, colours in the dark one.

``KNOWN`` is all that is let through: parts of ipywidgets that we cannot name, each with
a named twin that does the same.
"""

from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe

KNOWN = {
    # The handle of a slider has no name; the typed field beside it has, and does the
    # same (tests/explorers/test_explorers.py checks that each slider has one).
    ("aria-input-field-name", "noUi-handle"),
}
OUTPUTS = {"include": [[".jp-OutputArea-output"]]}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL = {"runOnly": {"type": "tag", "values": TAGS}}
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
}
THEMES = {"JupyterLab Dark": COLOURS, "JupyterLab Light": ALL}


def violations(page, rules: dict) -> list[dict]:
    """All that axe finds in our outputs."""
    response = Axe().run(page, context=OUTPUTS, options=rules).response
    assert rules is COLOURS or response["passes"], "axe looked at nothing"
    return response["violations"]


def themes(notebook) -> Iterator[str]:
    """Both themes, one after the other, each as soon as it is shown."""
    for theme in THEMES:
        notebook.command("apputils:change-theme", theme=theme)
        notebook.page.wait_for_function(
            "theme => document.body.dataset.jpThemeName === theme", arg=theme
        )
        notebook.page.locator("#jupyterlab-splash").wait_for(state="detached")
        yield theme


def unsound(notebook) -> list[tuple[str, str, list]]:
    """Theme, rule and elements of all that axe finds, however slight."""
    return [
        (theme, found["id"], found["nodes"])
        for theme in themes(notebook)
        for found in violations(notebook.page, THEMES[theme])
    ]


def unknown(notebook) -> list[tuple[str, str, str]]:
    """Theme, rule and element of all that is serious and not in ``KNOWN``."""
    return [
        (theme, found["id"], node["html"])
        for theme in themes(notebook)
        for found in violations(notebook.page, THEMES[theme])
        for node in found["nodes"]
        if found["impact"] in ("serious", "critical")
        and not any(
            found["id"] == rule and part in node["html"] for rule, part in KNOWN
        )
    ]
