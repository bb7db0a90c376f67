#include "support/test.h"

#include <stdio.h>
#include <string.h>

#include "table/yaml.h"

typedef struct Fixture {
    Arena *arena;
    Diag *diag;
    YamlNode *root;
    Status status;
} Fixture;

static Fixture parse(const char *text)
{
    Fixture fx = {.arena = arena_new(0), .diag = diag_new()};
    fx.status = yaml_parse(text, strlen(text), "f.yaml", fx.arena, fx.diag, &fx.root);
    return fx;
}

static void close(Fixture *fx)
{
    arena_free(fx->arena);
    diag_free(fx->diag);
}

static void check_refused(const char *text, const char *message)
{
    char said[512];
    Fixture fx = parse(text);
    CHECK_INT(fx.status, LODE_BAD_INPUT);
    CHECK(fx.root == NULL);
    CHECK_INT(diag_count(fx.diag), 1);
    diag_format(diag_message(fx.diag, 0), said, sizeof said);
    CHECK_TEXT(said, message);
    close(&fx);
}

TEST(a_file_becomes_a_tree_whose_nodes_know_their_place)
{
    Fixture fx =
        parse("title: \"稀土\"\npolicies:\n  - kind: export_ban\n    partners: [japan, usa]\n"
              "empty:\n");
    CHECK_OK(fx.status);
    CHECK_INT(fx.root->n, 3);
    CHECK_TEXT(yaml_get(fx.root, "title")->text, "稀土");
    CHECK(yaml_get(fx.root, "title")->quoted);
    const YamlNode *policy = yaml_get(fx.root, "policies")->items[0];
    CHECK(policy->type == YAML_IS_MAP && policy->line == 3 && policy->column == 5);
    const YamlNode *partners = yaml_get(policy, "partners");
    CHECK(partners->type == YAML_IS_LIST && partners->n == 2);
    CHECK_TEXT(partners->items[1]->text, "usa");
    CHECK(partners->items[1]->line == 4 && partners->items[1]->column == 23);
    CHECK_TEXT(partners->file, "f.yaml");
    CHECK_TEXT(yaml_get(fx.root, "empty")->text, "");
    CHECK(yaml_get(fx.root, "absent") == NULL && yaml_get(NULL, "x") == NULL);
    CHECK_INT(policy->pairs[1].line, 4);
    close(&fx);
}

TEST(scalars_stay_text)
{
    Fixture fx = parse("country: NO\nversion: 1.10\nflag: yes\nnothing: null\n");
    CHECK_TEXT(yaml_get(fx.root, "country")->text, "NO");
    CHECK_TEXT(yaml_get(fx.root, "version")->text, "1.10");
    CHECK_TEXT(yaml_get(fx.root, "flag")->text, "yes");
    CHECK_TEXT(yaml_get(fx.root, "nothing")->text, "null");
    close(&fx);
}

TEST(an_empty_file_is_an_empty_map)
{
    Fixture fx = parse("# nothing\n");
    CHECK_OK(fx.status);
    CHECK(fx.root->type == YAML_IS_MAP && fx.root->n == 0);
    close(&fx);
}

TEST(what_our_dialect_leaves_out_is_refused)
{
    check_refused("a: &x 1\n", "f.yaml:1:4: anchors (&) are not allowed here");
    check_refused("a: [&x 1, *x]\n", "f.yaml:1:5: anchors (&) are not allowed here");
    check_refused("a: *x\n",
                  "f.yaml:1:4: aliases (*) are not allowed here; put a text that starts with * "
                  "in quotes");
    check_refused("a: !!int 1\n", "f.yaml:1:4: tags (!) are not allowed here");
    check_refused("<<: {a: 1}\n", "f.yaml:1:1: merge keys (<<) are not allowed here");
    check_refused("a: 1\nb: 2\na: 3\n", "f.yaml:3:1: the key 'a' is there twice; drop one");
    check_refused("[a, b]: 1\n", "f.yaml:1:1: a key must be a plain word");
    check_refused("a: 1\n---\nb: 2\n",
                  "f.yaml:2:1: a second document (---) starts here; one file holds one");
}

TEST(syntax_errors_have_a_place)
{
    check_refused("a:\n\t- b\n",
                  "f.yaml:2:1: found character that cannot start any token; indent with "
                  "blanks, not tabs, and put special characters in quotes");
    check_refused("a: [1, 2\nb: 3\n", "f.yaml:2:2: did not find expected ',' or ']'");
    check_refused("a: \xB2\n", "f.yaml:1: byte 0xB2 is not UTF-8 here; save the file as UTF-8");
    check_refused(
        "commodities: *\n",
        "f.yaml:1:15: did not find expected alphabetic or numeric character; a text that "
        "starts with * or & needs quotes");
}

TEST(depth_is_limited)
{
    char text[200];
    memset(text, '[', 100);
    memset(text + 100, ']', 99);
    text[199] = '\0';
    check_refused(text, "f.yaml:1:34: lists and maps are nested too deeply");
}

TEST(files_are_read_and_missed)
{
    Arena *arena = arena_new(0);
    Diag *diag = diag_new();
    YamlNode *root;
    char path[512];
    snprintf(path, sizeof path, "%s/bad/base/model.yaml", test_folder());
    CHECK_OK(yaml_read(path, "model.yaml", arena, diag, &root));
    CHECK_TEXT(yaml_get(root, "start")->text, "2024-01");
    CHECK_INT(yaml_read("/no/such/file", "x.yaml", arena, diag, &root), LODE_IO);
    CHECK_INT(diag_errors(diag), 1);
    arena_free(arena);
    diag_free(diag);
}
