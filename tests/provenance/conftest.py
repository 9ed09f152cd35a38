"""An archive that is sealed once, and copies of it to be spoilt."""

import shutil
from pathlib import Path

import pytest

from course_utils.provenance import make
from tests.provenance.archives import DATE, some_records


@pytest.fixture
def spoil(tmp_path):
    """Gives a fresh copy of an archive, in the place of the one before."""

    def copy(archive: Path) -> Path:
        shutil.rmtree(tmp_path / "copy", ignore_errors=True)
        return Path(shutil.copytree(archive, tmp_path / "copy", symlinks=True))

    return copy


@pytest.fixture(scope="module")
def sealed(tmp_path_factory):
    """An archive of 60 records, and its root."""
    archive = tmp_path_factory.mktemp("sealed") / "archive"
    return archive, make(some_records(60), archive, date=DATE)
