"""One tagged PDF as it stands in the file: its objects, its structure, and what its pages paint.

Reads through `qpdf --json`, so that it shares no code with the programs of this project."""

import base64
import json
import re
import subprocess

REFERENCE = re.compile(r"^\d+ \d+ R$")


class Pdf:
    """Objects as qpdf prints them: names "/X", text strings "u:x", references "1 0 R"."""

    def __init__(self, path):
        said = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline",
                               "--decode-level=generalized", path], capture_output=True, check=True)
        self.path = path
        self.objects = json.loads(said.stdout)["qpdf"][1]
        self.catalog = self.get(self.objects["trailer"]["value"]["/Root"])
        self.pages = self.get(self.get(self.catalog["/Pages"])["/Kids"])  # references, a flat tree

    def get(self, value):
        """What a value stands for; of a stream its dictionary."""
        while isinstance(value, str) and REFERENCE.match(value):
            held = self.objects.get("obj:" + value, {"value": None})
            value = held["stream"]["dict"] if "stream" in held else held["value"]
        return value

    def page(self, number):
        return self.get(self.pages[number])

    def annotations(self, number, subtype):
        """(reference, dictionary) of each annotation of a kind, in the page's order."""
        found = [(ref, self.get(ref)) for ref in self.get(self.page(number).get("/Annots", []))]
        return [(ref, annotation) for ref, annotation in found if annotation.get("/Subtype") == subtype]

    def data(self, reference):
        return base64.b64decode(self.objects["obj:" + reference]["stream"]["data"])


def text_of(value):
    """A text string, or None where there is none. qpdf takes a short one with many accents for a
    binary: its letters are those of Latin-1."""
    if isinstance(value, str) and value.startswith("b:"):
        return bytes.fromhex(value[2:]).decode("latin-1")
    return value[2:] if isinstance(value, str) and value.startswith("u:") else None


# --- The structure tree ----------------------------------------------------------------------------

class Mark:
    """Marked content of a page."""

    def __init__(self, page, number):
        self.page, self.number = page, number


class Annotation:
    """An annotation as the tree refers to it; page counts from 0."""

    def __init__(self, reference, page):
        self.reference, self.page = reference, page


class Element:
    def __init__(self, pdf, reference, parent=None):
        held = pdf.get(reference)
        self.reference, self.parent = reference, parent
        self.type = held["/S"][1:]
        self.alt = text_of(held.get("/Alt"))
        self.attributes = pdf.get(held.get("/A", {}))
        self.kids = []
        kids = pdf.get(held.get("/K", []))
        for kid in kids if isinstance(kids, list) else [kids]:
            self.kids.append(self.read_kid(pdf, kid, held.get("/Pg")))

    def read_kid(self, pdf, kid, page):
        if isinstance(kid, int):
            return Mark(pdf.pages.index(page), kid)
        held = pdf.get(kid)
        page = held.get("/Pg", page)
        if held.get("/Type") == "/MCR":
            return Mark(pdf.pages.index(page), held["/MCID"])
        if held.get("/Type") == "/OBJR":
            return Annotation(held["/Obj"], pdf.pages.index(page))
        return Element(pdf, kid, self)

    def walk(self):
        """Itself and all below it: elements, marks and annotations, as they are read aloud."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()
            else:
                yield kid

    def elements(self, *types):
        return [one for one in self.walk()
                if isinstance(one, Element) and (not types or one.type in types)]

    def pages(self):
        return sorted({one.page for one in self.walk() if not isinstance(one, Element)})


def read_tree(pdf):
    return Element(pdf, pdf.get(pdf.catalog["/StructTreeRoot"])["/K"])


def read_parents(pdf):
    """The parent tree: key -> value."""
    out = {}
    waiting = [pdf.get(pdf.get(pdf.catalog["/StructTreeRoot"])["/ParentTree"])]
    while waiting:
        node = waiting.pop()
        numbers = pdf.get(node.get("/Nums", []))
        out.update(zip(numbers[::2], numbers[1::2]))
        waiting += [pdf.get(kid) for kid in pdf.get(node.get("/Kids", []))]
    return out


# --- What is painted -------------------------------------------------------------------------------

TOKEN = re.compile(rb"<<|>>|<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\()])*\)|\[|\]|/[^\s/<>\[\]()]*|[^\s/<>\[\]()]+")
OPERANDS = re.compile(rb"[-+.\d/<(]|>>|\[|\]")
CURVE_STEPS = 12


class Text:
    def __init__(self, x, y, size, colour, tag):
        self.x, self.y, self.size, self.colour, self.tag = x, y, size, colour, tag


class Shape:
    """A path that is filled, stroked or both (None: not); outlines of points."""

    def __init__(self, outlines, fill, stroke, width, tag):
        self.outlines, self.fill, self.stroke, self.width, self.tag = outlines, fill, stroke, width, tag

    def covers(self, x, y):
        """Whether its fill does, by the nonzero winding rule, or a line as broad as a bar."""
        if self.fill is not None and sum(winding(outline, x, y) for outline in self.outlines) != 0:
            return True
        return self.stroke is not None and self.width >= 4 and any(
            distance(a, b, x, y) <= self.width / 2
            for outline in self.outlines for a, b in zip(outline, outline[1:]))

    def ground(self, x, y):
        inside = self.fill is not None and sum(winding(o, x, y) for o in self.outlines) != 0
        return self.fill if inside else self.stroke


def winding(outline, x, y):
    turns = 0
    for (ax, ay), (bx, by) in zip(outline, outline[1:] + outline[:1]):
        if (ay <= y) != (by <= y) and (ax + (y - ay) * (bx - ax) / (by - ay)) > x:
            turns += 1 if by > ay else -1
    return turns


def distance(a, b, x, y):
    (ax, ay), (bx, by) = a, b
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = 0 if length == 0 else max(0, min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length))
    return ((ax + along * (bx - ax) - x) ** 2 + (ay + along * (by - ay) - y) ** 2) ** 0.5


class Painter:
    """Follows a content stream. It knows the operators that the pages use; another one is an error,
    because passing over it could hide a colour."""

    def __init__(self):
        self.painted = []  # of Text and Shape, in painting order
        self.untagged = 0  # what is painted outside any tag and artifact
        self.forms = []    # names of form XObjects
        self.tags, self.outlines = [], []
        self.fill = self.stroke = (0, 0, 0)
        self.width, self.size, self.x, self.y = 1, 0, 0, 0

    def tag(self):
        return next((tag for tag in reversed(self.tags) if not tag.startswith("/Span")), None)

    def paint(self, fill, stroke):
        self.painted.append(Shape(self.outlines, self.fill if fill else None,
                                  self.stroke if stroke else None, self.width, self.tag()))
        self.untagged += self.tag() is None
        self.outlines = []

    def show(self):
        self.painted.append(Text(self.x, self.y, self.size, self.fill, self.tag()))
        self.untagged += self.tag() is None

    def curve(self, numbers):
        (ax, ay) = self.outlines[-1][-1]
        bx, by, cx, cy, dx, dy = numbers
        for step in range(1, CURVE_STEPS + 1):
            t = step / CURVE_STEPS
            weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3
            self.outlines[-1].append((sum(w * v for w, v in zip(weights, (ax, bx, cx, dx))),
                                      sum(w * v for w, v in zip(weights, (ay, by, cy, dy)))))

    def operate(self, name, operands):
        numbers = [float(word) for word in operands if re.fullmatch(rb"[-+]?[\d.]+", word)]
        if name in ("rg", "RG"):
            setattr(self, "fill" if name == "rg" else "stroke", tuple(numbers))
        elif name == "w":
            self.width = numbers[0]
        elif name == "m":
            self.outlines.append([tuple(numbers)])
        elif name == "l":
            self.outlines[-1].append(tuple(numbers))
        elif name == "c":
            self.curve(numbers)
        elif name == "h":
            self.outlines[-1].append(self.outlines[-1][0])
        elif name == "re":
            x, y, width, height = numbers
            self.outlines.append([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)])
        elif name in ("f", "S", "B"):
            self.paint(name != "S", name != "f")
        elif name == "Tf":
            self.size = numbers[-1]
        elif name == "BT":
            self.x = self.y = 0
        elif name == "Td":
            self.x, self.y = self.x + numbers[0], self.y + numbers[1]
        elif name in ("TJ", "Tj"):
            self.show()
        elif name in ("BDC", "BMC"):
            self.tags.append(b" ".join(operands).decode("latin-1"))
        elif name == "EMC":
            self.tags.pop()
        elif name == "Do":
            self.forms.append(operands[0].decode())
        elif name not in ("ET", "Ts", "J", "j", "d"):
            raise ValueError("the operator %s is not known here" % name)

    def follow(self, data):
        operands = []
        for token in TOKEN.findall(data):
            if OPERANDS.match(token):
                operands.append(token)
            else:
                self.operate(token.decode("latin-1"), operands)
                operands = []
        return self


def paint_page(pdf, number):
    """A page with the form XObjects it uses; their content is under the tag that stands around them."""
    page = pdf.page(number)
    on = Painter().follow(pdf.data(page["/Contents"]))
    xobjects = pdf.get(pdf.get(page["/Resources"]).get("/XObject", {}))
    for name in on.forms:
        on.tags = ["/Artifact <</Type/Pagination>>"]
        on.follow(pdf.data(xobjects[name]))
    return on


# --- Colours ---------------------------------------------------------------------------------------

def luminance(colour):
    """Relative luminance (WCAG 2.1) of red, green and blue from 0 to 1."""
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ground_at(painted, x, y):
    """The colour that what is painted so far leaves at a point."""
    for shape in reversed(painted):
        if isinstance(shape, Shape) and shape.covers(x, y):
            return shape.ground(x, y)
    return (1, 1, 1)
