/* One character in its plainest form: the same for search and for the grammar of claims. */
#include <string.h>

#include "base/fold.h"
#include "support/test.h"

TEST(traditional_han_becomes_simplified_and_the_rest_stays)
{
    CHECK_INT(fold_simplified(0x91F9), 0x9495); /* 釹 -> 钕 */
    CHECK_INT(fold_simplified(0x93D1), 0x955D); /* 鏑 -> 镝 */
    CHECK_INT(fold_simplified(0x9495), 0x9495);
    CHECK_INT(fold_simplified('A'), 'A');
    CHECK_INT(fold_simplified(0x10FFFF), 0x10FFFF);
}

TEST(width_accents_ligatures_and_signs_take_their_compatibility_forms)
{
    uint32_t forms[FOLD_FORMS];
    CHECK_INT(fold_forms(0xFF2E, true, forms), 1); /* full-width N */
    CHECK_INT(forms[0], 'n');
    CHECK_INT(fold_forms(0xFF2E, false, forms), 1);
    CHECK_INT(forms[0], 'N');
    CHECK_INT(fold_forms(0xC9, true, forms), 1); /* É */
    CHECK_INT(forms[0], 'e');
    CHECK_INT(fold_forms(0x338F, false, forms), 2); /* ㎏ */
    CHECK_INT(forms[1], 'g');
    CHECK_INT(fold_forms(0x0301, true, forms), 0);   /* a lone accent */
    CHECK_INT(fold_forms(0xFDFA, false, forms), 18); /* the longest of all */
}

TEST(bytes_that_are_no_utf_8_are_read_as_nothing)
{
    uint32_t point;
    CHECK_INT(fold_read("\xE9\x95\x9D", 3, &point), 3);
    CHECK_INT(point, 0x955D);
    CHECK_INT(fold_read("\xE9\x95", 2, &point), 0);
    CHECK_INT(fold_read("\xFF", 1, &point), 0);
}
