#!/usr/bin/env python3
"""Returns as people might send them, made up: records of several workbooks and languages, one line of
JSON each, always the same for the same numbers.

    varied.py EDITIONS COUNT [SEED] > records.ndjson

Names come in several spellings, several in a cell, with commas, legal forms and twins; cells say that
there is nobody; boxes are skipped, pages left out, people send a second copy, files cannot be read."""

import glob
import hashlib
import json
import os
import random
import sys
import zlib

STEMS = ["Casa Norte", "Open Door", "Harbor Light", "St. Mary's House", "Legal Aid Society", "City Police",
         "County Clinic", "Youth Corner", "Young Women's Shelter Association", "Lotus Network", "La Esperanza",
         "Centro de Ayuda Legal", "Trung tâm Phụ nữ", "希望之家", "دار الأمل", "Department of Social Services",
         "Safe Porch", "New Arrivals Center", "Family Court Help", "Bridge Housing"]
TWINS = {"Casa Norte": "Casa Norta", "Open Door": "Open Door Shelter", "Harbor Light": "Harbour Light",
         "Young Women's Shelter Association": "YWSA", "Legal Aid Society": "Legal Aid"}
FORMS = ["", ", Inc.", " LLC", " e.V.", " S.A. de C.V.", " Ltd"]
NOBODY = ["none", "N/A", "?", "-", "Don't know", "ninguno", "无", "Nobody.", "not sure"]
WORDS = ["Respect", "respect ", "Dignity", "trust", "Trust!", "Patience, trust", "Listening", "Safety first",
         "Respeto", "尊重", "none", "Hope; Respect", "Law enforcement", "Legal", "medical, Police", "Social work",
         "mental health", "State grant", "Grants", "n/a", "法律", "Community"]
POSITIONS = ["Advocate", "advocate", "Case manager", "Director", "Detective", "Nurse", "Lawyer", "n/a", "Volunteer",
             "Chief of Police"]
LABELS = ["Rides to court", "rides to Court", "Pet care", "Prayer group", "none", "", "Phone cards"]
TEXTS = ["It has become harder.", "We meet online now;\nfewer people come.", "n/a", "Nothing has changed.",
         "More calls, less room."]
PROBLEMS = ["scan", "damaged", "encrypted"]


class Maker:
    def __init__(self, editions, seed):
        self.chance = random.Random(seed)
        self.editions = editions
        self.weights = [self.weigh(edition) for edition in editions]

    def weigh(self, edition):
        return {"en": 60, "es": 20, "ar": 8}.get(edition["language"], 1)

    def name(self):
        stem = self.chance.choice(STEMS)
        if self.chance.random() < 0.12:
            stem = TWINS.get(stem, stem)
        name = stem + (self.chance.choice(FORMS) if self.chance.random() < 0.2 else "")
        spelling = self.chance.random()
        return name.upper() if spelling < 0.1 else name.replace(" ", "  ") if spelling < 0.2 else name

    def provider(self):
        kind = self.chance.random()
        if kind < 0.2:
            return self.chance.choice(NOBODY)
        if kind < 0.65:
            return self.name()
        if kind < 0.8:
            return "%s; %s" % (self.name(), self.name())
        if kind < 0.92:
            return "- %s\n2. %s\n%s" % (self.name(), self.name(), self.chance.choice(NOBODY + [self.name()]))
        return "%s, %s" % (self.name(), self.name())

    def value(self, field):
        kind, role, tally = field["kind"], field.get("role"), field.get("tally")
        if role == "provider" or tally == "list":
            return self.provider()
        if kind == "yes-no":
            return self.chance.choice(["yes", "no"])
        if kind == "choice":
            return self.chance.choice([option["code"] for option in field["options"]][:2] * 6 +
                                      [field["options"][-1]["code"]])
        if kind == "scale":
            return self.chance.randint(field["min"], field["max"])
        if kind == "number":
            return self.chance.choice([3, 5, 5, 8, 12, self.chance.randint(0, 60), "about ten"])
        if kind == "date":
            return "2026-11-%02d" % self.chance.randint(1, 28)
        if role == "position":
            return self.chance.choice(POSITIONS[:3] * 8 + POSITIONS)
        if role == "need-label":
            return self.chance.choice(LABELS)
        if tally == "words":
            return self.chance.choice(WORDS)
        if role in ("participant", "contact"):
            return self.chance.choice(["Ana Ruiz", "Sam Doe", "Lee Chan", "n/a"])
        return self.chance.choice(TEXTS)

    def row(self, fields, answers):
        """Whoever ticks a box has not ticked the others; who ticks none has said nothing."""
        boxes = [field for field in fields if field["kind"] == "check"]
        ticked = {field["id"] for field in boxes if self.chance.random() < 0.6}
        skipped = self.chance.random() < 0.45
        for field in fields:
            if field["kind"] == "check":
                if ticked and not skipped:
                    answers[field["id"]] = field["id"] in ticked
            elif self.chance.random() < (0.75 if field.get("role") == "provider" else 0.5):
                answers[field["id"]] = self.value(field)

    def name_one(self, fields, answers):
        """A need that rests on one provider, who is spelled in two ways."""
        for field in fields:
            if field.get("role") == "provider" and field["id"] in answers:
                answers[field["id"]] = self.chance.choice(["Casa Norte", "casa norte, inc.", "Casa Norta", "none"])

    def page(self, fields, answers, eager):
        rows = {}
        for field in fields:
            if field.get("table") and field.get("need"):
                rows.setdefault((field["table"], field["row"]), []).append(field)
            elif self.chance.random() < eager:
                answers[field["id"]] = self.value(field)
        for row in rows.values():
            kind = zlib.crc32(row[0]["need"].encode()) % 8
            if self.chance.random() < eager * (0.01 if kind == 0 else 0.8):
                self.row(row, answers)
                if kind == 1:
                    self.name_one(row, answers)

    def answers(self, edition, pages):
        answers = {}
        eager = self.chance.choice([0.2, 0.6, 0.9])
        for page in pages:
            fields = [field for field in edition["fields"] if field["page"] == page["id"]]
            if self.chance.random() < 0.9:
                self.page(fields, answers, eager)
        return {field["id"]: answers[field["id"]] for field in edition["fields"]
                if answers.get(field["id"], "") != ""}

    def state(self, edition, answers):
        counts = {field["id"]: field["page"] for field in edition["fields"]
                  if field.get("tally") != "none" and field.get("role") != "participant"}
        touched = {counts[name] for name, value in answers.items() if name in counts and value is not False}
        return "blank" if not touched else "complete" if touched == set(counts.values()) else "partial"

    def record(self, n, copy=None, edition=None):
        name = "r%05d.pdf" % n
        sha256 = hashlib.sha256(name.encode()).hexdigest()
        if n % 37 == 5:
            return {"record": 1, "file": name, "sha256": sha256,
                    "problem": {"code": self.chance.choice(PROBLEMS)}}
        edition = edition or self.chance.choices(self.editions, self.weights)[0]
        pages = edition["pages"]
        if n % 41 == 7:
            pages = []
        elif self.chance.random() < 0.4:
            pages = pages[:self.chance.randint(1, len(pages))]
        answers = self.answers(edition, pages)
        record = {"record": 1, "workbook": edition["workbook"], "version": edition["version"],
                  "language": edition["language"], "paper": edition["paper"],
                  "fingerprint": edition["fingerprint"]}
        if copy:
            record["copy"] = copy
        record.update({"file": name, "sha256": sha256,
                       "saved": "2026-11-%02dT10:%02d:00Z" % (1 + n % 28, n % 60), "saved_from": "file",
                       "state": self.state(edition, answers), "read_from": "fields", "answers": answers,
                       "notes": []})
        return record


def load_editions(folder):
    paths = sorted(glob.glob(os.path.join(folder, "*.edition.json")))
    return [json.load(open(path, encoding="utf-8")) for path in paths]


def make(editions, count, seed=1):
    """Records; every eleventh return has a copy's id, some of these come twice."""
    maker = Maker(editions, seed)
    copies = {}
    records = []
    for n in range(count):
        copy = edition = None
        if n % 11 == 3:
            copy = "COPY%d-X" % (n // 22)
            edition = copies.get(copy)
        record = maker.record(n, copy, edition)
        if copy and "workbook" in record:
            copies[copy] = next(one for one in editions if one["fingerprint"] == record["fingerprint"])
        records.append(record)
    return records


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    for record in make(load_editions(sys.argv[1]), int(sys.argv[2]), int((sys.argv + ["1"])[3])):
        print(json.dumps(record, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
