"""A run is published from the desk: the system fills the checklist in, a named person signs."""

from __future__ import annotations

import json
import shutil

import pytest
from tests.desk.newsroom import until
from tests.desk.serving import NAME, serving

from tefter.publish import read_seal, verify_site

PUBLISH = "/cases/balkan-slutshaming/runs/first/publish"


# The site, for its drawings: those of the desk's rehearsal are the same ones.
@pytest.mark.usefixtures("site")
def test_nothing_is_published_before_all_holds_and_a_person_signs(demo, tmp_path):
    project = tmp_path / "project"
    shutil.copytree(demo.project, project)
    site = project / "sites" / demo.name
    with serving(project) as desk:
        ana = desk.visitor()
        signed = {"ticket": "s", "answer": "yes", "signed_by": NAME}
        assert "It is not filled in yet" in ana.get(PUBLISH).text
        assert ana.post(PUBLISH, **signed).status_code == 409
        ana.get(PUBLISH)
        job = ana.post(f"{PUBLISH}/check", ticket="c").url.path
        until(lambda: 'data-open="no"' in ana.get(f"{job}/part").text, 300)
        assert "Finished." in (shown := ana.get(job).text), shown
        page = ana.get(PUBLISH).text
        assert "Every number of the story holds" in page
        assert "out of a person&#39;s data" in page
        assert 'class="fails"' not in page
        for wrong in ({"answer": ""}, {"signed_by": "Somebody Else"}, {"signed_by": ""}):
            assert ana.post(PUBLISH, **signed | wrong).status_code == 422
        assert not site.exists()
        ana.get(PUBLISH)
        job = ana.post(PUBLISH, **signed).url.path
        until(lambda: 'data-open="no"' in ana.get(f"{job}/part").text, 300)
        page = ana.get(PUBLISH).text
        assert "Published now: version 1" in page
        # A checklist is signed once: the next version needs a new one.
        assert ana.post(PUBLISH, **signed | {"ticket": "again"}).status_code == 409
        address = page.split('href="/kept/site/')[1].split('"')[0]
        shown = ana.client.get(f"/kept/site/{address}")
        assert shown.status_code == 200
        assert shown.headers["content-security-policy"].startswith("sandbox")
        outside = address.rpartition("/")[0] + "/..%2f..%2fcases/balkan-slutshaming/case.yml"
        assert ana.client.get(f"/kept/site/{outside}").status_code == 404
    assert verify_site(site) == []
    assert read_seal(site)["signed_by"] == NAME
    audit = (project / "data/desk/desk-audit.ndjson").read_text().splitlines()
    assert "signed the checklist" in [json.loads(line)["what"] for line in audit]
