# The program needs no file beside itself: shaders, lessons and fonts are inside.

include(GNUInstallDirs)
install(TARGETS ravine RUNTIME)
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} OPTIONAL)
if(RAVINE_GUI)
    install(FILES cmake/ravine.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES assets/icons/ravine.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()
