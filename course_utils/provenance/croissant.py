"""``croissant.json``: the archive in words that other programs know.

Croissant 1.1 (MLCommons, 2026) describes data sets for machine learning in JSON-LD. Its
data-level provenance gives each column of the manifest the property that it stands
for: of schema.org, or of W3C's PROV-O. Three columns have no word of their own there;
they get ours.
"""

import datetime
import json
from pathlib import Path
from typing import Any

from .reading import CROISSANT, DATA, MANIFEST, parse, whole
from .record import KINDS, printable

VERSION = "http://mlcommons.org/croissant/1.1"
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "prov": "http://www.w3.org/ns/prov#",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that the specification gives, and the prefix of PROV-O."""
OWN = "urn:model-collapse-course:"
COLUMNS = {
    "id": ("sc:Text", "sc:identifier", "name of the record, its own"),
    "sha256": ("sc:Text", "sc:sha256", "SHA-256 of its line in data.jsonl"),
    "license": ("sc:Text", "sc:license", "SPDX identifier"),
    "source": ("sc:Text", "prov:wasAttributedTo", "where it was taken from"),
    "kind": ("sc:Text", "sc:digitalSourceType", "one of the kinds"),
    "parents": ("sc:Text", "prov:wasDerivedFrom", "records that it was made from"),
    "made_by": ("sc:Text", "prov:wasGeneratedBy", "model that wrote it"),
    "generation": ("sc:Integer", "course:generation", "models behind it, as told"),
    "verified": ("", "course:verified", "who checked this label, how, and when"),
    "chain": ("sc:Text", "course:chain", "SHA-256 of the last chain and this line"),
}
"""Column of the manifest -> its type, the property that it stands for, its meaning."""
WITHDRAWALS = "course:withdrawals"


def description(
    hashes: dict[str, str],
    *,
    name: str,
    text: str = "Records, and for each of them who made it.",
    license: str | None = None,
    creator: str | None = None,
    url: str = ".",
    date: str | None = None,
    withdrawals: tuple[dict, ...] = (),
) -> bytes:
    """``croissant.json`` for files with these SHA-256.

    date : of publication, such as 2026-01-31; today if not given.
    withdrawals : each with its date, the reason, the old root and the ids.

    Raises ValueError where a name holds what can't be printed.
    """
    for what, said in {"name": name, "license": license, "creator": creator}.items():
        if not printable(said or ""):
            raise ValueError(f"{what} is {said!r}, which holds what can't be printed")
    whole = {
        "@context": {**CONTEXT, "course": OWN},
        "@type": "sc:Dataset",
        "conformsTo": VERSION,
        "name": name,
        "description": text,
        "license": license or "unknown",
        "url": url,
        "creator": {"@type": "sc:Person", "name": creator or "unknown"},
        "datePublished": date or today(),
        "version": f"{1 + len(withdrawals)}.0.0",
        "distribution": [_file(file, hashes[file]) for file in (DATA, MANIFEST)],
        "recordSet": [_records(), _manifest(), _kinds()],
        WITHDRAWALS: withdrawals,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def today() -> str:
    """The date, as in 2026-01-31."""
    return datetime.date.today().isoformat()


def about(archive: str | Path) -> dict[str, Any]:
    """What ``croissant.json`` says of the whole, as ``description`` takes it."""
    said = parse(whole(Path(archive) / CROISSANT), CROISSANT)
    try:
        return {
            "name": said["name"],
            "text": said["description"],
            "license": said["license"],
            "creator": said["creator"]["name"],
            "url": said["url"],
            "date": said["datePublished"],
            "withdrawals": tuple(said[WITHDRAWALS]),
        }
    except (KeyError, TypeError):
        raise ValueError(f"{CROISSANT} is not as archive make writes it") from None


def _file(name: str, sha256: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "encodingFormat": "application/jsonlines",
        "sha256": sha256,
    }


def _set(name: str, key: str, fields: list[dict], **more) -> dict[str, Any]:
    key = {"@id": f"{name}/{key}"}
    whole = {"@type": "cr:RecordSet", "@id": name, "name": name, "key": key}
    return {**whole, "field": fields, **more}


def _field(owner: str, name: str, type: str, text: str = "", **more) -> dict[str, Any]:
    id = f"{owner}/{name}"
    whole = {"@type": "cr:Field", "@id": id, "name": name, "dataType": type}
    return {**whole, "description": text or name, **more}


def _column(file: str, name: str, **transform) -> dict[str, Any]:
    source = {"fileObject": {"@id": file}, "extract": {"column": name}}
    return {"source": source | ({"transform": transform} if transform else {})}


def _records() -> dict[str, Any]:
    texts = {
        "id": "name of the record",
        "content": "what it holds, null where it was withdrawn",
        "encoding": "utf-8 for text, base64 for other bytes",
    }
    fields = [
        _field("records", name, "sc:Text", text, **_column(DATA, name))
        for name, text in texts.items()
    ]
    return _set("records", "id", fields)


def _manifest() -> dict[str, Any]:
    return _set("manifest", "id", [_mapped(name) for name in COLUMNS])


def _mapped(name: str) -> dict[str, Any]:
    """A column of the manifest, with the property that it stands for."""
    type, property, text = COLUMNS[name]
    if name == "verified":
        parts = [_part(name, part) for part in ("who", "how", "when")]
        more = {"subField": parts}
    else:
        more = _column(MANIFEST, name)
    if name == "parents":
        more |= {"isArray": True, "arrayShape": "-1"}
    if name == "kind":
        more["references"] = {"field": {"@id": "kinds/name"}}
    field = _field("manifest", name, type, text, equivalentProperty=property, **more)
    return {key: value for key, value in field.items() if value}


def _part(column: str, name: str) -> dict[str, Any]:
    source = _column(MANIFEST, column, jsonPath=name)
    return _field(f"manifest/{column}", name, "sc:Text", **source)


def _kinds() -> dict[str, Any]:
    """The kinds and the IPTC's terms for them, as Croissant writes an enumeration."""
    fields = [_field("kinds", "name", "sc:Text"), _field("kinds", "term", "sc:Text")]
    data = [{"kinds/name": kind, "kinds/term": term} for kind, term in KINDS.items()]
    return _set("kinds", "name", fields, dataType="sc:Enumeration", data=data)
