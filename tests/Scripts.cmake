# Script tests: NAME.py with a NAME.out beside it (examples: in examples/expected/) is one CTest test.
# What they compare is described in run-script and README.md.
set(script_timeout 300) # seconds; sanitizers take their time on a busy machine
if(MINIPY_SANITIZE OR MINIPY_TSAN)
  set(script_timeout 900)
endif()

function(minipy_script_test label test script expected)
  add_test(NAME ${test}
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/run-script $<TARGET_FILE:minipy> ${script} ${expected})
  set_tests_properties(${test} PROPERTIES LABELS ${label} TIMEOUT ${script_timeout})
  if(MINIPY_TSAN) # else it ends processes that start threads after a fork
    set_tests_properties(${test} PROPERTIES ENVIRONMENT "TSAN_OPTIONS=die_after_fork=0")
  endif()
endfunction()

function(minipy_script_folder label folder)
  file(GLOB_RECURSE outs CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*.out)
  if(MINIPY_TSAN)
    list(FILTER outs EXCLUDE REGEX "many_threads") # more than it has memory for
    list(FILTER outs EXCLUDE REGEX "^faults") # 1,100 forks: each copies what ThreadSanitizer knows
  endif()
  foreach(out ${outs})
    string(REGEX REPLACE "\\.out$" "" stem ${out})
    if(EXISTS ${folder}/${stem}.py)
      minipy_script_test(${label} ${label}/${stem} ${folder}/${stem}.py ${folder}/${stem})
    endif()
  endforeach()
endfunction()

function(minipy_examples folder)
  file(GLOB outs CONFIGURE_DEPENDS ${folder}/expected/*.out)
  foreach(out ${outs})
    get_filename_component(stem ${out} NAME_WE)
    minipy_script_test(examples examples/${stem} ${folder}/${stem}.py ${folder}/expected/${stem})
  endforeach()
endfunction()

function(minipy_cli_tests label folder)
  file(GLOB scripts CONFIGURE_DEPENDS ${folder}/*.sh)
  if(MINIPY_SANITIZE)
    list(FILTER scripts EXCLUDE REGEX "/memory\\.sh$") # AddressSanitizer needs more address space than it allows
  endif()
  if(MINIPY_TSAN) # has locks of its own that a fork leaves locked; and is too slow
    list(FILTER scripts EXCLUDE REGEX "/(fork_locks|ctrl_c)")
  endif()
  foreach(script ${scripts})
    get_filename_component(stem ${script} NAME_WE)
    add_test(NAME ${label}/${stem}
      COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/run-cli $<TARGET_FILE:minipy> ${script} ${folder}/${stem}.out)
    set_tests_properties(${label}/${stem} PROPERTIES LABELS ${label} SKIP_RETURN_CODE 77 TIMEOUT ${script_timeout})
    if(MINIPY_TSAN)
      set_tests_properties(${label}/${stem} PROPERTIES ENVIRONMENT "TSAN_OPTIONS=die_after_fork=0")
    endif()
  endforeach()
endfunction()

# The prompt on a terminal: NAME.talk is what is typed and what must be shown, NAME.args the arguments of minipy.
function(minipy_prompt_tests folder)
  add_executable(pty_talk ${folder}/../pty_talk.c)
  target_link_libraries(pty_talk PRIVATE util)
  file(GLOB talks CONFIGURE_DEPENDS ${folder}/*.talk)
  foreach(talk ${talks})
    get_filename_component(stem ${talk} NAME_WE)
    set(arguments "")
    if(EXISTS ${folder}/${stem}.args)
      file(STRINGS ${folder}/${stem}.args arguments)
    endif()
    set(home ${CMAKE_CURRENT_BINARY_DIR}/prompt-${stem})
    file(MAKE_DIRECTORY ${home})
    add_test(NAME cli/prompt/${stem} COMMAND pty_talk ${talk} $<TARGET_FILE:minipy> ${arguments}
      WORKING_DIRECTORY ${folder})
    set_tests_properties(cli/prompt/${stem} PROPERTIES LABELS cli TIMEOUT 120 ENVIRONMENT "HOME=${home}")
  endforeach()
endfunction()

# Whole programs, from the compiler to the report at the end, that run out of memory: what the script prints is not compared.
function(minipy_fail_alloc_tests)
  foreach(script lang/classes/basics lang/generators/basics errors/chained ../examples/tour)
    get_filename_component(stem ${script} NAME_WE)
    get_filename_component(folder ${script} DIRECTORY)
    get_filename_component(area ${folder} NAME)
    add_test(NAME fail-alloc/${area}-${stem}
      COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/fail-alloc $<TARGET_FILE:minipy> ${CMAKE_CURRENT_SOURCE_DIR}/${script}.py 50 8)
    set_tests_properties(fail-alloc/${area}-${stem} PROPERTIES LABELS robust TIMEOUT 300)
  endforeach()
endfunction()

# Racy programs fail, their correct twins do not.
function(minipy_race_tests)
  foreach(program twins lost_update_global stack_bad account_bad)
    add_test(NAME races/${program} COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/run-races $<TARGET_FILE:minipy> ${program})
    set_tests_properties(races/${program} PROPERTIES LABELS "races;slow" TIMEOUT 300)
  endforeach()
endfunction()

# The laboratory twins do what minipy does, and the audit of reference counts finds nothing while the lock is there, or only
# one thread: one CTest test for each folder of scripts.
function(minipy_twin_test kind folder driver option)
  add_test(NAME twins/${kind}/${folder}
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/${driver} $<TARGET_FILE:minipy> ${CMAKE_CURRENT_SOURCE_DIR}/${folder} ${option})
  set_tests_properties(twins/${kind}/${folder} PROPERTIES LABELS twins TIMEOUT 900)
endfunction()

function(minipy_twin_tests)
  file(GLOB folders CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} lang/* threads)
  foreach(folder ${folders})
    minipy_twin_test(atomic ${folder} run-scripts --refcount=atomic)
    minipy_twin_test(audited ${folder} run-audited --refcount=audited)
  endforeach()
  foreach(area refs generators classes exceptions) # one thread
    minipy_twin_test(unsafe lang/${area} run-audited --gil=unsafe)
  endforeach()
  minipy_cli_tests(twins ${CMAKE_CURRENT_SOURCE_DIR}/twins)
endfunction()

if(MINIPY_TWINS)
  minipy_twin_tests()
endif()
if(TARGET minipy)
  minipy_race_tests()
  minipy_fail_alloc_tests()
  minipy_script_folder(lang ${CMAKE_CURRENT_SOURCE_DIR}/lang)
  minipy_script_folder(threads ${CMAKE_CURRENT_SOURCE_DIR}/threads)
  minipy_script_folder(process ${CMAKE_CURRENT_SOURCE_DIR}/process)
  minipy_cli_tests(process ${CMAKE_CURRENT_SOURCE_DIR}/process)
  if(TEST process/fork_locks_long)
    set_tests_properties(process/fork_locks_long PROPERTIES LABELS "process;slow" TIMEOUT 1200)
  endif()
  if(MINIPY_SANITIZE)
    # The child has lost the main thread's stack, and with it pointers.
    set_tests_properties(threads/fork_in_thread PROPERTIES ENVIRONMENT "ASAN_OPTIONS=detect_leaks=0")
  endif()
  minipy_script_folder(async ${CMAKE_CURRENT_SOURCE_DIR}/async)
  minipy_script_folder(errors ${CMAKE_CURRENT_SOURCE_DIR}/errors)
  minipy_examples(${CMAKE_SOURCE_DIR}/examples)
  minipy_examples(${CMAKE_SOURCE_DIR}/examples/gil)
  minipy_examples(${CMAKE_SOURCE_DIR}/examples/web)
  minipy_examples(${CMAKE_SOURCE_DIR}/examples/process)
  if(MINIPY_TWINS)
    minipy_examples(${CMAKE_SOURCE_DIR}/examples/refcount)
  else()
    minipy_script_test(examples examples/watch ${CMAKE_SOURCE_DIR}/examples/refcount/watch.py
      ${CMAKE_SOURCE_DIR}/examples/refcount/expected/watch)
  endif()
  minipy_script_folder(gil ${CMAKE_CURRENT_SOURCE_DIR}/gil)
  minipy_cli_tests(gil ${CMAKE_CURRENT_SOURCE_DIR}/gil)
  minipy_script_folder(web ${CMAKE_CURRENT_SOURCE_DIR}/web)
  minipy_cli_tests(web ${CMAKE_CURRENT_SOURCE_DIR}/web)
  minipy_cli_tests(cli ${CMAKE_CURRENT_SOURCE_DIR}/cli)
  minipy_prompt_tests(${CMAKE_CURRENT_SOURCE_DIR}/cli/prompt)
endif()

add_custom_target(expectations COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/expect USES_TERMINAL
  COMMENT "Compare the stored expectations with what CPython 3.11 prints now")
add_test(NAME expectations COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/expect)
set_tests_properties(expectations PROPERTIES LABELS "expectations;slow" SKIP_RETURN_CODE 77 TIMEOUT 1200)

# Each of these has 10,000 threads at some time, and a system may have room for 32,768.
foreach(test threads/many_threads twins/atomic/threads twins/audited/threads expectations)
  if(TEST ${test})
    set_tests_properties(${test} PROPERTIES RESOURCE_LOCK many_threads)
  endif()
endforeach()

# What these print depends on how long things take: .ci/test runs them alone and gives them three attempts.
foreach(test expectations examples/atomic_cost examples/chess examples/convoy examples/cpu_or_io examples/downloads examples/kitchen
    examples/one_lock_or_two examples/two_cooks examples/two_worlds async/executors lang/net/article_thread
    lang/net/socketserver_all process/ctrl_c threads/signals web/article_async)
  if(TEST ${test})
    set_property(TEST ${test} APPEND PROPERTY LABELS timing)
  endif()
endforeach()
