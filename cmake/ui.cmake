# The page of `lode serve`: TypeScript made into one script, packed, and linked into the program. Its
# tools come from npm by name and version (ui/package-lock.json), without running their scripts.
# LODE_UI=OFF, or no npm on this machine, leaves a page that says so; the API is there all the same.
set(ui_source ${CMAKE_SOURCE_DIR}/ui)
set(ui_build ${CMAKE_BINARY_DIR}/ui)
find_program(NODE node)
find_program(NPM npm)
if(LODE_UI AND NOT (NODE AND NPM))
  message(STATUS "The page is left out: node or npm is missing (tools/install-dependencies.sh build)")
endif()

if(LODE_UI AND NODE AND NPM)
  set(ui_files index.html app.js.gz app.css.gz world.json.gz)
  list(TRANSFORM ui_files PREPEND ${ui_build}/dist/ OUTPUT_VARIABLE ui_outputs)
  file(GLOB ui_sources CONFIGURE_DEPENDS ${ui_source}/src/*.ts ${ui_source}/src/*/*.ts
       ${ui_source}/src/*.css ${ui_source}/src/*/*.css ${ui_source}/src/*.html)
  add_custom_command(
    OUTPUT ${ui_build}/node_modules/.package-lock.json
    COMMAND ${CMAKE_COMMAND} -E copy ${ui_source}/package.json ${ui_source}/package-lock.json ${ui_build}
    COMMAND ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
    DEPENDS ${ui_source}/package.json ${ui_source}/package-lock.json
    WORKING_DIRECTORY ${ui_build} COMMENT "Fetching the tools of the page" VERBATIM)
  file(MAKE_DIRECTORY ${ui_build})
  add_custom_command(
    OUTPUT ${ui_outputs}
    COMMAND ${NODE} ${ui_source}/build.mjs ${ui_source} ${ui_build}
    DEPENDS ${ui_build}/node_modules/.package-lock.json ${ui_source}/build.mjs
            ${ui_source}/tsconfig.json ${ui_sources}
    COMMENT "Building the page" VERBATIM)
else()
  set(ui_files index.html)
  set(ui_outputs ${CMAKE_SOURCE_DIR}/src/web/data/no-page.html)
endif()

# One assembler file takes the bytes in, one C file lists them.
set(ui_types_index.html "text/html; charset=utf-8")
set(ui_types_app.js "text/javascript; charset=utf-8")
set(ui_types_app.css "text/css; charset=utf-8")
set(ui_types_world.json "application/json; charset=utf-8")
set(ui_asm "    .section .rodata\n")
set(ui_extern "")
set(ui_list "")
set(ui_n 0)
foreach(file output IN ZIP_LISTS ui_files ui_outputs)
  string(REGEX REPLACE "\\.gz$" "" name ${file})
  string(APPEND ui_asm "    .global page_file_${ui_n}, page_end_${ui_n}\n"
         "    .balign 16\npage_file_${ui_n}:\n    .incbin \"${output}\"\npage_end_${ui_n}:\n    .byte 0\n")
  string(APPEND ui_extern
         "extern const unsigned char page_file_${ui_n}[], page_end_${ui_n}[];\n")
  string(APPEND ui_list
         "    {\"/${name}\", \"${ui_types_${name}}\", page_file_${ui_n}, page_end_${ui_n}},\n")
  math(EXPR ui_n "${ui_n} + 1")
endforeach()
string(APPEND ui_asm "    .section .note.GNU-stack,\"\",%progbits\n")
file(CONFIGURE OUTPUT ${ui_build}/page_bytes.s CONTENT "${ui_asm}" @ONLY)
file(CONFIGURE OUTPUT ${ui_build}/page_files.c CONTENT
     "#include \"web/page.h\"\n\n${ui_extern}\nconst PageFile page_files[] = {\n${ui_list}    {0},\n};\n" @ONLY)
enable_language(ASM)
set_source_files_properties(${ui_build}/page_bytes.s PROPERTIES LANGUAGE ASM OBJECT_DEPENDS "${ui_outputs}")
if(CMAKE_C_COMPILER_ID MATCHES Clang)
  # it says of each flag that is of no use to the assembler
  set_source_files_properties(${ui_build}/page_bytes.s PROPERTIES COMPILE_OPTIONS -Wno-unused-command-line-argument)
endif()
add_custom_target(lode_ui DEPENDS ${ui_outputs})
target_sources(lode_web PRIVATE ${ui_build}/page_files.c ${ui_build}/page_bytes.s)
add_dependencies(lode_web lode_ui)
