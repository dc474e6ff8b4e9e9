"""The page as people open it: in a real Chromium, with a keyboard, on a phone, in the dark, on paper, without scripts.

Where playwright or Chromium is missing, these tests are skipped and say so. The picture of the page in `examples/` is
made here: `pytest --accept` takes it anew.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import chdir
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import icalendar
import pytest
from conftest import ROOT, run_apart
from injecting import programme
from shown import a_schedule
from whole_road import ran

from hsplan.dates.days import DayRange
from hsplan.schedule.standing import sentence, standing
from hsplan.views import html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MIDSUMMER = "2011-06-21T10:00:00Z"
PUBLISHED = "omidyar-fellows-v-vii-viii"
PICTURE = ROOT / "examples" / "stepney.png"
LARGEST = 150_000
"""How many bytes the picture may have: it is shown in the README."""
MOST_PRINTED = 6
"""On how many sheets Stepney's list is printed at most."""


@dataclass
class Opened:
    """A page in a browser, with what the browser said about it."""

    page: Page
    said: list[str]

    def shown(self) -> list[str]:
        """The titles of the sessions that can be seen."""
        return self.page.locator(".session:visible :is(h3, h4)").all_inner_texts()

    def text(self, selector: str) -> str:
        return self.page.locator(selector).inner_text()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all these tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=[*QUIET])
        yield browser
        browser.close()


class Opener:
    """Opens pages, each in a window of its own, and closes them when a test is over."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[Any] = []

    def __call__(self, path: Path, fragment: str = "", at: str = MIDSUMMER, width: int = 1100, **wanted: Any) -> Opened:  # noqa: ANN401 - settings of a window
        context = self.browser.new_context(viewport={"width": width, "height": 800}, offline=True, **wanted)
        self.contexts.append(context)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        if wanted.get("java_script_enabled", True):
            page.clock.set_fixed_time(at)
        page.goto(f"{path.as_uri()}{fragment}")
        return Opened(page, said)


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    opener = Opener(browser)
    yield opener
    for context in opener.contexts:
        context.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pages of the case study, of a published programme with cohorts, and of all together."""
    folder = tmp_path_factory.mktemp("pages")
    programmes = folder / "programmes"
    programmes.mkdir()
    for path in (ROOT / "programmes" / "stepney.yaml", ROOT / "examples" / "stepney.plan.yaml"):
        (programmes / path.name).write_bytes(path.read_bytes())
    (programmes / f"{PUBLISHED}.yaml").write_bytes((ROOT / "examples" / "published" / f"{PUBLISHED}.yaml").read_bytes())
    for words in (("schedule", PUBLISHED), ("export", "--format", "html,overview")):
        ran = run_apart(*words, cwd=folder, SOURCE_DATE_EPOCH="1400000000")
        assert ran.code == 0, ran.err
    return folder


@pytest.fixture(scope="module")
def stepney_page(pages: Path) -> Path:
    return pages / "stepney.html"


TWO_LINES = 45
"""Pixels that the head of a table takes where a word of it is broken."""
EVERY = ("stepney", f"{PUBLISHED}.v", "overview")


@pytest.mark.parametrize(
    ("name", "width", "theme"),
    [
        ("stepney", 1100, "light"),
        ("stepney", 1100, "dark"),
        ("stepney", 360, "light"),
        (f"{PUBLISHED}.v", 360, "dark"),
        ("overview", 1100, "light"),
        ("overview", 360, "dark"),
    ],
)
def test_everybody_can_use_it(
    name: str, width: int, theme: Literal["light", "dark"], pages: Path, opened: Opener
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    seen = opened(pages / f"{name}.html", width=width, color_scheme=theme)
    found = axe.Axe().run(seen.page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert seen.said == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_everybody_can_use_a_page_of_several_programmes(tmp_path: Path, opened: Opener) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    plain = a_schedule("sessions: {day-1: {kind: workshop}}", date(2011, 6, 21), name="plain")
    several = [a_schedule(TURNING, date(2011, 1, 18), date(2011, 3, 2), date(2011, 5, 3)), plain]
    path = tmp_path / "page.html"
    path.write_bytes(html.render(several))
    seen = opened(path, width=360)
    found = axe.Axe().run(seen.page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()
    assert seen.text(".shown") == "Showing all 4 sessions"
    seen.page.get_by_label("Trimester").select_option(value="test:one")
    assert seen.text(".shown") == "Showing 2 of 4 sessions"


@pytest.mark.parametrize("name", EVERY)
def test_a_target_is_large_enough_for_a_finger(name: str, pages: Path, opened: Opener) -> None:
    seen = opened(pages / f"{name}.html", width=360)
    small = """
        [...document.querySelectorAll("td a, nav a, select, button")]
            .map((one) => one.getBoundingClientRect())
            .filter((box) => box.width && (box.height < 24 || box.width < 24)).length
    """
    assert seen.page.evaluate(small) == 0


def test_long_words_do_not_widen_a_phone(tmp_path: Path, opened: Opener) -> None:
    made = a_schedule(TURNING, date(2011, 1, 18), date(2011, 3, 2), date(2011, 5, 3))
    long = "https://example.org/" + "address" * 30
    row = replace(made.rows[0], title=long, kind_title=long, summary=long, link=long, waived=(long,), depends_on=long)
    path = tmp_path / "page.html"
    path.write_bytes(
        html.render([replace(made, title=long, client=long, rows=(row, *made.rows[1:]), facts={"fee": long})])
    )
    seen = opened(path, width=360)
    assert seen.page.evaluate("document.documentElement.scrollWidth") == 360


def test_it_says_where_the_programme_stands_on_the_day_it_is_opened(stepney_page: Path, opened: Opener) -> None:
    seen = opened(stepney_page, at="2011-06-21T10:00:00Z")
    assert seen.text(".standing .today") == "Today, Tue 21 Jun 2011"
    assert seen.text(".standing .words").startswith("Second trimester, ")
    assert seen.page.locator(".month [aria-current=date]").inner_text() == "21"
    (ahead,) = seen.page.locator(".session:has(.moment:text-is('Next'))").all()
    assert str(ahead.get_attribute("data-first")) > "2011-06-21"


def test_the_day_is_that_of_the_place_where_the_programme_is_held(stepney_page: Path, opened: Opener) -> None:
    seen = opened(stepney_page, at="2011-06-30T23:30:00Z", timezone_id="America/New_York")
    assert seen.text(".standing .today") == "Today, Fri 1 Jul 2011"


TURNING = """
title: Leading change
sessions: {}
trimesters:
  one: {length: 3 months, sessions: {day-1: {kind: insight-day}, day-2: {kind: insight-day, lasts: 3 days}}}
  two: {length: 3 months, sessions: {day-3: {kind: insight-day}}}
project: {title: COPD, milestones: {draft: {title: Draft, when: 2011-05-10}}, delivery: at the end}
"""


def test_what_it_says_on_each_day_is_the_standing_on_that_day(tmp_path: Path, opened: Opener) -> None:
    made = a_schedule(TURNING, date(2011, 1, 18), date(2011, 3, 2), date(2011, 5, 3), day_2={"last": date(2011, 3, 4)})
    path = tmp_path / "page.html"
    path.write_bytes(html.render([made]))
    seen = opened(path)
    days = DayRange(date(2011, 2, 25), date(2011, 5, 20))
    said = """(days) => days.map((day) => {
        const found = [...document.querySelectorAll(".standing li")].filter((one) => one.dataset.from <= day).pop();
        return found.textContent;
    })"""
    told = seen.page.evaluate(said, [day.isoformat() for day in days])
    for day, words in zip(days, told, strict=True):
        assert words.lower() == sentence(standing(made, day)).lower(), day
    assert seen.text(".standing .words").lower() == sentence(standing(made, date(2011, 6, 21))).lower()


def test_the_filter_shows_some_and_says_how_many(stepney_page: Path, opened: Opener) -> None:
    seen = opened(stepney_page)
    assert seen.text(".shown") == "Showing all 11 sessions"
    seen.page.get_by_label("Kind").select_option(label="Leadership challenge")
    assert seen.text(".shown") == "Showing 3 of 11 sessions"
    assert len(seen.shown()) == 3
    assert seen.page.locator(".month td.held:not(.dim)").count() == 3
    assert seen.page.url.endswith("#kind=leadership-challenge")
    seen.page.get_by_label("Trimester").select_option(value="first")
    assert seen.shown() == ["A change that meets resistance"]
    seen.page.get_by_role("button", name="Show all").click()
    seen.page.get_by_text("Showing all 11 sessions").wait_for()
    assert "#" not in seen.page.url
    assert seen.said == []


def test_an_address_holds_the_filter(stepney_page: Path, opened: Opener) -> None:
    seen = opened(stepney_page, "#person=facilitator-a&phase=third")
    assert seen.page.get_by_label("Person").input_value() == "facilitator-a"
    assert seen.text(".shown").endswith(" of 11 sessions")
    assert 0 < len(seen.shown()) < 11


def test_an_address_of_nothing_shows_everything(stepney_page: Path, opened: Opener) -> None:
    seen = opened(stepney_page, "#kind=<b>&phase=none&x")
    assert seen.text(".shown") == "Showing all 11 sessions"
    assert seen.said == []


def test_a_day_of_the_year_leads_to_its_session_even_where_the_filter_hides_it(
    stepney_page: Path, opened: Opener
) -> None:
    seen = opened(stepney_page, "#kind=leadership-challenge")
    seen.page.locator(".month td.dim a").first.press("Enter")
    seen.page.get_by_text("Showing all 11 sessions").wait_for()
    assert seen.page.locator(":target").get_by_role("heading").inner_text() == "Values, beliefs and the leader I am"


def test_the_first_key_leads_past_everything_to_the_content(stepney_page: Path, opened: Opener) -> None:
    seen = opened(stepney_page)
    seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("document.activeElement.textContent") == "Skip to the content"
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "main"


def test_a_session_is_saved_as_a_calendar_file(stepney_page: Path, opened: Opener, tmp_path: Path) -> None:
    seen = opened(stepney_page)
    with seen.page.expect_download() as saving:
        seen.page.locator(".session a[download]").first.click()
    assert saving.value.suggested_filename == "stepney-day-1.ics"
    saving.value.save_as(tmp_path / "saved.ics")
    (event,) = icalendar.Calendar.from_ical((tmp_path / "saved.ics").read_bytes()).walk("VEVENT")
    assert event["summary"] == "Values, beliefs and the leader I am"


def test_it_can_be_read_without_scripts(stepney_page: Path, opened: Opener) -> None:
    seen = opened(stepney_page, java_script_enabled=False)
    assert "needs scripts" in seen.text(".standing")
    assert seen.page.locator(".filter").is_hidden()
    assert len(seen.shown()) == 11
    assert seen.page.locator(".month:visible").count() == 12


def test_it_prints_the_year_across_and_the_list_upright(stepney_page: Path, opened: Opener, tmp_path: Path) -> None:
    seen = opened(stepney_page)
    seen.page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True, print_background=True)
    year, *listed = sizes(tmp_path / "page.pdf")
    assert year == (297, 210)
    assert set(listed) == {(210, 297)}  # how many hangs on the machine's fonts
    assert len(listed) <= MOST_PRINTED


def sizes(path: Path) -> list[tuple[int, int]]:
    """The width and height of each page of a PDF, in millimetres."""
    import re

    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", path.read_bytes())
    return [(round(float(width) / 72 * 25.4), round(float(height) / 72 * 25.4)) for width, height in boxes]


BROKEN_DAYS = """() => [...document.querySelectorAll(".month td.held a")].flatMap((day) =>
  [day.firstChild, day.querySelector(".mark").firstChild].filter((words) => {
    const range = document.createRange();
    range.selectNodeContents(words);
    return range.getClientRects().length !== 1;
  }).map((words) => words.textContent))"""


@pytest.mark.parametrize("name", EVERY[:2])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_day_of_the_year_and_its_marks_stand_on_a_line_each(
    name: str, media: Literal["screen", "print"], pages: Path, opened: Opener
) -> None:
    """A `20` that is broken reads as a 2 and a 0 on the wall."""
    seen = opened(pages / f"{name}.html", width=1050)
    seen.page.emulate_media(media=media)
    assert seen.page.evaluate(BROKEN_DAYS) == []


def test_of_one_session_it_is_said_in_the_singular(tmp_path: Path, opened: Opener) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(html.render([a_schedule("title: One\nsessions: {away: {kind: retreat}}", date(2011, 6, 21))]))
    seen = opened(path, width=360)
    assert seen.text(".shown") == "Showing 1 of 1 session"
    assert seen.text("ol.phases").startswith("1 session, ")


def test_what_is_printed_while_filtered_says_so(stepney_page: Path, opened: Opener) -> None:
    seen = opened(stepney_page, "#kind=leadership-challenge")
    seen.page.emulate_media(media="print")
    assert seen.page.locator(".shown").is_visible()
    assert seen.page.get_by_label("Kind").is_hidden()


def test_a_hostile_programme_runs_nothing(tmp_path: Path, opened: Opener) -> None:
    words = (
        '<script>alert(1)</script></style></script><img src=x onerror=alert(1)>{{7*7}}" onfocus="alert(1)" autofocus \''
    )
    made = a_schedule("title: x\nsessions: {day-1: {kind: insight-day}}", date(2011, 6, 21))
    row = replace(made.rows[0], title=words, kind_title=words, summary=words, link="javascript:alert(1)")
    path = tmp_path / "page.html"
    hostile = replace(made, title=words, client=words, rows=(row,), timezone=words, closed={date(2011, 6, 22): words})
    path.write_bytes(html.render([hostile]))
    seen = opened(path)
    assert seen.said == []
    assert seen.page.locator("img, script").count() == 1
    assert seen.page.locator("h1").inner_text() == words
    seen.page.get_by_label("Kind").select_option(value="-".join(words.split()))
    seen.page.get_by_label("Kind").select_option(value="")
    assert seen.said == []


OWN_LINK = r"https://(meet\.example|calendar\.google\.com|outlook\.(live|office)\.com)/|data:text/calendar|#|[a-z0-9-]+\.html|mailto:[a-z]+@example\.org"
LOOK = """() => ({
    hit: document.hit === undefined && window.hit === undefined,
    at: location.protocol,
    on: [...document.querySelectorAll("*")].flatMap((one) => [...one.attributes].map((held) => held.name))
        .filter((name) => name.startsWith("on") || name === "style" || name === "srcdoc" || name === "src"),
    harm: [...document.querySelectorAll("iframe, object, embed, base, link, img, meta[http-equiv=refresh]")].length,
    links: [...document.querySelectorAll("[href], [xlink\\\\:href]")].map((one) => one.getAttribute("href")),
})"""
"""What a page holds of all that could run, or fetch, or lead elsewhere."""


@pytest.mark.parametrize("turn", [0, 19, 33, 50])
def test_harmful_words_anywhere_run_nothing_and_fetch_nothing(turn: int, tmp_path: Path, opened: Opener) -> None:
    (tmp_path / "programmes").mkdir()
    (tmp_path / "programmes" / "a.yaml").write_text(programme(turn))
    with chdir(tmp_path):
        for words in (
            ("schedule", "--start", "2011-01"),
            ("export", "-f", "html,overview,joining,briefing,register,room"),
            ("show", "--svg", "a.svg"),
        ):
            assert ran(*words, seconds=30).code == 0
    paths = [tmp_path / name for name in ("a.html", "overview.html", "a.svg")]
    paths += [tmp_path / f"a-{name}" / "day.html" for name in ("joining", "briefing", "register", "room")]
    seen = opened(paths[0])
    asked: list[str] = []
    seen.page.on("request", lambda request: asked.append(request.url))
    for path in paths:
        seen.page.goto(path.as_uri())
        found = seen.page.evaluate(LOOK)
        assert (found["hit"], found["at"], found["on"], found["harm"]) == (True, "file:", [], 0), path
        assert [one for one in found["links"] if not re.match(OWN_LINK, one)] == [], path
        assert found["links"] or path.suffix == ".svg" or path.parent != tmp_path
    assert seen.said == []
    assert asked == [path.as_uri() for path in paths]


def test_a_policy_stops_what_somebody_puts_in_later(stepney_page: Path, opened: Opener, tmp_path: Path) -> None:
    changed = tmp_path / "changed.html"
    changed.write_text(stepney_page.read_text().replace("<main", "<script>document.title = 'taken'</script><main"))
    seen = opened(changed)
    assert seen.page.title() == "Clinical Leadership Programme"
    assert any("Content Security Policy" in words for words in seen.said)


def test_an_overview_says_what_is_delivered_and_what_comes_next(pages: Path, opened: Opener) -> None:
    seen = opened(pages / "overview.html", at="2011-12-01T10:00:00Z")
    line = seen.page.get_by_role("row", name="Clinical Leadership Programme").first
    assert line.locator(".done").inner_text() == "10 of 11"
    head = seen.page.get_by_role("columnheader", name="Delivered").bounding_box()
    assert head is not None
    assert head["height"] < TWO_LINES
    assert line.locator(".next").inner_text().startswith("The network speaks with one voice, ")
    line.get_by_role("link").click()
    assert seen.page.url.endswith("/stepney.html")
    assert seen.page.title() == "Clinical Leadership Programme"


def test_the_picture_of_the_page_is_there_and_small(
    stepney_page: Path, opened: Opener, pytestconfig: pytest.Config
) -> None:
    if pytestconfig.getoption("--accept"):
        seen = opened(stepney_page, width=1100, device_scale_factor=0.6)
        bottom = seen.page.locator(".list").bounding_box()
        assert bottom is not None
        seen.page.screenshot(path=PICTURE, clip={"x": 0, "y": 0, "width": 1100, "height": bottom["y"]}, full_page=True)
    picture = PICTURE.read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) <= LARGEST
