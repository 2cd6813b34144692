#!/usr/bin/env python3
"""Adds up what meson's JUnit files say, names the reason of each skip, prints one closing line.

Exit code 1 if a test failed, or if none ran."""

import re
import sys
import xml.etree.ElementTree as ElementTree

passed = failed = skipped = 0
for path in sys.argv[1:]:
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        name = "%s %s" % (case.get("classname", ""), case.get("name", ""))
        if case.find("skipped") is not None:
            skipped += 1
            reason = case.find("skipped").get("message") or case.find("skipped").text or ""
            print("skipped: %s: %s" % (name.strip(), re.sub(r"\s+", " ", reason).strip() or "see its log"))
        elif case.find("failure") is not None or case.find("error") is not None:
            failed += 1
            print("failed: %s" % name.strip())
        else:
            passed += 1
print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
sys.exit(1 if failed > 0 or passed == 0 else 0)
