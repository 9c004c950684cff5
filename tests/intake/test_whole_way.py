import json
from pathlib import Path

import pytest

from draftreel.draft import parse
from draftreel.intake import Remote, locate, wanted
from draftreel.intake.network import download, list_draft, read_remote_draft, validate_address

SERVED = Path(__file__).parents[2] / "../shared/drafts/server"


@pytest.mark.parametrize(("name", "files"), [("easy", 3), ("kitchen-sink", 9), ("empty", 0)])
@pytest.mark.skipif(not SERVED.exists(), reason="no real drafts here")
def test_a_real_server_s_draft_comes_with_every_file_though_its_list_names_another_port(
    server, policy, tmp_path, name, files
):
    answered = (SERVED / name / "get_draft.json").read_bytes()
    draft_id = json.loads(answered)["files"][0].split("/")[-2]
    for path in (SERVED / name).rglob("*.*"):
        server.give(f"/output/draft/{draft_id}/{path.relative_to(SERVED / name).as_posix()}", path.read_bytes())
    server.give("/openapi/capcut-mate/v1/get_draft", answered)

    address = validate_address(f"{server.url}/openapi/capcut-mate/v1/get_draft?draft_id={draft_id}", policy)
    listing = list_draft(address, policy)
    content = read_remote_draft(listing, policy)
    assert content == (SERVED / name / "draft_content.json").read_bytes()
    needed = [each for each in wanted(parse(content)) if each.required]
    for each in needed:
        place = locate(each, listing)
        assert isinstance(place, Remote)
        fetched = download(place.url, tmp_path, policy, each.name)
        assert fetched.bytes == next(SERVED.rglob(each.name)).stat().st_size
        assert fetched.path.suffix == Path(each.name).suffix
    assert len(needed) == files
