#!/usr/bin/env python3
"""Adds up what meson's JUnit files say, names the reason of each skip, prints one closing line.

Exit code 1 if a test failed, or if none ran."""

import re
import sys
import xml.etree.ElementTree as ElementTree

SKIP = re.compile(r"^(?:1\.\.0|ok \d+ ?-? ?(.*?)) # SKIP ?(.*)$", re.MULTILINE)


def reasons(element):
    """What the TAP in an element's output says of skipped tests, by name; under "" of all of them."""
    output = element.find("system-out")
    found = SKIP.findall(output.text or "") if output is not None else []
    return {name: reason.strip() for name, reason in found}


def reason_of(suite, case):
    said = {**reasons(suite), **reasons(case)}
    for name, reason in said.items():
        if name and name in case.get("name", ""):
            return reason
    return said.get("") or "no reason given"


passed = failed = skipped = 0
for path in sys.argv[1:]:
    for suite in ElementTree.parse(path).getroot().iter("testsuite"):
        for case in suite.iter("testcase"):
            title = "%s: %s" % (suite.get("name", ""), case.get("name", ""))
            if case.find("skipped") is not None:
                skipped += 1
                print("skipped: %s: %s" % (title, reason_of(suite, case)))
            elif case.find("failure") is not None or case.find("error") is not None:
                failed += 1
                print("failed: %s" % title)
            else:
                passed += 1
print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
sys.exit(1 if failed > 0 or passed == 0 else 0)
