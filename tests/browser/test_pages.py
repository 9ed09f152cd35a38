"""A notebook as a page in a browser: folded, opened by keyboard, asking nobody."""

from course_utils.upkeep import html


def test_a_page_keeps_its_answers_until_they_are_opened(page, tmp_path):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(html.export("07", tmp_path).as_uri())
    picture = page.locator("[id='cell-id=five-figure'] img")
    fold = page.locator("[id='cell-id=five-figure'] summary")
    assert not picture.is_visible()
    fold.focus()
    page.keyboard.press("Enter")
    assert picture.is_visible()
    assert picture.evaluate("image => image.naturalWidth") > 0
    assert all(url.startswith(("file:", "data:")) for url in asked), asked
