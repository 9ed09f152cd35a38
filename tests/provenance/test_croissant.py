"""MLCommons' own checker reads the archive, as Croissant 1.1."""

import json
import logging

import mlcroissant
import pytest

from course_utils.provenance import KINDS
from tests.provenance.archives import some_records

MAPPED = {
    "id": "sc:identifier",
    "sha256": "sc:sha256",
    "license": "sc:license",
    "kind": "sc:digitalSourceType",
    "source": "prov:wasAttributedTo",
    "parents": "prov:wasDerivedFrom",
    "made_by": "prov:wasGeneratedBy",
}


@pytest.fixture(scope="module")
def data(sealed):
    logging.disable(logging.WARNING)
    yield mlcroissant.Dataset(sealed[0] / "croissant.json")
    logging.disable(logging.NOTSET)


def test_the_checker_finds_no_error_in_version_1_1(data):
    issues = data.metadata.ctx.issues
    assert data.metadata.ctx.is_v1_1()
    assert issues.errors == set()
    assert all("citeAs" in warning for warning in issues.warnings)  # only recommended


def test_the_checker_sees_errors(sealed, spoil):
    copy = spoil(sealed[0])
    said = json.loads((copy / "croissant.json").read_bytes())
    del said["distribution"][0]["contentUrl"]
    (copy / "croissant.json").write_text(json.dumps(said))
    with pytest.raises(mlcroissant.ValidationError, match="contentUrl"):
        mlcroissant.Dataset(copy / "croissant.json")


def test_it_reads_the_records_as_we_wrote_them(data):
    read = list(data.records("records"))
    given = [r for r in some_records(60) if isinstance(r.content, str)]
    by_id = {row["records/id"].decode(): row for row in read}
    assert len(read) == 60
    for record in given:
        assert by_id[record.id]["records/content"].decode() == record.content


def test_it_reads_the_manifest(data):
    rows = list(data.records("manifest"))
    for row, record in zip(rows, some_records(60), strict=True):
        assert row["manifest/id"].decode() == record.id
        assert row["manifest/kind"].decode() == record.kind
        parents = [parent.decode() for parent in row["manifest/parents"]]
        assert tuple(parents) == record.parents
        who = row["manifest/verified"]["manifest/verified/who"]
        assert (who.decode() if who else None) == (
            record.verified.who if record.verified else None
        )
    kinds = {row["kinds/name"] for row in data.records("kinds")}
    assert {k.decode() if isinstance(k, bytes) else k for k in kinds} == set(KINDS)


def test_columns_have_the_words_of_schema_org_and_prov(data):
    (manifest,) = (s for s in data.metadata.record_sets if s.uuid == "manifest")
    said = {f.uuid.split("/")[1]: f.equivalentProperty[0] for f in manifest.fields}
    assert {name: said[name] for name in MAPPED} == MAPPED
    assert said.keys() - MAPPED.keys() == {"generation", "verified", "chain"}
