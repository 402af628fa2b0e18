"""How a transfer is promised in Turkish."""

from adapter.tool_calls.promises.grammar import Grammar

GRAMMAR = Grammar(
    promises=(
        r"(?:sizi|aramanizi|cagrinizi|gorusmenizi) (?:\w+ ){0,6}?"
        r"(?:bagl|aktar|yonlendir)(?:iyorum|iyoruz|ayacagim|acagim|ecegim|adim|dim)",
        r"(?:aramaniz|cagriniz|gorusmeniz) (?:\w+ ){0,6}?(?:aktaril|yonlendiril|baglan)(?:iyor|acak|ecek|di)",
    ),
    conditions=(r"eğer|isterseniz|istersen|olursa",),
    denials=(r"değil",),
    now=(r"şimdi|hemen",),
)
