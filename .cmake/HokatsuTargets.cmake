# Compiler settings, and the functions with which each folder declares its target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Without pch_defines and time_macros ccache never finds an object that uses a precompiled header. The base directory
  # lets one clone find the objects of another.
  set(launcher ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
endif()
# A folder's files are compiled in batches, because most of a file's compile time is spent in included headers. Names in
# anonymous namespaces must therefore be unique within a folder. Each Qt test program is one file and needs no batch.
# -DHOKATSU_BATCHES=OFF compiles each file separately, which clang-tidy needs.
option(HOKATSU_BATCHES "Compile the files of a folder together" ON)

find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()

# Compiler options of every target.
add_library(hokatsu_options INTERFACE)
target_compile_options(hokatsu_options INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wswitch
  -Wno-missing-field-initializers
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${HOKATSU_BATCHES}>>:-Wno-subobject-linkage> $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess> -Winvalid-pch)
target_compile_definitions(hokatsu_options INTERFACE HOKATSU_VERSION="${PROJECT_VERSION}")
if(HOKATSU_SANITIZE)
  target_compile_options(hokatsu_options INTERFACE -fsanitize=${HOKATSU_SANITIZE} -fno-omit-frame-pointer
                         -fno-sanitize-recover=all)
  target_link_options(hokatsu_options INTERFACE -fsanitize=${HOKATSU_SANITIZE})
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports these in its own standard library when it optimises or instruments. Each report was checked and false.
  target_compile_options(hokatsu_options INTERFACE -Wno-maybe-uninitialized -Wno-stringop-overflow
                         -Wno-stringop-overread -Wno-restrict -Wno-array-bounds -Wno-dangling-pointer)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  # -Og makes sanitizer and scenario runs fast and keeps code readable in a debugger; -g1 keeps the objects small.
  add_compile_options(-Og -g1)
endif()
if(HOKATSU_HARDENED)
  # Run-time checks of compiler and linker for programs that are reachable from the network. Sanitizer builds have
  # stronger ones.
  add_compile_options(-D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS -fstack-protector-strong)
  add_link_options(-Wl,-z,relro -Wl,-z,now)
endif()
if(HOKATSU_LTO)
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
endif()

find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(POSTGRES REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
find_package(OpenSSL 3.0 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(RapidJSON REQUIRED)
find_package(ZLIB REQUIRED)

if(HOKATSU_DESK)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets Network Sql Svg Test LinguistTools)
  find_package(Qt6Keychain REQUIRED)
  add_library(hokatsu_qt_options INTERFACE)
  target_link_libraries(hokatsu_qt_options INTERFACE hokatsu_options)
  target_compile_definitions(hokatsu_qt_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH QT_NO_KEYWORDS
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400)
endif()

# Sources are found by pattern, so a wrong folder would give an empty target without an error.
function(hokatsu_need_sources name sources)
  if(NOT sources)
    message(FATAL_ERROR "${name} has no sources in ${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
endfunction()

# hokatsu_batch(<target> ROOT <folder> SOURCES <files...>): the target compiles batch files, each of which includes ten of
# its sources. CMake's own unity files contain absolute paths, so ccache would find nothing in another clone; these files
# contain paths relative to ROOT, which is in the include path. The sources stay in the target for AUTOMOC and editors.
set(HOKATSU_BATCH_SIZE 10)
function(hokatsu_batch target)
  cmake_parse_arguments(ARG "" "ROOT" "SOURCES" ${ARGN})
  list(FILTER ARG_SOURCES INCLUDE REGEX "\\.cpp$")
  list(LENGTH ARG_SOURCES count)
  if(NOT HOKATSU_BATCHES OR count LESS 2)
    return()
  endif()
  set_source_files_properties(${ARG_SOURCES} PROPERTIES HEADER_FILE_ONLY ON)
  set(number 0)
  while(ARG_SOURCES)
    list(SUBLIST ARG_SOURCES 0 ${HOKATSU_BATCH_SIZE} batch)
    list(REMOVE_ITEM ARG_SOURCES ${batch})
    set(text "")
    foreach(source ${batch})
      file(RELATIVE_PATH name ${ARG_ROOT} ${source})
      string(APPEND text "#include \"${name}\" // NOLINT(bugprone-suspicious-include)\n")
    endforeach()
    set(file ${CMAKE_CURRENT_BINARY_DIR}/${target}_batch_${number}.cpp)
    file(WRITE ${file}.new "${text}")
    file(COPY_FILE ${file}.new ${file} ONLY_IF_DIFFERENT)
    set_source_files_properties(${file} PROPERTIES SKIP_AUTOGEN ON)
    target_sources(${target} PRIVATE ${file})
    math(EXPR number "${number} + 1")
  endwhile()
endfunction()

# hokatsu_library(<name> [QT] [RECURSE] LINK <targets...> [PRIVATE <targets...>]): one static library from the *.cpp of this
# folder, with RECURSE also from its subfolders. Includes are relative to app/ ("domain/clock.h").
function(hokatsu_library name)
  cmake_parse_arguments(ARG "QT;RECURSE" "" "LINK;PRIVATE" ${ARGN})
  if(ARG_RECURSE)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS *.cpp *.h *.ui)
  else()
    file(GLOB sources CONFIGURE_DEPENDS *.cpp *.h *.ui)
  endif()
  hokatsu_need_sources(${name} "${sources}")
  add_library(${name} STATIC ${sources})
  hokatsu_batch(${name} ROOT ${CMAKE_SOURCE_DIR}/app SOURCES ${sources})
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_link_libraries(${name} PUBLIC ${ARG_LINK} PRIVATE ${ARG_PRIVATE})
  if(ARG_QT)
    set_target_properties(${name} PROPERTIES AUTOMOC ON AUTOUIC ON AUTORCC ON)
    target_link_libraries(${name} PUBLIC hokatsu_qt_options)
    hokatsu_use_pch(${name} pch_qt)
  else()
    target_link_libraries(${name} PUBLIC hokatsu_options)
    hokatsu_use_pch(${name} pch_std)
  endif()
endfunction()

# hokatsu_folder_library(<group>/<name> LINK <targets...> [PRIVATE <targets...>]): the static library ui_<name> from a folder
# of ui. Includes are relative to ui/ ("kit/widgets/card.h").
function(hokatsu_folder_library folder)
  cmake_parse_arguments(ARG "" "" "LINK;PRIVATE" ${ARGN})
  set(dir ${CMAKE_CURRENT_SOURCE_DIR}/${folder})
  get_filename_component(room ${folder} NAME)
  file(GLOB sources CONFIGURE_DEPENDS ${dir}/*.cpp ${dir}/*.h ${dir}/*.ui ${dir}/*.qrc)
  hokatsu_need_sources(ui_${room} "${sources}")
  add_library(ui_${room} STATIC ${sources})
  hokatsu_batch(ui_${room} ROOT ${CMAKE_SOURCE_DIR}/ui SOURCES ${sources})
  set_target_properties(ui_${room} PROPERTIES LINKER_LANGUAGE CXX AUTOMOC ON AUTOUIC ON AUTORCC ON
                        AUTOUIC_SEARCH_PATHS ${dir})
  target_link_libraries(ui_${room} PUBLIC hokatsu_qt_options ${ARG_LINK} PRIVATE ${ARG_PRIVATE})
  hokatsu_use_pch(ui_${room} pch_ui)
endfunction()

# hokatsu_gtest(<name> DIR <folder> LINK <targets...> [LABELS <labels...>]): one GoogleTest program from a folder's *.cpp.
function(hokatsu_gtest name)
  cmake_parse_arguments(ARG "" "DIR;TIMEOUT" "LINK;LABELS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${ARG_DIR}/*.cpp ${ARG_DIR}/*.h)
  hokatsu_need_sources(${name} "${sources}")
  add_executable(${name} ${sources})
  hokatsu_batch(${name} ROOT ${CMAKE_SOURCE_DIR}/tests SOURCES ${sources})
  target_link_libraries(${name} PRIVATE hokatsu_options ${ARG_LINK} GTest::gtest GTest::gtest_main)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS "${ARG_LABELS}" TIMEOUT 600)
endfunction()

# hokatsu_qtests(<label> DIR <folder> LINK <targets...>): one Qt Test program for each tst_*.cpp of a folder.
function(hokatsu_qtests label)
  cmake_parse_arguments(ARG "" "DIR" "LINK" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${ARG_DIR}/tst_*.cpp)
  hokatsu_need_sources("${label} of ${ARG_DIR}" "${sources}")
  foreach(source ${sources})
    get_filename_component(name ${source} NAME_WE)
    string(REPLACE "tst_" "${label}_" target ${name})
    add_executable(${target} ${source})
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    target_link_libraries(${target} PRIVATE hokatsu_qt_options ${ARG_LINK} Qt6::Test)
    if(CMAKE_BUILD_TYPE STREQUAL "Debug")
      hokatsu_use_pch(${target} pch_qt) # a Debug build has asserts; a further definition would not match the header
    else()
      target_compile_definitions(${target} PRIVATE QT_FORCE_ASSERTS)
    endif()
    add_test(NAME ${target} COMMAND ${target})
    set_tests_properties(${target} PROPERTIES LABELS "${label}" TIMEOUT 600
                         ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=America/New_York")
  endforeach()
endfunction()

# Precompiled headers: three small sets, each compiled once and shared. They contain only headers of other projects, which
# change rarely. clang-tidy builds without them and so finds a file that lacks an include.
option(HOKATSU_PCH "Use precompiled headers" ON)
function(hokatsu_pch_holder name)
  cmake_parse_arguments(ARG "QT" "" "LINK;HEADERS" ${ARGN})
  file(WRITE ${CMAKE_BINARY_DIR}/pch/${name}.cpp.new "// Holds the precompiled header ${name}.\n")
  file(COPY_FILE ${CMAKE_BINARY_DIR}/pch/${name}.cpp.new ${CMAKE_BINARY_DIR}/pch/${name}.cpp ONLY_IF_DIFFERENT)
  add_library(${name} OBJECT ${CMAKE_BINARY_DIR}/pch/${name}.cpp)
  target_link_libraries(${name} PRIVATE ${ARG_LINK})
  target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
endfunction()
function(hokatsu_use_pch target holder)
  if(HOKATSU_PCH AND TARGET ${holder})
    target_precompile_headers(${target} REUSE_FROM ${holder})
  endif()
endfunction()
if(HOKATSU_PCH)
  hokatsu_pch_holder(pch_std LINK hokatsu_options HEADERS
    <algorithm> <array> <chrono> <functional> <map> <memory> <optional> <set> <string> <string_view> <utility>
    <variant> <vector> <tl/expected.hpp>)
  if(HOKATSU_DESK)
    hokatsu_pch_holder(pch_qt LINK hokatsu_qt_options Qt6::Core HEADERS
      <algorithm> <chrono> <functional> <map> <memory> <optional> <string> <vector> <tl/expected.hpp>
      <QByteArray> <QFuture> <QList> <QObject> <QString> <QThread> <QTimer> <QVariant>)
    hokatsu_pch_holder(pch_ui LINK hokatsu_qt_options Qt6::Widgets HEADERS
      <algorithm> <chrono> <functional> <map> <memory> <optional> <string> <vector> <tl/expected.hpp>
      <QBoxLayout> <QFuture> <QGridLayout> <QLabel> <QPainter> <QPushButton> <QString> <QTimer> <QWidget>)
  endif()
endif()
