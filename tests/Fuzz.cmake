# fuzz/fuzz_NAME.c (an LLVMFuzzerTestOneInput) with its seeds in fuzz/corpus-NAME/. With MINIPY_FUZZ (clang) it is a
# libFuzzer program that CTest runs for 30 s if it is about the language, else for 10 s; in any other build it is linked with a main() that runs the seeds once.
# Files fuzz/NAME_*.c belong to it.
file(GLOB sources CONFIGURE_DEPENDS fuzz/fuzz_*.c)

function(minipy_fuzz_target source)
  get_filename_component(name ${source} NAME_WE)
  string(REGEX REPLACE "^fuzz_" "" what ${name})
  set(corpus ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/corpus-${what})
  file(GLOB parts CONFIGURE_DEPENDS fuzz/${what}_*.c)
  add_executable(${name} ${source} ${parts})
  target_link_libraries(${name} PRIVATE ${layers} m)
  if(MINIPY_FUZZ)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    set(seconds 10)
    if(what MATCHES "^(parser|programs)$")
      set(seconds 30)
    endif()
    add_test(NAME fuzz/${what}
      COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/run-fuzz $<TARGET_FILE:${name}> ${corpus} ${seconds})
    set_tests_properties(fuzz/${what} PROPERTIES LABELS "fuzz;slow" TIMEOUT 120)
  else()
    target_sources(${name} PRIVATE fuzz/replay.c)
    add_test(NAME seeds/${what} COMMAND ${name} ${corpus})
    set_tests_properties(seeds/${what} PROPERTIES LABELS fuzz TIMEOUT 120)
  endif()
endfunction()

if(NOT MINIPY_TSAN)
  foreach(source ${sources})
    minipy_fuzz_target(${source})
  endforeach()
endif()
