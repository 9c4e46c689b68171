"""Nobody is told that an edit is safe before it is on the disk."""

from typing import Any

from onmodel.live.receipts import Receipts

ANA: Any = "ana"
BO: Any = "bo"


def test_what_was_written_safely_is_due_at_once() -> None:
    receipts = Receipts()
    receipts.sent(ANA, 1)
    receipts.grouped()
    receipts.sent(ANA, 2)  # came while the first was written
    receipts.written(safe=True)
    assert receipts.due() == {ANA: 1}
    receipts.grouped()
    receipts.written(safe=True)
    assert receipts.due() == {ANA: 2}
    assert receipts.due() == {}


def test_what_a_power_cut_could_take_waits_for_the_disk() -> None:
    receipts = Receipts()
    receipts.sent(ANA, 1)
    receipts.grouped()
    receipts.written(safe=False)
    assert receipts.due() == {}
    receipts.flushing()
    receipts.sent(ANA, 2)  # changes nothing, so it is never written; its count covers the first all the same
    assert receipts.at_rest() == {}
    assert receipts.flushed() == {ANA: 1}
    assert receipts.at_rest() == {ANA: 2}


def test_an_edit_told_during_a_flush_waits_for_the_next() -> None:
    receipts = Receipts()
    for client in (ANA, BO):
        receipts.sent(client, 1)
        receipts.grouped()
        receipts.written(safe=False)
        receipts.flushing() if client == ANA else None
    assert receipts.flushed() == {ANA: 1}
    assert receipts.at_rest() == {}
    receipts.flushing()
    assert receipts.flushed() == {BO: 1}


def test_a_flush_that_failed_is_repeated_with_what_came_since() -> None:
    receipts = Receipts()
    receipts.sent(ANA, 1)
    receipts.grouped()
    receipts.written(safe=False)
    receipts.flushing()
    receipts.sent(ANA, 2)
    receipts.grouped()
    receipts.written(safe=False)
    receipts.flushing()
    assert receipts.flushed() == {ANA: 2}
