"""Every policy that the ensembles of Gaussians and of types know."""

from course_utils.policies import (
    Accumulate,
    Anchor,
    Archive,
    FreshReal,
    Replace,
    Subsample,
)

EVERY = [
    Replace(),
    Accumulate(),
    Subsample(),
    FreshReal(points=1),
    FreshReal(0.5),
    FreshReal(1.0),
    Anchor(points=2),
    Anchor(0.5),
    Anchor(points=0),
    Archive(),
    Archive(3),
]
