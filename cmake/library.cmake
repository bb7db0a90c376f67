# liblodestone.so: src/api and all it stands on, exporting what include/lode/lode.h declares
# (src/api/lode.map). Its number changes when a program compiled before would no longer run.
set(lode_map ${CMAKE_SOURCE_DIR}/src/api/lode.map)
add_library(lodestone SHARED $<TARGET_OBJECTS:lode_api>)
target_include_directories(lodestone INTERFACE $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/include>
                           $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_link_libraries(lodestone PRIVATE lode_api)
target_link_options(lodestone PRIVATE -Wl,--version-script=${lode_map})
set_target_properties(lodestone PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION 0 LINKER_LANGUAGE C
                      LINK_DEPENDS ${lode_map})

install(TARGETS lodestone EXPORT lodestone LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/lode DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

# For pkg-config and for find_package(lodestone); both find their files from where they stand.
set(pc_folder ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH pc_prefix /${pc_folder} /)
configure_file(cmake/lodestone.pc.in lodestone.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/lodestone.pc DESTINATION ${pc_folder})
include(CMakePackageConfigHelpers)
write_basic_package_version_file(lodestone-config-version.cmake COMPATIBILITY SameMinorVersion)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/lodestone)
install(FILES ${CMAKE_BINARY_DIR}/lodestone-config-version.cmake DESTINATION ${package_folder})
install(EXPORT lodestone FILE lodestone-config.cmake NAMESPACE lodestone:: DESTINATION ${package_folder})

# The Python module; its headers are links in the source tree, so they are installed by name.
option(LODE_PYTHON "Install the Python module under the prefix" OFF)
if(LODE_PYTHON)
  set(python_folder lib/python3/dist-packages/lodestone CACHE STRING "Where the Python module goes")
  install(DIRECTORY python/lodestone/ DESTINATION ${python_folder} FILES_MATCHING PATTERN "*.py")
  install(DIRECTORY include/lode/ DESTINATION ${python_folder}/include)
endif()
