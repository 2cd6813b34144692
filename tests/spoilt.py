"""Ways to spoil a blank workbook, one thing at a time, for test-accessible: its checks have to notice."""

import base64
import copy
import re


def find_element(blank, *types):
    return blank.pdf.get(next(iter(blank.tree.elements(*types))).reference)


def annotation_of(blank, number, subtype, n=0):
    return blank.pdf.annotations(number, subtype)[n][1]


def first_page(blank, good):
    return next(number for number in range(len(blank.pdf.pages)) if good(blank.on_page(number)))


def inputs_page(blank):
    return first_page(blank, lambda widgets: sum(one.input for one in widgets) > 1)


def mirror_of(blank):
    return blank.pdf.get(next(one.reference for one in blank.widgets.values()
                              if not one.input and "in" in one.place))


def repeat_name(blank):
    number = inputs_page(blank)
    first, second = (annotation_of(blank, number, "/Widget", n) for n in (0, 1))
    second["/TU"] = first["/TU"]


def swap_annotations(blank):
    annots = blank.pdf.get(blank.pdf.page(inputs_page(blank))["/Annots"])
    annots[:2] = reversed(annots[:2])


def reverse_inputs(blank):
    """Structure and annotations alike: the last line of a page first."""
    number = inputs_page(blank)
    forms = [one for one in blank.tree.elements("Form") if one.kids[0].page == number]
    widgets = [blank.pdf.get(one.reference)["/K"] for one in forms]
    for form, kids in zip(forms, reversed(widgets)):
        blank.pdf.get(form.reference)["/K"] = kids
    blank.pdf.page(number)["/Annots"] = blank.pdf.get(blank.pdf.page(number)["/Annots"])[::-1]


def pale_colours(operator):
    def spoil(blank):
        stream = blank.pdf.objects["obj:" + blank.pdf.page(0)["/Contents"]]["stream"]
        data = blank.pdf.data(blank.pdf.page(0)["/Contents"])
        data = re.sub(rb"[\d. ]+ %s\n" % operator, b".8 .8 .8 %s\n" % operator, data)
        stream["data"] = base64.b64encode(data).decode()
    return spoil


def untag(blank):
    reference = blank.pdf.page(0)["/Contents"]
    data = blank.pdf.data(reference) + b"0 0 m 9 9 l S\n"
    blank.pdf.objects["obj:" + reference]["stream"]["data"] = base64.b64encode(data).decode()


def mislead_contents(blank):
    links = [link for number in range(len(blank.pdf.pages))
             for _, link in blank.pdf.annotations(number, "/Link") if "/Dest" in link]
    links[0]["/Dest"], links[0]["/Contents"] = links[1]["/Dest"], links[1]["/Contents"]


def lose_words(blank):
    blank.edition = copy.deepcopy(blank.edition)
    shown = first_page(blank, lambda widgets: widgets and not any(one.input for one in widgets))
    source = next(number for number in range(len(blank.pdf.pages)) if number != shown)
    blank.pdf.pages = list(blank.pdf.pages)
    # The page's words are read by its number: let a page with words of its own take its place.
    blank.pdf.pages[shown], blank.pdf.pages[source] = blank.pdf.pages[source], blank.pdf.pages[shown]
    for field in blank.edition["fields"]:
        for place in field["widgets"]:
            if place["page"] in (shown + 1, source + 1):
                place["page"] = shown + source + 2 - place["page"]
