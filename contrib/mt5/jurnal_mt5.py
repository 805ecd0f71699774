"""Closed positions of MetaTrader 5 as NDJSON, one a line, for `jurnal trade log --stdin`.

    python jurnal_mt5.py --utc-hours 2 --summer us | jurnal trade log --stdin
    python jurnal_mt5.py --utc-hours 2 --summer us --out jurnal-mt5.ndjson --follow 10

Needs Windows, a terminal that is logged in, and `pip install MetaTrader5`. It only reads. The whole
history comes first; with --follow each position as soon as it is closed. With --out what stands in
the file is not written again; without it all of history is told at each start, and the journal
answers "duplicate" to what it has.
"""

import argparse
import json
import sys
import time
from datetime import datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal

import MetaTrader5 as mt5

BUY, SELL = 0, 1
IN, OUT, IN_OUT, OUT_BY = 0, 1, 2, 3
REASONS = {0: "manual", 1: "manual", 2: "manual", 3: "expert", 4: "sl", 5: "tp", 6: "stop-out"}
HOUR = timedelta(hours=1)


def sunday_from(year, month, day):
    """Midnight of the first Sunday on or after a day, in UTC."""
    date = datetime(year, month, day, tzinfo=timezone.utc)
    return date + timedelta(days=(6 - date.weekday()) % 7)


def is_summer(utc, rule):
    """Whether clocks that follow the rule ("none", "eu", "us") are an hour ahead at this time."""
    if rule == "none":
        return False
    if rule == "eu":
        begins, ends = sunday_from(utc.year, 3, 25) + HOUR, sunday_from(utc.year, 10, 25) + HOUR
    else:
        begins, ends = sunday_from(utc.year, 3, 8) + 7 * HOUR, sunday_from(utc.year, 11, 1) + 6 * HOUR
    return begins <= utc < ends


def time_text(seconds, utc_hours, rule):
    """What the server's clock showed, with its offset: MetaTrader counts seconds of that clock."""
    wall = datetime.fromtimestamp(seconds, timezone.utc)
    winter = timedelta(hours=utc_hours)
    offset = winter + (HOUR if is_summer(wall - winter, rule) else timedelta(0))
    return wall.replace(tzinfo=timezone(offset)).isoformat()


def exact(amount):
    return Decimal(repr(float(amount)))


def money(amount, digits):
    return float(amount.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))


def average(deals):
    volume = sum(exact(deal.volume) for deal in deals)
    paid = sum(exact(deal.volume) * exact(deal.price) for deal in deals)
    return float(round(paid / volume, 8))


def row_of(deals, orders, account, clock):
    """A closed position as a row; None while it is open, and of one that the history does not hold
    whole or that was turned around: the statement tells of those."""
    opened = [deal for deal in deals if deal.entry == IN]
    closed = [deal for deal in deals if deal.entry in (OUT, OUT_BY)]
    volume = sum(exact(deal.volume) for deal in opened)
    is_whole = len(opened) + len(closed) == len(deals)
    if not opened or not closed or not is_whole:
        return None
    if abs(volume - sum(exact(deal.volume) for deal in closed)) > Decimal("0.0000001"):
        return None
    first, last = opened[0], closed[-1]
    digits = account.currency_digits
    sums = {part: sum(exact(getattr(deal, part)) for deal in deals)
            for part in ("profit", "commission", "swap", "fee")}
    row = {
        "ticket": str(first.position_id),
        "account": str(account.login),
        "currency": account.currency,
        "symbol": first.symbol,
        "side": "buy" if first.type == BUY else "sell",
        "lot_size": float(volume),
        "entry_time": clock(first.time),
        "exit_time": clock(last.time),
        "entry_price": average(opened),
        "exit_price": average(closed),
        "profit_loss": money(sum(sums.values()), digits),
        "commission": money(sums["commission"], digits),
        "swap": money(sums["swap"], digits),
        "fee": money(sums["fee"], digits),
    }
    order = orders.get(first.order)
    # Zero is not "none": the package tells what was set with the order, not what was set later.
    for key, level, reason in (("stop_loss", "sl", 4), ("take_profit", "tp", 5)):
        value = getattr(order, level, 0.0)
        if value > 0:
            row[key] = value
        if value > 0 or last.reason == reason:
            row[f"{key}_used"] = True
    if last.reason in REASONS:
        row["exit_reason"] = REASONS[last.reason]
    if first.magic:
        row["magic"] = str(first.magic)
    if first.comment:
        row["comment"] = first.comment
    parts = [part_of(deal, opened, volume, digits, clock) for deal in closed[:-1]]
    if parts:
        row["partial_closes"] = parts
    return row


def part_of(deal, opened, volume, digits, clock):
    """What was closed before the last time, with its share by volume of what opening cost."""
    share = exact(deal.volume) / volume
    costs = {name: money(exact(getattr(deal, name))
                         + share * sum(exact(getattr(one, name)) for one in opened), digits)
             for name in ("commission", "fee")}
    net = exact(deal.profit) + exact(deal.swap) + sum(exact(cost) for cost in costs.values())
    return {
        "exit_time": clock(deal.time),
        "lot_size": deal.volume,
        "exit_price": deal.price,
        "profit_loss": money(net, digits),
        "commission": costs["commission"],
        "swap": deal.swap,
        "fee": costs["fee"],
    }


def rows(clock):
    """The closed positions of the account, in the order in which they ended."""
    begins = datetime(1971, 1, 1, tzinfo=timezone.utc)
    ends = datetime.now(timezone.utc) + timedelta(days=4)
    deals = mt5.history_deals_get(begins, ends)
    orders = mt5.history_orders_get(begins, ends)
    if deals is None or orders is None:
        raise SystemExit(f"MetaTrader tidak memberi riwayatnya: {mt5.last_error()}")
    positions = {}
    for deal in deals:
        if deal.position_id and deal.type in (BUY, SELL):
            positions.setdefault(deal.position_id, []).append(deal)
    account, by_ticket = mt5.account_info(), {order.ticket: order for order in orders}
    for own in sorted(positions.values(), key=lambda one: one[-1].time_msc):
        row = row_of(own, by_ticket, account, clock)
        if row is not None:
            yield row


def told_in(path):
    """The accounts and tickets of the whole lines in a file, and whether its last one is cut off."""
    told, text = set(), ""
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except FileNotFoundError:
        pass
    for line in text.splitlines():
        try:
            row = json.loads(line)
            told.add((row["account"], row["ticket"]))
        except (ValueError, KeyError, TypeError):
            pass
    return told, text != "" and not text.endswith("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--utc-hours", type=float, required=True,
                        help="hours by which the server's clock is ahead of UTC in winter, e.g. 2")
    parser.add_argument("--summer", choices=("none", "eu", "us"), default="none",
                        help="when the server's clock goes forward by an hour")
    parser.add_argument("--out", help="append to this file, in UTF-8; without it: to stdout")
    parser.add_argument("--follow", type=float, metavar="SECONDS", help="look again so often")
    options = parser.parse_args()
    if not mt5.initialize():
        raise SystemExit(f"MetaTrader tidak bisa dihubungi: {mt5.last_error()}")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    told, is_cut = told_in(options.out) if options.out else (set(), False)
    out = open(options.out, "a", encoding="utf-8", newline="\n") if options.out else sys.stdout
    if is_cut:
        out.write("\n")
    try:
        while True:
            for row in rows(lambda at: time_text(at, options.utc_hours, options.summer)):
                if (row["account"], row["ticket"]) in told:
                    continue
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                out.flush()
                told.add((row["account"], row["ticket"]))
            if options.follow is None:
                return
            time.sleep(options.follow)
    except KeyboardInterrupt:
        pass
    except BrokenPipeError:
        raise SystemExit("Pembaca di ujung pipa sudah berhenti.") from None
    finally:
        mt5.shutdown()


if __name__ == "__main__":
    main()
