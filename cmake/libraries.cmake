# Our libraries: the engine, which computes; pictures as files; the command line; and the window.

file(GLOB_RECURSE engine_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/engine/*.cpp)
file(GLOB_RECURSE kernel_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/engine/*.cu)
set(cuda_sources ${engine_sources})
list(FILTER cuda_sources INCLUDE REGEX "/engine/[a-z]+/cuda/")
list(FILTER engine_sources EXCLUDE REGEX "/engine/[a-z]+/cuda/")
file(GLOB_RECURSE picture_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/app/pictures/*.cpp)
file(GLOB_RECURSE command_line_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/app/command_line/*.cpp)
file(GLOB_RECURSE window_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/app/window/*.cpp)

configure_file(${PROJECT_SOURCE_DIR}/cmake/version.hpp.in ${PROJECT_BINARY_DIR}/generated/engine/core/version.hpp @ONLY)

# One static library of ours: its name, its sources, and then what it links.
function(ravine_add_library name sources)
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PUBLIC ravine_flags ${ARGN})
    set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
endfunction()

# Most of the time to compile a source goes into the same few headers: they are parsed once. tests/source checks that a
# source includes them all the same.
function(ravine_precompile target)
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <cmath> <functional> <memory> <optional> <span>
        <string> <string_view> <variant> <vector> <fmt/format.h> <Random123/philox.h> ${ARGN})
    target_compile_options(${target} PRIVATE -fpch-preprocess)  # ccache asks for it
endfunction()

# What is seen in the engine's headers.
set(engine_packages Threads::Threads Eigen3::Eigen Spectra::Spectra nlohmann_json::nlohmann_json fmt::fmt
    ONNX::onnx random123::random123 stb::stb hwy::hwy muparser::muparser)

# The engine, under a name that ends in `suffix`, built with a sanitizer or "" (see compiler.cmake). One that is built
# with a sanitizer knows no GPU.
function(ravine_add_engine suffix sanitizer)
    ravine_add_library(ravine_engine${suffix} "${engine_sources};${RAVINE_RESOURCES}" ${engine_packages})
    target_include_directories(ravine_engine${suffix} PUBLIC ${PROJECT_BINARY_DIR}/generated)
    ravine_precompile(ravine_engine${suffix})
    ravine_sanitize(ravine_engine${suffix} "${sanitizer}")
    set(has_cuda 0)
    if(ravine_has_cuda AND sanitizer STREQUAL "")
        set(has_cuda 1)
        ravine_add_cuda(ravine_engine${suffix})
    endif()
    target_compile_definitions(ravine_engine${suffix} PRIVATE RAVINE_CUDA=${has_cuda})
endfunction()

# What the engine has for GPUs: the host's side compiled by g++ as everything else, and the kernels.
function(ravine_add_cuda engine)
    target_sources(${engine} PRIVATE ${cuda_sources})
    set_source_files_properties(${cuda_sources} PROPERTIES COMPILE_DEFINITIONS RAVINE_CUDA_LEAST=${ravine_cuda_least})
    target_link_libraries(${engine} PUBLIC CUDA::cudart_static ${CMAKE_DL_LIBS})
    if(kernel_sources)
        ravine_add_kernels(ravine_kernels "${kernel_sources}" ${engine_packages})
        target_sources(${engine} PRIVATE $<TARGET_OBJECTS:ravine_kernels>)
    endif()
endfunction()

# Compiles the sources of each folder of `target` as one, so that their headers are parsed once. Only where another
# target compiles each source alone and with all warnings, because here a source may use what another one includes. What
# is local to a source needs a name that no other source of its folder has.
function(ravine_unite target)
    get_target_property(sources ${target} SOURCES)
    foreach(source IN LISTS sources)
        cmake_path(GET source PARENT_PATH folder)
        cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
        string(MAKE_C_IDENTIFIER ${folder} group)
        set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${group})
    endforeach()
    # All but the last include themselves, once for each set of vector instructions; the last instantiates what its
    # neighbour would instantiate as well, seeing it.
    set_source_files_properties(
        ${PROJECT_SOURCE_DIR}/engine/compute/cpu/finite.cpp
        ${PROJECT_SOURCE_DIR}/engine/network/batch_norm_kernels.cpp
        ${PROJECT_SOURCE_DIR}/engine/network/layer_norm_kernels.cpp
        ${PROJECT_SOURCE_DIR}/engine/network/matrix_product.cpp ${PROJECT_SOURCE_DIR}/engine/network/narrow_kernels.cpp
        ${PROJECT_SOURCE_DIR}/engine/train/trainer_state.cpp
        PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

# The subcommands and the pictures that need no window.
function(ravine_add_command_line)
    ravine_add_library(ravine_pictures "${picture_sources}" ravine_engine stb::stb ZLIB::ZLIB)
    ravine_add_library(ravine_command_line "${command_line_sources}" ravine_pictures CLI11::CLI11)
    ravine_precompile(ravine_command_line)
    # Nothing here takes time but the loop that measures the processor's peak.
    target_compile_options(ravine_command_line PRIVATE -O1)
    set_source_files_properties(${PROJECT_SOURCE_DIR}/app/command_line/peak.cpp PROPERTIES
        COMPILE_OPTIONS -O3 SKIP_PRECOMPILE_HEADERS ON)
endfunction()

# The window. OpenGL 3.3 core is declared by <GL/gl.h> and <GL/glext.h>, and GLVND's library has all of it.
function(ravine_add_window)
    if(window_sources)
        ravine_add_library(ravine_window "${window_sources}" ravine_pictures imgui::imgui)
        ravine_precompile(ravine_window <imgui.h>)
        target_compile_definitions(ravine_window PUBLIC GL_GLEXT_PROTOTYPES GLFW_INCLUDE_NONE EGL_NO_X11)
        # A debug build reads shaders from the sources, and again when they change.
        target_compile_definitions(ravine_window PRIVATE $<$<CONFIG:Debug>:RAVINE_SHADER_SOURCE_DIR="${PROJECT_SOURCE_DIR}">)
    endif()
endfunction()
