"""Exercise of notebook 00: median and mean, and how an answer is handed in."""

import statistics

from ...tasks.answers.reading import close, numbers_of
from ...tasks.exercise import Exercise, Wrong


def given(random):
    """Five numbers, one of them far away, in an order that is not sorted."""
    middle = random.randint(4, 7)
    low = random.sample(range(1, middle), 2)
    high = [middle + random.randint(1, 2), random.randint(60, 95)]
    values = [low[0], high[1], low[1], high[0], middle]
    return {"values": values}


EXERCISES = [
    Exercise(
        id="00.1",
        title="Mean and median",
        minutes=3,
        difficulty=1,
        importance=5,
        given=given,
        task=lambda g: (
            f"Five runs of an experiment gave these numbers: {g['values']}.\n"
            "What is their mean, and what is their median? Hand in both, in this "
            "order: `answer = (mean, median)`. By hand or by code, as you like."
        ),
        observe=lambda answer, g: numbers_of(answer, ["the mean", "the median"]),
        reference=lambda g: (
            statistics.mean(g["values"]),
            statistics.median(g["values"]),
        ),
        alternatives=(
            lambda g: [sum(g["values"]) / 5, float(sorted(g["values"])[2])],
            lambda g: {
                "mean": round(sum(g["values"]) / 5, 2),
                "median": sorted(g["values"])[2],
            },
        ),
        same=close(absolute=0.05),
        tolerance="both numbers within 0.05",
        wrong=(
            Wrong(
                "swapped",
                "Both numbers are right, but in the other order: first the mean, then "
                "the median.",
                lambda g: (
                    statistics.median(g["values"]),
                    statistics.mean(g["values"]),
                ),
            ),
            Wrong(
                "median-unsorted",
                "That is the number that stands in the middle of the list as written. "
                "The median is in the middle of the *sorted* list.",
                lambda g: (statistics.mean(g["values"]), g["values"][2]),
            ),
            Wrong(
                "average-is-typical",
                "You gave the mean twice. One number far away pulls the mean along; "
                "the median stays with the other four.",
                lambda g: (statistics.mean(g["values"]),) * 2,
            ),
            Wrong(
                "outlier-dropped",
                "You left the largest number out of the mean. It is a result like the "
                "others, and the mean counts it in full.",
                lambda g: (
                    statistics.mean(sorted(g["values"])[:-1]),
                    statistics.median(g["values"]),
                ),
            ),
        ),
        remark=lambda seen, target: (
            "One of the two is right: the "
            + ("mean." if abs(seen[0] - target[0]) <= 0.05 else "median.")
            if (abs(seen - target) <= 0.05).any()
            else ""
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
        "The whole course shows medians beside means for this reason.",
    )
]
