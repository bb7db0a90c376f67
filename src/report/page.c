#include "report/page.h"

#include "report/chart.h"

#include <math.h>
#include <stdarg.h>

#include "metrics/words.h"

enum { FORMAT_SIZE = 1024 };

void page_text(FILE *out, const char *text)
{
    for (; text && *text; text++)
        switch (*text) {
        case '&':
            fputs("&amp;", out);
            break;
        case '<':
            fputs("&lt;", out);
            break;
        case '>':
            fputs("&gt;", out);
            break;
        case '"':
            fputs("&quot;", out);
            break;
        default:
            fputc(*text, out);
        }
}

void page_format(FILE *out, const char *format, ...)
{
    char text[FORMAT_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    page_text(out, text);
}

void page_cell(FILE *out, const char *tag, const char *format, ...)
{
    char text[FORMAT_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    fprintf(out, "<%s class=\"n\">", tag);
    page_text(out, text);
    fprintf(out, "</%s>", tag);
}

void page_number(FILE *out, double value)
{
    char text[WORDS_SIZE];
    words_rounded(value, 4, text, sizeof text);
    page_text(out, text);
}

void page_percent(FILE *out, double fraction)
{
    char text[WORDS_SIZE];
    if (isinf(fraction)) {
        fputs("new", out);
        return;
    }
    words_percent(fraction, text, sizeof text);
    page_format(out, "%s%s", fraction < 0 ? "\u2212" : "+", text);
}

void page_month(FILE *out, Month month)
{
    char text[8];
    month_format(month, text, sizeof text);
    page_text(out, text);
}

static const char style[] =
    ":root{--ink:#1d2733;--soft:#5b6876;--rule:#dfe3e8;--paper:#fff}\n"
    "*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}\n"
    "body{margin:0 auto;padding:3rem 1.25rem 4rem;max-width:60rem;color:var(--ink);"
    "background:var(--paper);font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,"
    "'Noto Sans','Noto Sans CJK SC','Microsoft YaHei',sans-serif}\n"
    "h1{font-size:2rem;line-height:1.2;margin:0 0 .4rem;letter-spacing:-.01em}\n"
    "h2{font-size:1.3rem;margin:2.8rem 0 .6rem;padding-top:.9rem;border-top:2px solid "
    "var(--ink)}\n"
    "h3{font-size:1rem;margin:1.6rem 0 .3rem}p,li{max-width:46rem}ul{padding-left:1.2rem}\n"
    ".lead{color:var(--soft);margin:0 0 1.2rem}.note{color:var(--soft);font-size:.875rem}\n"
    ".grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,25rem),1fr));"
    "gap:1.4rem 2rem;margin:1rem 0}\n"
    "figure{margin:0;break-inside:avoid}figcaption{font-weight:600;font-size:.95rem;"
    "margin-bottom:.2rem}figcaption small{color:var(--soft);font-weight:400}\n"
    "svg{display:block;width:100%;height:auto;overflow:visible}\n"
    ".keys{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;margin:.4rem 0 0;padding:0;"
    "list-style:none;font-size:.9rem}.keys svg{display:inline-block;width:34px;height:10px;"
    "margin-right:.4rem;vertical-align:middle}\n"
    ".scroll{overflow-x:auto;margin:.6rem 0 1rem}table{border-collapse:collapse;width:100%;"
    "font-size:.875rem;font-variant-numeric:tabular-nums}\n"
    "th{text-align:left;font-weight:600;border-bottom:1px solid var(--ink);padding:.3rem .6rem "
    ".3rem 0;vertical-align:bottom}\n"
    "tr.sub th{font-weight:400;color:var(--soft);font-size:.8rem}\n"
    "td{border-bottom:1px solid var(--rule);padding:.28rem .6rem .28rem 0;vertical-align:top}"
    ".n{text-align:right;white-space:nowrap}.when{white-space:nowrap}th.mid{text-align:center}"
    "\n"
    "td.heat{text-align:center;padding:.28rem .3rem;border:2px solid var(--paper)}\n"
    "a{color:inherit}details>summary{cursor:pointer;color:var(--soft);font-size:.875rem}\n"
    "@page{size:A4;margin:16mm 15mm}@media print{body{padding:0;font-size:10pt;max-width:none}"
    "h2{break-after:avoid;margin-top:1.6rem}tr,li{break-inside:avoid}.grid{"
    "grid-template-columns:1fr "
    "1fr}table{font-size:8.5pt}h3{break-after:avoid}.scroll{overflow:visible}details{display:"
    "none}"
    "*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n";

void page_open(FILE *out, const char *title, const char *language)
{
    fprintf(out,
            "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
            "style-src 'unsafe-inline'\">\n<title>",
            language);
    page_text(out, title);
    fprintf(out, "</title>\n<style>\n%s%s</style>\n</head>\n<body>\n", style, chart_style);
}

void page_close(FILE *out)
{
    fputs("</body>\n</html>\n", out);
}
