"""The verdict: what follows from a comparison, in one sentence that takes no knowledge of statistics."""

from adapter.evals.comparison.comparison import Comparison


def verdict_sentence(comparison: Comparison) -> str:
    """What follows for whoever has to decide between A and B, with the counts of cases that it rests on."""
    split = _split(comparison)
    cases = _cases(comparison.evidence.cases)
    match comparison.judgement:
        case "better":
            return f"B is better than A: of {cases} {split}, more than chance would bring about."
        case "worse":
            return f"B is worse than A, keep A: of {cases} {split}, more than chance would bring about."
        case "must regressed":
            failing = len(comparison.must_regressions)
            return f"B may not take the place of A: it gets {_cases(failing)} wrong that may never fail."
        case "identical":
            return f"It makes no difference: A and B do the same at every one of {cases}."
        case "no worse":
            return f"B can take the place of A: of {cases} {split}, so at the most it loses 2 calls in 100."
        case "cannot tell":
            needed = comparison.needed
            more = "" if needed is None else f"; about {_cases(needed.cases)} of this kind would tell"
            return f"{cases} cannot tell which of the two is better: {split}, which may be chance{more}."


def _split(comparison: Comparison) -> str:
    """How many cases speak for B, and how many against it."""
    better, worse = comparison.evidence.better, comparison.evidence.worse
    if not better and not worse:
        return "none became right or wrong"
    if comparison.repeats > 1:
        return f"B gets {better:,} right more often than A and {worse:,} less often"
    return f"B gets {better:,} right that A got wrong, and {worse:,} wrong that A got right"


def _cases(count: int) -> str:
    return f"{count:,} case" if count == 1 else f"{count:,} cases"
