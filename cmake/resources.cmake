# Embeds shaders, assets and fonts into the program: engine/core/resource.hpp hands them out by name.
# The assembler's .incbin copies the bytes, so megabytes cost nothing to compile.

file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
    ${PROJECT_SOURCE_DIR}/shaders/* ${PROJECT_SOURCE_DIR}/assets/*)
set(names ${files})
set(paths ${files})
list(TRANSFORM paths PREPEND ${PROJECT_SOURCE_DIR}/)

# Fonts are not ours to ship: taken from Debian's packages where they are installed; the window has a built-in one.
foreach(font Inter-Regular.otf Inter-Medium.otf Inter-SemiBold.otf Inter-Bold.otf
        JetBrainsMono-Regular.ttf JetBrainsMono-Medium.ttf
        DejaVuSans.ttf DejaVuSansMono.ttf)
    find_file(font_${font} ${font} NO_DEFAULT_PATH
        PATHS /usr/share/fonts /usr/local/share/fonts
        PATH_SUFFIXES opentype/inter truetype/inter truetype/jetbrains-mono truetype/dejavu)
    if(font_${font})
        list(APPEND names fonts/${font})
        list(APPEND paths ${font_${font}})
    else()
        message(STATUS "Font ${font} not found: the built-in font takes its place")
    endif()
endforeach()

set(symbols "")
set(rows "")
set(number 0)
foreach(name path IN ZIP_LISTS names paths)
    string(APPEND symbols "RAVINE_EMBED(${number}, \"${path}\")\n")
    string(APPEND rows "    RAVINE_ROW(${number}, \"${name}\"),\n")
    math(EXPR number "${number} + 1")
endforeach()

set(RAVINE_RESOURCES ${PROJECT_BINARY_DIR}/generated/resources.cpp)
configure_file(${CMAKE_CURRENT_LIST_DIR}/resources.cpp.in ${RAVINE_RESOURCES} @ONLY)
set_source_files_properties(${RAVINE_RESOURCES} PROPERTIES OBJECT_DEPENDS "${paths}")
