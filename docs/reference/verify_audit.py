#!/usr/bin/env python3
"""Verifies the audit trail from the pages of GET /audit alone; chain.md describes the bytes.

  verify_audit.py URL [SEQ:HASH]   reads a running server
  verify_audit.py - [SEQ:HASH]     reads saved pages, one JSON document a line, newest first, from standard input
SEQ:HASH is a head that was kept elsewhere: the trail must still contain it.
"""
import hashlib, json, sys, urllib.request

FIELDS = "previousHash seq at actor address action subject store before after".split()

def hash_of(record):
    def text(value):
        return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
    rows = ["bazaar-audit-1"] + [f"{name}\t{text(record[name])}" for name in FIELDS if record.get(name) is not None]
    return hashlib.sha256(("\n".join(rows) + "\n").encode()).hexdigest()

def pages(url):
    page = {"next": ""}
    while url != "-" and page["next"] is not None:
        with urllib.request.urlopen(f"{url.rstrip('/')}/api/v1/audit?limit=200&cursor={page['next']}") as answer:
            page = json.load(answer)
        yield page
    yield from (json.loads(row) for row in (sys.stdin if url == "-" else ()))

url, kept = (sys.argv[1:] + [None])[:2] if len(sys.argv) in (2, 3) else sys.exit(__doc__)
newer, head, unseen = None, None, kept
for page in pages(url):
    for record in page["items"]:
        head = head or record
        if hash_of(record) != record["hash"] or newer and (newer["seq"], newer["previousHash"]) != (record["seq"] + 1, record["hash"]):
            sys.exit(f"The trail breaks at record {record['seq']}.")
        newer, unseen = record, None if f"{record['seq']}:{record['hash']}" == unseen else unseen
if newer and (newer["seq"], newer["previousHash"]) != (1, "0" * 64) or unseen:
    sys.exit(f"The trail does not contain {unseen}." if unseen else f"The trail begins at record {newer['seq']}.")
print(f"audit: {head['seq']} records, head {head['seq']}:{head['hash']}" if head else "audit: no records")
