"""The facts of one call, as every voice platform can tell them."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from adapter.frozen import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class CallInfo:
    """One call. Only `id` is essential; what a platform does not say, or says emptily, is None.

    `from_number` called `to_number`; `own_number` is the assistant's own line. Numbers are kept as they were sent, with
    or without a plus. `platform` is what only the platform understands, such as the id of an account: it is stored with
    the call and never logged.
    """

    id: str
    from_number: str | None = None
    to_number: str | None = None
    own_number: str | None = None
    direction: Literal["inbound", "outbound"] | None = None
    platform: Mapping[str, str] = field(default_factory=dict)

    def updated(self, seen: "CallInfo") -> "CallInfo":
        """What is known of the call with what was seen last, itself where nothing is new.

        A message may repeat only the id, and what was said once stays true.
        """
        if seen == self:
            return self
        known = CallInfo(
            id=self.id,
            from_number=seen.from_number or self.from_number,
            to_number=seen.to_number or self.to_number,
            own_number=seen.own_number or self.own_number,
            direction=seen.direction or self.direction,
            platform={**self.platform, **seen.platform} if seen.platform else self.platform,
        )
        return self if known == self else known
