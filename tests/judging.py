"""Whether an answer to an exercise is right, without a learner's seat or file."""

from course_utils.tasks.exercise import Exercise


def goal(exercise: Exercise, given):
    """What a right answer looks like when it is observed."""
    if exercise.ideal:
        return exercise.ideal(given)
    return exercise.observe(exercise.reference(given), given)


def right(exercise: Exercise, given, answer) -> bool:
    """Whether the answer is taken for right."""
    return exercise.same(exercise.observe(answer, given), goal(exercise, given))
