"""How often a shortlist of a large directory has the right key, and what making it takes. `python shortlist_recall.py`

    python shortlist_recall.py words|meaning SIZE K

The directory is made of the departments of `shortlist_callers.yaml` in as many towns as it takes; towns are the example
cities of time zones. A caller names the town and says one of the sentences that were written for the department; or the
description's own words. Misheard: of their words one in five is another one of the benchmark that looks alike; where
that is the town, another town is named, and nobody could tell.
"""

import difflib
import random
import re
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import yaml
from babel.core import get_global
from told import tell

from adapter import Directory
from adapter.search import shared_terms, terms
from adapter.search.ranking import LexicalRanking, Ranking

CALLERS = Path(__file__).parents[1] / "shortlist_callers.yaml"
MISHEARD = 0.2
ASKED = 960
"""Callers of each kind: every sentence, in ten towns."""


@dataclass(frozen=True, kw_only=True)
class Caller:
    """What is said, and the key that is meant."""

    said: str
    key: str


def main(kind: str, size: int, most: int) -> None:
    """Tells recall for each kind of callers, and the median milliseconds of CPU of a shortlist."""
    topics: list[dict[str, Any]] = yaml.safe_load(CALLERS.read_text("utf-8"))
    places = towns(-(-size // len(topics)))
    made = made_up(topics, places)
    directory = Directory.parse({"destinations": made})
    ranking = ranking_of(kind, directory)
    took: list[float] = []
    shares: dict[str, float] = {}
    for name, callers in callers_of(topics, places, made).items():
        found = 0
        for caller in callers:
            began = time.process_time()
            best = ranking.best([caller.said], most)
            took.append(time.process_time() - began)
            found += caller.key in best
        shares[name] = found / len(callers)
    tell({"recall": shares, "ms": statistics.median(took) * 1e3, "callers": ASKED, "destinations": len(made)})


def made_up(topics: Sequence[Mapping[str, Any]], places: Sequence[str]) -> dict[str, dict[str, str]]:
    """Destinations by their keys, each a department of a town."""
    numbers = count(4921155600000)
    return {
        f"{topic['key']}_{number}": {
            "type": "number",
            "number": f"+{next(numbers)}",
            "description": f"{topic['description']} For customers in {place}.",
        }
        for number, place in enumerate(places)
        for topic in topics
    }


def callers_of(
    topics: Sequence[Mapping[str, Any]], places: Sequence[str], made: Mapping[str, Any]
) -> dict[str, list[Caller]]:
    """The callers of each kind. None of those with other words shares a word with the description but the town."""
    chance = random.Random("callers")
    other: list[Caller] = []
    own: list[Caller] = []
    for topic in topics:
        for sentence in topic["callers"]:
            assert not shared_terms(sentence, topic["description"]), (sentence, topic["description"])
            for number in chance.sample(range(len(places)), ASKED // (len(topics) * len(topic["callers"]))):
                key = f"{topic['key']}_{number}"
                other.append(Caller(said=f"hello, I live in {places[number]}, {sentence}", key=key))
                phrase = chance.choice([part for part in re.split(r"[,.]", topic["description"]) if part.strip()])
                own.append(Caller(said=f"hello, I live in {places[number]}, it is about {phrase.strip()}", key=key))
    kept = [[caller for caller in callers if caller.key in made] for callers in (other, own)]
    vocabulary = sorted({word for caller in (*other, *own) for word in caller.said.split()})
    misheard = [Caller(said=heard_wrong(caller.said, vocabulary, chance), key=caller.key) for caller in kept[0]]
    clear = [caller for caller in misheard if not names_another_town(caller, places)]
    return {
        "other words": kept[0],
        "a fifth misheard": misheard,
        "a fifth misheard, no other town named": clear,
        "the description's words": kept[1],
    }


def names_another_town(caller: Caller, places: Sequence[str]) -> bool:
    """Whether what was heard names a town that is not the caller's."""
    own = places[int(caller.key.rpartition("_")[2])]
    return not set(re.findall(r"\w+", caller.said)).isdisjoint({*places} - {own})


def heard_wrong(said: str, vocabulary: Sequence[str], chance: random.Random) -> str:
    """The sentence as a speech recogniser might hear it."""
    words = said.split()
    for place in chance.sample(range(len(words)), round(MISHEARD * len(words))):
        near = difflib.get_close_matches(words[place], vocabulary, n=4, cutoff=0.3)
        others = [word for word in near if word != words[place]]
        words[place] = chance.choice(others or list(vocabulary))
    return " ".join(words)


def towns(number: int) -> list[str]:
    """Names of towns that differ in a word which the index tells apart, so that one destination is right."""
    zones = {*get_global("zone_territories"), *get_global("zone_aliases")}
    cities = sorted({zone.rpartition("/")[2] for zone in zones if "/" in zone})
    distinct = {tuple(terms(city)): city for city in cities if re.fullmatch(r"[A-Z][a-z]{3,}", city) and terms(city)}
    return random.Random("towns").sample([*distinct.values()], number)


def ranking_of(kind: str, directory: Directory) -> Ranking:
    """By words, or by the local embedding model."""
    if kind == "words":
        return LexicalRanking(tuple(directory.search_texts), directory.lexical_index)
    from adapter.search.local_embedder import LocalEmbedder
    from adapter.search.semantic_ranking import SemanticRanking

    return SemanticRanking(directory.search_texts, directory.lexical_index, LocalEmbedder())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
