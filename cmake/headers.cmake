# Each header compiles alone. A header with a source of the same name is checked there, because the source includes it
# first (tests/source checks that); for each other header there is a source of one line.

set(folders engine)
list(APPEND folders app/command_line app/pictures)
if(RAVINE_GUI)
    list(APPEND folders app/window)
endif()

foreach(folder IN LISTS folders)
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/${folder}/*.hpp)
    foreach(header IN LISTS headers)
        string(REGEX REPLACE "hpp$" "cpp" source ${header})
        if(EXISTS ${PROJECT_SOURCE_DIR}/${source} OR (header MATCHES "/cuda/" AND NOT ravine_has_cuda))
            continue()
        endif()
        set(alone ${PROJECT_BINARY_DIR}/generated/alone/${source})
        file(CONFIGURE OUTPUT ${alone} CONTENT "#include \"${header}\"\n")
        list(APPEND alone_sources ${alone})
    endforeach()
endforeach()

if(alone_sources)
    add_library(ravine_headers OBJECT ${alone_sources})
    target_compile_options(ravine_headers PRIVATE -O0)
    target_link_libraries(ravine_headers PRIVATE ravine_engine $<TARGET_NAME_IF_EXISTS:ravine_command_line> $<TARGET_NAME_IF_EXISTS:ravine_window>)
endif()
