#include "support/test.h"

#include "table/damage.h"

typedef void Damage(const char *text, Arena *arena, char *why, size_t size);

static void check_said(Damage *damage, const char *text, const char *expected)
{
    char why[512];
    Arena *arena = arena_new(0);
    damage(text, arena, why, sizeof why);
    CHECK_TEXT(why, expected);
    arena_free(arena);
}

TEST(what_happened_to_a_number_is_named)
{
    Damage *number = damage_of_number;
    check_said(number, "1,234,567", "'1,234,567' has thousands separators; write 1234567");
    check_said(number, "1,234.5", "'1,234.5' has thousands separators; write 1234.5");
    check_said(number, "1.234,5", "'1.234,5' has a decimal comma; write 1234.5");
    check_said(number, "0,25", "'0,25' has a decimal comma; write 0.25");
    check_said(number, "1,234",
               "'1,234' has a comma: write 1234 if it marks thousands, 1.234 if it is a "
               "decimal comma");
    check_said(number, "12 000", "'12 000' has thousands separators; write 12000");
    check_said(number, "12'000", "'12'000' has thousands separators; write 12000");
    check_said(number, "#REF!",
               "'#REF!' is a spreadsheet's error; mend the formula and save the values "
               "again, or leave the cell blank");
    check_said(number, "#n/a",
               "'#n/a' is a spreadsheet's error; mend the formula and save the values "
               "again, or leave the cell blank");
    check_said(number,
               "1\xC2\xA0"
               "200",
               "'1\xC2\xA0"
               "200' has thousands separators; write 1200");
    check_said(number, "\xEF\xBC\x91\xEF\xBC\x92",
               "'\xEF\xBC\x91\xEF\xBC\x92' is written with full-width characters; write 12");
    check_said(number,
               "\xE2\x88\x92"
               "5",
               "'\xE2\x88\x92"
               "5' holds a typographic minus (U+2212); replace or remove it");
    check_said(number, "Feb-10",
               "'Feb-10' is a date that a spreadsheet made of a number; write the number");
    check_said(number, "10-20",
               "'10-20' is a range; write one number and put the range in 'note'");
    check_said(number, "~12",
               "'~12' is not a number; write the number alone and say '~' in 'note'");
    check_said(number, "12 t",
               "'12 t' holds more than a number; 't' belongs in the header, as in 'name "
               "[unit]', or in a column of its own");
    check_said(number, "n/a", "'n/a' is not a number; leave the cell blank if it is not known");
    check_said(number, "", "'' is not a number; leave the cell blank if it is not known");
}

TEST(what_happened_to_a_month_is_named)
{
    Damage *month = damage_of_month;
    check_said(month, "Apr-25",
               "'Apr-25' is a date as a spreadsheet shows it; write it like 2025-04");
    check_said(month, "April 2025",
               "'April 2025' is a date as a spreadsheet shows it; write it like 2025-04");
    check_said(month, "25-Apr",
               "'25-Apr' is a date as a spreadsheet shows it; write it like 2025-04");
    check_said(month, "3-Sep-1998",
               "'3-Sep-1998' is a date as a spreadsheet shows it; write it like 1998-09");
    check_said(month, "45748", "'45748' is a spreadsheet's day number; write it like 2025-04");
    check_said(month, "43831", "'43831' is a spreadsheet's day number; write it like 2020-01");
    check_said(month, "45351", "'45351' is a spreadsheet's day number; write it like 2024-02");
    check_said(month, "04/2026",
               "'04/2026' is not how months are written here; write it like 2026-04");
    check_said(month, "2026/04",
               "'2026/04' is not how months are written here; write it like 2026-04");
    check_said(month, "2026-4",
               "'2026-4' is not how months are written here; write it like 2026-04");
    check_said(month, "1/4/2025",
               "'1/4/2025' is not how months are written here; write it like 2025-04");
    check_said(month,
               "2025\xE5\xB9\xB4"
               "4\xE6\x9C\x88",
               "'2025\xE5\xB9\xB4"
               "4\xE6\x9C\x88' is not how months are written here; write it like 2025-04");
    check_said(month,
               "\xEF\xBC\x92"
               "025-04",
               "'\xEF\xBC\x92"
               "025-04' is written with full-width characters; write 2025-04");
    check_said(month, "soon", "'soon' is no month; write 2025-04, 2026-Q3 or 2030");
    check_said(month, "2025-13", "'2025-13' is no month; write 2025-04, 2026-Q3 or 2030");
    check_said(month, "May", "'May' is no month; write 2025-04, 2026-Q3 or 2030");
}

TEST(what_an_id_should_be_is_shown)
{
    Damage *id = damage_of_id;
    check_said(id, "China",
               "'China' is no id: ids are lower-case ASCII letters, digits, '-', '_' and '.'; "
               "write china");
    check_said(id, "new zealand",
               "'new zealand' is no id: ids are lower-case ASCII letters, digits, '-', '_' "
               "and '.'; write new-zealand");
    check_said(id,
               "\xE2\x80\x9C"
               "china\xE2\x80\x9D",
               "'\xE2\x80\x9C"
               "china\xE2\x80\x9D' holds a curly quote (U+201C); replace or remove it");
    check_said(id, "china\xC2\xA0",
               "'china\xC2\xA0' holds a no-break space (U+00A0); replace or remove it");
    check_said(id, "\xE4\xB8\xAD\xE5\x9B\xBD",
               "'\xE4\xB8\xAD\xE5\x9B\xBD' is no id: ids are lower-case ASCII letters, digits, "
               "'-', '_' and '.'");
}
