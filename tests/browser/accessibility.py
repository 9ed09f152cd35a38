"""axe-core inside our outputs, in the light and in the dark theme.

``KNOWN`` is all that is let through: parts of ipywidgets that we cannot name, each with
a named twin that does the same.
"""

from axe_playwright_python.sync_playwright import Axe

KNOWN = {
    # The handle of a slider has no name; the typed field beside it has, and does the
    # same (tests/explorers/test_explorers.py checks that each slider has one).
    ("aria-input-field-name", "noUi-handle"),
}
OUTPUTS = {"include": [[".jp-OutputArea-output"]]}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def findings(page) -> list[tuple[str, str]]:
    """Serious and critical findings: rule and the element's HTML."""
    response = (
        Axe()
        .run(
            page,
            context=OUTPUTS,
            options={"runOnly": {"type": "tag", "values": TAGS}},
        )
        .response
    )
    assert response["passes"], "axe looked at nothing"
    return [
        (violation["id"], node["html"])
        for violation in response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def unknown(notebook) -> list[tuple[str, str, str]]:
    """Theme, rule and element of all that is serious and not in ``KNOWN``."""
    found = []
    for theme in ("JupyterLab Dark", "JupyterLab Light"):
        notebook.command("apputils:change-theme", theme=theme)
        notebook.page.wait_for_function(
            "theme => document.body.dataset.jpThemeName === theme", arg=theme
        )
        found += [
            (theme, rule, element)
            for rule, element in findings(notebook.page)
            if not any(rule == known and part in element for known, part in KNOWN)
        ]
    return found
