"""Who is known by name in English: with a title, by a first name, or not at all."""

from adapter.tool_calls.promises.grammar import one_of
from adapter.tool_calls.promises.grammars.english.first_names import FIRST_NAMES
from adapter.tool_calls.promises.grammars.english.words import DETERMINER, TITLE, WHO

NAMED = rf"(?:{TITLE} (?!\w+ s )\w+|(?:(?={FIRST_NAMES} )\w+)(?! s ))"
NAME = (
    rf"{NAMED}(?: (?!s |number |is |are |and |to |who )\w+)?(?: (?:from|in|at|over in|over at) (?:\w+ ){{0,3}}?{WHO})?"
)

# Who has no name, and answers telephones.
HUMAN = one_of(
    """
    agents? advis[eo]rs? operators? representatives? reps? humans? person somebody someone supervisors? managers?
    colleagues? handlers? assistants? associates? receptionists? interpreter translator dispatchers? specialists?
    experts? consultants? counsell?or
    """
)
ONE = rf"(?:(?:one of (?:our|the) |{DETERMINER} )?(?:(?!(?:to|for|and|s|with|of) )\w+ ){{0,3}}?{HUMAN})"
