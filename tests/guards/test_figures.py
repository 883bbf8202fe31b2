"""The page of figures says what the kept results say."""

from tools import figures


def test_the_page_of_figures_is_made_from_the_results_that_are_kept() -> None:
    assert figures.PAGE.read_text("utf-8") == figures.page(), "run: python -m tools.figures"


def test_every_result_that_is_kept_stands_on_the_page() -> None:
    kept = {file.stem for file in figures.FOLDER.glob("*.json")}
    assert kept <= set(figures.PAGES)
