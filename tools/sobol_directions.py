#!/usr/bin/python3
"""Writes src/ensemble/directions.def: primitive polynomials and initial direction numbers of
Joe and Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci.
Comput. 30 (2008), as Debian's python3-scipy holds them.

    tools/sobol_directions.py [DIMENSIONS] > src/ensemble/directions.def
"""
import os
import sys

import numpy
import scipy.stats

dimensions = int(sys.argv[1]) if len(sys.argv) > 1 else 512
table = numpy.load(os.path.join(os.path.dirname(scipy.stats.__file__),
                                "_sobol_direction_numbers.npz"))
print("/* directions.def - of Sobol' sequences: DIRECTION(polynomial, m_1, m_2, ...), one a dimension.\n"
      " * Bits of the polynomial are its coefficients. Numbers of Joe and Kuo (2008), ID 6;\n"
      " * made by tools/sobol_directions.py. */")
for poly, row in zip(table["poly"][:dimensions], table["vinit"][:dimensions]):
    degree = max(int(poly).bit_length() - 1, 1)
    print(f"DIRECTION({poly}, {', '.join(str(int(m)) for m in row[:degree])})")
