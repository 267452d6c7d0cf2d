# The program needs no file beside itself: shaders, lessons and fonts are inside.

include(GNUInstallDirs)
install(TARGETS ravine RUNTIME)
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
