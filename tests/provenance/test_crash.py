"""An archive is there as a whole or not at all, whenever its maker is killed."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.provenance import read, verify

KILLS = 200 if os.environ.get("COURSE_TEST_ALL") else 6
MAKER = """
import itertools, sys
from pathlib import Path
from course_utils.provenance import Record, make
folder = Path(sys.argv[1])
records = [Record(f"r{i}", f"text {i}" * 50) for i in range(300)]
for i in itertools.count():
    make(records, folder / f"archive{i}")
    print("made", flush=True)
"""


def killed(folder: Path, after: float) -> None:
    """Archives are made in a folder; after the first one, the maker is killed."""
    command = [sys.executable, "-c", MAKER, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as maker:
        assert maker.stdout.readline() == b"made\n"
        with pytest.raises(subprocess.TimeoutExpired):
            maker.wait(timeout=after)
        maker.kill()


def test_no_archive_is_broken_by_a_kill(tmp_path):
    rng, whole, halves = random.Random(11), 0, 0
    for _ in range(KILLS):
        killed(tmp_path, rng.uniform(0, 0.1))
        for folder in tmp_path.iterdir():
            if folder.name.endswith("-unfinished"):
                halves += 1
            else:
                whole += 1
                assert not verify(folder).faults
                assert len(read(folder)) == 300
            shutil.rmtree(folder)
    print(f"{KILLS} kills, {whole} whole archives, {halves} unfinished folders")
    assert whole and halves
