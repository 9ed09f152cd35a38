"""Corners of a space of settings: few points at which every two ends meet."""

from itertools import combinations, product


def pairwise(ends: dict[str, list]) -> list[dict]:
    """Points, each a value for every name, so that every two values meet in one.

    ends : name -> the values to try.

    Greedy, after Cohen, Dalal, Fredman and Patton (1997), "The AETG system": a point
    begins with two values that have not met, and takes from every other name the value
    that meets most new ones. Some m² log k points serve for k names of m values, where
    one for every two values of two names would be m² k² / 2.
    """
    values = {name: [(name, value) for value in ends[name]] for name in ends}
    missing = dict.fromkeys(
        pair
        for one, other in combinations(ends, 2)
        for pair in product(values[one], values[other])
    )
    points = []
    while missing:
        point = dict(next(iter(missing)))
        for name in ends:
            if name not in point:
                met = {
                    each: sum(
                        pair in missing for pair in _pairs(ends, {**point, name: each})
                    )
                    for _, each in values[name]
                }
                point[name] = max(met, key=met.get)
        for pair in _pairs(ends, point):
            missing.pop(pair, None)
        points.append(point)
    return points


def _pairs(names, point: dict):
    """The pairs of (name, value) in a point, in the order of the names."""
    return combinations([(name, point[name]) for name in names if name in point], 2)
