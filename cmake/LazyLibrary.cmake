# minipy_lazy_library(LAYER NAME PACKAGE): the layer may call functions of the library of pkg-config's PACKAGE (or of -lLIBRARY, if it
# has no package), once library_load(t, &library_NAME) has loaded it (runtime/library.h). The program is not linked with the library itself, but with stubs
# for those functions that are undefined in the layer and defined by the library: using another one needs no further step.
function(minipy_lazy_library layer name package)
  if(package MATCHES "^-l(.+)")
    find_library(LAZY_${name}_LINK_LIBRARIES ${CMAKE_MATCH_1} REQUIRED)
  else()
    pkg_check_modules(LAZY_${name} REQUIRED ${package})
  endif()
  list(GET LAZY_${name}_LINK_LIBRARIES 0 library)
  target_include_directories(${layer} PRIVATE ${LAZY_${name}_INCLUDE_DIRS})
  set(stubs ${CMAKE_CURRENT_BINARY_DIR}/lazy_${name}.c)
  set(tool ${CMAKE_SOURCE_DIR}/cmake/lazy_library)
  add_custom_command(OUTPUT ${stubs}
    COMMAND ${tool} library_${name} ${library} $<TARGET_FILE:${layer}> ${stubs}
    DEPENDS ${layer} ${tool} ${library}
    COMMENT "Finding the functions of ${package} that ${layer} calls"
    VERBATIM)
  add_library(lazy_${name} STATIC ${stubs})
  # Not linked with runtime: each program brings its own, or a twin's (Twins.cmake).
  target_include_directories(lazy_${name} PRIVATE $<TARGET_PROPERTY:runtime,INTERFACE_INCLUDE_DIRECTORIES>)
  target_link_libraries(${layer} INTERFACE lazy_${name}) # not PUBLIC: the stubs are made from the finished layer
endfunction()
