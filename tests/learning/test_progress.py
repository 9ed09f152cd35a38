"""Progress: nothing lost, nothing overwritten, nothing sent; codes that are refused."""

import errno
import json
import os
import re
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from course_utils.chapters import contents
from course_utils.learning import check, hint, predict, progress, quiz
from course_utils.learning.progress import shared_file, store
from course_utils.learning.progress.passport import MARK, decode, encode
from course_utils.learning.progress.record import VERSION, blank, merge, validate
from course_utils.tasks.prediction import Curve, OneOf

HOME = store.data_folder


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch) -> Path:
    path = tmp_path / "folder" / "progress.json"
    monkeypatch.setenv("COURSE_PROGRESS_FILE", str(path))
    return path


def right(id: str):
    exercise = contents.exercise(id)
    return exercise.reference(exercise.for_seat(progress.seat))


def do_a_little():
    """One of everything."""
    progress.seat = 12
    check("01.3", right("01.3"))
    check("01.2", (1, 1, 1, 1))
    for id, value in (("01.p1", [1, 1, 1, 1, 2]), ("01.p3", 60), ("01.p2", "stays")):
        panel = predict(id)
        panel.set(value)
        panel.lock()
    asked = quiz("01").asked[0]
    asked.choose(asked.question.right)
    asked.answer()


def aside(file: Path) -> list[Path]:
    return sorted(file.parent.glob("progress_set_aside_*.json"))


# --- the report ----------------------------------------------------------------------


def test_the_report_shows_done_next_and_minutes_left():
    before = progress()
    assert before.done == [] and before.next.id == "00/before"
    due = sum(item.minutes for item in contents.items() if not item.optional)
    assert before.minutes_left == round(due)
    do_a_little()
    after = progress()
    assert {item.id for item in after.done} == {"01.3", "01.p1", "01.p2", "01.p3"}
    done = sum(item.minutes for item in after.done)
    assert after.minutes_left == pytest.approx(before.minutes_left - done, abs=1)
    assert "01 One Gaussian" in repr(after) and "4 of 10" in repr(after)
    assert "<table>" in after._repr_html_() and "4 of 10" in after._repr_html_()
    assert "Seat 12" in repr(after)


def finish(items):
    def change(data):
        for item in items:
            data[item.kind][item.id] = {
                "exercises": {**store.blank_exercise(), "state": "correct"},
                "quizzes": {q.id: 0 for q in contents.quiz(item.id).questions}
                if item.kind == "quizzes" else None,
                "predictions": SOME.get(item.id),
            }[item.kind]  # fmt: skip

    store.current().update(change)


def test_an_optional_exercise_keeps_no_notebook_from_being_done():
    optional = [item for item in contents.items() if item.optional]
    assert "08.4" in [item.id for item in optional]
    finish(item for item in contents.items() if not item.optional)
    report = progress()
    assert all(done == total and not left for *_, done, total, left in report.rows)
    assert "○" not in repr(report) and report.minutes_left == 0
    assert report.next == optional[0] and "All that is left is optional" in repr(report)
    finish(optional)
    assert progress().next is None and len(progress().todo) == 0


def test_a_quiz_is_done_when_every_question_is_answered():
    shown = quiz("00", part="before")
    for asked in shown.asked:
        asked.choose(asked.question.names[0])
        asked.answer()
    assert progress().next.id == "fact-check/first"


SOME = {
    p.id: next(iter(p.options)) if isinstance(p, OneOf)
    else [p.start] * len(p.x) if isinstance(p, Curve) else p.start
    for p in contents.all_predictions().values()
}  # fmt: skip


def test_all_done_is_said():
    finish(contents.items())
    assert progress().next is None and "Everything is done" in repr(progress())


def test_a_teacher_gets_one_line_with_codes():
    progress.seat = 7
    exercise = contents.exercise("01.3")
    check("01.3", exercise.wrong[0].answer(exercise.for_seat(7)))
    told = "exercises = 1 | 01.3 = not yet [average-is-typical]"
    assert re.fullmatch(
        r"seat 7 \| check = 2-[0-9a-f]{4} \| " + re.escape(told), progress.line()
    )


# --- the file ------------------------------------------------------------------------


def test_the_file_holds_what_is_documented_and_no_more(file):
    do_a_little()
    data = json.loads(file.read_text(encoding="utf-8"))
    assert data == validate(data)
    assert data["seat"] == 12 and data["predictions"]["01.p3"] == 60
    assert data["exercises"]["01.2"]["attempts"] == 1
    assert data["quizzes"]["01/end"] == {"cause": 0}
    assert [p.name for p in file.parent.iterdir() if p.suffix == ".new"] == []


def test_progress_made_in_another_notebook_is_seen_at_once(file):
    other = store.Store(file)
    other.update(lambda data: data.update(seat=99))
    assert progress.seat == 99


def test_forget_deletes_the_file(file):
    do_a_little()
    progress.forget()
    assert not file.exists() and progress.seat == 1 and progress().done == []


def test_forget_one_thing_keeps_the_rest():
    do_a_little()
    progress.forget("01.3")
    assert {item.id for item in progress().done} == {"01.p1", "01.p2", "01.p3"}


@pytest.mark.parametrize("id", ["01-3", "01", "fact-check/both", "", 1.3, ["01.3"]])
def test_forget_refuses_what_it_does_not_know_and_lists_what_it_knows(id):
    do_a_little()
    before = store.current().read()
    with pytest.raises(ValueError, match=r"no prediction, .* there are .*01\.3"):
        progress.forget(id)
    assert store.current().read() == before


@pytest.mark.parametrize("rung", [2.0, True, "2", 0, 4])
def test_a_hint_that_is_no_rung_is_refused_and_destroys_nothing(file, rung):
    do_a_little()
    before = file.read_bytes()
    with pytest.raises(ValueError, match=r"the hint is .* whole number from 1 to 3"):
        hint("01.3", rung)
    assert file.read_bytes() == before and aside(file) == []


def hints(number):
    return lambda data: data["exercises"]["01.3"].update(hints=number)


@pytest.mark.parametrize("number", [2.0, True, -1, None])
@pytest.mark.parametrize("memory", [False, True])
def test_no_change_can_write_what_cannot_be_read_again(monkeypatch, memory, number):
    if memory:
        monkeypatch.setenv("COURSE_PROGRESS_FILE", store.MEMORY)
        progress.forget()
    do_a_little()
    before = store.current().read()
    with pytest.raises(ValueError, match="a change was refused"):
        store.current().update(hints(number))
    assert store.current().read() == before


@pytest.mark.parametrize("seat", [0, -1, 10_000, 1.5, "7", None, True])
def test_a_seat_out_of_range_is_refused(seat):
    with pytest.raises(ValueError, match=r"seat is .* whole number from 1 to 9999"):
        progress.seat = seat


WRITER = """
import sys
from course_utils.learning.progress import store
name = sys.argv[1]
for i in range(60):
    def change(data):
        data["predictions"][f"{name}{i}"] = float(i)
        data["exercises"].setdefault("both", store.blank_exercise())["attempts"] += 1
    store.current().update(change)
"""


def test_two_kernels_writing_at_once_lose_nothing(file):
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, name], env=dict(os.environ))
        for name in ("a", "b")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    data = store.current().read()
    assert len(data["predictions"]) == 120
    assert data["exercises"]["both"]["attempts"] == 120
    assert aside(file) == []


def test_threads_of_one_kernel_lose_nothing():
    def count(data):
        data["exercises"].setdefault("x", store.blank_exercise())["attempts"] += 1

    def work():
        for _ in range(25):
            store.current().update(count)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.current().read()["exercises"]["x"]["attempts"] == 100


def test_a_crash_while_writing_leaves_the_old_file(file, monkeypatch):
    do_a_little()
    before = file.read_bytes()

    def crash(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", crash)
    with pytest.raises(KeyboardInterrupt):
        progress.seat = 3
    assert file.read_bytes() == before
    assert [p for p in file.parent.iterdir() if p.suffix == ".new"] == []


FOREIGN = {
    "empty": (b"", "damaged"),
    "half": (b'{"format": "model-coll', "damaged"),
    "binary": (bytes(range(256)), "damaged"),
    "deep": (b"[" * 100_000, "damaged"),
    "list": (b"[1, 2]", "not a progress file of this course"),
    "other": (b'{"format": "something else"}', "not a progress file of this course"),
    "future": (
        json.dumps({**blank(), "version": VERSION + 1, "more": 1}).encode(),
        "newer version",
    ),
    "no seat": (json.dumps({**blank(), "seat": 0}).encode(), "damaged"),
    "odd state": (
        json.dumps({**blank(), "exercises": {"01.1": {"state": "won"}}}).encode(),
        "damaged",
    ),
    "odd prediction": (
        json.dumps({**blank(), "predictions": {"01.p1": [None]}}).encode(),
        "damaged",
    ),
    "odd answer": (
        json.dumps({**blank(), "quizzes": {"01/end": {"q1": "a"}}}).encode(),
        "damaged",
    ),
    "missing part": (json.dumps({"format": blank()["format"]}).encode(), "damaged"),
    "huge": (
        json.dumps({**blank(), "predictions": {"p": 10**400}}).encode(),
        "damaged",
    ),
    "nan": (
        json.dumps({**blank(), "predictions": {"p": float("nan")}}).encode(),
        "dam",
    ),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_file_that_is_not_ours_is_set_aside_unchanged_and_said_so(file, name):
    contents_, reason = FOREIGN[name]
    file.parent.mkdir()
    file.write_bytes(contents_)
    verdict = check("01.3", right("01.3"))
    assert verdict.state == "correct"
    assert [path.read_bytes() for path in aside(file)] == [contents_]
    assert reason in verdict.text and aside(file)[0].name in verdict.text
    assert aside(file)[0].name in repr(progress())
    assert check("01.3", right("01.3")).text.count("set_aside") == 0
    assert [item.id for item in progress().done] == ["01.3"]


def test_two_damaged_files_are_both_kept(file):
    file.parent.mkdir()
    for text in ("one", "two"):
        file.write_text(text, encoding="utf-8")
        progress()
    assert sorted(path.read_text(encoding="utf-8") for path in aside(file)) == [
        "one",
        "two",
    ]


def test_where_nothing_can_be_written_the_kernels_memory_serves(tmp_path, monkeypatch):
    (tmp_path / "in_the_way").write_text("a file", encoding="utf-8")
    path = tmp_path / "in_the_way" / "progress.json"
    monkeypatch.setenv("COURSE_PROGRESS_FILE", str(path))
    verdict = check("01.3", right("01.3"))
    assert verdict.state == "correct" and "cannot be kept" in verdict.text
    assert [item.id for item in progress().done] == ["01.3"]
    assert "cannot be kept" in repr(progress())


def refusal(code: int):
    def refuse(*_, **__):
        raise OSError(code, os.strerror(code))

    return refuse


def write_nothing(monkeypatch, code: int):
    """The files stay readable; the disk is full, or may not be written."""
    if code == errno.ENOSPC:
        monkeypatch.setattr(os, "fsync", refusal(code))
    else:
        monkeypatch.setattr(shared_file, "open", refusal(code), raising=False)


NO_WRITING = pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])


@NO_WRITING
def test_a_disk_that_refuses_loses_nothing_and_gets_it_all_later(
    file, monkeypatch, code
):
    progress.seat = 7
    check("01.3", right("01.3"))
    before = file.read_bytes()
    with monkeypatch.context() as broken:
        write_nothing(broken, code)
        assert progress.seat == 7
        assert "cannot be kept" in check("01.2", (1, 1, 1, 1)).text
        panel = predict("01.p3")
        panel.set(60)
        panel.lock()
        assert "60 generations" in panel.feedback.value
        asked = quiz("01").asked[0]
        asked.choose(asked.question.right)
        asked.answer()
        progress.forget("01.2")
        report = progress()
        assert "cannot be kept" in repr(report)
        assert "Kept until this kernel stops" in repr(report)
        assert progress.seat == 7 and "01.3" in [item.id for item in report.done]
        assert file.read_bytes() == before
    store.Store(file).update(
        lambda data: data["predictions"].update({"01.p2": "stays"})
    )
    check("01.3", (1, 2))
    data = json.loads(file.read_text(encoding="utf-8"))
    assert data["seat"] == 7 and data["notices"] == []
    assert data["predictions"] == {"01.p3": 60, "01.p2": "stays"}
    assert data["quizzes"] == {"01/end": {"cause": 0}}
    assert list(data["exercises"]) == ["01.3"]
    assert data["exercises"]["01.3"]["attempts"] == 2
    assert "cannot be kept" not in repr(progress()) and "Kept in one" in repr(
        progress()
    )


def test_a_first_write_that_fails_leaves_no_notice_in_the_file(file, monkeypatch):
    with monkeypatch.context() as broken:
        write_nothing(broken, errno.ENOSPC)
        check("01.3", right("01.3"))
    progress.seat = 7
    assert store.Store(file).read()["notices"] == []
    assert [item.id for item in progress().done] == ["01.3"]


def test_forget_does_not_claim_what_it_could_not_do(file, monkeypatch):
    do_a_little()
    before = progress().done
    with monkeypatch.context() as broken:
        write_nothing(broken, errno.EROFS)
        said = repr(progress.forget())
        assert (
            f"could not be deleted (Read-only file system). It is still in {file}"
            in said
        )
        assert progress().done == before
        said = repr(progress.forget("01.3"))
        assert "but not in the file" in said and "cannot be kept" in said
        assert len(progress().done) == len(before) - 1
    assert progress.forget().text == "Your progress is deleted."
    assert not file.exists() and progress().done == []


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_disk_that_knows_no_locks_is_written_without(file, monkeypatch, code):
    monkeypatch.setattr(shared_file, "_take_lock", refusal(code))
    monkeypatch.setattr(shared_file.time, "sleep", refusal(code))
    progress.seat = 7
    assert "another kernel" not in check("01.3", right("01.3")).text
    assert progress.seat == 7
    assert "01.3" in json.loads(file.read_text(encoding="utf-8"))["exercises"]


@pytest.mark.parametrize("code", [errno.EAGAIN, errno.EACCES, errno.EDEADLK])
def test_a_busy_lock_is_waited_for(monkeypatch, code):
    answers = iter([refusal(code), refusal(code), lambda file: None])
    monkeypatch.setattr(shared_file, "_take_lock", lambda file: next(answers)(file))
    progress.seat = 7
    assert next(answers, None) is None and store.current().news() == []


def test_a_lock_that_is_never_freed_does_not_stop_the_learner(file, monkeypatch):
    monkeypatch.setattr(shared_file, "PATIENCE", 0.1)
    progress.seat = 5
    with shared_file.lock(file.with_name(file.name + ".lock")):
        verdict = check("01.3", (1, 2))
    assert "another kernel is using" in verdict.text
    assert progress.seat == 5


def test_nothing_opens_a_connection(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    do_a_little()
    progress.restore(progress.code())
    assert progress().done


# --- where it is ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "variables", "ends"),
    [
        ("linux", {"XDG_DATA_HOME": "/x"}, "/x/model-collapse-course"),
        ("linux", {}, ".local/share/model-collapse-course"),
        ("darwin", {}, "Library/Application Support/model-collapse-course"),
        ("win32", {"LOCALAPPDATA": "/l"}, "/l/model-collapse-course"),
        ("win32", {}, "AppData/Local/model-collapse-course"),
    ],
)
def test_each_system_has_its_own_place(monkeypatch, platform, variables, ends):
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert HOME().as_posix().endswith(ends)


def test_under_pytest_and_nbval_nothing_is_kept(monkeypatch):
    monkeypatch.delenv("COURSE_PROGRESS_FILE")
    assert store.current().path is None
    assert "PYTEST_VERSION" in os.environ  # a kernel that nbval starts inherits it


def test_a_learner_has_a_file_of_their_own(monkeypatch):
    for name in ("COURSE_PROGRESS_FILE", "PYTEST_VERSION", "PYTEST_CURRENT_TEST"):
        monkeypatch.delenv(name, raising=False)
    assert store.current().path == store.data_folder() / "progress.json"
    root = Path(__file__).parents[2]
    assert root not in store.current().path.parents


# --- the code ------------------------------------------------------------------------


def test_a_code_brings_everything_back(file):
    do_a_little()
    before, code = store.current().read(), str(progress.code())
    progress.forget()
    report = progress.restore(code)
    assert store.current().read() == before
    assert {item.id for item in report.done} == {"01.3", "01.p1", "01.p2", "01.p3"}


def test_a_code_is_short_even_when_all_is_done():
    data = blank()
    for i in range(13):
        for k in range(6):
            entry = {**store.blank_exercise(), "state": "correct", "attempts": 3}
            data["exercises"][f"{i:02}.{k}"] = {
                **entry,
                "codes": ["average-is-typical"],
            }
        data["predictions"][f"{i:02}.p1"] = [1.0, 0.9, 0.6, 0.35, 0.2]
        data["quizzes"][f"{i:02}/end"] = {f"question-{q}": q % 3 for q in range(5)}
        for q in range(3):
            data["votes"][f"{i:02}/question-{q}"] = [q, 40 + 5 * i, i % 3, 60 + 2 * i]
    assert len(encode(data)) < 1500
    assert decode(encode(data)) == data


def test_a_code_survives_how_people_copy(file):
    do_a_little()
    code = str(progress.code())
    wrapped = "\n ".join(code[i : i + 40] for i in range(0, len(code), 40))
    for text in (f'"{code}"', f"  {code}\n", wrapped, f"`{code}`"):
        assert decode(text) == decode(code)


def test_a_code_loses_nothing_that_is_here_already():
    do_a_little()
    code = progress.code()
    progress.forget()
    check("00.1", right("00.1"))
    panel = predict("01.p3")
    panel.set(500)
    panel.lock()
    progress.restore(code)
    data = store.current().read()
    assert data["predictions"]["01.p3"] == 500
    assert {"00.1", "01.3"} <= {item.id for item in progress().done}


def test_every_one_letter_mistake_in_a_code_is_refused():
    do_a_little()
    code, before = str(progress.code()), store.current().read()
    for i in range(len(code)):
        changed = code[:i] + ("A" if code[i] != "A" else "B") + code[i + 1 :]
        with pytest.raises(ValueError, match=r"was not accepted: .* progress.code\(\)"):
            progress.restore(changed)
    assert store.current().read() == before


@pytest.mark.parametrize(
    "code",
    [
        "",
        "hello",
        MARK,
        MARK + "AAAA",
        MARK + "é",
        "MC1-AAAA",
        "MC0-AAAA",
        MARK + "A" * 10**6,
    ],
)
def test_a_damaged_code_is_refused_with_what_was_given(code):
    with pytest.raises(
        ValueError, match=rf"\({len(code)} characters\) was not accepted"
    ):
        decode(code)


@pytest.mark.parametrize("code", [None, 7, b"MC2-", ["MC2-"]])
def test_a_code_that_is_no_text_is_refused(code):
    with pytest.raises(ValueError, match="must be a text in quotes"):
        progress.restore(code)


def test_a_cut_code_is_refused():
    do_a_little()
    code = str(progress.code())
    for end in range(len(code)):
        with pytest.raises(ValueError, match="was not accepted"):
            decode(code[:end])


def test_a_code_with_a_right_checksum_and_wrong_contents_is_refused():
    for odd in ({**blank(), "seat": 0}, {**blank(), "predictions": {"p": None}}):
        with pytest.raises(ValueError, match="not a record"):
            decode(encode(odd))


def test_merging_keeps_the_better_state_whichever_side_it_is_on():
    done = {**store.blank_exercise(), "state": "correct", "attempts": 1}
    tried = {**store.blank_exercise(), "state": "not yet", "attempts": 4, "hints": 2}
    one, two = blank(), blank()
    one["exercises"]["x"], two["exercises"]["x"] = done, tried
    for merged in (merge(one, two), merge(two, one)):
        entry = merged["exercises"]["x"]
        assert (entry["state"], entry["attempts"], entry["hints"]) == ("correct", 4, 2)


def test_the_command_prints_the_report(capsys):
    from course_utils import __main__

    assert __main__.main(["progress"]) == 0
    assert "01 One Gaussian" in capsys.readouterr().out
