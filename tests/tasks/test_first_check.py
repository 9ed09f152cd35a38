"""A check that is the first thing a process does: what Python fills in is nobody's."""

import json
import os
import subprocess
import sys

import pytest

from course_utils.chapters import contents
from course_utils.marking import wire
from course_utils.tasks.exercise import calls_answers

FIRST = """
import json, os, sys
from course_utils.learning import check
from course_utils.marking import wire
for id, packed in json.load(sys.stdin).items():
    if not os.fork():
        answer = wire.unpack(packed) if packed else lambda *_: 1
        text = check(id, answer).text
        os.write(1, json.dumps({id: text}).encode() + b"\\n")
        os._exit(0)
    os.wait()
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, str]:
    """What each exercise says to its right answer, in a process where it comes first.

    Where a function is asked for, what it says to one that is no answer.
    """
    answers = {
        id: None if calls_answers(one) else wire.pack(one.reference(one.for_seat(1)))
        for id, one in contents.all_exercises().items()
    }
    kept = tmp_path_factory.mktemp("first") / "progress.json"
    ran = subprocess.run(
        [sys.executable, "-c", FIRST],
        input=json.dumps(answers),
        env={**os.environ, "COURSE_PROGRESS_FILE": str(kept)},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = map(json.loads, ran.stdout.splitlines())
    return {id: text for line in lines for id, text in line.items()}


@pytest.mark.skipif(os.name == "nt", reason="processes are forked on POSIX only")
@pytest.mark.parametrize("id", contents.all_exercises())
def test_the_first_check_of_a_process_blames_nobody(told, id):
    assert "replaced" not in told[id]
    if not calls_answers(contents.exercise(id)):
        assert told[id].startswith(f"✓ {id} "), told[id]
