"""The checklist before publication, filled in from run, case and a rehearsal of the site."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tefter.publish.agreement import agreement_stated
from tefter.publish.cells import small_cells
from tefter.publish.folder import earlier_versions, undisturbed
from tefter.publish.material import Material, read_material
from tefter.publish.release import Release, Version
from tefter.publish.said import changed_since, corrections_said
from tefter.publish.saying import synthetic_said
from tefter.publish.scan import nothing_personal
from tefter.publish.seal import read_seal
from tefter.publish.signing import Item, failing, holding
from tefter.publish.site import draw_all, write_site
from tefter.runs import provenance

REHEARSAL = Release(1, "2000-01-01T00:00:00Z", "Rehearsal", ())
"""What the site says of itself while it is only tried."""


def checklist(run: Path, to: Path | None = None) -> list[Item]:
    """Fill in the checklist of a run.

    The site is written once into a folder of its own, looked through, and thrown away.

    Parameters
    ----------
    run : path
        ``reports/CASE/RUN`` inside its project.
    to : path, optional
        Where it will be published. Where a version stands there already, what changed since must
        be noted in ``corrections.yml``.

    Returns
    -------
    list of Item
        Every line with its state, its reason, and what to do where it fails.

    Raises
    ------
    PublishError
        When the run or the folder is not one that can be published at all.
    """
    material = read_material(run)
    with tempfile.TemporaryDirectory(prefix="tefter-rehearsal-") as made:
        folder = Path(made)
        write_site(material, REHEARSAL, draw_all(material), folder, pictures_too=False)
        return [
            run_is_whole(material),
            claims_hold(material),
            agreement_stated(material),
            small_cells(material),
            nothing_personal(material, folder),
            corrections_noted(material, to),
            synthetic_said(material, folder),
        ]


def run_is_whole(material: Material) -> Item:
    """Check that the run is what it left."""
    differences = provenance.verify(material.report)
    if differences:
        found = "; ".join(f"{one.file} {one.what}" for one in differences[:3])
        return failing("run_whole", found, "run the case again")
    return holding("run_whole", "files_as_left", files=str(len(material.provenance["files"])))


def claims_hold(material: Material) -> Item:
    """Check that every number of every story holds."""
    stories = material.stories
    if not stories:
        return failing(
            "claims_hold",
            "no story is bound to the run",
            "write claims.yml, as docs/claims.md says",
        )
    against = [language for language, one in stories.items() if not one.passes]
    if against:
        return failing(
            "claims_hold",
            f"the story in {', '.join(against)} does not hold",
            f"see which numbers: tefter claims {material.case.name} {material.report.name}",
        )
    blotted = [(language, line) for language, one in stories.items() for line in one.blotted]
    if blotted:
        language, line = blotted[0]
        return failing(
            "claims_hold",
            f"line {line} of the story in {language} has what looks like somebody's number, "
            "address, link or handle, which readers would see blotted out",
            "take it out, or exempt a phrase with it in claims.yml, with a reason",
        )
    numbers = sum(len(one.verdicts) for one in stories.values())
    return holding(
        "claims_hold", "numbers_and_languages", numbers=str(numbers), languages=str(len(stories))
    )


def corrections_noted(material: Material, to: Path | None) -> Item:
    """Check that what changed since the version before is noted."""
    many = str(len(material.corrections))
    earlier: tuple[Version, ...] = ()
    if to is not None:
        with undisturbed(to.resolve()):
            earlier = earlier_versions(to.resolve(), material.case.name)
    if not earlier or to is None:
        return holding("corrections_noted", "noted_first", corrections=many)
    seal = read_seal(to)
    before = str(seal["published_at"])[:10]
    reworded = changed_since(seal, material)
    other = earlier[-1].content_digest != material.provenance["content_digest"]
    noted = set(corrections_said(material)) - set(seal.get("corrections", ()))
    # The first seals did not say which corrections they had.
    fresh = noted if "corrections" in seal else any(c.date >= before for c in material.corrections)
    if (other or reworded) and not fresh:
        what = "the numbers are" if other else f"{reworded[0]} is"
        return failing(
            "corrections_noted",
            f"{what} not as in the version before, and no new correction says so",
            f"note it in corrections.yml with a date from {before} on",
        )
    return holding("corrections_noted", "noted_since", corrections=many, day=before)
