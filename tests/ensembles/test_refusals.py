"""What every ensemble refuses in the same words."""

from functools import partial

import pytest

from course_utils import ensembles
from course_utils.policies import Anchor, FreshReal, Replace, Subsample, Weighted

SIZE = {"n": 6, "generations": 4, "replicates": 3, "seed": 1}
ROWS = {"rows": 6, "d": 3, "same_design": False, "noise": 0.6}
SIMULATE = {
    "gaussian": partial(ensembles.gaussian, **SIZE),
    "categorical": partial(ensembles.categorical, p=[0.1, 0.5, 0.35, 0.05], **SIZE),
    "regression": partial(
        ensembles.regression, **ROWS, **{k: SIZE[k] for k in SIZE if k != "n"}
    ),
}
KNOWN = dict.fromkeys(SIMULATE, "Archive and Subsample")
KNOWN["regression"] = "Switch and Archive"


class Other(Subsample):
    pass


@pytest.mark.parametrize("kind", SIMULATE)
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"generations": 0}, "generations is 0, but it must be .* at least 1"),
        ({"replicates": 0}, "replicates is 0, but it must be .* at least 1"),
        ({"replicates": True}, "replicates is True, but it must be .* at least 1"),
        ({"seed": -1}, "seed is -1, but it must be at least 0"),
        ({"policy": FreshReal(points=7)}, "points is 7, .* whole number from 0 to 6"),
        ({"policy": Anchor(points=7)}, "points is 7, .* whole number from 0 to 6"),
    ],
)
def test_bad_numbers_are_refused(kind, given, message):
    with pytest.raises(ValueError, match=message):
        SIMULATE[kind](**({"policy": Replace()} | given))


@pytest.mark.parametrize("kind", SIMULATE)
@pytest.mark.parametrize(
    "policy", [Weighted(0.5, Replace()), Other(), lambda *given: 0]
)
def test_other_policies_are_sent_to_the_loop(kind, policy):
    message = rf"ensembles know Replace, .*{KNOWN[kind]}; .* with loop\.run"
    with pytest.raises(TypeError, match=message):
        SIMULATE[kind](policy)


@pytest.mark.parametrize("kind", SIMULATE)
@pytest.mark.parametrize("policy", [Replace, "replace", None])
def test_what_is_no_policy_is_refused(kind, policy):
    with pytest.raises(TypeError, match=r"must be a policy such as Replace\(\)"):
        SIMULATE[kind](policy)


@pytest.mark.parametrize("kind", SIMULATE)
@pytest.mark.parametrize("seed", [None, "1", 1.0])
def test_bad_seeds_are_refused(kind, seed):
    with pytest.raises(TypeError, match=f"seed is {seed!r}, but it must be a whole"):
        SIMULATE[kind](Replace(), seed=seed)
