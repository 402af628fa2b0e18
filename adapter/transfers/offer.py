"""The offer: what a model may choose at this moment, and the judge of its reply."""

from dataclasses import replace
from datetime import datetime
from typing import Self

from adapter.frozen import dataclass
from adapter.once import made_once
from adapter.tool_calls.conversation import AssistantMessage, Conversation, UserMessage
from adapter.tool_calls.courtesy import has_phrase
from adapter.tool_calls.decide import NOTHING_FITS, asked_again, decide, early_hang_up
from adapter.tool_calls.decision import Decision, HangUp, Transfer, Unclear
from adapter.tool_calls.history import is_note, latest
from adapter.tool_calls.language_names import wished_language
from adapter.tool_calls.prompt import words_of
from adapter.tool_calls.read_reply import read_or_empty
from adapter.tool_calls.request import ModelRequest, claims_of, request, retry_messages
from adapter.tool_calls.tools import Toolset
from adapter.transfers.assistant_config import AssistantConfig
from adapter.transfers.call_info import CallInfo
from adapter.transfers.hours import closed_note
from adapter.transfers.open_question import open_question
from adapter.transfers.plan import plan
from adapter.transfers.progress import BEGINNING, Progress, progress_json
from adapter.transfers.rejection import permitted
from adapter.transfers.resolution import Resolution
from adapter.transfers.route import closed_keys
from adapter.transfers.shortlist import Shortlist, shortlist_of, widened, with_keys
from adapter.transfers.situation import Situation, situation_of


@dataclass(frozen=True, kw_only=True, eq=False)
class Offer:
    """What may be chosen in a situation, after what was said.

    `conversation` ends with the words that the decision answers. Calls, the routes for backends, evaluation and the
    library all ask with `request` and judge with `decide`, so that what is measured is what answers calls.
    """

    situation: Situation
    conversation: Conversation
    progress: Progress = BEGINNING
    grows: bool = True
    """What was said adds to a shortlist. False where the model's tools are not made for this turn, as on a platform
    that runs the model: then it has only seen what it was told of."""

    @made_once
    def toolset(self) -> Toolset:
        """The tools that are offered: without what the call has exhausted, and what is closed and leads nowhere.

        Of a shortlist those for what fits what was said, and what was listed before.
        """
        whole = self.situation.config.toolset
        if whole.exposure == "shortlist":
            return whole.listing(self._shortlist.offered(self.situation))
        gone = self._closed.union(self.situation.exhausted)
        return whole.without(gone) if gone else whole

    @property
    def told(self) -> Progress:
        """The progress with what this offer lists: what the next one of the call goes on from."""
        if self.situation.config.toolset.exposure != "shortlist":
            return self.progress
        return replace(self.progress, shown=self._shortlist.shown)

    @made_once
    def note(self) -> str:
        """What the model is to know of destinations that are closed now and not offered, "" for nothing.

        It belongs to the end of the system prompt, whose beginning then stays the same, as a provider's prompt cache
        needs it.
        """
        return closed_note(self.situation.config.directory, self._closed, self.situation.now)

    @made_once
    def request(self) -> ModelRequest:
        """What the model is asked, with the prompt of the configuration."""
        asked = request(self.toolset, self.conversation, self.situation.config.prompt)
        question, note = open_question(self.conversation, self.toolset, self.situation), self.note
        if question is None and not note:
            return asked
        return replace(asked, question=question, system=f"{asked.system}\n\n{note}" if note else asked.system)

    def shortened(self) -> "tuple[Offer, ...]":
        """The same offer after less of what was said, for a model whose window is too small: the latest half, then the
        last words alone."""
        lengths = sorted({max(1, len(self.conversation) // 2), 1}, reverse=True)
        shorter = dict.fromkeys(latest(self.conversation, length) for length in lengths)
        return tuple(replace(self, conversation=said) for said in shorter if said and said != self.conversation)

    def decide(self, reply: object) -> Decision:
        """What to make of a reply to this offer. Total, as `tool_calls.decide`; `ask_again` says whether asking once
        more can help, and with what words."""
        situation = self.situation
        decision = decide(reply, self.toolset, claims=claims_of(situation.config.prompt))
        if isinstance(decision, Transfer) and self._wished:
            decision = replace(decision, language=self._wished)
        if isinstance(decision, HangUp) and not self._may_end:
            decision = early_hang_up(self.toolset)
        shortlist = situation.config.toolset.exposure == "shortlist"
        if shortlist and isinstance(decision, Unclear) and decision.reason in ("none_of_these", "unknown_destination"):
            decision = self._with_further(decision)
        return permitted(decision, situation.config.directory, self.conversation, situation.call, situation.now)

    def resolve(self, reply: object, *, last: bool = False) -> Resolution:
        """What to do about a reply, whatever it is held in. Total: never raises for what a model wrote.

        `last` never asks again: a reply that cannot be used is then a question to the caller.
        """
        decision = self.decide(reply)
        if decision.ask_again is not None and not last:
            return Resolution(
                next="ask_again",
                say="",
                transfer=None,
                retry=retry_messages(read_or_empty(reply), decision.ask_again, self.toolset),
                progress=progress_json(self.again(decision).told),
                decision=decision,
            )
        return self.settle(decision)

    def again(self, decision: Decision) -> Self:
        """The offer to ask once more with, after a decision that says to.

        It is the same, but for a shortlist in which the model has found nothing: what fits next is in it, and "nothing"
        is then an answer. A key of the directory that the model named without having been offered it is in it, too.
        """
        if decision.ask_again is None or self.situation.config.toolset.exposure != "shortlist":
            return self
        return self._further(decision)

    def in_words(self, decision: Decision) -> str:
        """The text to ask again with, for a model whose tools stay as they are: with what is new, "" for none."""
        if decision.ask_again is None:
            return ""
        after = self.again(decision).toolset
        fresh = [value for value in after.listed if value not in self.toolset.listed]
        return f"{decision.ask_again}\n{after.lines(fresh)}" if fresh else decision.ask_again

    def settle(self, decision: Decision) -> Resolution:
        """What a decision on this offer leads to, with nothing asked again."""
        found = plan(decision, self.situation)
        told = self._wished or (decision.language if isinstance(decision, Transfer) else None)
        after = replace(
            self.told,
            widened=None,
            unclear=found.unclear,
            language=told or self.progress.language,
            transferring=None if found.transfer is None else found.transfer.key,
        )
        return Resolution(
            next=found.then,
            say=found.say,
            transfer=found.transfer,
            retry=None,
            progress=progress_json(after),
            decision=decision,
        )

    @made_once
    def _wished(self) -> str | None:
        """The language that the caller asks for in the words to be answered, whatever the model makes of them."""
        for message in reversed(self.conversation):
            if isinstance(message, UserMessage):
                return wished_language(message.text, self.situation.config.languages)
        return None

    @made_once
    def _may_end(self) -> bool:
        """Whether the caller has had an answer, or says goodbye. Greeting and notes count as neither."""
        asked = False
        said = ""
        for message in self.conversation:
            if isinstance(message, UserMessage) and not is_note(message.text):
                asked, said = True, message.text
            elif asked and isinstance(message, AssistantMessage):
                return True
        return not asked or has_phrase(said, words_of(self.situation.config.prompt, "goodbyes"))

    def _with_further(self, decision: Unclear) -> Unclear:
        """The decision with the words to ask again by: once for nothing that fits, where more can be listed."""
        nothing = decision.reason == "none_of_these"
        after = self._further(decision)
        if after.toolset.listed == self.toolset.listed or (nothing and self.progress.widened):
            return replace(decision, ask_again=None) if nothing else decision
        words = f"{NOTHING_FITS}, so more is listed now" if nothing else "That destination was not listed, and is now"
        return replace(decision, ask_again=asked_again(words, after.toolset))

    def _further(self, decision: Decision) -> Self:
        situation, listed = self.situation, self._shortlist
        progress = self.progress
        if isinstance(decision, Unclear) and decision.reason == "none_of_these":
            listed = widened(listed, situation, self.conversation, decision.stated_reason or "")
            progress = replace(progress, widened=True)
        elif isinstance(decision, Unclear) and decision.reason == "unknown_destination":
            listed = with_keys(listed, decision.candidates, situation)
        return replace(self, progress=replace(progress, shown=listed.shown))

    @made_once
    def _shortlist(self) -> Shortlist:
        return shortlist_of(self.situation, self.conversation, self.progress.shown, grows=self.grows)

    @made_once
    def _closed(self) -> frozenset[str]:
        situation = self.situation
        if situation.config.toolset.exposure == "shortlist":
            return frozenset(self._shortlist.closed)
        directory = situation.config.directory
        return situation.config.toolset.keys & closed_keys(directory, situation.now, exhausted=situation.exhausted)


def single_offer(config: AssistantConfig, conversation: Conversation, now: datetime) -> Offer:
    """The offer to somebody of whom nothing is known but what was said: for evaluation, and to try things out."""
    situation = situation_of(config, CallInfo(id=""), conversation, BEGINNING, now)
    return Offer(situation=situation, conversation=conversation)
