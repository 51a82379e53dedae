# Tests of the sources themselves: that the folder guides are complete, that no Python module repeats CPython's, that gcc
# kept the shape of the eval loop; that asyncio needs little memory, and that importing modules takes little time.
add_test(NAME readme-files COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/readme-files
  ${CMAKE_SOURCE_DIR}/grammar ${CMAKE_SOURCE_DIR}/runtime ${CMAKE_SOURCE_DIR}/vm ${CMAKE_SOURCE_DIR}/vm/lab ${CMAKE_SOURCE_DIR}/stdlib)
set_tests_properties(readme-files PROPERTIES LABELS shape)

find_program(PYTHON311 NAMES python3.11 PATHS /usr/bin NO_DEFAULT_PATH)
if(PYTHON311)
  add_test(NAME copied COMMAND ${PYTHON311} ${CMAKE_CURRENT_SOURCE_DIR}/copied ${CMAKE_SOURCE_DIR}/stdlib)
  set_tests_properties(copied PROPERTIES LABELS shape SKIP_RETURN_CODE 77)
endif()

# Half is what asyncio is to need; a small number of tasks and connections gives less exact ratios.
if(TARGET minipy AND PYTHON311 AND CMAKE_BUILD_TYPE STREQUAL Release AND NOT MINIPY_SANITIZE AND NOT MINIPY_TSAN AND NOT MINIPY_STRESS)
  add_test(NAME async-memory COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/bench/run --minipy $<TARGET_FILE:minipy>
    --python ${PYTHON311} --memory --share 5 --limit 0.6)
  set_tests_properties(async-memory PROPERTIES LABELS "async;slow" TIMEOUT 300)
  add_test(NAME import-time COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/bench/run --minipy $<TARGET_FILE:minipy>
    --python ${PYTHON311} --only modules/imports --runs 9 --least 5)
  set_tests_properties(import-time PROPERTIES LABELS "shape;timing;slow" TIMEOUT 300)
endif()

# Sanitizers and clang make other code of the loop; only the release counts.
if(TARGET minipy AND CMAKE_C_COMPILER_ID STREQUAL GNU AND CMAKE_BUILD_TYPE STREQUAL Release AND NOT MINIPY_SANITIZE)
  add_test(NAME count-jumps COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/count-jumps
    $<TARGET_FILE:minipy> ${CMAKE_SOURCE_DIR}/vm/opcodes.def)
  set_tests_properties(count-jumps PROPERTIES LABELS shape SKIP_RETURN_CODE 77)
endif()
