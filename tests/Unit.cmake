# unit/test_NAME.c becomes the Criterion executable test_NAME and the CTest test unit/NAME, linked with every layer
# that exists. Criterion comes before the layers: it brings main(), and the layers' archives may hold another one.
pkg_check_modules(CRITERION REQUIRED IMPORTED_TARGET criterion)

set(layers "")
foreach(layer vm stdlib grammar runtime)
  if(TARGET ${layer})
    list(APPEND layers ${layer})
  endif()
endforeach()

function(minipy_unit_test source)
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source})
  target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/unit)
  target_compile_definitions(${name} PRIVATE MINIPY_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE PkgConfig::CRITERION ${layers} m)
  string(REGEX REPLACE "^test_" "unit/" test ${name})
  add_test(NAME ${test} COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/run-unit $<TARGET_FILE:${name}>)
  set_tests_properties(${test} PROPERTIES LABELS unit TIMEOUT 120)
endfunction()

if(NOT MINIPY_TSAN AND NOT MINIPY_FUZZ) # Criterion does not run under ThreadSanitizer; fuzz builds only fuzz
  file(GLOB sources CONFIGURE_DEPENDS unit/test_*.c)
  foreach(source ${sources})
    minipy_unit_test(${source})
  endforeach()
endif()
