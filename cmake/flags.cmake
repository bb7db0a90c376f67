# Warnings, sanitizers and instruction sets, in one interface target that every folder links.
add_library(lode_flags INTERFACE)
target_compile_definitions(lode_flags INTERFACE _POSIX_C_SOURCE=200809L _XOPEN_SOURCE=700
                           LODE_VERSION="${PROJECT_VERSION}")
target_compile_options(lode_flags INTERFACE
  -Wall -Wextra -Wconversion -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wpointer-arith
  -Wcast-qual -Wwrite-strings -Wvla -fno-math-errno -ffp-contract=off)

option(LODE_WERROR "Treat warnings as errors" ON)
if(LODE_WERROR)
  target_compile_options(lode_flags INTERFACE -Werror)
endif()
if(LODE_NATIVE)
  target_compile_options(lode_flags INTERFACE -march=native)
endif()

set(LODE_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=")
if(LODE_SANITIZE)
  target_compile_options(lode_flags INTERFACE -fsanitize=${LODE_SANITIZE}
                         -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(lode_flags INTERFACE -fsanitize=${LODE_SANITIZE})
endif()
