# Decides whether CUDA's part of the engine (engine/compute/cuda and every *.cu) is built, and how nvcc compiles it.
# What is built needs no GPU and no driver: CUDA's runtime is linked statically and finds the driver when it is asked.

set(RAVINE_CUDA AUTO CACHE STRING "Train on NVIDIA GPUs, too: ON, OFF, or AUTO, where CUDA's compiler (12 or 13) is found")
set_property(CACHE RAVINE_CUDA PROPERTY STRINGS AUTO ON OFF)
# Machine code also runs on later GPUs of the same generation, 8.0's on 8.6 and 8.9; other GPUs' drivers compile the
# intermediate code that comes with it, when the program first starts there.
set(RAVINE_CUDA_ARCHITECTURES "75;80;90;120" CACHE STRING "GPUs to make machine code for, of those that the toolkit knows")
option(RAVINE_CUDA_LINES "Keep the lines of kernels for profilers and checkers; then their paths are in the program" OFF)

# The reason why nvcc cannot be used, or "".
function(ravine_cuda_obstacle result)
    set(${result} "" PARENT_SCOPE)
    find_program(RAVINE_NVCC nvcc HINTS ENV CUDACXX PATHS /usr/local/cuda/bin)
    mark_as_advanced(RAVINE_NVCC)
    if(NOT RAVINE_CUDA)
        set(${result} "RAVINE_CUDA is OFF" PARENT_SCOPE)
    elseif(RAVINE_SANITIZE OR NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        set(${result} "it is built with GCC and without a sanitizer alone" PARENT_SCOPE)
    elseif(NOT RAVINE_NVCC)
        set(${result} "there is no nvcc, neither in PATH nor in /usr/local/cuda" PARENT_SCOPE)
    else()
        execute_process(COMMAND ${RAVINE_NVCC} --version OUTPUT_VARIABLE version ERROR_QUIET)
        if(NOT version MATCHES "release (12|13)\\.")
            set(${result} "${RAVINE_NVCC} is not of CUDA 12 or 13" PARENT_SCOPE)
        endif()
    endif()
endfunction()

# Of the wanted architectures those that this nvcc knows.
function(ravine_cuda_architectures result)
    execute_process(COMMAND ${RAVINE_NVCC} --list-gpu-arch OUTPUT_VARIABLE known)
    set(found ${RAVINE_CUDA_ARCHITECTURES})
    foreach(architecture IN LISTS found)
        if(NOT known MATCHES "compute_${architecture}[ \r\n]")
            list(REMOVE_ITEM found ${architecture})
        endif()
    endforeach()
    if(NOT found)
        message(FATAL_ERROR "${RAVINE_NVCC} knows none of RAVINE_CUDA_ARCHITECTURES (${RAVINE_CUDA_ARCHITECTURES})")
    endif()
    list(SORT found COMPARE NATURAL)
    set(${result} ${found} PARENT_SCOPE)
endfunction()

ravine_cuda_obstacle(obstacle)
if(NOT obstacle)
    ravine_cuda_architectures(CMAKE_CUDA_ARCHITECTURES)
    set(CMAKE_CUDA_HOST_COMPILER ${CMAKE_CXX_COMPILER})
    include(CheckLanguage)
    set(CMAKE_CUDA_COMPILER ${RAVINE_NVCC})
    check_language(CUDA)
    find_package(CUDAToolkit QUIET)
    find_path(RAVINE_CUBLAS_INCLUDE cublasLt.h HINTS ${CUDAToolkit_INCLUDE_DIRS})
    mark_as_advanced(RAVINE_CUBLAS_INCLUDE)
    if(NOT CMAKE_CUDA_COMPILER)
        set(obstacle "${RAVINE_NVCC} cannot compile with ${CMAKE_CXX_COMPILER}")
    elseif(NOT TARGET CUDA::cudart_static)
        set(obstacle "CUDA's static runtime library is not there")
    elseif(NOT RAVINE_CUBLAS_INCLUDE)
        set(obstacle "the headers of cuBLAS are not there")
    endif()
endif()

if(obstacle)
    set(ravine_has_cuda 0)
    if(NOT RAVINE_CUDA STREQUAL "AUTO" AND RAVINE_CUDA)
        message(FATAL_ERROR "RAVINE_CUDA is ${RAVINE_CUDA}, but ${obstacle}")
    endif()
    message(STATUS "GPUs: not built in: ${obstacle}")
    return()
endif()

set(ravine_has_cuda 1)
list(GET CMAKE_CUDA_ARCHITECTURES 0 ravine_cuda_least)  # the oldest GPU that can do with the program
enable_language(CUDA)
set(CMAKE_CUDA_STANDARD 20)
set(CMAKE_CUDA_STANDARD_REQUIRED ON)
set(CMAKE_CUDA_EXTENSIONS OFF)
set(CMAKE_CUDA20_STANDARD_COMPILE_OPTION -std=c++20)  # which CMake 3.25 does not know of
list(JOIN CMAKE_CUDA_ARCHITECTURES ", " architectures)
message(STATUS "GPUs: CUDA ${CMAKE_CUDA_COMPILER_VERSION} for ${architectures}")
if(CCACHE_PROGRAM)
    set(CMAKE_CUDA_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

# The objects of *.cu sources; they find what `ARGN` brings. They do not link ravine_flags, whose options are g++'s.
function(ravine_add_kernels name sources)
    add_library(${name} OBJECT ${sources})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
    target_link_libraries(${name} PRIVATE ${ARGN})
    target_compile_definitions(${name} PRIVATE RAVINE_CUDA=1)
    target_compile_options(${name} PRIVATE
        --expt-relaxed-constexpr                # <algorithm>, <array> and <bit> in kernels
        --Werror=all-warnings
        --threads=2                             # for the architectures
        $<IF:$<VERSION_GREATER_EQUAL:${CMAKE_CUDA_COMPILER_VERSION},12.8>,--compress-mode=size,-Xfatbin=-compress-all>
        $<$<BOOL:${RAVINE_CUDA_LINES}>:-lineinfo>
        # What nvcc makes of our sources is neither pedantic nor free of old casts and spare parentheses.
        "-Xcompiler=-Wall,-Wextra,-Wno-parentheses,-Wnon-virtual-dtor,-Woverloaded-virtual"
        # As ravine_flags has them: of a function of a header that is compiled here, too, the linker may take this copy.
        "-Xcompiler=-ffp-contract=fast,-fno-trapping-math,-fno-math-errno,-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")
    set_target_properties(${name} PROPERTIES CUDA_RUNTIME_LIBRARY Static)
endfunction()
