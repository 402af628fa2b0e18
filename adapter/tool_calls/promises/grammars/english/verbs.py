"""The verbs of transferring in English: those of nothing else, and those that need a way or somebody."""

from adapter.tool_calls.promises.grammar import one_of

# Verbs of nothing but transferring, whoever it goes to.
_STEM = r"(?:re ?)?(?:transfer|connect|forward|rout|patch|conferenc|escalat|divert|relay|convey|channel|funnel)"
TRANSFER, TRANSFERRING, TRANSFERRED = rf"{_STEM}e?", rf"{_STEM}[rl]?ing", rf"{_STEM}[rl]?ed"
# Those that need a way or somebody: of contracts, of pages and of patients they are said as well.
_MOVE_STEM = one_of(
    """
    put pass hand turn send mov bring get pop ring see tak shift throw push ship direct swing shoot walk drop plac stick
    slot giv leav set hook join pair match return releas entrust assign pull bounc kick chuck flick zap beam punt toss
    lob ping fling shuttl whisk steer escort bump guid usher deliver plug fir add lin switch link redirect whip bang
    merg bridg loop tee jump hop skip slid scoot zip swap nudg shunt pivot sling
    """
)
MOVE, MOVING = rf"{_MOVE_STEM}e?", rf"{_MOVE_STEM}[tpbgn]?ing"
MOVED = (
    r"(?:put|passed|handed|sent|moved|bumped|switched|popped|bounced|shifted|turned|brought|kicked|redirected|"
    r"directed|linked|joined|taken|led|guided|hooked|lined|paired|matched|placed|dropped|added|slotted|stuck)"
)
