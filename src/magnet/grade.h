/* grade.h - the recipe that makes a catalogue grade. A catalogue promises a range of Br and a
 * least Hcj; a recipe recovers the grade when its Br is within 0.03 T of the middle of the
 * range and its Hcj within a tenth of what is promised. */
#ifndef LODE_MAGNET_GRADE_H
#define LODE_MAGNET_GRADE_H

#include <stdbool.h>

#include "magnet/design.h"

#define MAGNET_GRADE_BR_T 0.03
#define MAGNET_GRADE_HCJ_SHARE 0.1

typedef struct MagnetGradeDesign {
    MagnetDesign design;
    double br; /* T, middle of the catalogue's range */
    bool recovered;
} MagnetGradeDesign;

/* For a part 4 mm thick and among recipes of new metal: the cheapest that recovers the grade,
 * else the one that misses least. LODE_INFEASIBLE: no recipe reaches the coercivity. */
Status magnet_grade_design(const MagnetData *data, const MagnetGrade *grade,
                           const MagnetPrices *prices, MagnetGradeDesign *out);

#endif
