"""Departments as people write them, read as the keys of a directory: by key, by name, or by the nearest name."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal, TypeAlias

from adapter.directory import Directory
from adapter.documents.document import first_of
from adapter.evals.cases.similarity import normal
from adapter.search import LexicalIndex, terms
from adapter.tool_calls.tool_definitions import when

How: TypeAlias = Literal["key", "name", "nearest", "mapped", "no transfer"]

SEVERAL: Final = "|"
_BETWEEN: Final = (SEVERAL, "/", ";", ",", " or ", " oder ")
"""What people put between departments of which each is right. A name may hold it, so the whole is looked up first."""
_NOBODY: Final = """none|no|null|nil|-|–|—|n/a|nobody|no one|nothing|no transfer|not transferred|do not transfer
|no department|keine|kein|niemand|nichts|keine weiterleitung|keine abteilung|nicht verbinden|nicht weiterleiten|aucun
|ninguno|nessuno"""
_NONE: Final = frozenset(map(normal, _NOBODY.split("|")))
"""What people write where nobody is to be connected, unless a destination is called so."""
_OFFICES: Final = """
department departments dept team teams desk unit division office center centre hotline service services the
abteilung bereich stelle gruppe büro referat zentrale
"""
_GENERIC: Final = frozenset(_OFFICES.split())
"""Words that a name may have or lack and still be the same."""
_NEAR: Final = 0.8
"""Likeness (difflib's ratio) from which on a name is a misspelling of another: "crads" and "cards"."""
_LEAD: Final = 0.08
"""How much more alike the nearest must be than the next: "loan" and "loans" beside "leasing" is clear enough."""
_SUGGESTED: Final = 0.5
_LONGEST: Final = 100
"""Characters of a label that may be a name; a longer one is what somebody has said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How a label was read: the keys of which each is right, none of them for no transfer."""

    keys: tuple[str, ...]
    how: How


@dataclass(frozen=True, kw_only=True)
class Departments:
    """What labels mean; without a directory every label is a key.

    `names` has the keys of each name, written alike, and `stems` those of the same without the words that every name
    may have and without endings.
    """

    keys: tuple[str, ...] | None
    names: Mapping[str, frozenset[str]]
    stems: Mapping[tuple[str, ...], frozenset[str]]
    whens: LexicalIndex
    mapped: Mapping[str, tuple[str, ...]]
    none: frozenset[str]

    @property
    def listed(self) -> str:
        """The keys for people, the first of them."""
        return first_of(self.keys or ())

    @classmethod
    def of(
        cls, directory: Directory | None, *, mapped: Mapping[str, str] | None = None, none: Collection[str] = ()
    ) -> "Departments":
        """Those of a directory: of a destination its key, its name, and the name that whoever answers is shown.

        `mapped` says which key is meant by a label, or several with `|` between, or "" for no transfer; `none` are
        labels for no transfer. Raises `ValueError` for a key that the directory does not have.
        """
        destinations = directory.destinations if directory is not None else {}
        names: dict[str, set[str]] = {}
        stems: dict[tuple[str, ...], set[str]] = {}
        for key, destination in destinations.items():
            for name in (key, destination.record.name, destination.policy.caller_id_name):
                if name:
                    names.setdefault(_alike(name), set()).add(key)
                    stems.setdefault(_stems(name), set()).add(key)
        departments = cls(
            keys=tuple(destinations) if directory is not None else None,
            names={name: frozenset(keys) for name, keys in names.items()},
            stems={stem: frozenset(keys) for stem, keys in stems.items()},
            whens=LexicalIndex([when(destination) for destination in destinations.values()]),
            mapped={},
            none=frozenset(map(_alike, none)),
        )
        known = {_alike(name): departments._keys_of(name, keys) for name, keys in (mapped or {}).items()}
        return cls(**{**vars(departments), "mapped": known})

    def with_meaning(self, label: str, keys: str) -> "Departments":
        """The same with one more label whose meaning is known. Raises `ValueError` as `of` does."""
        return Departments(**{**vars(self), "mapped": {**self.mapped, _alike(label): self._keys_of(label, keys)}})

    def read(self, label: str) -> Reading | None:
        """What a label means; None where that is not clear. An empty one means nothing unless that was said."""
        # Several are looked for before one that is nearly it: "Cards / Loans" is near to either.
        return self.known(label) or (self._several(label) or self._near(label) if label.strip() else None)

    def known(self, label: str) -> Reading | None:
        """The same without a guess by letters, which takes long where there are many names."""
        alike = _alike(label)
        if alike in self.mapped:
            return Reading(keys=self.mapped[alike], how="mapped")
        if alike in self.none:
            return Reading(keys=(), how="no transfer")
        return self._exact(label) if label.strip() else None

    def nearest(self, label: str, most: int = 3) -> tuple[str, ...]:
        """The keys that may be meant, the likeliest first: by their names, then by when they are to be chosen."""
        by_name = [key for _, key in self._likenesses(label[:_LONGEST], _SUGGESTED)]
        by_words = [(self.keys or ())[hit.position] for hit in self.whens.search(label, most)]
        return tuple(dict.fromkeys([*by_name, *by_words]))[:most]

    def _exact(self, label: str) -> Reading | None:
        alike = _alike(label)
        if self.keys is None:
            none = alike in _NONE
            known = () if none else (label.strip(),)
            return None if SEVERAL in label else Reading(keys=known, how="no transfer" if none else "key")
        if label.strip().lower() in self.keys:
            return Reading(keys=(label.strip().lower(),), how="key")
        if found := self.names.get(alike):
            return Reading(keys=tuple(found), how="name") if len(found) == 1 else None
        return Reading(keys=(), how="no transfer") if alike in _NONE else None

    def _near(self, label: str) -> Reading | None:
        """By the stems of its words, without those that every name may have; then by its letters."""
        if self.keys is None or len(label) > _LONGEST:
            return None
        if same := self.stems.get(_stems(label)):
            return Reading(keys=tuple(same), how="nearest") if len(same) == 1 else None
        ranked = self._likenesses(label, _NEAR - _LEAD)
        if not ranked or ranked[0][0] < _NEAR or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _LEAD):
            return None
        return Reading(keys=(ranked[0][1],), how="nearest")

    def _likenesses(self, label: str, least: float) -> list[tuple[float, str]]:
        """The keys of which a name is as much alike as `least`, each by its likest, the likest first."""
        likest: dict[str, float] = {}
        matcher = SequenceMatcher(b=_plain(label), autojunk=False)
        for name, keys in self.names.items():
            matcher.set_seq1(_plain(name))
            # the bounds cost little, and most names are far away
            if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
                continue
            likeness = matcher.ratio()
            for key in keys:
                likest[key] = max(likeness, likest.get(key, 0.0))
        ranked = sorted(((likeness, key) for key, likeness in likest.items()), key=lambda one: -one[0])
        return [one for one in ranked if one[0] >= least]

    def _several(self, label: str) -> Reading | None:
        between = _BETWEEN if self.keys is not None else (SEVERAL,)
        for separator in between:
            parts = label.split(separator)
            if len(parts) < 2 or not all(part.strip() for part in parts):
                continue
            readings = [self.known(part) or self._near(part) for part in parts]
            if all(reading is not None and reading.keys for reading in readings):
                keys = dict.fromkeys(key for reading in readings if reading for key in reading.keys)
                near = any(reading is not None and reading.how == "nearest" for reading in readings)
                how: How = "nearest" if near else "key" if self.keys is None else "name"
                return Reading(keys=tuple(keys), how=how)
        return None

    def _keys_of(self, label: str, keys: str) -> tuple[str, ...]:
        if _alike(keys) in _NONE | {""} and keys not in (self.keys or ()):
            return ()
        named = tuple(self._key_of(part.strip()) for part in keys.split(SEVERAL))
        unknown = [key for key in named if not key or (self.keys is not None and key not in self.keys)]
        if unknown:
            there = f"there are {self.listed}" if self.keys else "write NAME=key"
            raise ValueError(f"{label}={keys}: no destination {unknown[0]!r}; {there}, and none for no transfer")
        return named

    def _key_of(self, name: str) -> str:
        """The key of a destination that is called so, else the name itself."""
        reading = self._exact(name) if name else None
        return reading.keys[0] if reading is not None and reading.keys else name


def mapping_of(given: Iterable[str]) -> dict[str, str]:
    """What `NAME=key` texts say; a name may hold an equals sign, a key may not. Raises `ValueError`."""
    found: dict[str, str] = {}
    for text in given:
        name, equals, key = text.rpartition("=")
        if not equals or not name.strip():
            raise ValueError(f"{text!r}: write it as NAME=key")
        found[name.strip()] = key.strip()
    return found


def _alike(name: str) -> str:
    return normal(name.replace("_", " ")) if name.strip() else ""


def _words(name: str) -> list[str]:
    words = _alike(name).split()
    return [word for word in words if word not in _GENERIC] or words


def _plain(name: str) -> str:
    return "".join(_words(name))


def _stems(name: str) -> tuple[str, ...]:
    return tuple(next(iter(terms(word)), word) for word in _words(name))
