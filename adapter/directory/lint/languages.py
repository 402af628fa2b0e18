"""Languages: what callers hear in one of them and not in another."""

from collections.abc import Collection, Iterator

from adapter.directory.directory import Directory
from adapter.directory.lint.finding import Finding, Rule
from adapter.vapi import CustomMessage, Message


def missing_language(directory: Directory) -> Iterator[Finding]:
    """Silence and the default sentence exist in every language, so only texts of their own are compared."""
    announced = {key: destination.record.message for key, destination in directory.destinations.items()}
    everywhere = tuple(dict.fromkeys(tag for message in announced.values() for tag in _languages(message)))
    if len(everywhere) < 2:
        return
    for key, message in announced.items():
        missing = _missing(message, everywhere)
        if missing:
            yield Finding(
                code="missing_language",
                keys=(key,),
                message=f"has no announcement in {', '.join(missing)}, which other destinations have",
                mend="add a text in that language, else those callers hear another one",
            )
    for key, destination in directory.destinations.items():
        plan = destination.record.transfer_plan
        missing = _missing(plan.fallback_plan.message if plan and plan.fallback_plan else None, everywhere)
        if missing:
            yield Finding(
                code="missing_fallback_language",
                keys=(key,),
                message=f"has a fallbackPlan message that is not in {', '.join(missing)}, in which calls are announced",
                mend="add a text in that language, else those callers hear another one when nobody answers",
            )


def missing_voice(directory: Directory) -> Iterator[Finding]:
    voiced = {_base(tag) for tag in directory.voices}
    missing = [tag for tag in directory.languages if _base(tag) not in voiced]
    if voiced and missing:
        yield Finding(
            code="missing_voice",
            message=f"speech has no entry for {', '.join(missing)}, in which calls are announced",
            mend="add one, else the voice of another language speaks those sentences",
        )


def missing_sentences(directory: Directory, spoken: Collection[str]) -> Iterator[Finding]:
    """`spoken` are the languages of the prompt's own sentences."""
    bases = {_base(tag) for tag in spoken}
    missing = [tag for tag in directory.languages if _base(tag) not in bases]
    if missing:
        yield Finding(
            code="missing_sentences",
            message=f"the prompt has no sentences in {', '.join(missing)}, in which calls are announced",
            mend="add them to a prompt of your own, else those callers are greeted and asked in another language",
        )


def _missing(message: Message | None, languages: tuple[str, ...]) -> list[str]:
    """The languages in which a message that says something says it not."""
    own = _languages(message)
    return [tag for tag in languages if tag not in own] if message else []


def _languages(message: Message | None) -> tuple[str, ...]:
    return tuple(content.language for content in message.contents) if isinstance(message, CustomMessage) else ()


def _base(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


RULES: tuple[Rule, ...] = (missing_language, missing_voice)
