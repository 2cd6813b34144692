/* The table of problems (a file that could not be used) and notes (something to know about one that
 * was): what is said about each, and of whom to ask what. */
#include "record.h"

static const WbFinding problems[] = {
    {"unreadable", "This file could not be opened on this computer.",
     "No need to ask the sender yet: check that the file is still where it was and that you may "
     "read it, "
     "then try again."},
    {"not-a-file", "This is not a file but a folder or something else.",
     "No need to ask the sender: name the PDF files themselves."},
    {"too-large", "This file is larger than 64 MB, far more than a filled workbook takes.",
     "Please open the workbook you filled in and save it as it is, without scanning it or adding "
     "pictures, and send that file."},
    {"empty", "This file is empty: nothing arrived.", "Please send the file once more."},
    {"not-a-pdf", "This is not a PDF file, whatever its name says.",
     "Please send the PDF workbook itself, with your answers saved in it."},
    {"damaged", "This file is damaged, probably cut off on its way.",
     "Please open your own copy to see that it is fine, and send it once more."},
    {"encrypted", "This file is locked with a password.",
     "Please save a copy without a password and send that one, or tell us the password by another "
     "way."},
    {"no-form", "This PDF has no fields that can be read, so it holds no answers we can use.",
     "Please fill in the workbook file you were given and save it: not print it, not scan it, not "
     "export it as a new PDF."},
    {"xfa-only",
     "This is a form of a kind (XFA) that only Adobe Acrobat can open, and not one of our workbooks.",
     "Please send the workbook you were given for this round."},
    {"scan",
     "This file holds pictures of pages: a scan or photographs. No text can be read from them.",
     "Please send the PDF file you typed into, as your viewer saved it, without printing or scanning "
     "it. If it was filled in by hand, its answers have to be typed in by someone."},
    {"other-form", "This is a PDF form, but not one of the workbooks that are known here.",
     "Please send the workbook you were given for this round."},
    {"unknown-edition",
     "This workbook's edition (its version, language and paper size) is not known here.",
     "No need to ask the sender: give the folder that holds the workbook's .edition.json file with "
     "--editions, or ask whoever made this copy for that file."},
    {"forged-edition",
     "This file carries a description of the workbook that has been changed, so its answers cannot "
     "be "
     "trusted.",
     "Please send the workbook as your own viewer saved it, and say who else has handled the "
     "file."},
    {"took-too-long", "Reading this file took too long and was given up.",
     "Please open the workbook, save it under a new name and send that copy."},
    {"too-much-memory", "Reading this file needed more memory than any workbook does.",
     "Please open the workbook, save it under a new name and send that copy."},
    {"too-much-text", "This file holds far more text than a filled workbook can.",
     "Please send the workbook itself, with nothing added to it."},
};

static const WbFinding notes[] = {
    {"blank", "Nothing is filled in. Perhaps the answers were typed, but not saved in the file.",
     "Please open the file you sent: if your answers are not in it, fill it in once more, save it, and "
     "close and open it to see that they are there. If you meant to send it empty, all is well."},
    {"mirrors-differ",
     "The answer does not show everywhere in the file, because the viewer it was typed in does not "
     "pass it on to the circles and puzzles. The place meant for typing was believed; where "
     "another "
     "place says something else, that is kept in this note.",
     NULL},
    {"from-mirror",
     "The answer was typed into a circle or puzzle piece and did not reach the place meant for "
     "typing. "
     "It was taken from there.",
     NULL},
    {"not-a-number", "A number was expected; what was typed is kept as it is.", NULL},
    {"not-a-date", "A date was expected; what was typed is kept as it is.", NULL},
    {"out-of-range", "The number is smaller or larger than the question allows.", NULL},
    {"two-boxes", "More than one box is ticked where only one can be; all of them are kept.", NULL},
    {"unknown-box", "A box is ticked that this edition of the workbook does not have.", NULL},
    {"lost-text",
     "The viewer saved this answer in a damaged way (often because of an emoji). What is left of "
     "it "
     "was taken; it lacks some characters.",
     NULL},
    {"readings-differ",
     "Two ways of reading the file do not say the same. What stands in the file itself was taken; "
     "what a viewer makes of it is kept in this note.",
     NULL},
    {"states-differ",
     "The program that filled this in set the answer without ticking its box, or ticked another. "
     "The answer was taken; the box that is ticked is kept in this note.",
     NULL},
    {"one-reading",
     "The file could be read in one way only, so its answers were not checked by a second one.",
     NULL},
    {"perhaps-cut",
     "This copy was printed to PDF or flattened, and the answer fills its place to the end. If more "
     "was typed, it cannot be seen.",
     NULL},
    {"cut-off",
     "This copy was printed to PDF or flattened, and the answer goes on where it is hidden. What can "
     "be seen was taken.",
     NULL},
    {"unclear-print",
     "This copy was printed to PDF or flattened, and something stands in this place that cannot be "
     "read for certain: a drawing, handwriting, or one text over another.",
     NULL},
    {"other-font",
     "This copy was printed to PDF or flattened, and some characters of the answer stand there in "
     "another font than the rest. They may be other ones than were typed.",
     NULL},
    {"order-unsure",
     "This copy was printed to PDF or flattened, and the answer has words of two directions. Which of "
     "them came first cannot be seen for certain.",
     NULL},
    {"letters-lost",
     "This copy was printed to PDF or flattened, and some of its text is in a font that is not in the "
     "file. Single characters (often curly quotes and dashes) may be missing from its answers.",
     "Please send the PDF file you typed into, as your viewer saved it, without printing it."},
    {"partly-unreadable",
     "This copy was printed to PDF or flattened, and the answers of the pages named here cannot be "
     "read from it.",
     "Please send the PDF file you typed into, as your viewer saved it, without printing it."},
    {"unknown-field", "The file has a field that this edition of the workbook does not have.",
     NULL},
    {"fields-missing",
     "Some of the workbook's fields are not in this file; pages may have been taken "
     "out.",
     NULL},
    {"edition-guessed",
     "The file does not say which edition it is; it was recognised by the names of its fields.",
     NULL},
};

static const WbFinding *
lookup(const WbFinding *rows, gsize n, const char *code)
{
    for (gsize i = 0; i < n; i++) {
        if (g_str_equal(rows[i].code, code))
            return &rows[i];
    }
    return NULL;
}

const WbFinding *
wb_finding_lookup_problem(const char *code)
{
    return lookup(problems, G_N_ELEMENTS(problems), code);
}

const WbFinding *
wb_finding_lookup_note(const char *code)
{
    return lookup(notes, G_N_ELEMENTS(notes), code);
}
