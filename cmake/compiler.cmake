# The language, the warnings and the sanitizers: everything that decides how our own code is compiled.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    # ccache keeps sources that use a precompiled header only when told that this is well.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()

add_library(ravine_flags INTERFACE)
target_include_directories(ravine_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(ravine_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wdouble-promotion -Werror
    # Where sources are compiled together, the local names of one shadow those of another.
    $<$<NOT:$<BOOL:$<TARGET_PROPERTY:UNITY_BUILD>>>:-Wshadow>
    # A product and a sum may be rounded together. x86-64 as such cannot; what is compiled for AVX2 and more can.
    -ffp-contract=fast
    # Nobody reads the processor's floating-point flags, nor errno after a root; without them, loops with a condition or
    # a root use vectors. Same values.
    -fno-trapping-math -fno-math-errno
    # So that the speed of a small network's steps does not change by chance with the length of what stands before them.
    -falign-functions=64 -falign-loops=32
    # No path of the building machine in the program.
    -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # False alarms of GCC's flow analysis inside its own std::string and std::vector, another set in each version (GCC
    # bugs 105329, 107852). The address sanitizer finds the real ones.
    target_compile_options(ravine_flags INTERFACE
        -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    # To Clang a parameter that has the name of a static member shadows it, and a double made from a float is a mistake;
    # and a loop that may be done in vectors must be (RAVINE_INDEPENDENT).
    target_compile_options(ravine_flags INTERFACE -Wno-shadow -Wno-double-promotion -Wno-pass-failed)
endif()

# Compiles and links `target`, and whatever links it, with a sanitizer: "address", "thread", "fuzzer" (libFuzzer's counters beside
# "address"; Clang has them), or "" for none.
function(ravine_sanitize target kind)
    if(kind STREQUAL "")
        return()
    elseif(kind STREQUAL "address")
        set(flags -fsanitize=address,undefined -fno-sanitize-recover=all)
    elseif(kind STREQUAL "thread")
        set(flags -fsanitize=thread)
    elseif(kind STREQUAL "fuzzer")
        set(flags -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all)
    else()
        message(FATAL_ERROR "RAVINE_SANITIZE is '${kind}'; it can be 'address', 'thread', 'fuzzer' or empty")
    endif()
    # With assertions (Eigen has many). Little optimization halves the time to compile, and so does leaving out the
    # checks of each single pointer, most of which the address sanitizer does in its own way.
    target_compile_options(${target} PUBLIC ${flags} -fno-sanitize=null,alignment,object-size
        -O1 -UNDEBUG -fno-omit-frame-pointer -g1
        # Gives false alarms on instrumented code; the plain build has it.
        $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_link_options(${target} PUBLIC ${flags})
endfunction()
