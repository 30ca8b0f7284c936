#!/usr/bin/env python3
"""Verifies the signature of exported heads with openssl; chain.md describes the bytes.

  verify_heads.py HEADS KEYS
HEADS is what `bazaar audit heads` wrote, with --json or without. KEYS is what `bazaar audit keys --json` or GET /api/v1/audit/keys gave.
"""
import base64, json, re, subprocess, sys, tempfile

def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

def read(text):
    """Rows of store, seq, hash; the time; the signature."""
    if text.lstrip().startswith("{"):
        heads = json.loads(text)
        rows = [(h["store"], h["seq"], h["hash"]) for h in heads["items"]] + [("(audit)", heads["audit"]["seq"], heads["audit"]["hash"])]
        return rows, heads["at"], heads["signature"]
    rows = re.findall(r"^(\S+) +(\d+)  (\S{64})$", text, re.M)
    return rows, re.search(r"^At (\S+)$", text, re.M)[1], re.search(r"^Signature (\S+)$", text, re.M)[1]

def der(data):
    """What openssl takes for the two halves of a signature."""
    body = b""
    for half in (data[:32], data[32:]):
        number = half.lstrip(b"\0")
        number = b"\0" + number if not number or number[0] > 127 else number
        body += bytes([2, len(number)]) + number
    return bytes([0x30, len(body)]) + body

heads, keys = (open(name, encoding="utf-8").read() for name in sys.argv[1:]) if len(sys.argv) == 3 else sys.exit(__doc__)
rows, at, signature = read(heads)
header, nothing, last = signature.split(".")
names = json.loads(decode(header))
key = next((k for k in json.loads(keys)["keys"] if k["kid"] == names.get("kid")), None)
if nothing or set(names) != {"alg", "typ", "kid"} or (names["alg"], names["typ"]) != ("ES256", "bazaar-heads"):
    sys.exit("The signature's header is not one of Bazaar's.")
if not key:
    sys.exit(f"The key {names['kid']} is not one of those given.")
if at > key.get("retiredAt", at):
    sys.exit(f"The key {names['kid']} was retired before, at {key['retiredAt']}.")
text = f"bazaar-heads-1\nat\t{at}\n" + "".join(f"audit\t{seq}\t{hash}\n" if store == "(audit)" else f"store\t{store}\t{seq}\t{hash}\n" for store, seq, hash in rows)
point = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d03010703420004") + decode(key["x"]) + decode(key["y"])
with tempfile.NamedTemporaryFile() as public, tempfile.NamedTemporaryFile() as signed:
    public.write(b"-----BEGIN PUBLIC KEY-----\n" + base64.encodebytes(point) + b"-----END PUBLIC KEY-----\n")
    signed.write(der(decode(last)))
    public.flush(), signed.flush()
    verdict = subprocess.run(["openssl", "dgst", "-sha256", "-verify", public.name, "-signature", signed.name], input=f"{header}.{encode(text.encode())}".encode(), capture_output=True)
sys.exit(f"The signature does not fit: {verdict.stdout.decode().strip()}") if verdict.returncode else print(f"{len(rows)} heads, signed at {at} with {key['kid']}")
