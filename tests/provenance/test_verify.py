"""Later changes are found, earlier lies are not, and nothing else is reported."""

import os

import numpy as np
import pytest

from course_utils.provenance import TAMPERINGS, Record, make, tamper, verify
from tests.provenance.archives import DATE, some_records

MANY = bool(os.environ.get("COURSE_TEST_ALL"))
TIMES = 1000 if MANY else 50
PARTS = 10  # so that workers share them


def successor(id: str) -> str:
    return f"r{int(id[1:]) + 1:04d}"


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("kind", TAMPERINGS)
def test_tampering_is_found(sealed, spoil, kind, part):
    """All with the root; without it all but what was sealed anew."""
    archive, root = sealed
    rng = np.random.default_rng([part, *kind.encode()])
    for _ in range(TIMES // PARTS):
        copy = spoil(archive)
        touched = tamper(copy, kind, rng)
        faults = verify(copy, root).faults
        assert faults
        assert bool(verify(copy).faults) == (kind != "replace all")
        named = {fault.record for fault in faults}
        last = "r0059" in touched and kind in ("drop", "relabel")
        whole = kind in ("truncate", "replace all") or last
        assert all(named & {id, successor(id)} or whole for id in touched), (
            f"{touched} were touched, {faults} found"
        )
        assert not whole or {f.rule for f in faults} & {"file", "root"}


def test_a_whole_archive_that_was_sealed_anew_is_said_to_be_another(sealed, spoil):
    archive, root = sealed
    copy = spoil(archive)
    tamper(copy, "replace all", np.random.default_rng(1))
    (fault,) = verify(copy, root).faults
    assert fault.rule == "root" and fault.record is None
    assert "somebody sealed another archive" in fault.says


@pytest.mark.parametrize("name", ["data.jsonl", "manifest.jsonl", "croissant.json"])
def test_every_byte_counts(sealed, spoil, name):
    """Any byte of the three files, exchanged for any other, added or taken out."""
    archive, root = sealed
    rng = np.random.default_rng(len(name))
    raw = (archive / name).read_bytes()
    copy = spoil(archive)
    for _ in range(TIMES // 2):
        i, byte = int(rng.integers(len(raw))), bytes([rng.integers(256)])
        if byte != raw[i : i + 1]:
            changes = [raw[:i] + byte + raw[i + 1 :], raw[:i] + byte + raw[i:]]
            for changed in [*changes, raw[:i] + raw[i + 1 :]]:
                (copy / name).write_bytes(changed)
                assert verify(copy, root).faults, (i, byte)


@pytest.mark.parametrize("n", [1, 2, 3, 10, 200])
def test_untouched_archives_are_accepted(tmp_path, n):
    root = make(some_records(n), tmp_path / "archive")
    for given in (root, root.upper(), " ".join([root[:32], root[32:]]), None):
        found = verify(tmp_path / "archive", given)
        assert found.faults == () and found.root == root
    assert found.kinds.total() == n


def test_what_the_system_puts_there_is_no_fault_and_a_strange_file_is(sealed, spoil):
    archive, root = sealed
    copy = spoil(archive)
    (copy / ".DS_Store").touch()
    assert not verify(copy, root).faults
    (copy / "more.jsonl").touch()
    assert "more.jsonl" in verify(copy, root).faults[0].says


def test_a_lie_that_was_sealed_is_never_found(tmp_path):
    """1,000 labels that are untrue from the start: a hash proves sameness only."""
    rng = np.random.default_rng(11)
    truth = rng.choice(["human", "synthetic"], 1000)
    told = np.where(truth == "human", "synthetic", "human")
    records = [Record(f"r{i}", f"text {i}", kind=str(k)) for i, k in enumerate(told)]
    root = make(records, tmp_path / "archive", date=DATE)
    assert verify(tmp_path / "archive", root).faults == ()


def test_what_is_no_archive_or_no_root_is_refused(sealed, tmp_path):
    archive, root = sealed
    for wrong in ("", "abc", root[:-1], f"{root}0", "g" * 64):
        with pytest.raises(ValueError, match="64 digits"):
            verify(archive, wrong)
    with pytest.raises(ValueError, match="not a folder"):
        verify(tmp_path / "nowhere")
    with pytest.raises(ValueError, match="one of"):
        tamper(archive, "burn", np.random.default_rng(1))


def test_progress_is_told(sealed):
    archive, _ = sealed
    said = []
    verify(archive, progress=said.append)
    assert said == list(range(1, 121))
