"""The map of notebook 12: whole, played by its rule, and played again in part."""

import pytest

from course_utils.experiments import budgets as stored
from course_utils.experiments import load
from course_utils.steward.game import begin
from course_utils.steward.plans import cost, play, report
from course_utils.steward.world import of_seat


def test_each_point_is_stored_with_all_its_seats():
    rows = load("budgets").rows
    assert len(rows) == 528
    assert len({(r["budget"], r["checks"], r["share"]) for r in rows}) == 528
    for row in rows:
        assert len(row["points"]) == len(row["grades"]) == 20
        assert {*row["grades"]} <= {*"ABCDE"}
        for meter in stored.METERS:
            assert len(row[meter]) == 10 and 0 <= min(row[meter]) <= max(row[meter])


@pytest.mark.parametrize("at", range(3, 528, 75))
def test_a_cell_of_a_map_is_the_row_of_its_point(at):
    row = load("budgets").rows[at]
    games = stored.stored(row["budget"])
    cell = [*stored.CHECKS].index(row["checks"]), stored.SHARES.index(row["share"])
    assert games.points[cell].tolist() == row["points"]
    assert games.meters[cell].tolist() == [row[meter] for meter in stored.METERS]
    assert games.best[cell].sum() == row["grades"].count("A")


@pytest.mark.parametrize(
    ("budget", "checks", "share"),
    [(300, "none", 0.5), (1_200, "all three", 0.4), (2_400, "detector", 1.0)],
)
def test_a_point_can_be_played_again(budget, checks, share):
    again = stored.run(budget, checks, share)
    (row,) = (
        row
        for row in load("budgets").rows
        if (row["budget"], row["checks"], row["share"]) == (budget, checks, share)
    )
    assert {name: row[name] for name in again} == again


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("checks", [(), ("detect", "provenance", "verify")])
def test_money_is_divided_as_it_is_said(share, checks):
    """A share of what the archive leaves goes to people, to a record."""
    seen, prices = [], of_seat(3).prices

    def plan(now):
        actions = stored.divided(now, share, checks)
        seen.append((now, actions))
        return actions

    state = play(of_seat(3), plan)
    assert state.credits >= 0
    for now, actions in seen:
        credits = now["credits"] / now["left"]
        left = credits - now["archive"] * prices.archive
        each = cost(now, {**actions, "human": 1}) - cost(now, {**actions, "human": 0})
        assert abs(actions["human"] * each - share * left) <= each
        assert cost(now, actions) <= max(credits, now["archive"] * prices.archive)
        assert actions["archive"] and not actions.get("accumulate")
        assert all(actions.get(check) for check in checks if check != "verify")


def test_nothing_is_verified_before_a_model_has_written():
    first = stored.divided(report(begin(of_seat(1))), 0.0, ("verify",))
    assert not first.get("verify")


def best(budget: int, checks: str) -> tuple[float, float, int]:
    """Points, share for people and seats with an A of a row's best team."""
    row, games = [*stored.CHECKS].index(checks), stored.stored(budget)
    points = games.points[row].mean(axis=-1)
    at = points.argmax()
    return points[at], stored.SHARES[at], games.best[row, at].sum()


def test_what_notebook_12_says_of_them():
    poor, rich = stored.BUDGETS[0], stored.BUDGETS[-1]
    assert rich == 8 * poor
    assert [round(best(b, "none")[0]) for b in (poor, rich)] == [44, 53]
    for budget in stored.BUDGETS:
        graded = stored.stored(budget).best
        assert not graded[0].any()  # no checks
        assert not graded[:, -1].any()  # all the money for people
    both = "origins + verification"
    assert [best(poor, checks)[1] for checks in (both, "all three")] == [0, 0]
    shares = [best(budget, "all three")[1] for budget in stored.BUDGETS]
    assert shares == sorted(shares) and shares[-1] == 0.9
    assert [round(best(poor, checks)[0]) for checks in (both, "all three")] == [67, 56]
    points, _, graded = best(1_200, both)
    whole, _, most = best(1_200, "all three")
    assert (round(points), round(whole), graded, most) == (83, 82, 0, 17)
    valid = stored.stored(1_200).meters[[*stored.CHECKS].index(both), :, 1]
    assert valid.mean(axis=-1).max() < 96.5
