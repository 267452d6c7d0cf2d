# Every tests/<folder> with *.cpp becomes one Catch2 program, every test case of it a CTest test "<folder>/<case>" with
# the folder's name as label. Every test_*.py and test_*.sh is a CTest test that runs the program as a user would.

find_package(Catch2 REQUIRED)
include(Catch)

# The thread sanitizer of GCC 12 fails at start where addresses are randomised over more than 28 bits.
set(thread_launcher "")
if(EXISTS /proc/sys/vm/mmap_rnd_bits)
    file(READ /proc/sys/vm/mmap_rnd_bits bits)
    if(bits GREATER 28)
        set(thread_launcher setarch ${CMAKE_HOST_SYSTEM_PROCESSOR} -R)
    endif()
endif()

set(environment_address "ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1,UBSAN_OPTIONS=print_stacktrace=1")
set(environment_thread "TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1")

# Adds the program of one folder; with a sanitizer its tests are "<sanitizer>/<folder>/<case>", labelled by sanitizer.
function(ravine_add_tests folder sanitizer)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${folder}/*.cpp)
    if(NOT sources)
        return()
    endif()
    set(name ravine_test_${folder})
    set(prefix ${folder}/)
    set(label ${folder})
    set(suffix "")
    set(timeout 120)
    set(environment "")
    if(sanitizer)
        set(suffix _${sanitizer})
        set(prefix ${sanitizer}/${folder}/)
        set(label ${sanitizer})
        set(timeout 300)
    endif()
    add_executable(${name}${suffix} ${sources})
    target_link_libraries(${name}${suffix} PRIVATE Catch2::Catch2WithMain
        ravine_engine${suffix} $<TARGET_NAME_IF_EXISTS:ravine_command_line${suffix}>)
    target_compile_definitions(${name}${suffix} PRIVATE RAVINE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")

    set(sanitizer ${sanitizer}${RAVINE_SANITIZE})
    if(sanitizer)
        set(environment ENVIRONMENT "${environment_${sanitizer}}")
        string(REPLACE "," ";" environment "${environment}")
        set_target_properties(${name}${suffix} PROPERTIES CROSSCOMPILING_EMULATOR "${${sanitizer}_launcher}")
    endif()
    catch_discover_tests(${name}${suffix} TEST_PREFIX ${prefix} PROPERTIES LABELS ${label} TIMEOUT ${timeout} ${environment})
endfunction()

foreach(folder unit laws io reference threads fuzz)
    ravine_add_tests(${folder} "")
endforeach()

if(RAVINE_SANITIZED_TESTS)
    ravine_add_libraries(_address address)
    ravine_add_libraries(_thread thread)
    foreach(folder unit laws io)
        ravine_add_tests(${folder} address)
    endforeach()
    ravine_add_tests(threads thread)
endif()

# Adds the scripts of one folder. They get the program's path and the sources' as RAVINE and RAVINE_SOURCE.
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
endif()
