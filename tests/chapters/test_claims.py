"""The ledger of claims and the table made of it."""

import json
import math
import tomllib
from datetime import date
from pathlib import Path

import pytest

from course_utils import theory
from course_utils.chapters import claims, contents
from course_utils.chapters.measured import Measured

ROOT = Path(__file__).parents[2]
CLAIMS = [c for nb in claims.notebooks() for c in claims.load(nb).values()]
STATED = {"evidence": "SIM", "value": 1.0, "tolerance": 0.25, "measure": "m"}


def claim(**entry):
    fixed = {"id": "x", "text": "t", "source": "s", "date": date(2026, 1, 2)}
    return claims.Claim(**{**fixed, "result": "gaussian-drift", **STATED, **entry})


def text_of(notebook: str) -> str:
    (path,) = (ROOT / "notebooks").glob(f"{notebook}_*.ipynb")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells)


def test_every_claim_can_be_read_and_is_whole():
    assert len(CLAIMS) > 50
    for one in CLAIMS:
        assert one.text and one.source and one.refuted_by
        assert date(2026, 11, 22) <= one.date <= date.today()


def test_the_ids_are_those_of_the_rooms():
    assert {one.id[:2] for one in CLAIMS} == set(claims.notebooks())
    assert set(claims.notebooks()) <= set(contents.notebooks())


def test_every_result_and_every_paper_is_used():
    used = {claims.results()[one.result].says for one in CLAIMS}
    assert used == {result.says for result in claims.results().values()}
    cited = {p for result in claims.results().values() for p in result.papers}
    file = ROOT / "course_utils/chapters/results.toml"
    listed = tomllib.loads(file.read_text(encoding="utf-8"))["papers"].values()
    assert {p.address for p in cited} == {p["address"] for p in listed}


@pytest.mark.parametrize("notebook", claims.notebooks())
def test_papers_of_a_claim_are_named_in_its_notebook_or_before(notebook):
    text = "\n".join(text_of(nb) for nb in claims.notebooks() if nb <= notebook)
    for one in claims.load(notebook).values():
        for paper in claims.results()[one.result].papers:
            assert paper.address in text, f"{one.id}: {paper.cites}"


def test_without_numbers_of_its_own_a_table_measures(monkeypatch):
    monkeypatch.setattr(
        claims.Claim, "measured", lambda self, seed: Measured(self.value + seed, 0.1)
    )
    assert repr(claims.table("05", seed=0)).count("✓ agrees") == len(claims.load("05"))
    assert repr(claims.table("05", seed=1)).count("✗ differs") == len(claims.load("05"))


def test_the_settings_of_a_measurement_can_be_replaced():
    one = claims.load("04")["ladder_control"]
    value, error = one.measured(1, runs=400)
    assert error == pytest.approx((2 * 9) ** 0.5 / 10 / 400**0.5, rel=0.3)
    assert value == one.measured(1, runs=400, t=60).value
    assert value != one.measured(1, runs=400, t=30).value


def test_values_of_notebook_01_are_what_theory_says():
    stated = {name: one.value for name, one in claims.load("01").items()}
    drift = theory.log_variance_drift(100, ddof=1)
    computed = {
        "half_life_unbiased": theory.half_life(100, ddof=1),
        "half_life_likelihood": theory.half_life(100, ddof=0),
        "mean_log_variance": 50 * drift,
        "median_variance": math.exp(50 * drift),
        "mean_variance": theory.expected_variance(50, 100, ddof=1),
        "mean_variance_likelihood": theory.expected_variance(50, 100, ddof=0),
        "w2_unbiased": theory.expected_w2_squared(100, 100, ddof=1),
        "w2_likelihood": theory.expected_w2_squared(100, 100, ddof=0),
    }
    for name, value in computed.items():
        assert stated[name] == pytest.approx(value, rel=2e-3), name


def test_table_says_what_agrees_and_what_differs():
    values = {name: one.value for name, one in claims.load("01").items()}
    values["mean_variance"] = 2.0
    table = claims.table("01", values)
    assert repr(table).count("✓ agrees") == len(values) - 1
    assert repr(table).count("✗ differs") == 1
    assert "<th" in table._repr_html_()
    assert table._repr_html_().count("<tr>") == len(values) + 1


def test_table_wants_every_claim_and_no_other():
    with pytest.raises(KeyError, match="w2_likelihood"):
        claims.table("01", {"half_life_unbiased": 137})
    values = {name: one.value for name, one in claims.load("01").items()}
    with pytest.raises(KeyError, match="extra"):
        claims.table("01", {**values, "extra": 1})


def test_unknown_notebook():
    with pytest.raises(KeyError, match=r"'99'.*01"):
        claims.load("99")


def test_a_reported_claim_is_shown_and_not_measured():
    reported = claim(evidence="REP", value=None, tolerance=None, measure="")
    assert "not checked here" in claims.Compared(reported, None).cells
    with pytest.raises(ValueError, match="claim x is reported"):
        reported.measured(1)


@pytest.mark.parametrize(
    "missing",
    [{"value": None}, {"tolerance": 0}, {"evidence": "MEM"}, {"measure": ""}],
)
def test_a_trusted_claim_needs_value_tolerance_evidence_and_measure(missing):
    with pytest.raises(ValueError, match=r"claim x: .* REP need"):
        claim(**missing)


def test_a_claim_of_an_unknown_result_is_refused():
    with pytest.raises(
        ValueError, match="claim x: no result 'no'; there are gaussian-"
    ):
        claim(result="no")


def test_tolerance_is_two_sided_and_closed():
    one = claim()
    assert one.agrees(1.25)
    assert one.agrees(0.75)
    assert not one.agrees(1.26)
    assert not one.agrees(float("nan"))
