/* All tables of keys in one list, for who has to know the language without loading a layout. */
#include "load-private.h"

const WbKeyTable *
wb_load_key_tables(void)
{
    static const WbKeyTable tables[] = {
        {"workbook", wb_main_keys},
        {"included", wb_included_keys},
        {"theme", wb_theme_keys},
        {"page", wb_page_keys},
        {"heading", wb_heading_keys},
        {"text", wb_text_keys},
        {"prompt", wb_prompt_keys},
        {"note", wb_note_keys},
        {"list", wb_list_keys},
        {"list-item", wb_list_item_keys},
        {"contents", wb_contents_keys},
        {"facts", wb_facts_keys},
        {"fact", wb_fact_keys},
        {"answers", wb_answers_keys},
        {"questions", wb_questions_keys},
        {"question", wb_question_keys},
        {"sentences", wb_sentences_keys},
        {"place", wb_place_keys},
        {"table", wb_table_keys},
        {"row", wb_row_keys},
        {"column", wb_column_keys},
        {"circle", wb_circle_keys},
        {"puzzle", wb_puzzle_keys},
        {"piece", wb_piece_keys},
        {"gather", wb_gather_keys},
        {"spread", wb_spread_keys},
        {"page-break", wb_page_break_keys},
        {NULL, NULL},
    };

    return tables;
}
