"""The ledger of claims and the table made of it."""

import math

import pytest

from course_utils import theory
from course_utils.chapters import claims


def test_every_claim_of_the_file_can_be_read():
    for notebook in claims.notebooks():
        assert claims.load(notebook)


def test_values_of_notebook_01_are_what_theory_says():
    stated = {name: claim.value for name, claim in claims.load("01").items()}
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
    values = {name: claim.value for name, claim in claims.load("01").items()}
    values["mean_variance"] = 2.0
    table = claims.table("01", values)
    assert repr(table).count("✓ agrees") == len(values) - 1
    assert repr(table).count("✗ differs") == 1
    assert "<th" in table._repr_html_()
    assert table._repr_html_().count("<tr>") == len(values) + 1


def test_table_wants_every_claim_and_no_other():
    with pytest.raises(KeyError, match="w2_likelihood"):
        claims.table("01", {"half_life_unbiased": 137})
    values = {name: claim.value for name, claim in claims.load("01").items()}
    with pytest.raises(KeyError, match="extra"):
        claims.table("01", {**values, "extra": 1})


def test_unknown_notebook():
    with pytest.raises(KeyError, match=r"'99'.*01"):
        claims.load("99")


def test_reported_claims_are_shown_and_not_measured(tmp_path):
    file = tmp_path / "claims.toml"
    file.write_text('[02.a]\ntext = "t"\nsource = "s"\nkind = "reported"\n')
    claim = claims.load("02", file)["a"]
    assert "not checked here" in claims.Row(claim, None).cells


@pytest.mark.parametrize(
    "missing", [{"value": None}, {"tolerance": 0}, {"evidence": "MEM"}]
)
def test_a_trusted_claim_needs_value_tolerance_and_evidence(missing):
    entry = {"value": 1.0, "tolerance": 0.1, "evidence": "SIM", **missing}
    with pytest.raises(ValueError, match=r"claim x: .* 'reported'"):
        claims.Claim(id="x", text="t", source="s", **entry)


def test_tolerance_is_two_sided_and_closed():
    claim = claims.Claim("x", "t", "s", "SIM", 1.0, 0.25)
    assert claim.agrees(1.25)
    assert claim.agrees(0.75)
    assert not claim.agrees(1.26)
    assert not claim.agrees(float("nan"))
