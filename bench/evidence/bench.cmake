# The document library at 100 000 documents: include() this from bench/CMakeLists.txt.
set(evidence_bench ${CMAKE_SOURCE_DIR}/bench/evidence)
add_executable(bench_evidence ${evidence_bench}/search.c ${evidence_bench}/corpus.c)
target_include_directories(bench_evidence PRIVATE ${CMAKE_SOURCE_DIR}/bench)
target_link_libraries(bench_evidence PRIVATE lode_evidence PkgConfig::SQLITE m)
