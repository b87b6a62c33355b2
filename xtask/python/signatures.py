"""Judges signed PDF files from outside, with other people's software only.

Usage: signatures.py FOLDER    Takes each NAME.json in it for what NAME.pdf is to be: certificates (DER in base64) and
roles, both in the order of signing, the names typed, and the text that is to be heard. Ends with how many checks
passed; exit code 1 when one did not.
"""

import base64
import concurrent.futures
import io
import json
import logging
import os
import re
import subprocess
import sys
import time
import unicodedata

import outloud
import pikepdf
from asn1crypto import parser, x509
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from outloud.model import Document
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation import SignatureCoverageLevel, read_certification_data, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

import judge

SIGNED_ATTRIBUTES = ["content_type", "message_digest", "signing_certificate_v2"]
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
END_OF_REVISION = re.compile(rb"(?<=[\r\n])%%EOF(\r\n|\r|\n|\Z)")
# Takes the rows of a long table for running heads: any three that stand near an edge and differ in digits only.
MISTAKEN_RULES = {"PAG-001"}
SECONDS_FOR_A_PROGRAM = 60


# What pyHanko says of the signatures.


def contents_are_canonical(data, byte_range):
    """Whether the gap in the signed bytes is one string of lower-case hex: a DER value, then zeros."""
    start, before, after, _ = byte_range
    gap = re.fullmatch(rb"<((?:[0-9a-f]{2})+)>", data[before:after])
    if start != 0 or gap is None:
        return False
    contents = bytes.fromhex(gap[1].decode())
    return not any(contents[parser.peek(contents) :])


def problems_of_signature(data, signature, roots, certificate, name):
    # Years on, the file is to be judged as on the day it was signed: by the time that stands in it.
    signed_at = signature.self_reported_timestamp
    if signed_at is None:
        yield "says no time"
        return
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=signed_at)
    status = validate_pdf_signature(signature, signer_validation_context=context)
    if not (status.bottom_line and status.valid and status.intact and status.trusted):
        yield status.summary()
    if not status.docmdp_ok:
        yield "DocMDP is not respected"
    if status.modification_level is None or status.modification_level > ModificationLevel.FORM_FILLING:
        yield f"changed afterwards: {status.modification_level}, {status.diff_result}"
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        yield f"covers too little: {status.coverage}"
    if signature.signer_cert.dump() != certificate.dump():
        yield "made with another certificate"

    dictionary = signature.sig_object
    if dictionary.get("/SubFilter") != "/ETSI.CAdES.detached":
        yield f"SubFilter is {dictionary.get('/SubFilter')}"
    if dictionary.get("/Name") != name:
        yield f"Name is {dictionary.get('/Name')!r}, not {name!r}"
    if not contents_are_canonical(data, [int(number) for number in signature.byte_range]):
        yield "Contents is not lower-case hex of DER, then zeros"

    attributes = sorted(attribute["type"].native for attribute in signature.signer_info["signed_attrs"])
    if attributes != SIGNED_ATTRIBUTES:
        yield f"signed attributes are {attributes}"
    key = signature.signer_cert.public_key
    if status.md_algorithm != "sha256" or key.algorithm != "ec" or key.curve != ("named", "secp256r1"):
        yield "not SHA-256 with P-256"
    elif decode_dss_signature(signature.signer_info["signature"].native)[1] > P256_ORDER // 2:
        yield "high S"


def pyhanko(path, data, wanted):
    reader = PdfFileReader(io.BytesIO(data), strict=True)
    signatures = reader.embedded_signatures
    if wanted["certificates"] is None:
        # Keys made in a browser that is gone: each signature has to be of the certificate that it carries.
        roots = [signature.signer_cert for signature in signatures]
    else:
        roots = [x509.Certificate.load(base64.b64decode(text)) for text in wanted["certificates"]]
    filled = [name for name, _, _ in enumerate_sig_fields(reader, filled_status=True)]
    signed = [signature.field_name for signature in signatures]
    # Signatures of a kind that pyHanko does not know are among the fields only.
    if signed != wanted["roles"] or sorted(filled) != sorted(signed):
        yield f"signed are {signed}, filled are {filled}, not {wanted['roles']}"
        return
    if reader.total_revisions != len(signatures) + 1:
        yield f"{reader.total_revisions} revisions"
    certified = read_certification_data(reader)
    if certified is None or certified.permission != MDPPerm.FILL_FORMS:
        yield f"not certified for filling forms only: {certified and certified.permission}"
    elif certified.author_sig.container_ref != signatures[0].sig_object.container_ref:
        yield "not certified by the first signature"
    for signature, certificate, name in zip(signatures, roots, wanted["names"], strict=True):
        for problem in problems_of_signature(data, signature, roots, certificate, name):
            yield f"{signature.field_name}: {problem}"
    if signatures[-1].coverage != SignatureCoverageLevel.ENTIRE_FILE:
        yield f"the last signature covers too little: {signatures[-1].coverage}"


# What programs say that only print.


def answer_of(*command):
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS_FOR_A_PROGRAM, check=False
    )
    return done.returncode, (done.stdout + done.stderr).decode(errors="replace")


def pdfsig(path, data, wanted):
    """The exit code says nothing: it is 0 for a file that was altered, too."""
    code, answer = answer_of("pdfsig", "-nocert", path)
    if code != 0:
        yield f"exit code {code}: {answer.strip()}"
        return
    # By field, for the program counts the fields of the form, signed or not, and not in the order of signing.
    about = {}
    for part in re.split(r"^Signature #\d+:$", answer, flags=re.MULTILINE)[1:]:
        lines = [line.strip() for line in part.splitlines()]
        fields = [line.removeprefix("- Signature Field Name: ") for line in lines if "Signature Field Name:" in line]
        if len(fields) != 1 or fields[0] in about:
            yield f"one signature, fields {fields}"
        elif "The signature form field is not signed." not in lines:
            about[fields[0]] = lines
    if sorted(about) != sorted(wanted["roles"]):
        yield f"signed are {sorted(about)}, not {wanted['roles']}"
        return
    for role, lines in about.items():
        verdicts = [line for line in lines if line.startswith("- Signature Validation:")]
        if verdicts != ["- Signature Validation: Signature is Valid."]:
            yield f"{role}: {verdicts}"
        covered = [line for line in lines if line.endswith("otal document signed")]
        last = role == wanted["roles"][-1]
        if covered != ["- Total document signed" if last else "- Not total document signed"]:
            yield f"{role}: {covered}"
    if "digest mismatch" in answer.lower():
        yield "digest mismatch"


def qpdf(path, data, wanted):
    code, answer = answer_of("qpdf", "--check", path)
    if code != 0:
        yield f"exit code {code}: {answer.strip()}"


# What page-validation says of each revision.


def revisions_of(data):
    """The file as it was after each revision.

    A signature covers its revision to the last byte, which may be the F of %%EOF: the end of that line is then the
    next revision's.
    """
    signed = {int(found[3]) + int(found[4]) for found in BYTE_RANGE.finditer(data)}
    for found in END_OF_REVISION.finditer(data):
        bare = found.start() + len(b"%%EOF")
        yield data[: bare if bare in signed else found.end()]


def signatures_cover(data, ends):
    """Whether each signature in the revision `data` covers a revision to its end, and one of them this one.

    The validator wants each to cover the whole of the file, which only the last can: what it says of that counts only
    if this does not hold.
    """
    covered = []
    for found in BYTE_RANGE.finditer(data):
        start, before, after, rest = (int(number) for number in found.groups())
        gap = data[before:after]
        if start != 0 or not gap.startswith(b"<") or gap.find(b">") != len(gap) - 1:
            return False
        covered.append(after + rest)
    return sorted(covered) == ends and ends[-1] == len(data)


def page_validation(path, data, wanted):
    revisions = list(revisions_of(data))
    if len(revisions) != len(wanted["roles"]) + 1 or revisions[-1] != data:
        ends = [len(revision) for revision in revisions]
        yield f"{len(revisions)} revisions, which end at {ends} of {len(data)}"
        return
    for number, revision in enumerate(revisions):
        ends = [len(earlier) for earlier in revisions[1 : number + 1]]
        for profile in judge.PROFILES:
            for failure in judge.failures_of(revision, profile):
                if "SIGNATURE-BYTERANGE" in failure.rule_id and signatures_cover(revision, ends):
                    continue
                yield f"revision {number}, {profile}: {failure.rule_id}: {failure.message}"


# What outloud says, and what it hears.


def speak(document, element):
    """What a screen reader says of an element, in the order of the structure tree.

    The program's own reading leaves form fields out, cuts each element off after 400 characters and says an element's
    text before all that is within it; so this walks the program's model by itself.
    """
    texts, objects, children = iter(element.mcrefs), iter(element.objrs), iter(element.children)
    replaced = element.alt or element.actual_text
    if replaced:
        yield replaced
    items = element.obj.get("/K", [])
    for item in items if isinstance(items, pikepdf.Array) else [items]:
        kind = "/MCR" if isinstance(item, int) else item.get("/Type")
        if kind == "/OBJR":
            described = next(objects)
            for annotation in document.annotations:
                if annotation.objgen == described and not annotation.hidden:
                    yield annotation.field_tu or annotation.contents or ""
        elif replaced:
            continue
        elif kind == "/MCR":
            text = next(texts)
            yield document.content(text.page).mcid_text.get((text.stream, text.mcid), "")
        else:
            yield from speak(document, next(children))


def folded(text):
    return " ".join(unicodedata.normalize("NFKC", text).split())


def place_of(text, heard, start):
    """Where `text` ends in what is heard after `start`, or None.

    Lines break in long words too, and styles change within words: there may be a space more, but none less.
    """
    words = (" ?".join(map(re.escape, word)) for word in folded(text).split())
    found = re.compile(" ".join(words)).search(heard, start)
    return found and found.end()


def hearing(path, data, wanted):
    result = outloud.check(path)
    if result.error:
        yield result.error
        return
    for run in result.runs:
        if run.status == "crashed":
            yield f"{run.rule} crashed: {run.reason}"
    document = Document(path)
    try:
        roots = [element for element in document.elements if element.parent is None]
        heard = folded(" ".join(part for root in roots for part in speak(document, root)))
    finally:
        document.close()
    for finding in result.sorted_findings():
        if finding.severity == "info" or finding.rule in MISTAKEN_RULES:
            continue
        # Heads of a table that goes on over the page are drawn again but said once. The evidence is two lines at most.
        lines = (finding.evidence or "…").split("; ")
        if finding.rule == "TAG-002" and finding.count <= 2 and all(place_of(line, heard, 0) for line in lines):
            continue
        yield f"{finding.rule}, page {finding.page}: {finding.message}: {finding.evidence}"
    place = 0
    for text in wanted["text"]:
        found = place_of(text, heard, place)
        if found is None:
            yield f"not heard: {text!r}" if place_of(text, heard, 0) is None else f"heard too early: {text!r}"
        else:
            place = found


CHECKS = {"pyhanko": pyhanko, "pdfsig": pdfsig, "page": page_validation, "outloud": hearing, "qpdf": qpdf}


def wanted_of(path):
    with open(path.removesuffix(".pdf") + ".json", encoding="utf-8") as file:
        wanted = json.load(file)
    parties = {len(wanted[each]) for each in ("certificates", "roles", "names") if wanted[each] is not None}
    if parties not in ({1}, {2}) or not wanted["text"] or not all(map(folded, wanted["text"])):
        raise ValueError("the JSON asks for other than one or two parties, or for no text")
    return wanted


def judge_file(path):
    """For each check what it found wrong and how many seconds it took."""
    logging.disable(logging.CRITICAL)
    verdicts = {}
    for name, check in CHECKS.items():
        start, problems = time.monotonic(), []
        try:
            with open(path, "rb") as file:
                data = file.read()
            for problem in check(path, data, wanted_of(path)):
                problems.append(problem)
        # Whatever an altered file makes other people's software throw, it is not accepted.
        except Exception as error:
            problems.append(f"{type(error).__name__}: {error}")
        verdicts[name] = problems, time.monotonic() - start
    return path, verdicts


def main(folder):
    names = sorted(name.removesuffix(".json") for name in os.listdir(folder) if name.endswith(".json"))
    paths = [os.path.join(folder, name + ".pdf") for name in names]
    passed, failed, seconds = 0, 0, dict.fromkeys(CHECKS, 0.0)
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        for path, verdicts in pool.map(judge_file, paths):
            for name, (problems, took) in verdicts.items():
                seconds[name] += took
                if problems:
                    failed += 1
                    print("\n".join(f"{path} {name}: {' '.join(problem.split())}" for problem in problems[:5]))
                else:
                    passed += 1
    if paths:
        print("ms per file:", ", ".join(f"{name} {1000 * took / len(paths):.0f}" for name, took in seconds.items()))
    if failed:
        print(f"{failed} failed")
    print(f"{passed} passed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
