"""The reports as people and their browsers meet them: searched, filtered, linked to, on a phone, in the dark."""

from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Literal

import pytest

from adapter.evals.comparison.comparison import compare_results
from adapter.evals.comparison.loading import Results
from adapter.evals.metrics.summary import Summary
from adapter.evals.report import Story, comparison_html, report_html
from adapter.evals.rows import Outcome, Row, WrittenCall, WrittenReply
from adapter.evals.texts import Text
from tests.browsing import Browse, Seen, in_a_browser

pytestmark = in_a_browser

WIDTHS = {"desktop": 1200, "phone": 390}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

SEARCH = '[data-part="search"]'
FIRST = ".list li:first-child"
STATUS = ("tell", """document.querySelector('[data-part="status"]').textContent""")
IDS = ("tell", """[...document.querySelectorAll(".list details")].map((details) => details.id)""")
OPEN = ("tell", """[...document.querySelectorAll(".list details[open]")].map((details) => details.id)""")
FOCUSED = ("tell", "document.activeElement.closest('details')?.id ?? document.activeElement.dataset.part")
TOO_WIDE = ("tell", "document.documentElement.scrollWidth > innerWidth")

OUTCOMES: tuple[Outcome, ...] = ("right", "right", "missed", "wrong_destination", "provider_error", "false_transfer")


def a_row(number: int, outcome: Outcome) -> Row:
    expect = None if outcome == "false_transfer" else "cards"
    got = {"right": "cards", "wrong_destination": "fraud", "false_transfer": "cards"}.get(outcome)
    return Row(
        id=f"case-{number}",
        repeat=1,
        expect=expect,
        got=got,
        outcome=outcome,
        must=number % 10 == 3,
        kind="transfer",
        reason="tool_call",
        tags=["plain" if number % 3 else "noise"],
        language="de" if number % 4 == 0 else "en",
        said=[
            {"role": "assistant", "content": "Good morning."},
            {"role": "user", "content": f"caller number {number} says <b>my card is gone</b> " * 3},
        ],
        replies=[WrittenReply(text="One moment.", tool_calls=[WrittenCall(name="transfer_to_x", arguments="{}")])],
        error="model_timeout" if outcome == "provider_error" else None,
        seconds=number / 10,
    )


def rows(count: int = 30) -> list[Row]:
    return [a_row(number, outcome) for number, outcome in zip(range(1, count + 1), cycle(OUTCOMES), strict=False)]


@pytest.fixture
def report(tmp_path: Path, summary_of: Callable[..., Summary]) -> Callable[..., Path]:
    """Writes the report of rows."""

    def write(of: list[Row]) -> Path:
        page = tmp_path / "report.html"
        page.write_text(report_html(summary_of(of), of, tools=[{"name": "x"}], system="You answer."), "utf-8")
        return page

    return write


@pytest.fixture
def comparison(tmp_path: Path) -> Path:
    """A comparison in which texts were changed and cases got worse, better and elsewhere."""
    before = tuple(rows())
    after = tuple(
        row.model_copy(update={"outcome": "missed", "got": None}) if number < 6 else row
        for number, row in enumerate(before)
    )
    page = tmp_path / "comparison.html"
    old, new = (
        (Text(kind="description", name="cards", text=f"{word} cards and cheques. {'More of it. ' * 9}"),)
        for word in ("Lost", "Stolen")
    )
    result = compare_results(Results(name="a", rows=before, texts=old), Results(name="b", rows=after, texts=new))
    story = Story(title="Proven better", lines=[("search", "long " * 80)], diff=f"+ {'description' * 40}")
    page.write_text(comparison_html(result, story=story, simulation=[("one", "two")]), "utf-8")
    return page


def nothing_amiss(seen: Seen, page: Path) -> None:
    assert seen.console == []
    assert seen.requests == [page.as_uri()]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
@pytest.mark.parametrize("kind", ["result", "comparison"])
def test_axe_finds_nothing_nothing_is_fetched_and_nothing_is_too_wide(
    kind: str,
    width: int,
    scheme: Literal["light", "dark"],
    report: Callable[..., Path],
    comparison: Path,
    browse: Browse,
) -> None:
    page = report(rows()) if kind == "result" else comparison
    openings = ("tell", "document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    filled = ("tell", "document.querySelectorAll('.list .say').length")
    seen = browse(page, openings, filled, ("axe",), TOO_WIDE, width=width, scheme=scheme)
    nothing_amiss(seen, page)
    _, messages, violations, too_wide = seen.told
    assert messages >= 20
    # contrast of at least 4.5, names, roles, landmarks, what the keyboard reaches
    assert violations == []
    assert not too_wide


def test_axe_would_find_a_fault(tmp_path: Path, browse: Browse) -> None:
    page = tmp_path / "faulty.html"
    page.write_text('<!doctype html><p style="color: #999">too pale</p><img src="data:,">', "utf-8")
    (violations,) = browse(page, ("axe",)).told
    assert {"color-contrast", "image-alt"} <= {violation["id"] for violation in violations}


def test_the_plots_are_seen(report: Callable[..., Path], browse: Browse) -> None:
    seen_of = """(selector) => [...document.querySelectorAll(selector)].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 20 && box.height > 5;
    }).length"""
    drawn = "[...document.querySelectorAll('.plot polyline')].filter((line) => line.getTotalLength() > 10).length"
    coloured = """[...document.querySelectorAll('.heat .d1, .heat .d5')]
      .filter((cell) => getComputedStyle(cell).backgroundColor != 'rgba(0, 0, 0, 0)').length"""
    page = report([*rows(), *(row.model_copy(update={"repeat": 2}) for row in rows())])
    plots, tracks, lines, cells = browse(
        page,
        ("tell", f"({seen_of})('.plot svg')"),
        ("tell", f"({seen_of})('.track')"),
        ("tell", drawn),
        ("tell", coloured),
    ).told
    assert (plots, lines) == (2, 2)
    assert tracks == 11
    assert cells > 0


def test_a_page_opens_with_what_is_not_right_in_the_order_of_its_static_part(
    report: Callable[..., Path], browse: Browse
) -> None:
    page = report(rows(240))
    without, with_scripts = browse(page, IDS, scripts=False), browse(page, IDS, STATUS)
    assert len(without.told[0]) == 100
    assert with_scripts.told == [without.told[0], "160 rows of 240; the first 100 are shown."]


def test_search_finds_a_row_among_all_by_any_word_of_it(report: Callable[..., Path], browse: Browse) -> None:
    page = report(
        [
            *rows(600),
            a_row(601, "missed").model_copy(
                update={"id": "x", "said": [{"role": "user", "content": "Überweisung nach Łódź"}]}
            ),
        ]
    )
    seen = browse(page, ("type", SEARCH, "nach uberweisung"), IDS, STATUS)
    nothing_amiss(seen, page)
    assert seen.told == [["x"], "1 row of 601."]


def test_a_search_without_a_match_says_what_the_filters_hide(report: Callable[..., Path], browse: Browse) -> None:
    page = report([a_row(1, "right"), a_row(2, "missed")])
    seen = browse(page, ("type", SEARCH, "number 1 "), STATUS, ("click", '[data-part="reset"]'), STATUS, IDS)
    assert seen.told == ["No row matches; 1 row would without the filters.", "1 row of 2.", ["case-2"]]


@pytest.mark.parametrize(
    ("facet", "title", "expected"),
    [
        ("outcome", "all", 30),
        ("outcome", "missed", 5),
        ("destination", "fraud", 5),
        ("destination", "no transfer", 10),
        ("pair", "no transfer → cards", 5),
        ("tag", "noise", 10),
        ("language", "de", 5),
    ],
)
def test_rows_are_filtered(facet: str, title: str, expected: int, report: Callable[..., Path], browse: Browse) -> None:
    selector = f'[data-facet="{facet}"]'
    value = f"""[...document.querySelectorAll('{selector} option')]
      .find((option) => option.textContent.replace(/ \\(.*/, "") === "{title}").value"""
    page = report(rows())
    (of_option,) = browse(page, ("tell", value)).told
    seen = browse(page, ("choose", selector, of_option), STATUS)
    nothing_amiss(seen, page)
    assert seen.told == [f"{expected} rows of 30."]


def test_rows_are_sorted(report: Callable[..., Path], browse: Browse) -> None:
    page = report(rows())
    order = '[data-part="order"]'
    worst, by_case, slowest = browse(page, IDS, ("choose", order, "1"), IDS, ("choose", order, "3"), IDS).told
    assert [*map(int, (name.removeprefix("case-") for name in by_case))] == sorted(
        int(name.removeprefix("case-")) for name in worst
    )
    assert slowest == by_case[::-1]
    # what may never fail first
    assert worst[:2] == ["case-3", "case-23"]


def test_a_link_opens_its_row_wherever_it_is(report: Callable[..., Path], browse: Browse) -> None:
    page = report([*rows(400), a_row(401, "right").model_copy(update={"id": "größe 1/2 & mehr"})])
    within = ("tell", "document.activeElement.getBoundingClientRect().top < innerHeight")
    seen = browse(page, OPEN, FOCUSED, within, fragment="#case-3")
    assert seen.told == [["case-3"], "case-3", True]
    # not among those that the page opens with, and far down
    assert browse(page, OPEN, FOCUSED, within, fragment="#case-398").told == [["case-398"], "case-398", True]
    for fragment in ("#gr%C3%B6%C3%9Fe%201%2F2%20%26%20mehr", "#größe 1/2 & mehr"):
        assert browse(page, OPEN, fragment=fragment).told == [["größe 1/2 & mehr"]]


@pytest.mark.parametrize("fragment", ["#nowhere", "#%E0%A4%A", "#report-list", "#"])
def test_a_link_to_nothing_of_the_list_does_no_harm(fragment: str, report: Callable[..., Path], browse: Browse) -> None:
    page = report(rows())
    seen = browse(page, OPEN, STATUS, fragment=fragment)
    assert (seen.console, seen.told) == ([], [[], "20 rows of 30."])


def test_a_row_gives_its_own_link(report: Callable[..., Path], browse: Browse) -> None:
    page = report(rows())
    seen = browse(page, ("click", f"{FIRST} summary"), ("click", f"{FIRST} a"), ("tell", "location.hash"), OPEN)
    (first,) = seen.told[1]
    assert seen.told[0] == f"#{first}"


def test_figures_lead_to_the_rows_that_they_count(report: Callable[..., Path], browse: Browse) -> None:
    page = report(rows())
    seen = browse(
        page,
        ("click", ".mixups li:first-child a"),
        STATUS,
        ("click", ".legend li:first-child a"),
        STATUS,
        ("tell", "document.activeElement.id"),
    )
    assert seen.told == ["5 rows of 30.", "10 rows of 30.", "report-list"]
    counted = ("tell", "document.querySelector('.heat .hit a').textContent")
    followed = browse(page, counted, ("click", ".heat .hit a"), STATUS)
    assert followed.told == ["10", "10 rows of 30."]


def test_the_keyboard_alone_finds_and_opens_a_row(report: Callable[..., Path], browse: Browse) -> None:
    page = report(rows())
    to_search = [("tell", """document.querySelector('[data-part="search"]').focus()""")]
    tabs = [("press", "Tab")] * 8
    seen = browse(page, *to_search, ("type", SEARCH, "case-4"), *tabs, FOCUSED, ("press", "Enter"), OPEN)
    assert seen.told[1:] == ["case-4", ["case-4"]]


def test_more_rows_come_when_asked_for_and_the_keyboard_goes_on_there(
    report: Callable[..., Path], browse: Browse
) -> None:
    page = report(rows(1200))
    more, every = '[data-part="more"]', '[data-part="every"]'
    buttons = (
        "tell",
        f"[...document.querySelectorAll('{more}, {every}')].filter((one) => !one.hidden).map((one) => one.textContent)",
    )
    count = ("tell", "document.querySelectorAll('.list details').length")
    position = ("tell", "[...document.querySelectorAll('.list summary')].indexOf(document.activeElement)")
    some = browse(page, count, buttons, ("click", more), count, position, buttons, STATUS)
    asked = [["Show 300 rows more", "Show all 800 rows"], ["Show 300 rows more", "Show all 800 rows"]]
    assert some.told == [100, asked[0], 400, 100, asked[1], "800 rows of 1,200; the first 400 are shown."]
    assert browse(page, ("click", every), count, position, buttons, STATUS).told == [800, 100, [], "800 rows of 1,200."]


def test_without_scripts_the_first_rows_are_whole_and_nothing_pretends_to_work(
    report: Callable[..., Path], browse: Browse
) -> None:
    page = report(rows())
    seen = browse(
        page,
        ("click", f"{FIRST} summary"),
        ("tell", f"document.querySelector('{FIRST}').innerText"),
        ("tell", "[...document.querySelectorAll('input, select, button')].filter((one) => one.offsetParent).length"),
        ("tell", "document.body.innerText.includes('cannot search, filter or sort')"),
        scripts=False,
    )
    told, controls, said = seen.told
    assert "my card is gone" in told
    assert "One moment." in told
    assert (controls, said) == (0, True)


HOSTILE = "<img src=x onerror='globalThis.ran = true'><script>globalThis.ran = true</script></script>"


def test_what_callers_and_models_wrote_is_never_run(report: Callable[..., Path], browse: Browse) -> None:
    row = a_row(1, "missed").model_copy(
        update={
            "id": HOSTILE,
            "tags": [HOSTILE, "x"],
            "language": HOSTILE,
            "said": [{"role": "user", "content": HOSTILE}],
            "replies": [WrittenReply(text=HOSTILE, tool_calls=[WrittenCall(name=HOSTILE, arguments=HOSTILE)])],
        }
    )
    page = report([row, *rows(3)])
    seen = browse(
        page,
        ("choose", '[data-facet="outcome"]', ""),
        ("type", SEARCH, "onerror"),
        ("click", f"{FIRST} summary"),
        ("tell", "globalThis.ran ?? false"),
        ("tell", "document.images.length"),
        ("tell", f"document.querySelector('{FIRST}').innerText"),
    )
    nothing_amiss(seen, page)
    ran, images, told = seen.told
    assert (ran, images) == (False, 0)
    assert told.count(HOSTILE) >= 4


def test_a_comparison_shows_both_replies_and_finds_cases(comparison: Path, browse: Browse) -> None:
    seen = browse(
        comparison,
        STATUS,
        ("click", f"{FIRST} summary"),
        ("tell", f"[...document.querySelectorAll('{FIRST} h3')].map((title) => title.textContent)"),
        ("choose", '[data-facet="change"]', "1"),
        STATUS,
        IDS,
    )
    nothing_amiss(seen, comparison)
    assert seen.told[1] == ["A right", "B missed"]
    assert seen.told[0] == "5 cases of 5."
    assert len(seen.told[3]) < 5


def test_a_comparison_in_which_nothing_changed_is_quiet(tmp_path: Path, browse: Browse) -> None:
    page = tmp_path / "comparison.html"
    of = tuple(rows())
    page.write_text(comparison_html(compare_results(Results(name="a", rows=of), Results(name="b", rows=of))), "utf-8")
    nothing_amiss(browse(page), page)
