#include "model/fingerprint.h"

#include <stdio.h>
#include <string.h>

#include "model/draft.h"

/* Tables that the base year depends on. */
static const TableId inputs[] = {
    TABLE_COMMODITIES, TABLE_PROCESSES, TABLE_RECIPES, TABLE_FACILITIES, TABLE_PLANS,
    TABLE_COSTS,       TABLE_ROUTES,    TABLE_DRIVERS, TABLE_DEMANDS,    TABLE_STOCKS,
    TABLE_OBS_OUTPUT,  TABLE_OBS_FLOWS, TABLE_OBS_USE, TABLE_OBS_PRICES, TABLE_OBS_SHARES,
};

/* ---- the hash: FNV-1a of 64 bits, by Fowler, Noll and Vo ---- */

typedef uint64_t Hash;

static void mix(Hash *hash, const char *text)
{
    for (; *text; text++)
        *hash = (*hash ^ (unsigned char)*text) * 0x100000001b3u;
    *hash = (*hash ^ 0x1f) * 0x100000001b3u; /* ends a text: "ab", "c" is not "a", "bc" */
}

/* ---- tables ---- */

static bool is_told(const char *column)
{
    static const char *const words[] = {"name", "name_zh", "owner", "note", "source", NULL};
    for (int i = 0; words[i]; i++)
        if (strcmp(column, words[i]) == 0) return false;
    return true;
}

static int32_t column_of(const CsvTable *csv, const char *name)
{
    for (int32_t c = 0; c < csv->n_columns; c++)
        if (strcmp(csv->heads[c].name, name) == 0) return c;
    return -1;
}

/* A plan that begins after the base year. */
static bool is_later(TableId id, const CsvTable *csv, int32_t row, Month end)
{
    Month month;
    const int32_t at = id == TABLE_PLANS ? column_of(csv, "date") : -1;
    return at >= 0 && end != MONTH_NONE && month_parse(csv_cell(csv, row, at), &month, NULL) &&
           month > end;
}

static void mix_table(Hash *hash, TableId id, const CsvTable *csv, Month end)
{
    mix(hash, csv->file);
    for (int32_t c = 0; c < csv->n_columns; c++) {
        mix(hash, is_told(csv->heads[c].name) ? csv->heads[c].name : "");
        mix(hash, csv->heads[c].unit ? csv->heads[c].unit : "");
    }
    for (int32_t r = 0; r < csv->n_rows; r++)
        for (int32_t c = 0; c < csv->n_columns && !is_later(id, csv, r, end); c++)
            if (is_told(csv->heads[c].name)) mix(hash, csv_cell(csv, r, c));
}

/* ---- YAML ---- */

static void mix_node(Hash *hash, const YamlNode *node)
{
    if (!node) return;
    if (node->type == YAML_IS_TEXT) mix(hash, node->text);
    for (int32_t i = 0; node->type == YAML_IS_LIST && i < node->n; i++)
        mix_node(hash, node->items[i]);
    for (int32_t i = 0; node->type == YAML_IS_MAP && i < node->n; i++) {
        mix(hash, node->pairs[i].key);
        mix_node(hash, node->pairs[i].value);
    }
}

static const YamlNode *read_yaml(const Files *files, const char *name, Arena *scratch)
{
    YamlNode *root = NULL;
    const File *file = files_find(files, name);
    if (!file || yaml_parse(file->bytes, file->n, name, scratch, NULL, &root)) return NULL;
    return root;
}

/* The last month of the base year. */
static Month base_end(const YamlNode *settings)
{
    const YamlNode *start = settings ? yaml_get(settings, "start") : NULL;
    Month month;
    if (!start || start->type != YAML_IS_TEXT || !month_parse(start->text, &month, NULL))
        return MONTH_NONE;
    return month + 11;
}

static void mix_settings(Hash *hash, const YamlNode *settings)
{
    static const char *const keys[] = {"start",    "step",  "currency", "price_year",
                                       "exchange", "units", "defaults", NULL};
    for (int i = 0; settings && keys[i]; i++) {
        mix(hash, keys[i]);
        mix_node(hash, yaml_get(settings, keys[i]));
    }
}

Status fingerprint_of(const Files *files, Arena *scratch, char out[FINGERPRINT_SIZE])
{
    Hash hash = 0xcbf29ce484222325u;
    const YamlNode *settings = read_yaml(files, "model.yaml", scratch);
    const YamlNode *baseline = read_yaml(files, "scenarios/baseline.yaml", scratch);
    const Month end = base_end(settings);
    mix_settings(&hash, settings);
    mix_node(&hash, baseline ? yaml_get(baseline, "policies") : NULL);
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        const File *file = files_find(files, table_kinds[inputs[i]]->file);
        CsvTable csv;
        if (!file) continue;
        const Status st = csv_read(file->name, file->bytes, file->n, scratch, NULL, &csv);
        if (st == LODE_NO_MEMORY) return st;
        if (!st) mix_table(&hash, inputs[i], &csv, end);
    }
    snprintf(out, FINGERPRINT_SIZE, "%016llx", (unsigned long long)hash);
    return LODE_OK;
}

bool fingerprint_noted(const Files *files, char out[FINGERPRINT_SIZE])
{
    static const char head[] = FINGERPRINT_HEAD;
    const File *file = files_find(files, table_kinds[TABLE_FIT_FACILITIES]->file);
    const char *at = file ? file->bytes : "";
    while (*at == '#') {
        const char *end = strchr(at, '\n');
        if (strncmp(at, head, sizeof head - 1) == 0 &&
            strlen(at) >= sizeof head - 1 + FINGERPRINT_SIZE - 1) {
            memcpy(out, at + sizeof head - 1, FINGERPRINT_SIZE - 1);
            out[FINGERPRINT_SIZE - 1] = '\0';
            return true;
        }
        if (!end) break;
        at = end + 1;
    }
    return false;
}
