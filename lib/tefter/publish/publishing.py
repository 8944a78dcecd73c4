"""Publishing a signed run into a folder."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tefter.errors import PublishError
from tefter.publish.folder import earlier_versions, replaced, undisturbed
from tefter.publish.material import read_material
from tefter.publish.release import Release
from tefter.publish.said import words_digest
from tefter.publish.scan import nothing_personal
from tefter.publish.seal import read_seal
from tefter.publish.signing import Signed
from tefter.publish.site import draw_all, write_site

OTHER_WORDS = "the story, the codebook, a title or a correction is not what was signed"


class Published(msgspec.Struct, frozen=True):
    """A site that was published.

    Attributes
    ----------
    folder : path
        Where it is.
    number : int
        Its version, from 1.
    site_digest : str
        Of all its files.
    """

    folder: Path
    number: int
    site_digest: str


def publish(run: Path, to: Path, signed: Signed, *, address: str = "") -> Published:
    """Write the site of a run, whole or not at all.

    A site of the same case that stands there stays reachable in ``versions/``. Every byte is
    looked through for personal data once more before the folder takes its place.

    Parameters
    ----------
    run : path
        ``reports/CASE/RUN`` inside its project.
    to : path
        Folder of the site: empty, not there yet, or a site of this case.
    signed : Signed
        From ``sign``, for this very run.
    address : str
        Where it will stand on the web, if that is known; by default as in the version before.

    Raises
    ------
    PublishError
        When the signature is for another run, the folder is not ours, or personal data is found.
    """
    material = read_material(run)
    if (signed.run, signed.content_digest) != (
        material.report.name,
        material.provenance["content_digest"],
    ):
        raise PublishError("the checklist was signed for another run", "sign that of this run")
    if signed.words != words_digest(material):
        raise PublishError(OTHER_WORDS, "fill the checklist in again, and sign")
    target = to.resolve()
    if target.is_relative_to(material.case.project / "cases") or target.is_relative_to(
        material.case.reports
    ):
        raise PublishError("is inside the case or a run", "name another folder", file=target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with undisturbed(target):
        earlier = earlier_versions(target, material.case.name)
        kept = str(read_seal(target).get("address", "")) if earlier else ""
        release = Release.of(signed, earlier, address or kept)
        with replaced(target) as folder:
            digest = write_site(material, release, draw_all(material), folder)
            found = nothing_personal(material, folder)
            if not found.holds:
                raise PublishError(found.reason, found.remedy)
    return Published(target, release.number, digest)
