"""The checklist before publication, filled in from run, case and a rehearsal of the site."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tefter.publish.agreement import agreement_stated
from tefter.publish.cells import small_cells
from tefter.publish.folder import earlier_versions, undisturbed
from tefter.publish.material import Material, read_material
from tefter.publish.release import Release, Version
from tefter.publish.saying import synthetic_said
from tefter.publish.scan import nothing_personal
from tefter.publish.seal import read_seal
from tefter.publish.signing import Item
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


def item(name: str, title: str, failing: str, remedy: str, holding: str) -> Item:
    """Return a line that fails where there is something to say against it."""
    if failing:
        return Item(name, title, "fails", failing, remedy)
    return Item(name, title, "holds", holding)


def run_is_whole(material: Material) -> Item:
    """Check that the run is what it left."""
    differences = provenance.verify(material.report)
    found = "; ".join(f"{one.file} {one.what}" for one in differences[:3])
    return item(
        "run_whole",
        "The run is as it was made",
        found,
        "run the case again",
        f"all {len(material.provenance['files'])} files of the run have the digests it left",
    )


def claims_hold(material: Material) -> Item:
    """Check that every number of every story holds."""
    stories = material.stories
    failing = [language for language, one in stories.items() if not one.passes]
    blotted = [(language, line) for language, one in stories.items() for line in one.blotted]
    numbers = sum(len(one.verdicts) for one in stories.values())
    if not stories:
        found, remedy = "no story is bound to the run", "write claims.yml, as docs/claims.md says"
    else:
        found = f"the story in {', '.join(failing)} does not hold" if failing else ""
        remedy = f"see which numbers: tefter claims {material.case.name} {material.report.name}"
    if blotted and not found:
        language, line = blotted[0]
        found = (
            f"line {line} of the story in {language} has what looks like somebody's number, "
            "address, link or handle, which readers would see blotted out"
        )
        remedy = "take it out, or exempt a phrase with it and a number in claims.yml, with a reason"
    return item(
        "claims_hold",
        "Every number of the story holds",
        found,
        remedy,
        f"{numbers} numbers in {len(stories)} languages hold or are exempt for a stated reason",
    )


def corrections_noted(material: Material, to: Path | None) -> Item:
    """Check that what changed since the version before is noted."""
    title = "What changed since the last version is noted"
    many = len(material.corrections)
    noted = f"{many} correction{'s' if many != 1 else ''} noted"
    earlier: tuple[Version, ...] = ()
    if to is not None:
        with undisturbed(to.resolve()):
            earlier = earlier_versions(to.resolve(), material.case.name)
    if not earlier or to is None:
        return Item("corrections_noted", title, "holds", f"{noted}; there is no version before")
    before = str(read_seal(to)["published_at"])[:10]
    changed = earlier[-1].content_digest != material.provenance["content_digest"]
    fresh = any(one.date >= before for one in material.corrections)
    return item(
        "corrections_noted",
        title,
        "the numbers are not those of the version before, and no correction says so"
        if changed and not fresh
        else "",
        f"note it in corrections.yml with a date from {before} on",
        f"{noted}; the version before is of {before}",
    )
