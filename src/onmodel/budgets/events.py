"""What happens to budgets."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class BudgetChanged(Event):
    """The project's limits or its weight were set anew."""

    kind: ClassVar[str] = "budget.changed"
