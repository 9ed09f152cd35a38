"""Ways through a page by keys alone."""

FAR = 60  # presses of Tab, which is more than any panel needs


def tab_to(page, element) -> None:
    """Reach an element by Tab alone, from where the focus is."""
    found = element.element_handle()
    for _ in range(FAR):
        if found.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {element}")


def press(page, element) -> None:
    """Reach an element by Tab alone, and press Space."""
    tab_to(page, element)
    page.keyboard.press("Space")


def has_focus(page, text: str) -> None:
    """Wait until the element of that text has the focus."""
    page.wait_for_function(
        "text => document.activeElement.innerText === text", arg=text
    )
