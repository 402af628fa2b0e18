"""How often a caller's words change a call's language, and whether rightly.

Run with `python benchmarks/language.py`. The utterances are in `language_utterances.yaml`: eight languages, 1 to 12
words each, and all eight are configured. In a call of its own language an utterance must not name another one; in a
call of another it should name its own where it is evidence enough, and "stays" where it is none. Words that are plainly
of the call's language are not shown to the detector: how many those are, and whether a change is lost by it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

from adapter.tool_calls.function_words import plain_language
from adapter.tool_calls.language import MIN_WORDS, language_change

FILE = Path(__file__).with_name("language_utterances.yaml")
LENGTHS: Sequence[tuple[int, int]] = ((1, 2), (3, 3), (4, 5), (6, 8), (9, 12))
STAYS = "stays"


def main() -> None:
    utterances: Mapping[str, list[str]] = yaml.safe_load(FILE.read_text("utf-8"))
    languages = tuple(utterances)
    heard = [
        (spoken, text, language_change(text, languages) or STAYS)
        for spoken, texts in utterances.items()
        for text in texts
    ]
    console = Console()
    console.print(confusion(heard, languages))
    console.print(by_length(heard))
    for spoken, text, found in heard:
        if found not in (spoken, STAYS):
            console.print(f"{spoken} becomes {found}: {text}")
    long = [(spoken, text, found) for spoken, text, found in heard if len(text.split()) > MIN_WORDS]
    plain = sum(plain_language(text) == spoken for spoken, text, _ in long)
    lost = [
        (text, call)
        for spoken, text, found in long
        for call in languages
        if call != spoken and (language_change(text, languages, own=call) or STAYS) != found
    ]
    console.print(f"{plain} of {len(long)} of more than {MIN_WORDS} words are not shown to the detector in such a call")
    console.print(
        f"{len(lost)} of {len(long) * (len(languages) - 1)} times a call of another language changes otherwise"
    )
    flips = sum(found not in (spoken, STAYS) for spoken, _, found in heard)
    console.print(f"{flips} of {len(heard)} utterances change a call of their own language to another one")


def confusion(heard: Sequence[tuple[str, str, str]], languages: Sequence[str]) -> Table:
    counted = Counter((spoken, found) for spoken, _, found in heard)
    table = Table("spoken", *languages, STAYS, title="The language to which an utterance changes a call")
    for spoken in languages:
        table.add_row(spoken, *(str(counted[spoken, found] or "") for found in (*languages, STAYS)))
    return table


def by_length(heard: Sequence[tuple[str, str, str]]) -> Table:
    table = Table("words", "utterances", "to their language", "to another", STAYS, title="By length")
    for low, high in LENGTHS:
        some = [(spoken, found) for spoken, text, found in heard if low <= len(text.split()) <= high]
        right = sum(found == spoken for spoken, found in some)
        stays = sum(found == STAYS for _, found in some)
        table.add_row(f"{low} to {high}", str(len(some)), str(right), str(len(some) - right - stays), str(stays))
    return table


if __name__ == "__main__":
    main()
