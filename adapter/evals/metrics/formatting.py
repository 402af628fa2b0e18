"""Rates, differences and p-values as people read them, on a terminal and on a page."""


def percent(rate: float) -> str:
    """A rate as people read it, such as `93.4 %`."""
    return f"{100 * rate:.1f} %"


def points(difference: float) -> str:
    """A difference of rates in points, with its sign, such as `-1.5`."""
    return f"{100 * difference:+.1f}"


def p_value(chance: float) -> str:
    """A p-value alone, such as `.043` or `< .001`."""
    return "< .001" if chance < 0.001 else f"{chance:.3f}".removeprefix("0")


def p_is(chance: float) -> str:
    """A p-value in a sentence, such as `p = .043` or `p < .001`."""
    return f"p {'' if chance < 0.001 else '= '}{p_value(chance)}"
