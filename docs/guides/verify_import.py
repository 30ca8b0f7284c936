#!/usr/bin/env python3
"""Checks an import of the UCI Online Retail files without Bazaar's code: python3 verify_import.py FILES_FOLDER refused-lines.csv stock.csv

stock.csv is what `bazaar report stock --format csv --out stock.csv` wrote, of a shop that holds this import and nothing else, without
made-up opening stock. Every line must be taken or refused, and on hand of every SKU must be what the taken lines say: a sale takes out, a
cancellation (C…) brings back, a negative quantity on any other invoice is a write-off, and a free line without a customer was found."""
import collections, csv, glob, os, sys

folder, refusals, stock = sys.argv[1:4]
refused = collections.Counter()
for row in csv.DictReader(open(refusals, encoding="utf-8-sig", newline="")):
    refused[os.path.basename(row["file"]), int(row["line"])] += 1

expected, kinds, read, taken = collections.Counter(), collections.Counter(), 0, 0
for path in sorted(glob.glob(os.path.join(folder, "*.csv"))):
    rows = csv.reader(open(path, encoding="utf-8-sig", newline=""))
    next(rows)
    line = rows.line_num
    for invoice, sku, _, quantity, _, price, customer, _ in rows:
        read, start, line = read + 1, line + 1, rows.line_num
        if refused[os.path.basename(path), start]:
            continue
        taken, quantity = taken + 1, int(quantity)
        kind = ("return" if invoice.startswith("C") else "write-off" if quantity < 0
                else "found" if float(price) <= 0 and not customer else "sale")
        kinds[kind] += 1
        expected[sku.strip().upper()] += quantity if kind in ("write-off", "found") else -quantity

on_hand = {r["SKU"].upper(): float(r["On hand"]) for r in csv.DictReader(open(stock, encoding="utf-8-sig", newline="")) if r["SKU"]}
wrong = {sku: (expected.get(sku), on_hand.get(sku)) for sku in expected.keys() | on_hand.keys() if expected.get(sku) != on_hand.get(sku)}
print(f"{read:,} lines read = {taken:,} taken {dict(kinds)} + {sum(refused.values()):,} refused")
print(f"{len(expected):,} SKUs expected, {len(on_hand):,} in stock, {len(wrong)} differ", dict(list(wrong.items())[:5]))
sys.exit(0 if read == taken + sum(refused.values()) and not wrong else 1)
