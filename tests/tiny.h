/* A workbook small enough to be translated in a few lines. */
#pragma once

/* tiny.yaml */
#define TINY_LAYOUT                                                                                \
    "workbook: tiny\n"                                                                             \
    "title: Tiny\n"                                                                                \
    "version: \"1\"\n"                                                                             \
    "language: en\n"                                                                               \
    "values: {site: example.org}\n"                                                                \
    "pages: [one]\n"

/* pages/one.yaml; more of its body may follow */
#define TINY_PAGE                                                                                  \
    "page: one\n"                                                                                  \
    "title: One\n"                                                                                 \
    "body:\n"                                                                                      \
    "  - text: See **our** [page](https://{site}/x).\n"                                            \
    "  - sentences: me\n"                                                                          \
    "    items: [\"I am {name:text} and have {cats:number} cats.\"]\n"
