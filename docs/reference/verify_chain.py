#!/usr/bin/env python3
"""Verifies a store's chain from its feed alone; chain.md describes the bytes.

  verify_chain.py URL STORE [SEQ:HASH]   reads the feed of a running server
  verify_chain.py - STORE [SEQ:HASH]     reads saved feed pages, one JSON document a line, from standard input
SEQ:HASH is a head that was kept elsewhere: the chain must still contain it.
"""
import hashlib, json, sys, urllib.parse, urllib.request
from decimal import Decimal

FIELDS = "previousHash store seq id type occurredAt recordedAt businessDate actor reference reason note supplier total reversalOf fingerprint".split()
MEMBERS = "line sku quantity counted pack packQuantity unitPrice unitCost packCost amount onHand coveredByCount".split()
DECIMALS = dict(quantity=3, counted=3, packQuantity=3, onHand=3, total=2, unitPrice=2, amount=2, unitCost=4, packCost=4)

def text(name, value):
    if name in DECIMALS:
        return format(value.scaleb(DECIMALS[name]).normalize(), "f")
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")

def hash_of(entry):
    rows = ["bazaar-entry-1"] + [f"{name}\t{text(name, entry[name])}" for name in FIELDS if entry.get(name) is not None]
    for line in entry["lines"]:
        rows.append("\t".join(["line"] + ["" if line.get(name) is None else text(name, line[name]) for name in MEMBERS]))
    return hashlib.sha256(("\n".join(rows) + "\n").encode()).hexdigest()

def pages(url, store):
    page, after = None, 0
    while url != "-" and (page is None or page["items"]):
        with urllib.request.urlopen(f"{url.rstrip('/')}/api/v1/stores/{urllib.parse.quote(store)}/feed?limit=1000&after={after}") as answer:
            page = json.load(answer, parse_float=Decimal, parse_int=Decimal)
        after = page["items"][-1]["seq"] if page["items"] else after
        yield page
    yield from (json.loads(row, parse_float=Decimal, parse_int=Decimal) for row in (sys.stdin if url == "-" else ()))

url, store, kept = (sys.argv[1:] + [None])[:3] if len(sys.argv) in (3, 4) else sys.exit(__doc__)
seq, head, last, unseen = 0, 0, "0" * 64, kept
for page in pages(url, store):
    head = page["head"]
    for entry in page["items"]:
        if (entry["store"].lower(), entry["seq"], entry["previousHash"]) != (store.lower(), seq + 1, last) or hash_of(entry) != entry["hash"]:
            sys.exit(f"{store}: the chain breaks at entry {entry['seq']}.")
        seq, last = seq + 1, entry["hash"]
        unseen = None if f"{seq}:{last}" == unseen else unseen
if seq != head or unseen:
    sys.exit(f"{store}: the feed ends at entry {seq}, the head is {head}." if seq != head else f"{store}: the chain does not contain {unseen}.")
print(f"{store}: {seq} entries, head {seq}:{last}")
