/* What the index holds: words as token.h defines them. */
#include <stdio.h>
#include <string.h>

#include "evidence/sizes.h"
#include "evidence/token.h"
#include "support/test.h"

static int add(void *context, const Token *token)
{
    char *out = context;
    if (out[0]) strcat(out, " ");
    if (token->colocated) strcat(out, "+");
    strncat(out, token->text, (size_t)token->n);
    return 0;
}

static const char *tokens(const char *text, int flags)
{
    static char out[2048];
    Tokenizer *tokenizer;
    out[0] = '\0';
    CHECK_OK(tokenizer_new(&tokenizer));
    token_each(tokenizer, text, strlen(text), flags, add, out);
    tokenizer_free(tokenizer);
    return out;
}

TEST(latin_words_are_folded_stopped_and_stemmed)
{
    CHECK_TEXT(tokens("The Magnets of producers, produced", TOKEN_STEM),
               "magnet produc produc");
    CHECK_TEXT(tokens("Café naïve ＮｄＦｅＢ", 0), "cafe naive ndfeb");
    CHECK_TEXT(tokens("China's mines’ ore", TOKEN_STEM), "china mine ore");
    CHECK_TEXT(tokens("rare-earth U.S. N52H", TOKEN_STEM), "rare earth u s n52h");
}

TEST(numbers_keep_the_point_and_lose_the_comma)
{
    CHECK_TEXT(tokens("400,000 t, 12.8%, 1.3.4 and 3,5", 0), "400000 t 12.8 1.3.4 3 5");
    CHECK_TEXT(tokens("in 2024. Then", TOKEN_KEEP_STOP), "in 2024 then");
}

TEST(han_runs_become_overlapping_pairs)
{
    CHECK_TEXT(tokens("钕铁硼", 0), "钕铁 铁硼");
    CHECK_TEXT(tokens("釹鐵硼", 0), "钕铁 铁硼"); /* traditional */
    CHECK_TEXT(tokens("镝", 0), "镝");
    CHECK_TEXT(tokens("氧化镝、铽", TOKEN_LAST), "氧化 化镝 +镝 铽");
    CHECK_TEXT(tokens("价格8.5%上涨", 0), "价格 8.5 上涨");
}

TEST(odd_bytes_are_no_words)
{
    CHECK_TEXT(tokens("\xff\xfe ore \x80", 0), "ore");
    CHECK_TEXT(tokens("", 0), "");
    CHECK_TEXT(tokens("--- !? 。", 0), "");
}

TEST(a_very_long_word_is_cut)
{
    char text[400];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    CHECK_INT(strlen(tokens(text, TOKEN_STEM)), TOKEN_BYTES);
}

typedef struct Spans {
    const char *text;
    char out[256];
} Spans;

static int add_span(void *context, const Token *token)
{
    Spans *spans = context;
    strncat(spans->out, spans->text + token->start, (size_t)(token->end - token->start));
    strcat(spans->out, "|");
    return 0;
}

TEST(spans_lead_back_to_the_text)
{
    Tokenizer *tokenizer;
    Spans spans = {"the ore, 鐵礦 2,000 kg", ""};
    CHECK_OK(tokenizer_new(&tokenizer));
    token_each(tokenizer, spans.text, strlen(spans.text), TOKEN_STEM, add_span, &spans);
    CHECK_TEXT(spans.out, "ore|鐵礦|2,000|kg|");
    tokenizer_free(tokenizer);
}

TEST(the_language_is_that_of_most_letters)
{
    CHECK_INT(language_of("rare earth 稀土", 17), LANGUAGE_EN);
    CHECK_INT(language_of("稀土价格 up", 15), LANGUAGE_ZH);
    CHECK_INT(language_of("123 -- 45", 9), LANGUAGE_OTHER);
}
