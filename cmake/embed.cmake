# Data files as C: the traditional-to-simplified table from Debian's OpenCC for base/, and the
# evidence folder's stop words, common Han characters, glossary and schema from this repository.
set(lode_tables ${CMAKE_BINARY_DIR}/tables)
file(MAKE_DIRECTORY ${lode_tables})
add_executable(lode_embed ${CMAKE_SOURCE_DIR}/cmake/embed.c)

# lode_table(FOLDER KIND NAME FILE): FILE as `NAME` in the library of src/FOLDER.
function(lode_table folder kind name file)
  add_custom_command(OUTPUT ${lode_tables}/${name}.c
    COMMAND lode_embed ${kind} ${name} ${file} ${lode_tables}/${name}.c
    DEPENDS lode_embed ${file} VERBATIM)
  target_sources(lode_${folder} PRIVATE ${lode_tables}/${name}.c)
endfunction()

add_custom_command(OUTPUT ${lode_tables}/opencc.txt
  COMMAND ${OPENCC_DICT} -i ${OPENCC_TS_CHARACTERS} -f ocd2
          -o ${lode_tables}/opencc.txt -t text
  DEPENDS ${OPENCC_TS_CHARACTERS} VERBATIM)
lode_table(base fold fold_table ${lode_tables}/opencc.txt)

set(evidence_data ${CMAKE_SOURCE_DIR}/src/evidence/data)
lode_table(evidence text evidence_stop_words ${evidence_data}/stop-words.txt)
lode_table(evidence text evidence_common_han ${evidence_data}/common-han.txt)
lode_table(evidence text evidence_schema_1 ${evidence_data}/schema-1.sql)
lode_table(evidence text evidence_schema_2 ${evidence_data}/schema-2.sql)
lode_table(evidence text evidence_schema_3 ${evidence_data}/schema-3.sql)
lode_table(evidence text evidence_schema_4 ${evidence_data}/schema-4.sql)
lode_table(evidence text evidence_glossary
           ${CMAKE_SOURCE_DIR}/models/ree-magnets/evidence/glossary.csv)
