"""Which of several texts an utterance means: by the words they share, or by meaning.

What compares words needs nothing beside Python and is exported here. What compares meaning needs the extra `semantic`
and is imported from its own modules.
"""

from adapter.search.lexical import QUERY_LIMIT, Hit, LexicalIndex, shared_terms, terms

__all__ = ["QUERY_LIMIT", "Hit", "LexicalIndex", "shared_terms", "terms"]
