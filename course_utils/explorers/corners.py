"""Corners of a space of settings: few points at which every two ends meet."""

from itertools import combinations, product


def outermost(values: list) -> list:
    """The least and the greatest of numbers; all of what has no order."""
    if all(isinstance(value, int | float) for value in values):
        return [min(values), max(values)]
    return values


def pairwise(ends: dict[str, list]) -> list[dict]:
    """Points, each a value for every name, so that every two values meet in one.

    ends : name -> the values to try.

    Greedy, after Cohen, Dalal, Fredman and Patton (1997), "The AETG system": a point
    begins with two values that have not met, and takes from every other name the value
    that meets most new ones. Some m² log k points serve for k names of m values, where
    one for every two values of two names would be m² k² / 2.
    """
    missing = {  # a dict, for its order
        ((one, value), (other, another)): None
        for one, other in combinations(ends, 2)
        for value, another in product(ends[one], ends[other])
    }

    def new(point: dict) -> list:
        """The missing pairs that meet in a point; names are in the order of ends."""
        places = [(name, point[name]) for name in ends if name in point]
        return [pair for pair in combinations(places, 2) if pair in missing]

    points = []
    while missing:
        point = dict(next(iter(missing)))
        for name in ends:
            if name not in point:
                ways = [{**point, name: value} for value in ends[name]]
                point = max(ways, key=lambda way: len(new(way)))
        for pair in new(point):
            del missing[pair]
        points.append(point)
    return points
