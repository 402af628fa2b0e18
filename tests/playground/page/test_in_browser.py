"""The playground as somebody plays it: words, decisions, a transfer that fails, edits, two prompts, cases."""

import json
from pathlib import Path

from tests.browsing import Browse, Step, in_a_browser
from tests.playground.page.person import (
    DECISION,
    OUTCOME,
    clears,
    says,
    sees,
    sees_none,
    sees_some,
    text_of,
    texts_of,
    visit,
)
from tests.playground.page.served import Served

pytestmark = in_a_browser

STOLEN = "My card was stolen on the train"
LINES = texts_of(".line:not(.decided)")


def chosen(tab: str) -> tuple[Step, ...]:
    return (("click", f"#tab-{tab}"), sees_some(f"#panel-{tab}"))


def opened(key: str) -> tuple[Step, ...]:
    """The description of a destination, found by its key."""
    return (
        *chosen("edit"),
        sees_some("#texts li"),
        *clears("#find"),
        ("type", "#find", key),
        sees_none('[data-key="the prompt"]'),
        ("click", f'[data-key="{key}"] summary'),
        sees_some(f'[data-key="{key}"] textarea'),
    )


def test_a_wish_is_decided_and_the_panel_says_why(playground: Served, browse: Browse) -> None:
    request, wire, why, lines, field, dictates, offered = visit(
        browse,
        playground.url,
        says(STOLEN),
        sees("cards", DECISION),
        ("click", '#panel-turn details:has([aria-label="Request"]) summary'),
        sees_some('pre[aria-label="Request"]'),
        text_of('pre[aria-label="Request"]'),
        text_of('pre[aria-label="On the wire"]'),
        text_of("#panel-turn dl"),
        LINES,
        ("tell", "document.querySelector('#words').value"),
        ("tell", "'SpeechRecognition' in globalThis || 'webkitSpeechRecognition' in globalThis"),
        ("tell", "['#dictate', '#dictate-note'].map((id) => !document.querySelector(id).hidden)"),
    )
    assert offered == [dictates, dictates]
    asked = json.loads(request)
    assert asked["messages"][-1] == {"role": "user", "content": STOLEN}
    assert "transfer_to_cards" in request
    assert "+4921155660001" not in request
    assert "+4921155660001" in wire
    assert "the model called a tool as it should" in why
    assert " ms" in why
    assert any(STOLEN in line for line in lines)
    assert any("I am putting you through to card services." in line for line in lines)
    assert field == ""


def test_a_transfer_that_comes_back_is_heard_and_the_next_wish_goes_elsewhere(
    playground: Served, browse: Browse
) -> None:
    lines, marks, over = visit(
        browse,
        playground.url,
        says(STOLEN),
        sees_some("#ringing"),
        ("click", '[data-outcome="busy"]'),
        sees_none("#ringing"),
        sees("Card services is busy right now", "#lines"),
        says("Somebody took money from my account, it is fraud"),
        sees("fraud", DECISION),
        sees_some("#ringing"),
        ("click", '[data-outcome="answered"]'),
        sees("over", "#phase"),
        LINES,
        texts_of("button.turn"),
        ("tell", "document.querySelector('#say').checkVisibility()"),
    )
    text = "\n".join(lines)
    assert text.index(STOLEN) < text.index("Card services is busy") < text.index("fraud team") < text.index("answers")
    assert ["cards" in marks[0], "fraud" in marks[1]] == [True, True]
    assert not over


def test_an_edit_changes_the_decision_the_tools_and_what_the_diff_holds(
    playground: Served, browse: Browse, tmp_path: Path
) -> None:
    wish = "My hamster has escaped from its cage"
    before, table, tool, after = visit(
        browse,
        playground.url,
        ("downloads", str(tmp_path)),
        says(wish),
        sees_some(DECISION),
        text_of("#panel-turn .decision"),
        opened("loans"),
        clears('[data-key="loans"] textarea'),
        ("type", '[data-key="loans"] textarea', "Escaped hamsters, a hamster and its cage."),
        ("click", "#try-again"),
        sees("They decide differently.", OUTCOME),
        text_of(f"{OUTCOME} table"),
        sees("transfer_to_loans", "#edit-tools"),
        ("click", "#edit-tools details summary"),
        text_of("#edit-tools pre"),
        ("click", "#export"),
        sees("hamster", "#edit-diff pre"),
        says(wish),
        chosen("turn"),
        sees("loans", DECISION),
        text_of(DECISION),
    )
    assert "loans" not in before
    assert "Transfer: loans" in table
    assert "Escaped hamsters" in tool
    assert after == "loans"
    diff = (tmp_path / "edits.diff").read_text("utf-8")
    assert "Escaped hamsters" in diff
    assert diff.startswith("--- ")
    assert "hamster" not in playground.directory.read_text("utf-8")


def test_an_edit_that_would_not_load_is_refused_in_its_words_and_can_be_mended(
    playground: Served, browse: Browse
) -> None:
    area = '[data-key="loans"] textarea'
    errors, error = visit(
        browse,
        playground.url,
        opened("loans"),
        clears(area),
        ("type", area, "Ring +49 211 55660006 for loans."),
        ("click", "#apply"),
        sees("Not taken", "#edit-error"),
        text_of("#edit-lint"),
        clears(area),
        ("type", area, "Loans of all kinds."),
        ("click", "#apply"),
        sees("Applied", "#edit-status"),
        text_of("#edit-error"),
    )
    assert "loans" in errors
    assert error == ""


def test_two_prompts_answer_the_same_turn_side_by_side(playground: Served, browse: Browse) -> None:
    heads, verdict, lines = visit(
        browse,
        playground.url,
        says(STOLEN),
        chosen("compare"),
        ("choose", '[data-side="0"] [name="prompt"]', "receptionist@v1"),
        ("choose", '[data-side="1"] [name="prompt"]', "receptionist@v2"),
        ("click", "#compare-form .main"),
        sees_some("#compared table"),
        texts_of("#compared thead th"),
        text_of("#compare-status"),
        texts_of(".line.caller"),
    )
    assert heads == ["A: receptionist@v1", "B: receptionist@v2"]
    assert verdict in ("They are alike.", "They decide alike, and differ in what is marked.")
    assert len(lines) == 1


def test_what_differs_on_a_sunday_is_marked(playground: Served, browse: Browse) -> None:
    pick = """((side, word) => {
      const options = document.querySelectorAll(`[data-side="${side}"] [name=at] option`);
      [...options].find((one) => one.text.includes(word)).selected = true;
    })"""
    marked, table = visit(
        browse,
        playground.url,
        says("We want to buy a house and need a mortgage"),
        chosen("compare"),
        ("do", f"{pick}(0, 'weekday')"),
        ("do", f"{pick}(1, 'Sunday')"),
        ("click", "#compare-form .main"),
        sees("lead to different destinations", "#compare-status"),
        texts_of("#compared tr.differs th"),
        text_of("#compared table"),
    )
    assert any(label.startswith("Leads to") and label.endswith("differs") for label in marked)
    assert "switchboard" in table


def test_a_turn_becomes_a_case_and_the_cases_run_up_to_their_report(playground: Served, browse: Browse) -> None:
    before = playground.cases.read_text("utf-8").count("\n")
    status, outcome, title = visit(
        browse,
        playground.url,
        says(STOLEN),
        sees_some(DECISION),
        chosen("cases"),
        ("click", "#case-form .main"),
        sees("Saved as", "#case-status"),
        text_of("#case-status"),
        ("click", "#run"),
        sees("Open the report", "#run-outcome"),
        text_of("#run-outcome"),
        ("follow", "#run-outcome a"),
        ("wait", "document.querySelector('h1') !== null"),
        ("tell", "document.body.innerText.includes('accuracy') || document.title"),
        ("tab", "1"),
    )
    lines = playground.cases.read_text("utf-8").splitlines()
    assert len(lines) == before + 1
    saved = json.loads(lines[-1])
    assert (saved["expect"], STOLEN in json.dumps(saved)) == ("cards", True)
    assert f"{before + 1} cases" in status
    assert f"All {before + 1} cases were run." in outcome
    assert title


def test_the_whole_page_is_played_by_keyboard(playground: Served, browse: Browse) -> None:
    focused = ("tell", "document.activeElement.id || document.activeElement.innerText || document.activeElement.name")
    told = visit(
        browse,
        playground.url,
        focused,
        ("write", STOLEN),
        ("press", "Enter"),
        sees_some("#ringing"),
        focused,
        ("press", "Tab"),
        focused,
        ("press", "Tab"),
        ("press", "Space"),  # busy
        sees_none("#ringing"),
        focused,
        ("do", "document.querySelector('#tab-turn').focus()"),
        ("press", "ArrowRight"),
        focused,
        ("press", "End"),
        focused,
        ("press", "ArrowRight"),
        focused,
        ("press", "Tab"),
        focused,
        ("tell", "getComputedStyle(document.activeElement).outlineStyle"),
    )
    assert told[:4] == ["words", "ringing", "Answered", "words"]
    assert told[4:7] == ["tab-compare", "tab-cases", "tab-turn"]
    assert told[7:] == ["panel-turn", "solid"]


def test_every_control_is_reached_with_tab_and_the_skip_link_leads_to_the_words(
    playground: Served, browse: Browse
) -> None:
    within = "#setup summary, button, input, select, textarea, a, [tabindex='0']"
    wanted = f"""[...document.querySelectorAll({json.dumps(within)})]
      .filter((one) => one.checkVisibility() && one.tabIndex >= 0).map((one) => one.id || one.name || one.innerText)"""
    note = """(() => {
      globalThis.reached = new Set();
      document.addEventListener("focusin", ({target}) => reached.add(target.id || target.name || target.innerText));
      document.querySelector(".skip").focus();
    })()"""
    controls, reached, after_skip = visit(
        browse,
        playground.url,
        ("tell", wanted),
        ("do", note),
        [("press", "Tab")] * 40,
        ("tell", "[...reached]"),
        ("do", "document.querySelector('.skip').focus()"),
        ("press", "Enter"),
        ("tell", "document.activeElement.id"),
    )
    assert set(controls) <= set(reached)
    assert after_skip == "words"


def test_on_a_phone_a_decision_leads_to_its_panel_and_back(playground: Served, browse: Browse) -> None:
    summary, top = visit(
        browse,
        playground.url,
        says(STOLEN),
        text_of("#setup summary"),
        ("click", "button.turn"),
        ("wait", "Math.abs(document.querySelector('#panel').getBoundingClientRect().top) < innerHeight / 2"),
        ("tell", "document.querySelector('#panel-turn .what').getBoundingClientRect().bottom < innerHeight"),
        ("click", "#setup summary"),
        sees_some('[name="platform"]'),
        chosen("compare"),
        ("click", "#compare-form .main"),
        sees_some("#compared table"),
        width=390,
        height=844,
    )
    assert "receptionist@" in summary
    assert top


def test_two_tabs_are_two_calls_and_a_page_that_is_loaded_again_goes_on_with_its_own(
    playground: Served, browse: Browse
) -> None:
    first, second, again = visit(
        browse,
        playground.url,
        says(STOLEN),
        sees_some("#ringing"),
        ("tab", "2"),
        sees_some(".line.assistant"),
        says("I cannot log in to the app"),
        sees("online_banking", DECISION),
        LINES,
        ("tab", "1"),
        LINES,
        ("reload",),
        sees_some("#ringing"),
        sees("cards", DECISION),
        LINES,
    )
    assert [STOLEN in "".join(lines) for lines in (first, second, again)] == [False, True, True]
    assert again == second


def test_a_service_that_is_away_is_told_where_one_looks_and_the_call_goes_on(
    playground: Served, browse: Browse
) -> None:
    error, kept, lines = visit(
        browse,
        playground.url,
        ("offline", "yes"),
        ("type", "#words", STOLEN),
        ("press", "Enter"),
        sees("does not answer", "#call-error"),
        text_of("#call-error"),
        ("tell", "document.querySelector('#words').value"),
        ("offline", "no"),
        ("press", "Enter"),
        sees("cards", DECISION),
        texts_of(".line.caller"),
        quarrels=("ERR_INTERNET_DISCONNECTED",),
    )
    assert "still here" in error
    assert kept == STOLEN
    assert len(lines) == 1


def test_a_call_that_is_not_kept_any_more_is_told_and_another_one_begun(playground: Served, browse: Browse) -> None:
    forget = """fetch(`playground/calls/${sessionStorage.getItem("transfer-adapter call")}`, {
      method: "DELETE", body: "{}", headers: {"content-type": "application/json"}
    }).then(() => null)"""
    (error,) = visit(
        browse,
        playground.url,
        ("do", forget),
        ("type", "#words", STOLEN),
        ("press", "Enter"),
        ("wait", "document.querySelector('#call-error').innerText !== ''"),
        text_of("#call-error"),
        ("click", "#new-call"),
        sees_none("#call-error"),
        ("press", "Enter"),
        sees("cards", DECISION),
        quarrels=("404",),
    )
    assert error.endswith(".")


def test_what_is_said_is_never_run_as_markup(playground: Served, browse: Browse) -> None:
    hostile = "<img src=x onerror='globalThis.ran = true'><script>globalThis.ran = true</script> my card"
    ran, images, shown = visit(
        browse,
        playground.url,
        says(hostile),
        sees_some(DECISION),
        chosen("compare"),
        ("click", "#compare-form .main"),
        sees_some("#compared table"),
        ("tell", "globalThis.ran ?? false"),
        ("tell", "document.images.length"),
        text_of("#lines"),
    )
    assert (ran, images) == (False, 0)
    assert hostile in shown


def test_another_moment_of_the_setup_counts_from_the_next_call_on(playground: Served, browse: Browse) -> None:
    sunday = "[...document.querySelectorAll('#setup-form [name=at] option')].find((one) => one.text.includes('Sunday'))"
    choose = f"""(() => {{
      ({sunday}).selected = true;
      document.querySelector("#setup-form [name=at]").dispatchEvent(new Event("change", {{bubbles: true}}));
    }})()"""
    notice, title, guard = visit(
        browse,
        playground.url,
        says("Hello"),
        ("do", choose),
        sees("keeps its setup", "#setup-notice"),
        text_of("#setup-notice"),
        ("click", "#new-call"),
        sees_none("#setup-notice"),
        says("We want to buy a house and need a mortgage"),
        sees_some(DECISION),
        text_of("#conversation-title"),
        text_of("#panel-turn"),
    )
    assert "New call" in notice
    assert "Sun" in title
    assert "switchboard" in guard


def test_a_thousand_destinations_are_searched_and_no_more_of_them_made_than_are_looked_at(
    large_playground: Served, browse: Browse
) -> None:
    shown, found, status = visit(
        browse,
        large_playground.url,
        chosen("edit"),
        sees("1,000 destinations", "#found"),
        ("tell", "document.querySelectorAll('#texts li').length"),
        ("type", "#find", "department 0777"),
        sees("1 of 1,000", "#found"),
        texts_of("#texts b"),
        text_of("#found"),
    )
    assert shown <= 50
    assert found == ["department_0777"]
    assert status.startswith("1 of")


def test_thoughts_a_promise_that_was_asked_about_again_and_a_failure_are_told(
    playground_with_model: Served, browse: Browse
) -> None:
    thought, thoughts, again, requests, failed = visit(
        browse,
        playground_with_model.url,
        says("think about my card"),
        sees("Which card is it?", DECISION),
        text_of("#panel-turn .decision"),
        text_of("#panel-turn dl"),
        says("promise me something"),
        sees("loans", DECISION),
        text_of("#panel-turn dl"),
        texts_of("#panel-turn .fold summary .caption"),
        ("click", "#new-call"),
        sees_none("#ringing"),
        says("a wrong key"),
        sees_some("#panel-turn .decision .error"),
        text_of("#panel-turn .decision"),
    )
    assert thought.startswith("Question")
    assert "Thoughts\nA lost card." in thoughts
    assert "First answer\nQuestion to the caller: the model promised a transfer and called no tool" in again
    assert "Asked again\n" in again
    assert " in, " in again
    assert requests == ["Request", "Request, asked again", "Reply 1 of 2, raw", "Reply 2 of 2, raw", "On the wire"]
    assert "gpt-4.1-mini" in failed


def test_edits_go_with_the_next_call_and_are_taken_back_at_once(playground: Served, browse: Browse) -> None:
    area = '[data-key="loans"] textarea'
    kept, decided, status, text = visit(
        browse,
        playground.url,
        opened("loans"),
        clears(area),
        ("type", area, "Escaped hamsters, a hamster and its cage."),
        ("click", "#apply"),
        sees("Applied", "#edit-status"),
        ("click", "#new-call"),
        sees("Applied", "#edit-status"),
        text_of('[data-key="loans"] .mark'),
        says("My hamster has escaped from its cage"),
        sees_some("#ringing"),
        texts_of("button.turn"),
        ("click", "#take-back"),
        sees("goes by the files", "#edit-status"),
        text_of("#edit-status"),
        ("wait", "!document.querySelector('[data-key=\"loans\"]').open"),
        ("click", '[data-key="loans"] summary'),
        sees_some(area),
        ("tell", f"document.querySelector({json.dumps(area)}).value"),
    )
    assert kept == "edited"
    assert "loans" in decided[0]
    assert status == "The call goes by the files."
    assert text.startswith("Personal loans")


SAID_WHILE_A_CALL_BEGINS: tuple[Step, ...] = (
    (
        "do",
        """(() => {
          const real = globalThis.fetch;
          globalThis.fetch = async (path, ...more) => {
            if (path === "playground/calls") await new Promise((done) => (globalThis.letThrough = done));
            return real(path, ...more);
          };
        })()""",
    ),
    ("click", "#new-call"),
    ("wait", "globalThis.letThrough !== undefined"),
    ("type", "#words", STOLEN),
    ("press", "Enter"),
    sees(STOLEN, ".line.caller.waiting"),
)
"""Another call is asked for, and begins only when it is let through; meanwhile somebody says something."""


def test_words_said_while_another_call_begins_are_said_in_it(playground: Served, browse: Browse) -> None:
    lines, field = visit(
        browse,
        playground.url,
        says("Hello, what a lovely day"),
        SAID_WHILE_A_CALL_BEGINS,
        ("do", "letThrough()"),
        sees_some("#ringing"),
        texts_of(".line.caller"),
        ("tell", "document.querySelector('#words').value"),
    )
    assert len(lines) == 1
    assert STOLEN in lines[0]
    assert field == ""


def test_words_said_while_no_call_can_begin_are_kept(playground: Served, browse: Browse) -> None:
    field, lines = visit(
        browse,
        playground.url,
        SAID_WHILE_A_CALL_BEGINS,
        ("offline", "yes"),
        ("do", "letThrough()"),
        sees("nobody has heard this", "#call-error"),
        sees("does not answer", "#setup-error"),
        ("tell", "document.querySelector('#words').value"),
        texts_of(".line.caller"),
        ("offline", "no"),
        ("press", "Enter"),
        sees("cards", DECISION),
        quarrels=("ERR_INTERNET_DISCONNECTED",),
    )
    assert field == STOLEN
    assert lines == []


def test_a_run_is_stopped_and_another_one_may_begin(playground: Served, browse: Browse) -> None:
    case = json.loads(playground.cases.read_text("utf-8").partition("\n")[0])
    many = (json.dumps({**case, "id": f"case-{number}"}) for number in range(3_000))
    playground.cases.write_text("\n".join(many), "utf-8")
    focused, stopped = visit(
        browse,
        playground.url,
        chosen("cases"),
        sees("3,000 cases", "#case-count"),
        ("click", "#run"),
        sees("of 3,000", "#run-count"),
        ("tell", "document.activeElement.id"),
        ("click", "#stop-run"),
        sees("Stopped after", "#run-outcome"),
        text_of("#run-outcome"),
        sees_some("#run"),
    )
    assert focused == "stop-run"
    assert "report" not in stopped


def test_a_caller_who_wants_no_transfer_makes_a_case_without_one(playground: Served, browse: Browse) -> None:
    visit(
        browse,
        playground.url,
        says("Hello, what a lovely day"),
        sees_some(DECISION),
        chosen("cases"),
        ("wait", "document.querySelector('#case-form').elements.expect.value === 'none'"),
        ("click", "#case-form .main"),
        sees("Saved as", "#case-status"),
    )
    saved = json.loads(playground.cases.read_text("utf-8").splitlines()[-1])
    assert (saved["text"], saved["expect"]) == ("Hello, what a lovely day", None)


def test_words_whose_answer_was_lost_are_not_said_twice(playground: Served, browse: Browse) -> None:
    lose_one = """(() => {
      const real = globalThis.fetch;
      globalThis.fetch = async (...asked) => {
        await real(...asked);
        globalThis.fetch = real;
        throw new TypeError("lost");
      };
    })()"""
    lines, field = visit(
        browse,
        playground.url,
        ("do", lose_one),
        ("type", "#words", STOLEN),
        ("press", "Enter"),
        sees("does not answer", "#call-error"),
        ("press", "Enter"),
        sees("cards", DECISION),
        sees_some("#ringing"),
        texts_of(".line.caller"),
        ("tell", "document.querySelector('#words').value"),
    )
    assert len(lines) == 1
    assert field == ""


def test_whoever_signs_in_with_the_token_plays_as_everybody_else(playground_with_token: Served, browse: Browse) -> None:
    (decided,) = visit(
        browse,
        playground_with_token.url,
        says(STOLEN),
        sees("cards", DECISION),
        text_of(DECISION),
        before=(("type", "#token", "secret"), ("press", "Enter")),
        quarrels=("401",),
    )
    assert decided == "cards"


def test_a_call_that_is_over_offers_another_one_where_one_has_just_typed(playground: Served, browse: Browse) -> None:
    focused, shown, again = visit(
        browse,
        playground.url,
        says("Hello"),
        ("click", '[data-event="hangs_up"]'),
        sees_some("#ended"),
        ("tell", "document.activeElement.id"),
        ("tell", "document.querySelector('#say').checkVisibility()"),
        ("press", "Enter"),
        sees_some("#say"),
        ("tell", "document.activeElement.id"),
    )
    assert (focused, shown, again) == ("next-call", False, "words")


def test_what_is_chosen_while_a_call_begins_counts(playground: Served, browse: Browse) -> None:
    change = """(() => {
      const {prompt, language, platform} = document.querySelector("#setup-form").elements;
      for (const [field, value] of [[prompt, "receptionist@v1"], [language, "de"], [platform, "vapi"]]) {
        field.value = value;
        field.dispatchEvent(new Event("change", {bubbles: true}));
      }
    })()"""
    summary, error, notice = visit(
        browse,
        playground.url,
        ("do", change),
        sees("vapi", "#setup-summary"),
        text_of("#setup-summary"),
        text_of("#setup-error"),
        text_of("#setup-notice"),
    )
    assert "receptionist@v1" in summary
    assert " de " in summary
    assert (error, notice) == ("", "")


def test_nobody_waits_for_a_slow_model_before_another_call(playground_with_model: Served, browse: Browse) -> None:
    lines, error = visit(
        browse,
        playground_with_model.url,
        ("type", "#words", "slow, please"),
        ("press", "Enter"),
        sees_some(".line.waiting"),
        ("click", "#new-call"),
        sees_none(".line.waiting"),
        says("I have lost my card"),
        sees("cards", DECISION),
        texts_of(".line.caller"),
        text_of("#call-error"),
    )
    assert len(lines) == 1
    assert error == ""
