/* workbook-read: returned workbooks become records, a harvest, and the community's picture. */
#include <locale.h>
#include <stdio.h>

#include <glib.h>

#include "config.h"
#include "verb.h"

static const WbVerb *const verbs[] = {
    &wb_verb_records, &wb_verb_harvest, &wb_verb_status,  &wb_verb_export,
    &wb_verb_summary, &wb_verb_sheet,   &wb_verb_inspect,
};

static void
print_help(FILE *out)
{
    fputs("Usage:\n  workbook-read VERB [OPTION…] …\n\n", out);
    fputs("Reads returned PDF workbooks.\n\nVerbs:\n", out);
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
        fprintf(out, "  %-10s %s\n", verbs[i]->name, verbs[i]->summary);
    fputs("\n  workbook-read VERB --help   options, exit codes and examples of a verb\n"
          "  workbook-read --version     the version\n\n"
          "Exit code: 0 done; 1 the input was wrong or could not be read or written; 2 the command "
          "was\n"
          "wrong.\n",
          out);
}

static const WbVerb *
lookup_verb(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
        if (g_str_equal(verbs[i]->name, name))
            return verbs[i];
    }
    return NULL;
}

/* A full disk shows itself only now. */
static int
end(int code)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    if (code == 0)
        fprintf(stderr, "workbook-read: cannot write the output\n");
    return MAX(code, 1);
}

/* With the verb's name in the usage line that GLib makes. */
static int
run_verb(const WbVerb *verb, int argc, char **argv)
{
    g_autofree char *name = g_strdup_printf("workbook-read %s", verb->name);

    g_set_prgname(name);
    return end(verb->run(argc, argv));
}

int
main(int argc, char **argv)
{
    const WbVerb *verb = argc > 1 ? lookup_verb(argv[1]) : NULL;

    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C");
    if (verb)
        return run_verb(verb, argc - 1, argv + 1);
    if (argc == 2 && (g_str_equal(argv[1], "--help") || g_str_equal(argv[1], "-h"))) {
        print_help(stdout);
        return end(0);
    }
    if (argc == 2 && g_str_equal(argv[1], "--version")) {
        puts("workbook-read " WB_VERSION);
        return end(0);
    }
    if (argc > 1)
        fprintf(stderr, "workbook-read: no verb is called '%s'\n\n", argv[1]);
    print_help(stderr);
    return 2;
}
