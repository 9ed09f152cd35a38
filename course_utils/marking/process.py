"""Many judges at once, a process each: one that dies takes no other student along."""

import dataclasses
import json
import logging
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import limits
from .student import Student

SECONDS = 300  # of CPU time for one student
JUDGE = "course_utils.marking.judge"
Job = tuple[Student, list[Path]]


def marked(jobs: Iterable[Job], isolated: bool) -> Iterator[Student]:
    """The students, marked, in order; as many at once as there are processors."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([JUDGE])

    def one(job: Job) -> Student:
        return _apart(processes, *job, isolated)

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        yield from pool.map(one, jobs)


def _apart(processes, student: Student, paths: list[Path], isolated: bool) -> Student:
    if not paths:
        return student
    here, there = processes.Pipe(duplex=False)
    process = processes.Process(target=_work, args=(there, student, paths, isolated))
    process.start()
    there.close()
    try:
        if here.poll((len(paths) + 1) * limits.WHOLE):
            return Student(**json.loads(here.recv_bytes()))
        student.note("marking it took too long")
    except EOFError:
        student.note("marking it ended its own process")
    finally:
        process.kill()
        process.join()
    return student


def _work(pipe, student: Student, paths: list[Path], isolated: bool) -> None:
    from . import judge

    logging.disable(logging.CRITICAL)  # of a notebook that is not quite one
    limits.hold(CPU=SECONDS, AS=limits.TREE)
    student = judge.mark(student, paths, isolated)
    pipe.send_bytes(json.dumps(dataclasses.asdict(student)).encode("ascii"))
