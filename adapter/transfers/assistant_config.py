"""An assistant's configuration: everything of a running assistant that stays the same from call to call."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from adapter.directory import Capabilities, Directory, Voice
from adapter.search.ranking import LexicalRanking, Ranking
from adapter.tool_calls.prompt import Prompt, SentenceName, default_prompt
from adapter.tool_calls.tools import Exposure, Toolset
from adapter.transfers.recognition import recognised_languages, speech_tag
from adapter.transfers.spoken_names import SpokenNames
from adapter.vapi.texts import base, best_match, joined

BACKEND = Capabilities(
    platform="backend",
    reports_speech_end=True,
    input_timeout=True,
    returns_failed_transfers=True,
    stops_speaking=True,
    uninterruptible=True,
    digits=True,
    max_languages=4,
)
"""A backend of one's own, which carries out whatever a plan says: what counts where no platform is named."""


@dataclass(frozen=True, kw_only=True)
class AssistantConfig:
    """Directory, prompt and settings of one assistant.

    `question_timeout` is how many seconds a caller may be silent after a question, `language` what is spoken while
    nothing tells the caller's. `capabilities` are those of the platform that carries the calls. `shortlist` is how many
    destinations a turn adds to one, `ranking` the order in which it takes them, left out by shared words.
    """

    directory: Directory
    prompt: Prompt = field(default_factory=default_prompt)
    exposure: Exposure = "auto"
    language: str = "en"
    question_timeout: float = 8.0
    shortlist: int | None = None
    ranking: Ranking | None = None
    capabilities: Capabilities = BACKEND

    @cached_property
    def toolset(self) -> Toolset:
        """The tools for all destinations. Raises `ToolsetError`.

        With them come the names that callers are asked for, and what a shortlist is searched by: no caller waits for
        those.
        """
        toolset = Toolset(
            self.directory,
            exposure=self.exposure,
            hang_up=self.prompt.hang_up,
            languages=(self.language, *self.prompt.languages),
            tones=self.capabilities.extension_tones,
            shortlist=self.shortlist,
        )
        if toolset.exposure == "shortlist":
            _ = self.ranked_by
        _ = self.spoken_names
        return toolset

    @cached_property
    def spoken_names(self) -> SpokenNames:
        """What the destinations are called to callers."""
        return SpokenNames(self.directory.destinations)

    @cached_property
    def ranked_by(self) -> Ranking:
        """The order in which a shortlist takes destinations."""
        return self.ranking or LexicalRanking(tuple(self.directory.destinations), self.directory.lexical_index)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that a caller may be answered in: the default one, and those of directory and prompt."""
        return joined(self.listened_languages, self.prompt.languages)

    @cached_property
    def listened_languages(self) -> tuple[str, ...]:
        """The languages to recognise speech in: those of the directory, and the default one.

        A prompt's are too many: a recogniser is the better the fewer it listens for.
        """
        languages = self.directory.languages
        known = {base(language) for language in languages}
        return languages if base(self.language) in known else (self.language, *languages)

    @cached_property
    def recognised_languages(self) -> tuple[str, ...]:
        """What the platform is told to listen for, the likeliest first; nothing where there is no choice."""
        limit = self.capabilities.max_languages
        if len(self.listened_languages) < 2 or limit is None or self.capabilities.follows_language:
            return ()
        return recognised_languages(self.listened_languages, self.directory.voices, limit)

    @cached_property
    def spoken_languages(self) -> Mapping[str, Voice | None]:
        """The tags of all languages that a caller may be answered in, with the voice of each, the likeliest first: for
        platforms that follow one, and take only those that they were told beforehand."""
        known = ((language, self.voice_of(language)) for language in self.languages)
        return {speech_tag(language, voice): voice for language, voice in known}

    def voice_of(self, language: str) -> Voice | None:
        """The configured voice that is nearest to a language."""
        voices = self.directory.voices
        tag = best_match(language, voices) if voices else None
        return voices[tag] if tag else None

    def sentence(self, name: SentenceName, language: str) -> str:
        """A fixed sentence of the prompt in a language, as a Liquid template."""
        return _sentence(self.prompt, name, language)


@lru_cache(maxsize=1024)
def _sentence(prompt: Prompt, name: SentenceName, language: str) -> str:
    # the languages that a sentence is looked for in, one after the other, are the same in all calls
    return prompt.sentence(name, language)
