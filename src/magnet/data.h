/* data.h - what the magnet module knows: coefficients, intrinsic properties, grade families,
 * catalogue grades, recipes and prices, each with a source and a status, read from the folder
 * data/magnets (docs/magnets.md). Constant once read, so all threads share it. */
#ifndef LODE_MAGNET_DATA_H
#define LODE_MAGNET_DATA_H

#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/status.h"
#include "table/files.h"

/* What a magnet is made of and its recipe buys. The rare earths come first. */
typedef enum MagnetElement {
    MAGNET_LA,
    MAGNET_CE,
    MAGNET_PR,
    MAGNET_ND,
    MAGNET_HO,
    MAGNET_DY,
    MAGNET_TB,
    MAGNET_CO,
    MAGNET_GA,
    MAGNET_FE, /* the balance: iron, boron and small additions */
    MAGNET_ELEMENTS,
    MAGNET_RARE_EARTHS = MAGNET_CO
} MagnetElement;

typedef enum MagnetHeavy { MAGNET_HEAVY_NONE, MAGNET_HEAVY_DY, MAGNET_HEAVY_TB } MagnetHeavy;

typedef struct MagnetElementRow {
    const char *id;         /* "nd" */
    double mass;            /* g/mol */
    double js;              /* T, of R2Fe14B at 295 K */
    double ha;              /* kOe, of R2Fe14B at 295 K */
    double curie;           /* K, of R2Fe14B */
    double max;             /* wt% in a magnet to which the laws were held */
    double oxide_price;     /* USD/kg of oxide; of metal for Co, Ga, Fe */
    double oxide_per_metal; /* kg/kg */
    double recovery;        /* fraction of the metal that electrolysis recovers */
    double fee;             /* USD/kg of metal: its making */
    const char *source, *status, *note;
} MagnetElementRow;

typedef struct MagnetAnisotropyRow {
    double kelvin, mu0ha; /* K, T: of Nd2Fe14B */
    const char *source, *status, *note;
} MagnetAnisotropyRow;

typedef struct MagnetFamily {
    const char *id;    /* "UH" */
    double hcj;        /* kOe, least intrinsic coercivity at 20 C */
    double t_max;      /* C, usual limit of use */
    double alpha;      /* %/K, mean coefficient of Br from 20 C to alpha_to */
    double alpha_to;   /* C */
    double beta;       /* %/K, mean coefficient of Hcj from 20 C to beta_to */
    double beta_to;    /* C */
    double dy_alloyed; /* wt%, usual dysprosium when it is all alloyed (about 2010) */
    const char *source, *status, *note;
} MagnetFamily;

typedef struct MagnetGrade {
    const char *id;             /* "N45UH" */
    const char *family, *maker; /* family: as in families.csv */
    double br_min, br_max;      /* T at 20 C */
    double hcj;                 /* kOe at 20 C, at least */
    double bh_min, bh_max;      /* MGOe at 20 C */
    double t_max;               /* C */
    const char *source, *status, *note;
} MagnetGrade;

/* How a magnet is made. The design search may choose alloy, pick-up, light share and alignment
 * within what the recipe allows. */
typedef struct MagnetRecipe {
    const char *id, *name, *name_zh;
    int32_t alloy;     /* MagnetHeavy */
    double alloy_max;  /* wt% */
    int32_t diffuse;   /* MagnetHeavy */
    double light_low;  /* fraction of the rare earth that is cerium and lanthanum */
    double light_high; /* same; 0: none */
    double light_la;   /* fraction of that which is lanthanum */
    double shield;     /* fraction of the light elements' anisotropy loss that is avoided */
    double grain;      /* um, mean diameter */
    double boundary;   /* kOe that the grain boundaries give beyond the law */
    double rare_earth; /* wt%, total */
    double cobalt, gallium, additions, oxygen; /* wt%; additions: Al, Cu, Nb, Zr */
    double align_low, align_high; /* mean cosine of the grains' angle to the axis */
    double density;               /* fraction of the full density */
    double finish_yield;          /* fraction of the blank that is the finished part */
    double cost_factor;           /* multiple of the usual conversion cost */
    double recycled;              /* fraction of the metal that comes from old magnets */
    int32_t plain;                /* 1: savings are measured against this recipe */
    const char *source, *status, *note;
} MagnetRecipe;

typedef struct MagnetCoefficients {
#define COEFFICIENT(name, unit) double name;
#include "magnet/coefficients.def"
#undef COEFFICIENT
} MagnetCoefficients;

typedef struct MagnetData {
    MagnetCoefficients c;
    MagnetElementRow elements[MAGNET_ELEMENTS];
    const MagnetAnisotropyRow *anisotropy; /* temperatures rise */
    const MagnetFamily *families;          /* coercivities rise */
    const MagnetGrade *grades;
    const MagnetRecipe *recipes;
    int32_t n_anisotropy, n_families, n_grades, n_recipes;
    int32_t plain; /* the recipe against which savings are measured */
} MagnetData;

/* Reads the tables of the folder into arena. All mistakes go to diag. LODE_BAD_INPUT, LODE_IO,
 * LODE_NO_MEMORY: *out is not usable. */
Status magnet_data_read(const char *folder, Arena *arena, Diag *diag, MagnetData *out);

/* The same from files in memory. */
Status magnet_data_from(const Files *files, Arena *arena, Diag *diag, MagnetData *out);

/* -1 when there is none. */
int32_t magnet_family_find(const MagnetData *data, const char *id);
int32_t magnet_recipe_find(const MagnetData *data, const char *id);

/* The highest family whose least coercivity (kOe at 20 C) is reached; -1 below the lowest. */
int32_t magnet_family_of(const MagnetData *data, double hcj);

#endif
