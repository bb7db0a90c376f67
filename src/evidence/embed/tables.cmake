# The evidence folder's data as C: stop words, common Han characters, the glossary and the schema
# from this repository; the traditional-to-simplified table from Debian's OpenCC.
set(evidence_source ${CMAKE_SOURCE_DIR}/src/evidence)
set(evidence_tables ${CMAKE_BINARY_DIR}/evidence_tables)
file(MAKE_DIRECTORY ${evidence_tables})
add_executable(evidence_embed ${evidence_source}/embed/embed.c)

function(evidence_table kind name file)
  add_custom_command(OUTPUT ${evidence_tables}/${name}.c
    COMMAND evidence_embed ${kind} ${name} ${file} ${evidence_tables}/${name}.c
    DEPENDS evidence_embed ${file} VERBATIM)
  target_sources(lode_evidence PRIVATE ${evidence_tables}/${name}.c)
endfunction()

add_custom_command(OUTPUT ${evidence_tables}/opencc.txt
  COMMAND ${OPENCC_DICT} -i ${OPENCC_TS_CHARACTERS} -f ocd2
          -o ${evidence_tables}/opencc.txt -t text
  DEPENDS ${OPENCC_TS_CHARACTERS} VERBATIM)
evidence_table(fold simplified ${evidence_tables}/opencc.txt)
evidence_table(text stop_words ${evidence_source}/data/stop-words.txt)
evidence_table(text common_han ${evidence_source}/data/common-han.txt)
evidence_table(text schema_1 ${evidence_source}/data/schema-1.sql)
evidence_table(text schema_2 ${evidence_source}/data/schema-2.sql)
evidence_table(text glossary ${CMAKE_SOURCE_DIR}/models/ree-magnets/evidence/glossary.csv)
