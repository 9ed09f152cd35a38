"""Exercise of notebook 00: median and mean, and how an answer is handed in."""

import statistics

from ...tasks.answers import Numbers
from ...tasks.answers.numeric import but
from ...tasks.exercise import Exercise, Wrong


def _given(random):
    """Five numbers, one of them far away, in an order that is not sorted."""
    middle = random.randint(4, 7)
    low = random.sample(range(1, middle), 2)
    high = [middle + random.randint(1, 2), random.randint(60, 95)]
    return {"values": [low[0], high[1], low[1], high[0], middle]}


def both(given):
    """Mean and median."""
    return statistics.mean(given["values"]), statistics.median(given["values"])


def _mean_as(change):
    """The right median, with another mean."""
    return but(both, {0: lambda given: change(sorted(given["values"]))})


EXERCISES = [
    Exercise(
        id="00.1",
        title="Mean and median",
        minutes=3,
        difficulty=1,
        importance=5,
        given=_given,
        task=lambda g: (
            f"Five runs of an experiment gave these numbers: {g['values']}.\n"
            "Two numbers: their mean, then their median. By hand or by code, as you "
            "like."
        ),
        answer=Numbers(["the mean", "the median"], absolute=0.05),
        reference=both,
        alternatives=(
            lambda g: [sum(g["values"]) / 5, float(sorted(g["values"])[2])],
            lambda g: {
                "mean": round(sum(g["values"]) / 5, 1),
                "median": sorted(g["values"])[2],
            },
        ),
        wrong=(
            Wrong(
                "swapped",
                "Both numbers are right, but in the wrong order: first the mean, then "
                "the median.",
                lambda g: both(g)[::-1],
            ),
            Wrong(
                "median-unsorted",
                "Your median is the number in the middle of the list as written. The "
                "median is in the middle of the *sorted* list.",
                but(both, {1: lambda g: g["values"][2]}),
                places=(1,),
            ),
            Wrong(
                "average-is-typical",
                "You gave the mean twice. One number far away pulls the mean along; "
                "the median stays with the other four.",
                lambda g: (both(g)[0],) * 2,
            ),
            Wrong(
                "typical-is-average",
                "You gave the median twice. The mean also counts how far away the "
                "largest number is.",
                lambda g: (both(g)[1],) * 2,
            ),
            Wrong(
                "outlier-dropped",
                "You left the largest number out of the mean. It is a result like the "
                "others, and the mean counts it in full.",
                _mean_as(lambda values: statistics.mean(values[:-1])),
                places=(0,),
            ),
            Wrong(
                "sum-for-mean",
                "Your first number is the sum. For the mean, divide it by how many "
                "numbers there are.",
                _mean_as(sum),
                places=(0,),
            ),
            Wrong(
                "divided-by-four",
                "For the mean you divided by 4. There are five numbers. (Dividing by "
                "n − 1 belongs to the standard deviation.)",
                _mean_as(lambda values: sum(values) / 4),
                places=(0,),
            ),
            Wrong(
                "midrange",
                "Your mean is halfway between the smallest and the largest number. The "
                "mean counts all five.",
                _mean_as(lambda values: (values[0] + values[-1]) / 2),
                places=(0,),
            ),
            Wrong(
                "midrange",
                "Your median is halfway between the smallest and the largest number. "
                "It is the third of the five when they are sorted.",
                but(both, {1: lambda g: (min(g["values"]) + max(g["values"])) / 2}),
                places=(1,),
            ),
        ),
        hints=(
            "The mean uses how large the numbers are. The median uses only their "
            "order.",
            "Mean: add all five, divide by 5. Median: sort them, take the third.",
            "`import statistics`, then `statistics.mean([...])` and "
            "`statistics.median([...])`.",
        ),
        solution=lambda g: (
            f"Sorted: {sorted(g['values'])}. The third is the median, "
            f"{statistics.median(g['values'])}. The sum is {sum(g['values'])}, so the "
            f"mean is {sum(g['values']) / 5:g}."
        ),
        solution_code=lambda g: (
            "import statistics\n\n"
            f"values = {g['values']}\n"
            "answer = (statistics.mean(values), statistics.median(values))"
        ),
        correct="One number far away moved the mean and left the median where it was. "
        "So the whole course shows medians beside means.",
    )
]
