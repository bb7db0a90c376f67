#include "kinds/kinds.h"

#include <string.h>

#define POLICY(name) extern const PolicyKind policy_##name;
#include "kinds/kinds.def"
#undef POLICY

static const PolicyKind *const kinds[] = {
#define POLICY(name) &policy_##name,
#include "kinds/kinds.def"
#undef POLICY
};

const PolicyKind *const *kind_list(int *n)
{
    *n = (int)(sizeof kinds / sizeof *kinds);
    return kinds;
}

const PolicyKind *kind_find(const char *name)
{
    int n;
    const PolicyKind *const *list = kind_list(&n);
    for (int i = 0; i < n; i++)
        if (strcmp(list[i]->name, name) == 0) return list[i];
    return NULL;
}
