"""Judges PDF files as other people's software does: PDF/A-3a and PDF/UA-1, each by the rules of page-validation.

Usage: judge.py FILE...    Ends with how many checks passed; exit code 1 when one did not.
"""

import re
import sys

import page

PROFILES = ["3a", "ua1"]
STREAM = re.compile(rb"/Length (\d+)[^>]*>>\s*stream\r?\n")


def lengths_are_right(data):
    """Whether each stream ends where its length says.

    The validator takes a last byte 0D of a stream for a part of the line's end, and then misses it: what it says of
    lengths counts only if this, which knows each length beforehand, says the same.
    """
    ends = [found.end() + int(found[1]) for found in STREAM.finditer(data)]
    return bool(ends) and all(data[end:].startswith((b"\nendstream", b"\r\nendstream")) for end in ends)


def failures_of(data, profile):
    found = page.validate_pdf_bytes(data, profile=profile).failures
    return [one for one in found if "STREAM-LENGTH" not in one.rule_id or not lengths_are_right(data)]


def main(paths):
    passed, failed = 0, 0
    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        for profile in PROFILES:
            failures = failures_of(data, profile)
            if failures:
                failed += 1
                for failure in failures[:5]:
                    print(f"{path} {profile}: {failure.rule_id}: {failure.message}")
            else:
                passed += 1
    if failed:
        print(f"{failed} failed")
    print(f"{passed} passed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
