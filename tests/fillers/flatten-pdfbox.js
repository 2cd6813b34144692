// Flattens a form as programs with PDFBox do, run by Rhino: flatten-pdfbox.js IN.pdf OUT.pdf
"use strict";

var document = Packages.org.apache.pdfbox.pdmodel.PDDocument.load(new java.io.File(arguments[0]));

document.getDocumentCatalog().getAcroForm().flatten();
document.save(arguments[1]);
document.close();
