"""The functions of the MetaTrader5 package that contrib/mt5/jurnal_mt5.py calls, over a file.

FAKE_MT5 names a JSON file: the account, and the deals and orders by the names of the package's own
fields. With --follow the file may be written anew between two looks.
"""

import json
import os
from collections import namedtuple

AccountInfo = namedtuple("AccountInfo", "login currency currency_digits")
TradeDeal = namedtuple(
    "TradeDeal",
    "ticket order time time_msc type entry magic position_id reason volume price commission swap "
    "profit fee symbol comment external_id",
)
TradeOrder = namedtuple("TradeOrder", "ticket position_id sl tp")


def _data():
    with open(os.environ["FAKE_MT5"], encoding="utf-8") as file:
        return json.load(file)


def initialize():
    return "account" in _data()


def shutdown():
    pass


def last_error():
    return (-10005, "IPC timeout")


def account_info():
    return AccountInfo(**_data()["account"])


def _between(rows, date_from, date_to):
    begins, ends = date_from.timestamp(), date_to.timestamp()
    return [row for row in rows if begins <= row.get("time", begins) <= ends]


def history_deals_get(date_from, date_to):
    return tuple(TradeDeal(**row) for row in _between(_data()["deals"], date_from, date_to))


def history_orders_get(date_from, date_to):
    return tuple(TradeOrder(**row) for row in _between(_data()["orders"], date_from, date_to))
