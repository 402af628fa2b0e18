"""What follows from a comparison, in one sentence for people who know no statistics."""

from adapter.evals.comparison.comparison import Comparison

_NAMED = 5


def conclusion(comparison: Comparison) -> str:
    """Whether B may take the place of A, what speaks for it in cases, and how often chance alone does as much."""
    evidence = comparison.evidence
    match comparison.judgement:
        case "identical":
            return f"B does exactly what A does, in all {evidence.cases:,} cases."
        case "better":
            return f"B is better: {_split(comparison)}; {_chance(evidence.p)}."
        case "worse":
            return f"B is worse: {_split(comparison)}; {_chance(evidence.p)}."
        case "must regressed":
            ids = [case.id for case in comparison.must_regressions]
            more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
            count = "a case" if len(ids) == 1 else f"{len(ids)} cases"
            return f"B is not to be used: it gets {count} wrong that may never fail ({', '.join(ids[:_NAMED])}{more})."
        case "no worse":
            most = 100 * max(0.0, -evidence.interval.low)
            return (
                f"B is as good as A or hardly worse: {_split(comparison)}, and of 100 callers at most {most:.1f} more"
                " would go wrong."
            )
        case "cannot tell":
            needed = f"; about {comparison.needed.cases:,} cases of this kind would tell" if comparison.needed else ""
            return (
                f"It cannot be told from these cases whether B is better or worse: {_split(comparison)};"
                f" {_chance(evidence.p)}{needed}."
            )


def _split(comparison: Comparison) -> str:
    evidence = comparison.evidence
    if not evidence.better and not evidence.worse:
        return f"of {evidence.cases:,} cases as many are right"
    if comparison.repeats > 1:
        return f"of {evidence.cases:,} cases {evidence.better:,} are right more often and {evidence.worse:,} less often"
    return (
        f"of {evidence.cases:,} cases it gets {evidence.better:,} right that A gets wrong, and {evidence.worse:,} wrong"
        " that A gets right"
    )


def _chance(p: float) -> str:
    if p < 0.001:
        return "chance alone does that less than once in 1,000 comparisons"
    if p < 0.01:
        return "chance alone does that less than once in 100 comparisons"
    return f"chance alone does that in about {max(1, round(100 * p))} of 100 comparisons"
