"""Whether an answer to an exercise is right, for any numbers of a seat."""

from course_utils.tasks.exercise import Exercise, Judgement, judge, observe


def right(exercise: Exercise, given, answer) -> bool:
    """Whether the answer is within the tolerance of the reference."""
    seen = exercise.answer.read(answer, given)
    goal = exercise.answer.right(exercise.reference(given), given)
    return exercise.answer.alike(seen, goal, given)


def judged(exercise: Exercise, answer, seat: int = 1) -> Judgement:
    """What a learner at that seat is told."""
    return judge(exercise, observe(exercise, answer, seat), seat)
