# The libraries, all from Debian's packages (scripts/packages), as imported targets.

find_package(Threads REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Spectra REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Protobuf REQUIRED)
find_package(ZLIB REQUIRED)
find_package(ONNX REQUIRED)
if(NOT TARGET ONNX::onnx)
    add_library(ONNX::onnx ALIAS onnx)  # the name before ONNX 1.17
endif()

# Makes an imported target for a library that brings no CMake file: `header` is the file to look for, and the
# optional fourth argument the library to link.
function(ravine_import target header)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "LIBRARY;FOLDER" "")
    string(MAKE_C_IDENTIFIER ${target} id)
    find_path(${id}_INCLUDE ${header} PATH_SUFFIXES ${arg_FOLDER} REQUIRED)
    add_library(${target} INTERFACE IMPORTED)
    target_include_directories(${target} INTERFACE ${${id}_INCLUDE})
    if(arg_LIBRARY)
        find_library(${id}_LIBRARY ${arg_LIBRARY} REQUIRED)
        target_link_libraries(${target} INTERFACE ${${id}_LIBRARY})
    endif()
endfunction()

ravine_import(random123::random123 Random123/philox.h)
# Philox multiplies and adds; without this its header also reads every x86 intrinsic there is.
target_compile_definitions(random123::random123 INTERFACE R123_USE_X86INTRIN_H=0 R123_USE_SSE=0)
ravine_import(stb::stb stb/stb_truetype.h LIBRARY stb)
ravine_import(hwy::hwy hwy/highway.h)
ravine_import(muparser::muparser muParserBase.h LIBRARY muparser)

if(RAVINE_GUI)
    set(OpenGL_GL_PREFERENCE GLVND)
    find_package(OpenGL REQUIRED COMPONENTS OpenGL EGL)
    find_package(glfw3 3.3 REQUIRED)
    ravine_import(imgui::imgui imgui.h FOLDER imgui LIBRARY imgui)
    target_link_libraries(imgui::imgui INTERFACE stb::stb glfw OpenGL::GL OpenGL::EGL ${CMAKE_DL_LIBS})
endif()
