/* HTML by libxml2's forgiving parser. The main text is the subtree that has the most text
 * beside its links: text - 3 link text. A part of it stands for the whole unless the whole says
 * a quarter more. Title, source and date come from the head, then from the text. */
#include <libxml/HTMLparser.h>
#include <limits.h>
#include <string.h>
#include <strings.h>

#include "evidence/buffer.h"
#include "evidence/reader.h"
#include "evidence/sentence.h"
#include "evidence/when.h"

static const double LINK_COST = 3.0, PARENT_MORE = 1.25;

enum { CHARSET_LOOK = 2048, DEPTH_MAX = 512, DATE_LOOK = 1500 };

typedef struct Block {
    size_t at, n;
    bool heading;
} Block;

typedef struct Page {
    Draft *draft;
    DraftDocument *document;
    xmlNode *main;
    double best;
    Buffer body;
    Block *blocks;
    size_t n_blocks, blocks_room;
    size_t block_at; /* where the open block starts in body */
    const char *h1, *time;
    bool failed;
} Page;

/* --- what elements are --- */

static bool one_of(const xmlNode *node, const char *const *names)
{
    for (; *names; names++)
        if (strcasecmp((const char *)node->name, *names) == 0) return true;
    return false;
}

static bool is_dropped(const xmlNode *node)
{
    static const char *const names[] = {"script", "style",  "nav",      "footer",   "noscript",
                                        "head",   "form",   "button",   "iframe",   "svg",
                                        "aside",  "select", "template", "textarea", NULL};
    return one_of(node, names);
}

static bool is_block(const xmlNode *node)
{
    static const char *const names[] = {
        "p",    "li",     "td",     "th",         "tr",         "div", "section", "article",
        "br",   "ul",     "ol",     "table",      "blockquote", "pre", "dt",      "dd",
        "main", "header", "figure", "figcaption", "body",       NULL};
    return one_of(node, names);
}

static bool is_heading(const xmlNode *node)
{
    const char *name = (const char *)node->name;
    return (name[0] == 'h' || name[0] == 'H') && name[1] >= '1' && name[1] <= '6' && !name[2];
}

static bool is_text(const xmlNode *node)
{
    return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

static size_t text_bytes(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += (unsigned char)*text > ' ';
    return n;
}

/* --- the main text --- */

typedef struct Weight {
    double text, links;
} Weight;

static Weight weigh(Page *page, xmlNode *node, int depth)
{
    Weight weight = {0.0, 0.0};
    if (is_text(node) && node->content)
        weight.text = (double)text_bytes((const char *)node->content);
    if (node->type != XML_ELEMENT_NODE || is_dropped(node) || depth > DEPTH_MAX) return weight;
    for (xmlNode *child = node->children; child; child = child->next) {
        const Weight more = weigh(page, child, depth + 1);
        weight.text += more.text;
        weight.links += more.links;
    }
    if (strcasecmp((const char *)node->name, "a") == 0) weight.links = weight.text;
    const double score = weight.text - LINK_COST * weight.links;
    if (is_block(node) && score > PARENT_MORE * page->best) {
        page->best = score;
        page->main = node;
    }
    return weight;
}

/* --- blocks --- */

static void close_block(Page *page, bool heading)
{
    const size_t at = page->block_at;
    if (page->body.n > at && page->body.text[page->body.n - 1] == ' ') page->body.n--;
    const size_t n = page->body.n - at;
    if (n == 0) return;
    if (page->n_blocks == page->blocks_room) {
        const size_t room = page->blocks_room ? 2 * page->blocks_room : 64;
        Block *blocks = ARENA_ARRAY(page->draft->arena, Block, room);
        if (blocks && page->n_blocks)
            memcpy(blocks, page->blocks, page->n_blocks * sizeof *blocks);
        if (!blocks) page->failed = true;
        if (!blocks) return;
        page->blocks = blocks;
        page->blocks_room = room;
    }
    page->blocks[page->n_blocks++] = (Block){at, n, heading};
    buffer_say(&page->body, "\n");
    page->block_at = page->body.n;
}

/* Adds text with runs of blanks as one, none at the start of a block. */
static void add_text(Page *page, const char *text)
{
    for (; *text; text++) {
        const bool blank = (unsigned char)*text <= ' ';
        const bool start = page->body.n == page->block_at;
        if (blank && (start || page->body.text[page->body.n - 1] == ' ')) continue;
        buffer_add(&page->body, blank ? " " : text, 1);
    }
}

static void add_blocks(Page *page, xmlNode *node, int depth)
{
    if (is_text(node) && node->content) add_text(page, (const char *)node->content);
    if (node->type != XML_ELEMENT_NODE || is_dropped(node) || depth > DEPTH_MAX) return;
    const bool heading = is_heading(node);
    const bool block = heading || is_block(node);
    if (block) close_block(page, false);
    for (xmlNode *child = node->children; child; child = child->next)
        add_blocks(page, child, depth + 1);
    if (block) close_block(page, heading);
}

/* --- the head --- */

static const char *text_of(Page *page, const xmlNode *node)
{
    xmlChar *text = xmlNodeGetContent(node);
    const char *line =
        text ? draft_line(page->draft, (const char *)text, strlen((const char *)text)) : NULL;
    xmlFree(text);
    return line;
}

static const char *attribute(Page *page, xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
    const char *line =
        value ? draft_line(page->draft, (const char *)value, strlen((const char *)value))
              : NULL;
    xmlFree(value);
    return line;
}

static void keep_date(Page *page, const char *given)
{
    char date[WHEN_BYTES];
    if (given && !page->document->date && when_parse(given, date))
        page->document->date = arena_text(page->draft->arena, date, strlen(date));
}

static void read_meta(Page *page, xmlNode *node)
{
    static const char *const dates[] = {
        "article:published_time", "datePublished", "pubdate", "publishdate", "dc.date", "date"};
    const char *property = attribute(page, node, "property");
    const char *name = property ? property : attribute(page, node, "name");
    if (!name) name = attribute(page, node, "itemprop");
    const char *content = name ? attribute(page, node, "content") : NULL;
    if (!content) return;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        if (strcasecmp(name, dates[i]) == 0) keep_date(page, content);
    if (strcasecmp(name, "og:site_name") == 0) page->document->source = content;
    if (strcasecmp(name, "og:url") == 0) page->document->url = content;
}

static void read_element(Page *page, xmlNode *node)
{
    const char *name = (const char *)node->name;
    if (strcasecmp(name, "meta") == 0) read_meta(page, node);
    if (strcasecmp(name, "title") == 0 && !page->document->title)
        page->document->title = text_of(page, node);
    if (strcasecmp(name, "h1") == 0 && !page->h1) page->h1 = text_of(page, node);
    if (strcasecmp(name, "time") == 0 && !page->time) {
        page->time = attribute(page, node, "datetime");
        if (!page->time) page->time = text_of(page, node);
    }
    if (strcasecmp(name, "link") == 0 && !page->document->url) {
        const char *rel = attribute(page, node, "rel");
        if (rel && strcasecmp(rel, "canonical") == 0)
            page->document->url = attribute(page, node, "href");
    }
}

static void read_head(Page *page, xmlNode *node, int depth)
{
    if (node->type != XML_ELEMENT_NODE || depth > DEPTH_MAX) return;
    read_element(page, node);
    for (xmlNode *child = node->children; child; child = child->next)
        read_head(page, child, depth + 1);
}

/* --- the page --- */

static Status keep_body(Page *page)
{
    DraftDocument *document = page->document;
    if (page->failed || page->body.failed || page->body.n > INT32_MAX) return LODE_NO_MEMORY;
    document->body =
        arena_text(page->draft->arena, page->body.text ? page->body.text : "", page->body.n);
    document->body_bytes = (int32_t)page->body.n;
    Status st = document->body ? draft_check(page->draft, document, 0) : LODE_NO_MEMORY;
    for (size_t i = 0; !st && i < page->n_blocks; i++) {
        const Block *block = &page->blocks[i];
        const char *text = document->body + block->at;
        const bool title = document->title && strlen(document->title) == block->n &&
                           memcmp(document->title, text, block->n) == 0;
        if (block->heading && !title)
            st = draft_group(page->draft, document, text, block->n);
        else if (!block->heading)
            st = sentences_add(page->draft, document, block->at, block->n);
    }
    return st;
}

static Status read_page(Page *page, xmlNode *root)
{
    char date[WHEN_BYTES];
    read_head(page, root, 0);
    weigh(page, root, 0);
    if (!page->main) return draft_refuse(page->draft, 0, "", "the page has no text");
    add_blocks(page, page->main, 0);
    close_block(page, false);
    if (page->h1) page->document->title = page->h1;
    keep_date(page, page->time);
    const Status st = keep_body(page);
    if (st) return st;
    const size_t n = (size_t)page->document->body_bytes;
    if (!page->document->date &&
        when_find(page->document->body, n < DATE_LOOK ? n : DATE_LOOK, date))
        keep_date(page, date);
    return LODE_OK;
}

/* "charset=..." in the first bytes of the page. */
static const char *declared_charset(Draft *draft, const char *bytes, size_t n)
{
    const size_t look = n < CHARSET_LOOK ? n : CHARSET_LOOK;
    for (size_t at = 0; at + 8 < look; at++) {
        if (strncasecmp(bytes + at, "charset=", 8) != 0) continue;
        at += 8;
        while (at < look && strchr("\"' ", bytes[at]) && bytes[at])
            at++;
        size_t end = at;
        while (end < look && bytes[end] && !strchr("\"' />;", bytes[end]))
            end++;
        return draft_line(draft, bytes + at, end - at);
    }
    return NULL;
}

Status html_read(Draft *draft, const char *bytes, size_t n, const char **encoding)
{
    Decoded in;
    Page page = {.draft = draft};
    Status st = decode(draft, bytes, n, declared_charset(draft, bytes, n), &in);
    if (st) return st;
    *encoding = in.encoding;
    page.document = draft_document(draft);
    if (!page.document || in.n > INT_MAX) return LODE_NO_MEMORY;
    htmlParserCtxt *parser = htmlNewParserCtxt();
    if (!parser) return LODE_NO_MEMORY;
    const int how = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                    HTML_PARSE_NONET | HTML_PARSE_COMPACT;
    xmlDoc *tree = htmlCtxtReadMemory(parser, in.text, (int)in.n, NULL, "UTF-8", how);
    const bool too_deep = parser->lastError.code == XML_ERR_INTERNAL_ERROR;
    xmlNode *root = tree ? xmlDocGetRootElement(tree) : NULL;
    if (too_deep)
        st = draft_refuse(draft, parser->lastError.line, "",
                          "the page's elements are nested too deep");
    else if (!root)
        st = draft_refuse(draft, 0, "", "the page has no text");
    else
        st = read_page(&page, root);
    buffer_free(&page.body);
    xmlFreeDoc(tree);
    htmlFreeParserCtxt(parser);
    return st;
}
