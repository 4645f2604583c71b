# Two Debian packages: the desk for a PC (with the hub's program for training, unit-less) and the hub as a service.
include(GNUInstallDirs)

install(TARGETS hokatsu-hub RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT hub)
install(FILES installer/deb/hokatsu-hub.service DESTINATION lib/systemd/system COMPONENT hub)
install(FILES installer/deb/hokatsu-hub.default DESTINATION /etc/default RENAME hokatsu-hub COMPONENT hub)
install(FILES installer/deb/hokatsu-hub.8 DESTINATION ${CMAKE_INSTALL_MANDIR}/man8 COMPONENT hub)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/hokatsu-hub RENAME copyright COMPONENT hub)

if(HOKATSU_DESK)
  install(TARGETS hokatsu-desk RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT desk)
  # Training starts a hub of its own; the service package is not wanted on a nursery's PC.
  install(TARGETS hokatsu-hub RUNTIME DESTINATION lib/hokatsu COMPONENT desk)
  install(FILES installer/deb/hokatsu-desk.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications COMPONENT desk)
  install(FILES resources/icons/hokatsu.svg RENAME hokatsu-desk.svg DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps
          COMPONENT desk)
  install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/hokatsu-desk RENAME copyright COMPONENT desk)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME hokatsu)
set(CPACK_PACKAGE_VENDOR "Hokatsu Desk project")
set(CPACK_PACKAGE_CONTACT "Hokatsu Desk project <hokatsu@example.invalid>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL hub)
if(HOKATSU_DESK)
  list(APPEND CPACK_COMPONENTS_ALL desk)
endif()
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)

set(CPACK_DEBIAN_HUB_PACKAGE_NAME hokatsu-hub)
set(CPACK_COMPONENT_HUB_DESCRIPTION "Hub for nursery-tour reservations
 Carries reservations between parents' sites, nurseries and municipalities.
 Runs as a service of its own user, with its data under /var/lib/hokatsu-hub.")
set(CPACK_DEBIAN_HUB_PACKAGE_DEPENDS "adduser")
set(CPACK_DEBIAN_HUB_PACKAGE_CONTROL_EXTRA
    "${CMAKE_SOURCE_DIR}/installer/deb/postinst;${CMAKE_SOURCE_DIR}/installer/deb/prerm;${CMAKE_SOURCE_DIR}/installer/deb/postrm;${CMAKE_SOURCE_DIR}/installer/deb/conffiles")
set(CPACK_DEBIAN_HUB_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_DESK_PACKAGE_NAME hokatsu-desk)
set(CPACK_COMPONENT_DESK_DESCRIPTION "Desk for nursery-tour reservations
 Nursery staff answer reservations and open tour slots; municipal staff see
 late answers. Works offline; with a practice mode that needs no server.")
# Found at run time, so the linker does not name them.
set(CPACK_DEBIAN_DESK_PACKAGE_DEPENDS "libqt6sql6-sqlite, qt6-translations-l10n, fonts-noto-cjk")
set(CPACK_DEBIAN_DESK_PACKAGE_RECOMMENDS "gnome-keyring | kwalletmanager")
include(CPack)
