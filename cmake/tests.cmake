# Every tests/<folder> with *.cpp becomes one Catch2 program, and every source in it with test cases one CTest test
# "<folder>/<source>" with the folder's name as label. They test the engine; those in tests/app the rest of the program.
# Every test_*.py and test_*.sh is a CTest test that runs the program as a user would.

set(RAVINE_TEST_FILES ${PROJECT_SOURCE_DIR} CACHE STRING "The folder of the sources, where tests run that read files of it")
mark_as_advanced(RAVINE_TEST_FILES)

find_package(Catch2 REQUIRED)
find_package(rapidcheck REQUIRED)

# The thread sanitizer of GCC 12 fails at start where addresses are randomised over more than 28 bits.
set(thread_launcher "")
if(EXISTS /proc/sys/vm/mmap_rnd_bits)
    file(READ /proc/sys/vm/mmap_rnd_bits bits)
    if(bits GREATER 28)
        set(thread_launcher setarch ${CMAKE_HOST_SYSTEM_PROCESSOR} -R)
    endif()
endif()

set(environment_address "ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1;UBSAN_OPTIONS=print_stacktrace=1")
set(environment_thread "TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1")

# A source in which Catch2 finds no test case fails; Catch2 3 does that by itself, and there a test case that asserts
# nothing fails too. Catch2 2 takes one of the two warnings only.
set(catch_options --warn NoAssertions)
if(Catch2_VERSION VERSION_LESS 3)
    set(catch_options --warn NoTests)
endif()

# Registers the test cases of one source of the program `target`. Catch2 selects them by the source's name, so no test
# case's name has to pass through CMake, which changes brackets and semicolons in it.
function(ravine_add_test_source target source prefix label environment)
    file(STRINGS ${source} cases REGEX "^ *(TEMPLATE_)?(TEST_CASE|SCENARIO)")
    if(NOT cases)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})  # it may get some
        return()
    endif()
    cmake_path(GET source STEM stem)
    string(REGEX REPLACE "_test$" "" name ${stem})
    add_test(NAME ${prefix}${name} COMMAND ${target} --filenames-as-tags "[#${stem}]" ${catch_options})
    set_tests_properties(${prefix}${name} PROPERTIES LABELS ${label} TIMEOUT 300 ENVIRONMENT "${environment}")
endfunction()

# Adds the program of one folder; `variant` is the sanitizer it is built with beside the plain program, or "". Tests of
# a variant are called "<variant>/<folder>/<source>" and labelled by variant.
function(ravine_add_tests folder variant)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${folder}/*.cpp)
    list(FILTER sources EXCLUDE REGEX "/libfuzzer/")
    if(variant OR RAVINE_SANITIZE)
        # They count in functions in whose place the sanitizers have their own.
        list(FILTER sources EXCLUDE REGEX "/(allocation_test|counted_memory)\\.cpp$")
    endif()
    if(NOT sources)
        return()
    endif()
    set(target ravine_test_${folder})
    set(engine ravine_engine)
    set(prefix ${folder}/)
    set(label ${folder})
    if(variant)
        string(APPEND target _${variant})
        string(APPEND engine _${variant})
        string(PREPEND prefix ${variant}/)
        set(label ${variant})
    endif()
    add_executable(${target} ${sources})
    target_link_libraries(${target} PRIVATE Catch2::Catch2WithMain rapidcheck ${engine})
    if(folder STREQUAL "app")
        target_link_libraries(${target} PRIVATE ravine_command_line)
    elseif(folder STREQUAL "window")
        target_link_libraries(${target} PRIVATE ravine_window ravine_command_line)
    endif()
    if(variant)
        ravine_unite(${target})
    else()
        target_precompile_headers(${target} REUSE_FROM ravine_test_headers)
        target_compile_options(${target} PRIVATE -fpch-preprocess)
    endif()
    target_compile_options(${target} PRIVATE -O1)  # the engine's code is what takes time
    target_compile_definitions(${target} PRIVATE RAVINE_SOURCE_DIR="${RAVINE_TEST_FILES}")

    set(sanitizer ${variant}${RAVINE_SANITIZE})
    if(sanitizer)
        set_target_properties(${target} PROPERTIES CROSSCOMPILING_EMULATOR "${${sanitizer}_launcher}")
    endif()
    foreach(source IN LISTS sources)
        ravine_add_test_source(${target} ${source} ${prefix} ${label} "${environment_${sanitizer}}")
    endforeach()
endfunction()

# Tests of what runs on a GPU, with kernels of their own. Each says where there is none, and is skipped.
function(ravine_add_device_tests)
    ravine_add_tests(device "")
    ravine_add_kernels(ravine_test_kernels ${PROJECT_SOURCE_DIR}/tests/device/kernels.cu)
    target_link_libraries(ravine_test_device PRIVATE ravine_test_kernels)
    get_property(tests DIRECTORY PROPERTY TESTS)
    list(FILTER tests INCLUDE REGEX "^device/")
    set_tests_properties(${tests} PROPERTIES SKIP_REGULAR_EXPRESSION "skipped: no CUDA device" RUN_SERIAL ON)
endfunction()

# The headers of all plain tests, parsed once.
set(empty ${PROJECT_BINARY_DIR}/generated/test_headers.cpp)
file(CONFIGURE OUTPUT ${empty} CONTENT "")
add_library(ravine_test_headers OBJECT ${empty})
target_link_libraries(ravine_test_headers PRIVATE Catch2::Catch2WithMain rapidcheck ravine_engine)
ravine_precompile(ravine_test_headers ${PROJECT_SOURCE_DIR}/tests/catch.hpp)
target_compile_options(ravine_test_headers PRIVATE -O1)

foreach(folder unit laws io reference threads fuzz app)
    ravine_add_tests(${folder} "")
endforeach()
if(ravine_has_cuda)
    ravine_add_device_tests()
endif()
if(RAVINE_GUI)
    ravine_add_tests(window "")
    # What tests/gui/test_backends.py drives beside the program itself.
    add_executable(ravine_two_backends ${PROJECT_SOURCE_DIR}/tests/gui/ravine_two_backends.cpp)
    target_link_libraries(ravine_two_backends PRIVATE ravine_command_line ravine_window)
endif()

if(RAVINE_SANITIZED_TESTS)
    foreach(variant address thread)
        ravine_add_engine(_${variant} ${variant})
        ravine_unite(ravine_engine_${variant})
    endforeach()
    foreach(folder unit laws io fuzz)
        ravine_add_tests(${folder} address)
    endforeach()
    ravine_add_tests(threads thread)
endif()

# Adds the scripts of one folder. They get the program's path, the sources' and the build's from the environment.
function(ravine_add_scripts folder)
    file(GLOB scripts CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/tests/${folder}
        ${PROJECT_SOURCE_DIR}/tests/${folder}/test_*.py ${PROJECT_SOURCE_DIR}/tests/${folder}/test_*.sh)
    foreach(script IN LISTS scripts)
        cmake_path(GET script STEM name)
        string(REPLACE "test_" "${folder}/" name ${name})
        set(interpreter bash)
        if(script MATCHES "py$")
            set(interpreter python3 -B)
        endif()
        add_test(NAME ${name} COMMAND ${interpreter} ${PROJECT_SOURCE_DIR}/tests/${folder}/${script})
        set_tests_properties(${name} PROPERTIES LABELS ${folder} TIMEOUT 300 SKIP_RETURN_CODE 77 ${ARGN}
            ENVIRONMENT "RAVINE=${PROJECT_BINARY_DIR}/ravine;RAVINE_SOURCE=${PROJECT_SOURCE_DIR};RAVINE_BUILD=${PROJECT_BINARY_DIR}")
    endforeach()
endfunction()

ravine_add_scripts(source)
ravine_add_scripts(command_line)
if(RAVINE_GUI)
    ravine_add_scripts(gui RUN_SERIAL ON)
    ravine_add_scripts(pictures)
endif()
