"""The HTML pages in a real browser: what axe-core, an HTML validator and the browser itself report.

`make browser` installs what these tests need; without it they are skipped. To test another page, add the command that
makes it to PAGES.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from screens import run_here

from collabref.store import Store

pytest_plugins = ["screens"]

# One browser at a time: two would wait for each other, and each page is opened once.
pytestmark = pytest.mark.xdist_group("browser")

TOOLS = Path(__file__).parent / "browser"

# audit.mjs's exit code if there is no browser, and what it then says.
UNAVAILABLE = 69

# A guard against hanging, not a measure of speed.
PATIENCE = 1800

# Name of the page -> the command that makes it.
PAGES = {
    "card": "show qic",
    "approach": "show qic --full",
    "records": "show secular-trend keystone-icu misfit-problem absorptive-capacity schouten2008",
    "list": "list",
    "compare": "compare qic cop",
    "compare-four": "compare qic cop clinical-community clinical-network",
    "critiques": "critiques cop",
    "cases": "cases",
    "evidence": "evidence qic",
    "guide": "guide",
    "questions": "choose",
    "choose": "choose --answer aim=outcome --answer time=under-a-year",
    "refs": "refs cost",
    "search": "search free riding",
    "cite": "cite schouten2008 wenger1998",
    "info": "info",
    "handbook": "handbook",
}

WIDTHS = (320, 800, 1400)
SCHEMES = ("light", "dark")

# Pages so large that each audit takes half a minute; their parts are audited on other pages.
LARGE = {"handbook": ((320, 1400), ("light",))}

# A page with every fault that the tests below look for, some of them only when narrow or dark.
BROKEN = """\
<html lang="en">
<head>
<meta charset="utf-8">
<title>Broken</title>
<style>
body { color: #222; background: #fff }
@media (prefers-color-scheme: dark) { body { background: #333 } }
@media (max-width: 400px) { p { width: 500px } }
summary { width: 2em; overflow-wrap: anywhere }
</style>
</head>
<body>
<main>
<h1>Broken</h1>
<p id="same">Readable by day, on a wide screen.</p>
<p id="same" onclick="this.remove()"><img src="picture.png"><img src="https://collabref.invalid/pixel.png" alt="A dot"></p>
<details><summary>Membership</summary><table><tr><th></th><th>B</th></tr><tr><th>A</th><td>1</td></tr></table></details>
</main>
<script>console.error("It went wrong")</script>
</body>
</html>
"""


@pytest.fixture(scope="session")
def pages(builtin: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages as files, and beside them the broken one."""
    if not shutil.which("node"):
        pytest.skip("Node.js is not on PATH")
    if not (TOOLS / "node_modules" / ".package-lock.json").is_file():
        pytest.skip("the packages of tests/browser are not installed (make browser installs them)")
    folder = tmp_path_factory.mktemp("pages")
    files = {name: folder / f"{name}.html" for name in (*PAGES, "broken")}
    files["broken"].write_text(BROKEN, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLLABREF_CACHE", os.path.dirname(builtin.path))
        for name, command in PAGES.items():
            done = run_here(*command.split(), "--output", str(files[name]))
            assert (done.code, done.out) == (0, ""), done
    return files


@pytest.fixture(scope="session")
def audited(pages: dict[str, Path]) -> dict[str, Any]:
    """What audit.mjs reports on each page."""
    usual = [path for name, path in pages.items() if name not in LARGE]
    seen = _audit(usual, WIDTHS, SCHEMES)
    for name, (widths, schemes) in LARGE.items():
        seen |= _audit([pages[name]], widths, schemes)
    return seen


@pytest.fixture(scope="session")
def validated(pages: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What html-validate reports on each page: `line:column rule: sentence`."""
    program = TOOLS / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    report = tmp_path_factory.mktemp("report") / "validated.json"  # a pipe would get only the first 64 KiB
    done = _node(program, "--config", TOOLS / ".htmlvalidate.mjs", "--formatter", f"json={report}", *pages.values())
    assert done.returncode in (0, 1), done.stderr
    said = {Path(result["filePath"]).stem: result["messages"] for result in json.loads(report.read_text("utf-8"))}
    return {
        name: [f"{each['line']}:{each['column']} {each['ruleId']}: {each['message']}" for each in said.get(name, [])]
        for name in pages
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_valid_html(validated: dict[str, list[str]], name: str):
    assert validated[name] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used_by_everyone(audited: dict[str, Any], name: str):
    assert violations(audited[name]) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_the_window(audited: dict[str, Any], name: str):
    assert too_wide(audited[name]) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_word_is_broken(audited: dict[str, Any], name: str):
    assert {(view["width"], view["scheme"]): view["broken"] for view in audited[name]["views"] if view["broken"]} == {}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands_alone(audited: dict[str, Any], name: str):
    page = audited[name]
    assert (page["requests"], page["console"], page["scripts"]) == ([], [], 0)


def test_every_page_was_looked_at_in_every_window(audited: dict[str, Any]):
    assert set(audited) == {*PAGES, "broken"}
    for name, page in audited.items():
        widths, schemes = LARGE.get(name, (WIDTHS, SCHEMES))
        windows = [(view["width"], view["scheme"]) for view in page["views"]]
        assert windows == [(width, scheme) for width in widths for scheme in schemes], name


# --- would they notice? ------------------------------------------------------------------------------------------


def test_the_validator_notices(validated: dict[str, list[str]]):
    rules = {said.split()[1].rstrip(":") for said in validated["broken"]}
    assert rules == {"missing-doctype", "no-dup-id", "wcag/h37", "wcag/h63"}


def test_axe_notices_what_is_wrong_and_when(audited: dict[str, Any]):
    always = {"empty-table-header", "image-alt"}
    for view in audited["broken"]["views"]:
        seen = {each["rule"] for each in view["violations"]}
        assert seen == (always | {"color-contrast"} if view["scheme"] == "dark" else always), view["scheme"]


def test_the_browser_notices(audited: dict[str, Any], pages: dict[str, Path]):
    page = audited["broken"]
    beside = (pages["broken"].parent / "picture.png").as_uri()
    assert sorted(page["requests"]) == [beside, "https://collabref.invalid/pixel.png"]
    assert page["scripts"] == 2
    assert "It went wrong" in page["console"]
    assert {view["width"] for view in page["views"] if view["overflow"]} == {320}
    assert {word for view in page["views"] for word in view["broken"]} == {"Membership"}
    assert any("Readable by day" in said for said in too_wide(page))


# --- helpers -----------------------------------------------------------------------------------------------------


def violations(page: dict[str, Any]) -> list[str]:
    """What axe-core finds wrong: one line per rule and element, with the windows where it occurs."""
    found: dict[str, list[str]] = {}
    for view in page["views"]:
        for broken in view["violations"]:
            for node in broken["nodes"]:
                line = f"{broken['rule']} ({broken['impact']}): {node['html'].splitlines()[0]}"
                found.setdefault(line, []).append(f"{view['width']} {view['scheme']}")
    return [f"{line} [{', '.join(dict.fromkeys(windows))}]" for line, windows in found.items()]


def too_wide(page: dict[str, Any]) -> list[str]:
    """The windows that the page does not fit, by how many pixels, and which element sticks out."""
    return [
        f"{view['width']} {view['scheme']}: {view['overflow']} px: {' '.join(view['wide'])}"
        for view in page["views"]
        if view["overflow"]
    ]


def _audit(files: Sequence[Path], widths: Sequence[int], schemes: Sequence[str]) -> dict[str, Any]:
    windows = [*(f"--width={width}" for width in widths), *(f"--scheme={scheme}" for scheme in schemes)]
    done = _node(TOOLS / "audit.mjs", *windows, *files)
    if done.returncode == UNAVAILABLE:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    return {Path(page["file"]).stem: page for page in json.loads(done.stdout)["pages"]}


def _node(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", *map(str, command)], capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
    )
