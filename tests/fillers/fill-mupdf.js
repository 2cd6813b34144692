// Fills a form as a program with MuPDF does: mutool run fill-mupdf.js IN.pdf VALUES.json OUT.pdf
"use strict";

// MuPDF 1.21 does not lead from a widget to its object, but lists both in the same order.
function widgetObjects(document, number) {
    var annotations = document.findPage(number).get("Annots");
    var objects = [];

    if (annotations === null || annotations === undefined || annotations.isNull())
        return objects; // a page without any
    for (var i = 0; i < annotations.length; i++) {
        if (annotations.get(i).get("Subtype").asName() === "Widget")
            objects.push(annotations.get(i));
    }
    return objects;
}

function onState(object) {
    var state = null;

    object.get("AP").get("N").forEach(function (a, b) {
        var key = typeof a === "string" ? a : b; // which comes first changed after 1.21

        if (key !== "Off")
            state = key;
    });
    return state;
}

function fieldName(object) {
    return (object.get("T") || object.get("Parent").get("T")).asString();
}

// Gives one widget its value; false where it is a box of another option.
function fill(widget, object, value) {
    if (widget.getFieldType() === "text") {
        widget.setTextValue(value);
        return true;
    }
    if (value !== true && value !== onState(object))
        return false;
    if (object.get("AS").asName() === "Off")
        widget.toggle();
    return true;
}

var input = scriptArgs[0], values = JSON.parse(read(scriptArgs[1])), output = scriptArgs[2];
var document = new Document(input);
var filled = {};

for (var number = 0; number < document.countPages(); number++) {
    var page = document.loadPage(number);
    var objects = widgetObjects(document, number);

    page.getWidgets().forEach(function (widget, index) {
        var name = fieldName(objects[index]);

        if (name in values && !filled[name])
            filled[name] = fill(widget, objects[index], values[name]);
    });
    page.update();
}
for (var name in values) {
    if (!filled[name])
        throw new Error(input + ": no field for " + name);
}
document.save(output, "");
