"""Checks signed logs as docs/spec/log-format.md says, and nothing else: written from that page.

Usage: log_verifier.py FILE...

Each line of a file is an object with `hex`, a log, and `verdict`, what another program said of it. Ends with how many were
judged alike; exit code 1 when one was not.
"""

import hashlib
import json
import re
import sys
import unicodedata
from datetime import date

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
MAX_TIME = 2**53 - 1
MAX_ENTRY = 12_288
MAX_ENTRIES = 2_000
MAX_ROOM = 1_048_576
MAX_KEYS = 32
MAX_FILE = 1_055_600

AGENT, PERSON = 0, 1
(OPEN, JOIN, ADMIT, ADJUST, CASE, PROPOSE, ACCEPT, SEAL, WITHDRAW, ACK, SIGN, COMMENT, REASON, NEED, ERASE, PAUSE, LEAVE, CALL,
 OFFER, DECLINE, SCREEN, IN_PERSON, DOUBT) = range(23)
ERASABLE = {ADJUST, COMMENT, REASON, NEED}


class Refused(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


def digest(name, data):
    return hashlib.sha256(name.encode() + b"\0" + data).digest()


# --- CBOR in its one form ---------------------------------------------------------------------------------------------


def head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if value < 1 << 8 * size:
            return bytes([major << 5 | code]) + value.to_bytes(size, "big")
    raise Refused("not_canonical")


class Reader:
    """Reads items, and remembers whether each had its shortest form."""

    def __init__(self, data):
        self.data, self.at, self.short = data, 0, True

    def take(self, size):
        part = self.data[self.at:self.at + size]
        if len(part) != size:
            raise Refused("not_canonical")
        self.at += size
        return part

    def head(self):
        first = self.take(1)[0]
        major, value = first >> 5, first & 31
        if value >= 24:
            if value > 27:
                raise Refused("not_canonical")
            value = int.from_bytes(self.take(1 << (value - 24)), "big")
        return major, value, first

    def one(self, wanted):
        start = self.at
        major, value, _ = self.head()
        if major != wanted:
            raise Refused("not_canonical")
        # A longer form than needed is refused once everything has been read.
        self.short &= head(major, value) == self.data[start:self.at]
        return value

    def array(self, length):
        if self.one(4) != length:
            raise Refused("not_canonical")

    def list(self, most):
        length = self.one(4)
        if length > most:
            raise Refused("not_canonical")
        return length

    def uint(self, most):
        value = self.one(0)
        if value > most:
            raise Refused("not_canonical")
        return value

    def int(self, most):
        start = self.at
        major, value, _ = self.head()
        if major not in (0, 1):
            raise Refused("not_canonical")
        self.short &= head(major, value) == self.data[start:self.at]
        value = value if major == 0 else -1 - value
        if abs(value) > most:
            raise Refused("not_canonical")
        return value

    def bytes(self, size=None):
        data = self.take(self.one(2))
        if size is not None and len(data) != size:
            raise Refused("not_canonical")
        return data

    def text(self):
        try:
            return self.take(self.one(3)).decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("not_canonical") from None

    def line(self, most):
        text = self.text()
        if len(text) > most or any(unicodedata.category(one) == "Cc" for one in text):
            raise Refused("not_canonical")
        return text

    def flag(self):
        value = self.take(1)[0]
        if value not in (0xF4, 0xF5):
            raise Refused("not_canonical")
        return value == 0xF5

    def optional(self, read):
        if self.data[self.at:self.at + 1] == b"\xf6":
            self.at += 1
            return None
        return read()

    def digests(self, most):
        listed = [self.bytes(32) for _ in range(self.list(most))]
        if any(a >= b for a, b in zip(listed, listed[1:])):
            raise Refused("not_canonical")
        return listed

    def end(self):
        """Nothing follows, and nothing was longer than it need be."""
        if self.at != len(self.data) or not self.short:
            raise Refused("not_canonical")


def once(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError
    return dict(pairs)


def no_float(_):
    raise ValueError


def canonical_json(text):
    """Parsed, if it is in the form of docs/formats.md."""
    try:
        value = json.loads(text, object_pairs_hook=once, parse_float=no_float, parse_constant=no_float)
    except (ValueError, RecursionError):
        raise Refused("not_canonical") from None
    if json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False) != text:
        raise Refused("not_canonical")
    return value


def day(text):
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Refused("not_canonical")
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise Refused("not_canonical") from None
    if not 1970 <= found.year <= 2200:
        raise Refused("not_canonical")
    return text


# --- The parts of a log -----------------------------------------------------------------------------------------------


def read_room(data):
    read = Reader(data)
    read.list(255)
    version, kind = read.uint(2**64), read.uint(2**64)
    if (version, kind) != (1, 1):
        raise Refused("other_version")
    room = {"creator": read.bytes(64), "role": read.uint(1), "nonce": read.bytes(16), "created": read.uint(MAX_TIME)}
    room["policy"] = read.optional(lambda: read.bytes(32))
    read.end()
    if Reader(data).one(4) != 7:
        raise Refused("not_canonical")
    room["name"] = digest("pn/room/1", data)
    return room


def read_body(kind, data):
    read = Reader(data)
    link = lambda: read.bytes(32)
    body = None
    if kind == OPEN:
        read.array(3)
        name, case, terms = read.line(60), canonical_json(read.text()), canonical_json(read.text())
        body = {"name": name, "case": case, "terms": terms}
    elif kind == JOIN:
        read.array(2)
        body = {"role": read.uint(1), "name": read.line(60)}
    elif kind in (ADMIT, WITHDRAW):
        read.array(1)
        body = {"of": link()}
    elif kind == ADJUST:
        read.array(4)
        cause, of = read.uint(3), read.optional(link)
        if (of is not None) != (cause >= 2):
            raise Refused("not_canonical")
        currency, fields = read.text(), canonical_json(read.text())
        if len(currency) != 3 or not isinstance(fields, list) or not 1 <= len(fields) <= 210:
            raise Refused("not_canonical")
        body = {"cause": cause, "of": of, "currency": currency, "fields": fields}
    elif kind == CASE:
        read.array(1)
        body = {"case": canonical_json(read.text())}
    elif kind == PROPOSE:
        items = read.list(2)
        body = {"agreed": link()}
        # What was checked stands there only where something was.
        body["checked"] = read.uint(2) if items == 2 else 0
        if items == 0 or items == 2 and body["checked"] == 0:
            raise Refused("not_canonical")
    elif kind == ACCEPT:
        read.array(3)
        body = {"proposal": link(), "agreed": link(), "consent": read.line(4_000)}
    elif kind == SEAL:
        read.array(3)
        body = {"accept": link(), "agreed": link(), "in_person": read.flag()}
    elif kind in (ACK, LEAVE):
        read.array(0)
        body = {}
    elif kind == SIGN:
        read.array(9)
        body = {"of": link(), "agreed": link(), "name": read.line(200), "how": read.line(40), "at": read.line(20)}
        body |= {"page": read.bytes(64), "after": read.optional(link), "certificate": read.bytes(), "file": read.bytes(64)}
        if len(body["certificate"]) > 1_500:
            raise Refused("not_canonical")
    elif kind == COMMENT:
        read.array(2)
        body = {"about": read.optional(link), "text": read.line(4_000)}
    elif kind == REASON:
        read.array(2)
        body = {"about": link(), "text": read.line(4_000)}
    elif kind == NEED:
        read.array(2)
        body = {"text": read.line(4_000), "consent": read.uint(1)}
    elif kind == ERASE:
        read.array(1)
        body = {"entries": read.digests(64)}
        if not body["entries"]:
            raise Refused("not_canonical")
    elif kind in (PAUSE, IN_PERSON, DOUBT):
        read.array(1)
        body = {"flag": read.flag()}
    elif kind == CALL:
        items = read.list(3)
        body = {"agreed": link(), "tell_us_by": day(read.text())}
        if items < 2 or items == 3 and read.uint(1) != 1:
            raise Refused("not_canonical")
    elif kind == OFFER:
        read.array(3)
        body = {"agreed": link(), "reply_by": read.optional(lambda: day(read.text())), "within_budget": read.flag()}
    elif kind == DECLINE:
        read.array(2)
        body = {"offer": link(), "reason": read.line(500)}
    elif kind == SCREEN:
        read.array(1)
        body = {"mode": read.uint(2)}
    read.end()
    return body


def read_header(data):
    read = Reader(data)
    items = read.list(255)
    if read.uint(2**64) != 1:
        raise Refused("other_version")
    header = {"room": read.bytes(32), "author": read.bytes(64), "seq": read.uint(MAX_ENTRIES)}
    header["prev"] = read.optional(lambda: read.bytes(32))
    header["parents"] = read.digests(8)
    header["wall"], header["zone"] = read.uint(MAX_TIME), read.int(900)
    header["kind"] = read.uint(2**64)
    if header["kind"] > DOUBT:
        raise Refused("other_version")
    header["contents"] = read.bytes(32)
    read.end()
    if items != 10:
        raise Refused("not_canonical")
    return header


def signed_by(key, message, r, s):
    try:
        point = ec.EllipticCurvePublicNumbers(
            int.from_bytes(key[:32], "big"), int.from_bytes(key[32:], "big"), ec.SECP256R1()
        ).public_key()
        point.verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True


def read_entry(room, data):
    if len(data) > MAX_ENTRY:
        raise Refused("too_large")
    read = Reader(data)
    read.array(4)
    header_bytes, signature = read.bytes(), read.bytes(64)
    salt, body = read.optional(lambda: read.bytes(16)), read.optional(read.bytes)
    if (salt is None) != (body is None):
        raise Refused("not_canonical")
    read.end()
    entry = read_header(header_bytes)
    if entry["room"] != room["name"]:
        raise Refused("other_room")
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if not (1 <= r < ORDER and 1 <= s <= ORDER // 2):
        raise Refused("bad_signature")
    entry["body"] = None
    if body is None:
        if entry["kind"] not in ERASABLE:
            raise Refused("no_body")
    else:
        if digest("pn/body/1", salt + body) != entry["contents"]:
            raise Refused("other_body")
        try:
            entry["body"] = read_body(entry["kind"], body)
        except Refused:
            raise Refused("bad_body") from None
    if not signed_by(entry["author"], b"pn/sig/1\0" + header_bytes, r, s):
        raise Refused("bad_signature")
    entry["name"] = digest("pn/event/1", header_bytes)
    entry["size"] = len(data)
    return entry


# --- Place, order, agreement ------------------------------------------------------------------------------------------


class Log:
    def __init__(self, room):
        self.room = room
        self.entries = {}
        self.past = {}
        self.depth = {}
        self.erased = set()
        self.size = 0

    def key(self, name):
        entry = self.entries[name]
        return self.depth[name], entry["author"], entry["seq"], name

    def folded(self, names=None):
        return sorted(self.entries if names is None else names, key=self.key)

    def of_kind(self, *kinds):
        return [name for name, entry in self.entries.items() if entry["kind"] in kinds]

    def admits(self, past):
        """Every admit in a past and every join that answers an offer, in the order of the fold: who, on which side."""
        for name in self.folded([name for name in past if self.lets_in(name)]):
            entry = self.entries[name]
            join = entry if entry["kind"] == JOIN else self.entries[entry["body"]["of"]]
            yield join["author"], join["body"]["role"]

    def lets_in(self, name):
        entry = self.entries[name]
        if entry["kind"] != JOIN:
            return entry["kind"] == ADMIT
        offers = (one for one in self.past[name] if self.entries[one]["kind"] == OFFER)
        return any(self.written_on(offer) != entry["body"]["role"] for offer in offers)

    def side(self, author, past):
        if author == self.room["creator"]:
            return self.room["role"]
        return next((role for who, role in self.admits(past) if who == author), None)

    def has_side(self, role, past):
        return role == self.room["role"] or any(role == other for _, other in self.admits(past))

    def written_on(self, name):
        """The side on which an entry was written."""
        entry = self.entries[name]
        return entry["body"]["role"] if entry["kind"] == JOIN else self.side(entry["author"], self.past[name])

    def add(self, entry):
        if entry["name"] in self.entries:
            raise Refused("misplaced")
        kind, prev, creates = entry["kind"], entry["prev"], entry["author"] == self.room["creator"]
        if entry["seq"] == 0:
            first = kind == OPEN and not entry["parents"] if creates else kind == JOIN and bool(entry["parents"])
            well = prev is None and first
        else:
            well = prev is not None and kind not in (OPEN, JOIN) and prev not in entry["parents"]
        if not well:
            raise Refused("misplaced")
        before = entry["parents"] + ([prev] if prev is not None else [])
        if any(name not in self.entries for name in before):
            raise Refused("gap")
        past = set(before).union(*(self.past[name] for name in before))
        if prev is not None:
            earlier = self.entries[prev]
            if earlier["author"] != entry["author"] or earlier["seq"] + 1 != entry["seq"]:
                raise Refused("misplaced")
        if kind != JOIN:
            self.may(entry, past)
        authors = {one["author"] for one in self.entries.values()} | {entry["author"]}
        if len(self.entries) >= MAX_ENTRIES or self.size + entry["size"] > MAX_ROOM or len(authors) > MAX_KEYS:
            raise Refused("full")
        name = entry["name"]
        self.entries[name], self.past[name] = entry, past
        self.depth[name] = 1 + max((self.depth[one] for one in before), default=-1)
        self.size += entry["size"]
        if kind == ERASE:
            self.erased.update(entry["body"]["entries"])

    def may(self, entry, past):
        kind, author, body = entry["kind"], entry["author"], entry["body"]
        role = self.side(author, past)
        if role is None:
            raise Refused("not_admitted")
        if kind in (CALL, DECLINE, SCREEN, IN_PERSON) and role != AGENT:
            raise Refused("wrong_side")
        if kind == PROPOSE and body["checked"] == 2 and role != PERSON:
            raise Refused("wrong_side")
        if kind == OFFER and role != PERSON:
            raise Refused("wrong_side")
        if kind == CASE and role != AGENT and self.has_side(AGENT, past):
            raise Refused("wrong_side")

        def named(name):
            if name not in past:
                raise Refused("bad_reference")
            return self.entries[name]

        def need(well):
            if not well:
                raise Refused("bad_reference")

        if kind == ADMIT:
            join = named(body["of"])
            need(join["kind"] == JOIN and self.side(join["author"], past) is None)
            first = author == self.room["creator"] and not self.has_side(join["body"]["role"], past)
            if join["body"]["role"] != role and not first:
                raise Refused("wrong_side")
        elif kind == ACCEPT:
            proposal = named(body["proposal"])
            need(self.written_on(body["proposal"]) != role)
            need(proposal["kind"] in (PROPOSE, OFFER) and proposal["body"]["agreed"] == body["agreed"])
        elif kind == SEAL:
            accept = named(body["accept"])
            need(accept["kind"] == ACCEPT)
            proposal = named(accept["body"]["proposal"])
            need(accept["body"]["agreed"] == body["agreed"] and proposal["author"] == author)
        elif kind == WITHDRAW:
            what = named(body["of"])
            need(self.written_on(body["of"]) == role and what["kind"] in (PROPOSE, OFFER, ACCEPT))
        elif kind == DECLINE:
            need(named(body["offer"])["kind"] == OFFER)
        elif kind == SIGN:
            what = named(body["of"])
            need(what["kind"] in (SEAL, CALL, OFFER) and what["body"]["agreed"] == body["agreed"])
        elif kind == ERASE:
            for name in body["entries"]:
                what = named(name)
                need(what["author"] == author and what["kind"] in (COMMENT, REASON, NEED))

    def heads(self):
        followed = {name for entry in self.entries.values() for name in entry["parents"] + [entry["prev"]]}
        return sorted(name for name in self.entries if name not in followed)

    def forks(self):
        found = []
        entries = list(self.entries.values())
        for at, one in enumerate(entries):
            for two in entries[at + 1:]:
                if (one["author"], one["seq"]) == (two["author"], two["seq"]):
                    found.append((one["author"], one["seq"], *sorted((one["name"], two["name"]))))
        return sorted(found)

    def disturbances(self, proposal, accept, among):
        for name in among:
            kind = self.entries[name]["kind"]
            if kind in (ADJUST, CASE, CALL) and name not in self.past[proposal]:
                yield name
            elif kind in (PROPOSE, OFFER) and name != proposal and self.key(name) > self.key(proposal):
                yield name
            elif kind == WITHDRAW and self.entries[name]["body"]["of"] in (proposal, accept):
                yield name
            elif kind == DECLINE and self.entries[name]["body"]["offer"] == proposal:
                yield name

    def chain(self, seal):
        sealed = self.entries[seal]
        accept = sealed["body"]["accept"]
        accepted = self.entries[accept]
        proposal = accepted["body"]["proposal"]
        confirmed = next(
            (name for name in self.folded()
             if self.entries[name]["author"] == accepted["author"] and seal in self.past[name]), None)
        return proposal, accept, seal, confirmed, self.standing(proposal, accept, seal, confirmed)

    def standing(self, proposal, accept, seal, confirmed):
        again = any(self.entries[one]["kind"] == SEAL and self.entries[one]["body"]["accept"] == accept
                    for one in self.past[seal])
        if again or any(True for _ in self.disturbances(proposal, accept, self.past[seal])):
            return "void"
        proposer, accepter = self.entries[proposal]["author"], self.entries[accept]["author"]
        until = MAX_ENTRIES if confirmed is None else self.entries[confirmed]["seq"]
        for author, seq, _, _ in self.forks():
            if author == proposer and seq <= self.entries[seal]["seq"] or author == accepter and seq <= until:
                return "disputed"
        if confirmed is None:
            theirs = [name for name, entry in self.entries.items() if entry["author"] == accepter]
            unaware = [name for name in self.disturbances(proposal, accept, theirs) if seal not in self.past[name]]
            return "undone" if unaware else "sealed"
        known = self.disturbances(proposal, accept, self.past[confirmed])
        return "undone" if any(seal not in self.past[name] for name in known) else "final"


def check(data):
    """What is said of a log: its verdict."""
    try:
        if len(data) > MAX_FILE:
            raise Refused("too_large")
        read = Reader(data)
        items = read.list(255)
        if read.text() != "pn-log":
            raise Refused("not_canonical")
        if read.uint(2**64) != 1:
            raise Refused("other_version")
        room = read_room(read.bytes())
        packets = []
        for _ in range(read.list(MAX_ENTRIES)):
            packets.append(read.bytes())
            if len(packets[-1]) > MAX_ENTRY:
                raise Refused("too_large")
        read.end()
        if items != 4:
            raise Refused("not_canonical")
    except Refused as refused:
        return {"at": None, "refused": refused.code}
    log = Log(room)
    for at, packet in enumerate(packets):
        try:
            log.add(read_entry(room, packet))
        except Refused as refused:
            return {"at": at, "refused": refused.code}
    optional = lambda name: None if name is None else name.hex()
    return {
        "room": room["name"].hex(),
        "entries": [name.hex() for name in log.folded()],
        "heads": [name.hex() for name in log.heads()],
        "forks": [[author.hex(), seq, one.hex(), two.hex()] for author, seq, one, two in log.forks()],
        "chains": [
            [proposal.hex(), accept.hex(), seal.hex(), optional(confirmed), standing]
            for proposal, accept, seal, confirmed, standing in map(log.chain, log.folded(log.of_kind(SEAL)))
        ],
    }


def main(paths):
    passed, failed, taken, finals = 0, 0, 0, 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file):
                case = json.loads(line)
                found = check(bytes.fromhex(case["hex"]))
                if found == case["verdict"]:
                    passed += 1
                    taken += "room" in found
                    finals += any(chain[4] == "final" for chain in found.get("chains", []))
                else:
                    failed += 1
                    if failed <= 5:
                        print(f"{path}:{number + 1} {case['name']}: {found} instead of {case['verdict']}")
    print(f"{taken} logs taken, {passed - taken} refused alike, {finals} with an agreement that is final")
    if failed:
        print(f"{failed} failed")
    print(f"{passed} passed")
    return 1 if failed or not taken or taken == passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
