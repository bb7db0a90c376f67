# The document library, how well it answers, and at 100 000 documents how fast: include() this from
# bench/CMakeLists.txt.
set(evidence_bench ${CMAKE_SOURCE_DIR}/bench/evidence)
add_executable(bench_evidence ${evidence_bench}/search.c ${evidence_bench}/quality.c ${evidence_bench}/corpus.c)
target_include_directories(bench_evidence PRIVATE ${CMAKE_SOURCE_DIR}/bench ${CMAKE_SOURCE_DIR}/tests)
target_compile_definitions(bench_evidence PRIVATE
  LODE_EVIDENCE_DATA="${CMAKE_SOURCE_DIR}/tests/unit/evidence/data"
  LODE_SHARED="${CMAKE_SOURCE_DIR}/../shared")
target_link_libraries(bench_evidence PRIVATE lode_evidence PkgConfig::SQLITE m)
