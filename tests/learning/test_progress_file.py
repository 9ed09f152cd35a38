"""The progress file where nobody expects it: links, pipes, giants, crowds, no home."""

import errno
import json
import os
import socket
import subprocess
import sys
import zlib
from base64 import urlsafe_b64encode
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_utils.chapters import contents
from course_utils.learning import hint, predict, progress, quiz
from course_utils.learning.progress import shared_file, store
from course_utils.learning.progress.passport import MARK, decode, encode
from course_utils.learning.progress.record import LARGEST, Foreign, blank, validate

FILLED = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch) -> Path:
    path = tmp_path / "folder" / "progress.json"
    monkeypatch.setenv("COURSE_PROGRESS_FILE", str(path))
    return path


def inside(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


def set_seat(number):
    return lambda data: data.update(seat=number)


# --- forget --------------------------------------------------------------------------

KILLED = """
import os
from course_utils.learning.progress import store
os.replace = lambda *_: os._exit(9)
store.current().update(lambda data: data.update(seat=3))
"""


def test_forget_deletes_all_that_was_ever_written(file):
    """Found by what really happens: a killed write, a damaged file, a lock."""
    progress.seat = 5
    assert subprocess.run([sys.executable, "-c", KILLED]).returncode == 9
    file.write_text("damaged", encoding="utf-8")
    progress.seat = 6
    names = inside(file.parent)
    assert len(names) == 4 and {name[-4:] for name in names} > {".new", "lock"}
    assert progress.forget().text == "Your progress is deleted."
    assert inside(file.parent) == set()


def test_forget_finds_what_is_left_where_the_file_itself_is_gone(file):
    file.parent.mkdir()
    (file.parent / "progress.jsonabc_12z3.new").touch()
    (file.parent / "progress_set_aside_2026-01-31_120000_123456.json").touch()
    progress.forget()
    assert inside(file.parent) == set()


def test_forget_leaves_what_is_somebody_elses(file):
    progress.seat = 5
    others = [
        "progress.json.bak", "progress.json.new", "progress_set_aside_by_me.json",
        "my_progress.json", "progress.txt", "progress.jsonabc_12z3.new.txt",
    ]  # fmt: skip
    for name in others:
        (file.parent / name).touch()
    progress.forget()
    assert inside(file.parent) == set(others)


def test_forget_where_nothing_was_kept_makes_nothing(file):
    assert progress.forget().text == "Your progress is deleted."
    assert not file.parent.exists()


FORGETTER = """
import sys
from course_utils.learning import progress
from course_utils.learning.progress import store
for i in range(40):
    if sys.argv[1] == "forget":
        progress.forget()
    else:
        store.current().update(lambda data: data.update(seat=i + 1))
    assert store.current().news() == [], store.current().news()
"""


def test_forgetting_while_others_write_lets_no_two_in_at_once(file):
    kinds = ["forget", "write", "write"]
    crowd = [subprocess.Popen([sys.executable, "-c", FORGETTER, k]) for k in kinds]
    assert [one.wait(120) for one in crowd] == [0] * len(crowd)
    progress.forget()
    assert inside(file.parent) == set()


# --- what is in the file's place -----------------------------------------------------

NO_FILES = {
    "folder": (Path.mkdir, "a folder, not a file"),
    "pipe": (os.mkfifo, "a pipe or a device, not a file"),
    "device": (lambda path: path.symlink_to(os.devnull), "a pipe or a device"),
    "socket": (
        lambda path: socket.socket(socket.AF_UNIX).bind(os.path.relpath(path)),
        "a pipe or a device, not a file",
    ),
    "loop": (lambda path: path.symlink_to(path), "symbolic link"),
    "folder for the lock": (
        lambda path: path.with_name(path.name + ".lock").mkdir(), "a folder, not a file"
    ),
    "pipe for the lock": (
        lambda path: os.mkfifo(path.with_name(path.name + ".lock")), "a pipe or a dev"
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", NO_FILES)
def test_what_is_no_file_is_left_alone_and_named(file, kind, monkeypatch):
    make, words = NO_FILES[kind]
    file.parent.mkdir()
    monkeypatch.chdir(file.parent)
    make(file)
    before = {path.name: path.lstat().st_mode for path in file.parent.iterdir()}
    progress.seat = 5
    assert progress.seat == 5 and words in " ".join(progress().notices)
    assert "cannot be kept" in repr(progress())
    assert {p.name: p.lstat().st_mode for p in file.parent.iterdir()} == before
    progress.forget()


def test_what_waited_for_a_pipe_to_go_is_written_then(file):
    file.parent.mkdir()
    os.mkfifo(file)
    progress.seat = 5
    file.unlink()
    store.current().update(lambda data: data["predictions"].update(p=1.0))
    assert json.loads(file.read_bytes())["seat"] == 5


HALVES = {
    "a prediction": {"predictions": {"p": "\ud800"}},
    "a name": {"predictions": {"\udfff": 1}},
    "an exercise": {"exercises": {"\ud800": store.blank_exercise()}},
    "a code": {"exercises": {"x": {**store.blank_exercise(), "codes": ["\ud800"]}}},
    "a quiz": {"quizzes": {"\ud800": {}}},
    "an answer": {"quizzes": {"q": {"\ud800": 1}}},
    "a notice": {"notices": ["\ud800"]},
}


@pytest.mark.parametrize("where", HALVES)
def test_half_a_letter_is_damage_and_stops_no_later_write(file, where):
    odd = {**blank(), **HALVES[where]}
    file.parent.mkdir()
    file.write_text(json.dumps(odd), encoding="utf-8")
    progress.seat = 5
    assert json.loads(file.read_bytes())["seat"] == 5
    assert "damaged" in " ".join(progress().notices)
    with pytest.raises(ValueError, match="a change was refused"):
        store.current().update(lambda data: data.update(odd))
    assert progress.seat == 5


def test_a_name_that_is_no_text_can_be_said(tmp_path, monkeypatch):
    """A file of an old disk: Latin-1 letters in a UTF-8 system."""
    path = os.fsdecode(os.fsencode(tmp_path) + b"/M\xfcller/p\xfc.json")
    monkeypatch.setenv("COURSE_PROGRESS_FILE", path)
    progress.seat = 5
    Path(path).write_text("damaged", encoding="utf-8")
    progress.seat = 6
    assert progress.seat == 6
    repr(progress()).encode("utf-8")
    assert "p\ufffd_set_aside" in repr(progress())
    monkeypatch.setattr(shared_file, "open", refuse, raising=False)
    repr(progress.forget()).encode("utf-8")


def refuse(*_, **__):
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def entries(number: int) -> dict:
    return {**blank(), "predictions": {f"p{i}": i for i in range(number)}}


def test_a_file_too_large_to_be_ours_is_set_aside_unread(file):
    file.parent.mkdir()
    file.write_text(json.dumps(entries(500_000)), encoding="utf-8")
    size = file.stat().st_size
    progress.seat = 5
    assert f"it has {size:,} bytes" in repr(progress()) and progress.seat == 5
    (aside,) = file.parent.glob("progress_set_aside_*")
    assert aside.stat().st_size == size and file.stat().st_size < 1_000


def test_no_change_makes_the_file_too_large(file):
    progress.seat = 5
    with pytest.raises(ValueError, match=r"refused.* at most 1,000,000"):
        store.current().update(lambda data: data.update(entries(100_000)))
    assert progress.seat == 5 and file.stat().st_size < LARGEST


# --- many at once, and no place at all -----------------------------------------------

CROWD = """
import sys
from course_utils.learning import progress
from course_utils.learning.progress import store
for i in range(30):
    def change(data):
        data["predictions"][f"{sys.argv[1]}.{i}"] = float(i)
        data["exercises"].setdefault("all", store.blank_exercise())["attempts"] += 1
    store.current().update(change)
    progress()
    assert store.current().news() == [], store.current().news()
"""


def test_eight_writers_at_once_are_told_nothing_and_lose_nothing(file):
    crowd = [
        subprocess.Popen([sys.executable, "-c", CROWD, str(name)]) for name in range(8)
    ]
    assert [one.wait(120) for one in crowd] == [0] * 8
    data = store.current().read()
    assert len(data["predictions"]) == 240
    assert data["exercises"]["all"]["attempts"] == 240 and data["notices"] == []


def test_a_busy_file_is_not_called_unwritable(file, monkeypatch):
    progress.seat = 5
    monkeypatch.setattr(shared_file, "PATIENCE", 0.05)
    with shared_file.lock(store.current()._lock_file):
        progress.seat = 6
        assert "another kernel is using it; it will be added" in repr(progress())
        assert "cannot be kept" not in repr(progress())
    store.current().update(lambda data: data["predictions"].update(p=1.0))
    assert json.loads(file.read_bytes())["seat"] == 6


@pytest.mark.parametrize(
    "step", ["mkdir", "open", "mkstemp", "fsync", "replace", "stat"]
)
@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.EIO, errno.ENOSPC])
def test_every_step_of_a_write_may_fail_and_ends_in_a_sentence(monkeypatch, step, code):
    def fail(*_, **__):
        raise OSError(code, os.strerror(code), "/home/somebody")

    owner = {
        "mkdir": Path, "stat": Path, "open": shared_file,
        "mkstemp": shared_file.tempfile,
    }.get(step, os)  # fmt: skip
    monkeypatch.setattr(owner, step, fail, raising=False)
    progress.seat = 5
    said = repr(progress())
    assert f"cannot be kept on this computer ({os.strerror(code)}" in said
    assert progress.seat == 5 and progress.code().startswith(MARK)


# --- where it is ---------------------------------------------------------------------


@pytest.mark.parametrize("depth", [1, 2])
@pytest.mark.parametrize("there", [True, False])
def test_a_link_is_written_through(tmp_path, monkeypatch, depth, there):
    target, path = tmp_path / "synced" / "mine.json", tmp_path / "link0.json"
    target.parent.mkdir()
    if there:
        store.Store(target).update(set_seat(4))
    path.symlink_to("synced/mine.json")
    for i in range(1, depth):
        path = path.with_name(f"link{i}.json")
        path.symlink_to(f"link{i - 1}.json")
    monkeypatch.setenv("COURSE_PROGRESS_FILE", str(path))
    assert progress.seat == (4 if there else 1)
    progress.seat = 5
    assert path.is_symlink() and json.loads(target.read_bytes())["seat"] == 5
    target.write_text("damaged", encoding="utf-8")
    progress.seat = 6
    assert len(list(target.parent.glob("mine_set_aside_*.json"))) == 1
    assert {p.name for p in tmp_path.iterdir()} == {
        "synced", *(f"link{i}.json" for i in range(depth)),
    }  # fmt: skip
    progress.forget()
    assert inside(target.parent) == set() and path.is_symlink()


@pytest.mark.parametrize(
    ("named", "place"),
    [
        ("~/mine/p.json", "home/mine/p.json"),
        ("$HOME/p.json", "home/p.json"),
        ("second.json", "data/model-collapse-course/second.json"),
        ("./class/a.json", "data/model-collapse-course/class/a.json"),
        ("", "data/model-collapse-course/progress.json"),
        ("   ", "data/model-collapse-course/progress.json"),
        (" ~/p.json\n", "home/p.json"),
    ],
)
def test_a_name_stands_for_one_place_wherever_the_kernel_runs(
    tmp_path, monkeypatch, named, place
):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("COURSE_PROGRESS_FILE", named)
    for name in ("PYTEST_VERSION", "PYTEST_CURRENT_TEST"):
        monkeypatch.delenv(name, raising=False)
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        progress.seat = 5
        assert progress.file == tmp_path / place and progress.file.is_file()
        assert inside(tmp_path / folder) == set()


def test_an_absolute_name_needs_no_home(file, monkeypatch):
    def nowhere():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(store, "data_folder", nowhere)
    progress.seat = 5
    assert file.is_file()
    monkeypatch.setenv("COURSE_PROGRESS_FILE", "second.json")
    assert progress.file is None


def test_the_home_of_nobody_makes_no_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS_FILE", "~no-such-user-here/p.json")
    monkeypatch.chdir(tmp_path)
    progress.seat = 5
    assert progress.file is None and progress.seat == 5
    assert "Kept until this kernel stops" in repr(progress())
    assert inside(tmp_path) == set()
    progress.forget()


# --- the code ------------------------------------------------------------------------

AROUND = [
    "“{}”", "„{}“", "«{}»", "‘{}’", "'{}'", '"{}"', "`{}`", "{}.", "\ufeff{}\u200b",
    'progress.restore("{}")', "progress.restore(“{}”)", ">>> progress.restore('{}')",
    'In [3]: progress.restore("{}")', "progress . restore ( „{}“ ) ;",
    'progress.restore("{}")  # from Binder', "my code: “{}”, thanks",
    'from course_utils.learning import progress\nprogress.restore("{}")\n',
    '<code>progress.restore("{}")</code>',
]  # fmt: skip


def some() -> dict:
    """A record whose code holds both kinds of dash that codes have."""
    for seat in range(1, 500):
        data = {**blank(), "seat": seat, "predictions": {"01.p3": 60}}
        if "-" in encode(data)[len(MARK) :] and "_" in encode(data):
            return data
    raise AssertionError("no such code")


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("wide", [None, 20])
def test_a_code_comes_back_however_it_was_copied(around, wide):
    code = encode(some())
    if wide:
        code = "\r\n ".join(code[i : i + wide] for i in range(0, len(code), wide))
    assert decode(around.format(code)) == some()


@pytest.mark.parametrize("dash", "‐‑‒–−")
def test_dashes_that_an_editor_improved_are_read_as_typed(dash):
    assert decode(encode(some()).replace("-", dash)) == some()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda part: (
        st.lists(part, max_size=5)
        | st.dictionaries(st.text(max_size=5), part, max_size=3)
    ),
    max_leaves=12,
)


def sealed(value) -> str:
    """A code with a right checksum around anything."""
    body = zlib.compress(json.dumps(value).encode())
    body = zlib.crc32(body).to_bytes(4, "big") + body
    return MARK + urlsafe_b64encode(body).decode().rstrip("=")


def taken_or_refused(code: str):
    try:
        data = decode(code)
    except ValueError as problem:
        assert "was not accepted" in str(problem) and not isinstance(problem, Foreign)
        repr(str(problem)).encode("utf-8")
    else:
        assert validate(data) == data and decode(encode(data)) == data


@FILLED
@given(st.text(st.characters(), max_size=60), st.booleans())
def test_any_text_is_a_record_or_refused(text, marked):
    taken_or_refused(MARK * marked + text)


@FILLED
@given(JSON | st.lists(JSON, min_size=4, max_size=4))
def test_anything_sealed_is_a_record_or_refused(value):
    taken_or_refused(sealed(value))


@FILLED
@given(st.integers(1, 9999), JSON, st.dictionaries(st.text(max_size=3), JSON), JSON)
def test_nearly_a_record_is_a_record_or_refused(seat, predictions, exercises, quizzes):
    for parts in (
        (seat, predictions, {}, {}), (seat, {}, exercises, {}), (seat, {}, {}, quizzes),
        (predictions, {}, {}, {}), (seat, {}, predictions, {}),
    ):  # fmt: skip
        taken_or_refused(sealed(parts))


@pytest.mark.parametrize("body", [b"", b"x" * 9, zlib.compress(b"[" * 200_000)])
def test_a_sealed_body_that_is_no_json_is_refused(body):
    body = zlib.crc32(body).to_bytes(4, "big") + body
    taken_or_refused(MARK + urlsafe_b64encode(body).decode().rstrip("="))


PREDICTIONS = st.one_of(
    st.floats(-1e300, 1e300), st.text(st.characters(codec="utf-8"), max_size=9),
    st.lists(st.integers(-9, 9), min_size=1, max_size=7),
)  # fmt: skip
NUMBERS = st.integers(0, 10**9 - 1)


@FILLED
@given(st.data())
def test_a_crafted_code_that_is_taken_breaks_nothing_that_reads_it(file, data):
    """Sound by its shape, but with values that no learner can have given."""
    one = {
        kind: data.draw(st.sampled_from(sorted(known)))
        for kind, known in (
            ("predictions", contents.all_predictions()),
            ("exercises", contents.all_exercises()),
            ("quizzes", contents.all_quizzes()),
        )
    }
    record = {
        **blank(),
        "predictions": {one["predictions"]: data.draw(PREDICTIONS)},
        "exercises": {
            one["exercises"]: {
                "state": data.draw(st.sampled_from(["correct", "not yet"])),
                "attempts": data.draw(NUMBERS), "hints": data.draw(NUMBERS),
                "solution": data.draw(st.booleans()), "codes": ["<b>", "no-such"],
            }
        },
        "quizzes": {
            one["quizzes"]: {
                question.id: data.draw(NUMBERS | st.integers(0, 3))
                for question in contents.quiz(one["quizzes"]).questions
            }
        },
    }  # fmt: skip
    progress.forget()
    report = progress.restore(encode(record))
    repr(report), report._repr_html_(), progress.line(), progress.code()
    predict(one["predictions"])
    hint(one["exercises"])
    name, _, part = one["quizzes"].partition("/")
    if name != "fact-check":
        quiz(name, part=part)
