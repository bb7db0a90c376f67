# Extraction of claims, how well and how fast: include() this from bench/CMakeLists.txt.
set(claims_tests ${CMAKE_SOURCE_DIR}/tests/unit/claims)
add_executable(bench_claims ${CMAKE_SOURCE_DIR}/bench/claims/bench_claims.c ${claims_tests}/cases.c ${claims_tests}/score.c)
target_include_directories(bench_claims PRIVATE ${claims_tests})
target_compile_definitions(bench_claims PRIVATE LODE_CLAIMS_DATA="${claims_tests}/data")
target_link_libraries(bench_claims PRIVATE lode_claims PkgConfig::JANSSON m)
