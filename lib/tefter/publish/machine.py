"""What programs read of a site: schema.org, a data package, a citation."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import yaml
from markupsafe import Markup
from msgspec import structs

from tefter import __version__
from tefter.findings.table import PACKAGE
from tefter.publish.material import Material
from tefter.publish.release import Release
from tefter.report.page import json_island

DOWNLOADS = {
    "data.zip": "all_data",
    "numbers.json": "numbers_file",
    "claims.json": "claims_file",
    "datapackage.json": "package_file",
    "dataset.jsonld": "dataset_file",
    "CITATION.cff": "citation_file",
}
"""Files at the top of the site, and the words that say what each is."""


def data_package(material: Material, release: Release) -> bytes:
    """Return the tables of the run as a Frictionless data package at the top of the site.

    Notes
    -----
    Data Package standard, version 2 (datapackage.org).
    """
    own = json.loads((material.report / "tables" / PACKAGE).read_bytes())
    resources = [
        {
            **resource,
            "path": f"tables/{resource['path']}",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
        }
        for resource in own["resources"]
    ]
    package = {
        "$schema": own["$schema"],
        "name": material.case.name,
        "title": material.title("en"),
        "description": _description(material),
        "version": f"{release.number}.0.0",
        "created": release.published_at,
        "licenses": [structs.asdict(material.case.file.licence)],
        "contributors": [{"title": release.signed_by, "roles": ["publisher"]}],
        "resources": resources,
    }
    return _json(package)


def dataset(
    material: Material, release: Release, language: str, *, in_page: bool = False
) -> Markup:
    """Return the data as a schema.org ``Dataset`` in JSON-LD.

    Notes
    -----
    schema.org/Dataset, with what Google's guide for datasets asks for: name, description,
    licence, creator, distribution, variables, coverage in time and space.
    """
    base = release.address
    first, last = (_value(material, name) for name in ("first_posted", "last_posted"))
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": material.title(language),
        "description": _description(material),
        "inLanguage": language,
        "version": str(release.number),
        "datePublished": release.published_at[:10],
        "license": material.case.file.licence.path,
        "isAccessibleForFree": True,
        "creator": {
            "@type": "Organization" if material.case.file.publisher else "Person",
            "name": material.case.file.publisher or release.signed_by,
            "email": material.case.file.contact,
        },
        "editor": {"@type": "Person", "name": release.signed_by},
        "identifier": f"sha256:{material.provenance['content_digest']}",
        "spatialCoverage": [
            {"@type": "Country", "identifier": code} for code in material.case.file.countries
        ],
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "name": one["name"],
                "description": one["sentence"],
                "unitText": one["unit"],
                "value": one["value"],
            }
            for one in material.numbers
            if one["value"] is not None
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "name": table.title,
                "encodingFormat": "text/csv",
                "contentUrl": f"{base}tables/{table.name}.csv",
            }
            for table in material.tables.values()
        ],
        "measurementTechnique": f"Tefter {__version__}",
    }
    if base:
        described["url"] = base
    if first and last:
        described["temporalCoverage"] = f"{first}/{last}"
    return json_island(described) if in_page else Markup(_json(described).decode())  # noqa: S704


def citation(material: Material, release: Release) -> bytes:
    """Return ``CITATION.cff``.

    Notes
    -----
    Citation File Format 1.2.0: S. Druskat et al. (2021), doi:10.5281/zenodo.5171937.
    """
    given, _, family = release.signed_by.rpartition(" ")
    person = {"family-names": family, **({"given-names": given} if given else {})}
    publisher = material.case.file.publisher
    author = {"name": publisher} if publisher else person
    cff: dict[str, Any] = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": "If you use these data, please cite them as below.",
        "title": material.title("en"),
        "abstract": _description(material),
        "authors": [{**author, "email": material.case.file.contact}],
        "contact": [person],
        "version": str(release.number),
        "date-released": datetime.fromisoformat(release.published_at).date().isoformat(),
        "license": material.case.file.licence.name,
        "identifiers": [
            {
                "type": "other",
                "value": f"sha256:{material.provenance['content_digest']}",
                "description": "Content digest of the run",
            }
        ],
    }
    if release.address:
        cff["url"] = release.address
    return yaml.safe_dump(cff, allow_unicode=True, sort_keys=False).encode()


def _description(material: Material) -> str:
    about = (
        f"Aggregated counts behind “{material.title('en')}”: no row is a person, and counts below "
        f"{material.minimum} are withheld."
    )
    return f"Synthetic data, invented. {about}" if material.synthetic else about


def _value(material: Material, name: str) -> str:
    found = [one["value"] for one in material.numbers if one["name"] == name]
    return str(found[0]) if found and found[0] else ""


def _json(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
