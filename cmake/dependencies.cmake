# Everything comes from Debian 12 by name; tools/install-dependencies.sh installs it.
find_package(PkgConfig REQUIRED)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(NETCDF REQUIRED IMPORTED_TARGET netcdf)
pkg_check_modules(XLSX REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(XML REQUIRED IMPORTED_TARGET libxml-2.0)
pkg_check_modules(NLOPT REQUIRED IMPORTED_TARGET nlopt)

# These ship without a .pc file in Debian 12.
function(lode_find_library variable name header)
  find_library(${variable} ${name} REQUIRED)
  find_path(${variable}_INCLUDE ${header} PATH_SUFFIXES suitesparse REQUIRED)
endfunction()
lode_find_library(CSV_LIBRARY csv csv.h)
lode_find_library(STEMMER_LIBRARY stemmer libstemmer.h)
lode_find_library(AMD_LIBRARY amd amd.h)
lode_find_library(METIS_LIBRARY metis metis.h)
find_library(UDUNITS_LIBRARY udunits2 REQUIRED)
find_path(UDUNITS_INCLUDE udunits2.h PATH_SUFFIXES udunits2 REQUIRED)
add_library(PkgConfig::UDUNITS INTERFACE IMPORTED)
target_link_libraries(PkgConfig::UDUNITS INTERFACE ${UDUNITS_LIBRARY})
target_include_directories(PkgConfig::UDUNITS INTERFACE ${UDUNITS_INCLUDE})
include_directories(SYSTEM ${AMD_LIBRARY_INCLUDE} ${METIS_LIBRARY_INCLUDE} ${UDUNITS_INCLUDE})

# OpenCC's traditional-to-simplified characters become a table of ours while building.
find_program(OPENCC_DICT opencc_dict REQUIRED)
find_file(OPENCC_TS_CHARACTERS TSCharacters.ocd2 PATHS /usr/share/opencc PATH_SUFFIXES share/opencc
          REQUIRED)

# The page and its server.
pkg_check_modules(MICROHTTPD REQUIRED IMPORTED_TARGET libmicrohttpd)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
find_package(Threads REQUIRED)
