# A layer is one folder, one static library and one include root that holds nothing but a link to that folder.
# A source says #include "runtime/value.h"; that works only in layers that link runtime, so an include
# in the wrong direction (DESIGN, section 3) does not compile.
function(minipy_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;MAY_INCLUDE" ${ARGN})
  set(root ${CMAKE_BINARY_DIR}/include-${name})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${root}/${name} SYMBOLIC)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.c)
  add_library(${name} STATIC ${sources} ${LAYER_SOURCES})
  target_include_directories(${name} PUBLIC ${root})
  target_link_libraries(${name} PUBLIC ${LAYER_MAY_INCLUDE})
endfunction()
