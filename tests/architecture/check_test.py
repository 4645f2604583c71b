#!/usr/bin/env python3
"""Each check finds the breach that it is there for, in a small house made for it."""
import os
import shutil
import subprocess
import tempfile
import unittest

import check
import house

REAL = house.ROOT


class CheckTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        house.ROOT = check.ROOT = self.folder
        self.addCleanup(lambda: setattr(house, "ROOT", REAL))
        self.addCleanup(lambda: setattr(check, "ROOT", REAL))
        for top in ("app", "ui", "tests", "translations"):
            os.makedirs(os.path.join(self.folder, top))
        for name, value in (("EXCEPTIONS", set()), ("UNOPENED", set()), ("SYSTEM_HEADERS_BESIDES", {}),
                            ("LARGEST_SHARE", 100), ("MANY_PARAMETERS", 0), ("LARGE_CLASSES", {})):
            before = getattr(check, name)
            setattr(check, name, value)
            self.addCleanup(lambda name=name, before=before: setattr(check, name, before))

    def write(self, path, text):
        full = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)

    def rooms(self, **links):
        for room, linked in links.items():
            self.write(f"app/hub/{room}/CMakeLists.txt", f"hokatsu_library(hub_{room} LINK {linked})\n")

    def found(self, faults, words):
        self.assertTrue(any(words in fault for fault in faults), f"nothing says \"{words}\": {faults}")

    def test_a_room_includes_only_what_it_links(self):
        self.rooms(db="domain", calls="hub_db", auth="hub_calls")
        self.write("app/hub/db/link.h", "")
        self.write("app/hub/calls/route.h", '#include "hub/db/link.h"\n')
        self.write("app/hub/auth/caller.cpp", '#include "hub/calls/route.h"\n')
        self.assertEqual(check.includes(), [])
        self.write("app/hub/db/link.cpp", '#include "hub/calls/route.h"\n')
        self.found(check.includes(), "app/hub/db must not include app/hub/calls/route.h")
        self.write("app/hub/db/link.cpp", "")
        self.rooms(db="domain", calls="wire PRIVATE hub_db", auth="hub_calls")
        self.write("app/hub/auth/caller.cpp", '#include "hub/db/link.h"\n')
        self.found(check.includes(), "app/hub/auth must not include app/hub/db/link.h")

    def test_the_desk_types_no_path_of_the_hub(self):
        self.write("app/wire/paths.h", 'inline constexpr std::string_view slot = "/v1/slots/{id}";\n')
        self.write("app/hub/handlers/slots.cpp", 'writing("PUT", "/v1/slots/{id}", putSlot);\n')
        self.write("app/sync/request_of.cpp", "// PUT /v1/slots/{id}, or \"/v1/slots/batch\"\nuse(paths::slot);\n")
        self.assertEqual(check.paths(), [])
        for path in ("app/sync/pusher.cpp", "app/use_cases/slots.cpp", "app/wire/calls.cpp", "ui/screens/slots/page.cpp"):
            self.write(path, 'if (operation.path == "/v1/slots/batch") {\n}\n')
            self.found(check.paths(), f'{path}:1: "/v1/slots/batch" belongs in app/wire/paths.h')
        self.write("app/wire/calls.cpp", 'request.path = QStringLiteral("%1/v2/slots").arg(hub);\n')
        self.found(check.paths(), "app/wire/calls.cpp:1")

    def test_a_function_is_declared_in_the_room_that_defines_it(self):
        self.rooms(db="domain", calls="hub_db")
        self.write("app/hub/db/link.h", "[[nodiscard]] std::vector<Route> allRoutes();\nclass Link {\n    void open();\n};\n")
        self.write("app/hub/calls/routes.cpp", "std::vector<Route> allRoutes() {\n    return {};\n}\n")
        self.found(check.includes(), "app/hub/db/link.h declares allRoutes(), which is defined in app/hub/calls")
        self.write("app/hub/calls/routes.cpp", "void open() {\n}\n")
        self.assertEqual(check.includes(), [])

    def test_some_walls_hold_whatever_is_linked(self):
        self.write("app/services/CMakeLists.txt", "hokatsu_library(services QT LINK storage)\n")
        self.write("app/storage/CMakeLists.txt", "hokatsu_library(storage LINK domain)\n")
        self.write("app/storage/store.h", "")
        self.write("ui/CMakeLists.txt", "foreach(screen today slots)\n  hokatsu_folder_library(screens/${screen} LINK services)\n"
                   "  list(APPEND screens ui_${screen})\nendforeach()\nhokatsu_folder_library(shell LINK ${screens})\n")
        self.write("ui/screens/today/page.h", "")
        self.write("ui/shell/window.cpp", '#include "screens/today/page.h"\n')
        self.assertEqual(check.includes(), [])
        self.write("ui/screens/slots/page.cpp", '#include "screens/today/page.h"\n')
        self.found(check.includes(), "ui/screens/slots must not include ui/screens/today/page.h")
        self.write("ui/screens/slots/page.cpp", '#include "storage/store.h"\n')
        self.found(check.includes(), "ui must never include app/storage/store.h")

    def test_only_one_room_knows_the_operating_system(self):
        for header in ("unistd.h", "sys/stat.h", "csignal", "signal.h", "poll.h", "fcntl.h", "arpa/inet.h", "linux/fs.h"):
            self.write("app/platform/process.cpp", f"#include <{header}>\n")
            self.write("app/wire/problem.cpp", "")
            self.assertEqual(check.includes(), [])
            self.write("app/wire/problem.cpp", f"#include <vector>\n  # include <{header}>\n")
            self.found(check.includes(), f"app/wire/problem.cpp:2: only app/platform knows the operating system: <{header}>")
        self.write("app/wire/problem.cpp", "#include <ctime>\n#include <system_error>\n#include <netlist>\n#include <pollen.h>\n")
        self.assertEqual(check.includes(), [])

    def test_a_place_for_system_headers_that_needs_none_fails(self):
        check.SYSTEM_HEADERS_BESIDES = {"app/hub/http/": "sockets"}
        self.write("app/hub/http/CMakeLists.txt", "hokatsu_library(hub_http LINK domain)\n")
        self.write("app/hub/http/server.cpp", "#include <sys/socket.h>\n")
        self.assertEqual(check.includes(), [])
        self.write("app/hub/http/server.cpp", "#include <vector>\n")
        self.found(check.includes(), "app/hub/http/ may hold system headers and holds none")

    def test_folders_do_not_include_each_other_at_any_depth(self):
        self.write("app/hub/handlers/slots/slots.h", "")
        self.write("app/hub/handlers/slots/slots.cpp", '#include "hub/handlers/feed/feed.h"\n')
        self.write("app/hub/handlers/feed/feed.h", "")
        self.write("app/hub/handlers/feed/feed.cpp", '#include "hub/handlers/slots/slots.h"\n')
        self.found(check.includes(), "4 deep: app/hub/handlers/feed, app/hub/handlers/slots")
        check.UNOPENED = {"app/hub"}
        self.assertEqual(check.includes(), [])

    def test_an_excuse_that_is_not_needed_fails(self):
        check.UNOPENED = {"app/hub"}
        self.found(check.includes(), "app/hub is excused in UNOPENED")
        check.EXCEPTIONS = {("app/domain/clock.cpp", "reads a clock by itself")}
        self.found(check.calls(), "app/domain/clock.cpp excuses nothing")

    def test_no_target_is_larger_than_its_share(self):
        check.LARGEST_SHARE = 60
        self.write("app/hub/all.cpp", "\n" * 80)
        self.write("app/domain/some.cpp", "\n" * 20)
        self.found(check.includes(), "app/hub has 80 lines, 80.0 % of the house")

    def test_a_call_upwards_is_found_by_its_symbol(self):
        self.rooms(db="domain", calls="hub_db")
        for room, text in (("db", "void above(); void below() { above(); }"), ("calls", "void above() {}")):
            self.write(f"app/hub/{room}/one.cpp", text)
            place = os.path.join(self.folder, "build/app/hub", room)
            os.makedirs(place)
            subprocess.run(["c++", "-c", os.path.join(self.folder, f"app/hub/{room}/one.cpp"), "-o", place + "/one.o"], check=True)
            subprocess.run(["ar", "cr", f"{place}/libhub_{room}.a", place + "/one.o"], check=True)
        build = os.path.join(self.folder, "build")
        self.found(check.links(build), "hub_db calls above() of hub_calls")
        self.rooms(db="domain hub_calls", calls="domain")
        self.assertEqual(check.links(build), [])

    def test_every_way_to_a_clock_is_known(self):
        for call in ("std::chrono::steady_clock::now()", "QDateTime::currentDateTime()", "time(nullptr)",
                     "clock_gettime(CLOCK_BOOTTIME, &now)", "timerfd_create(CLOCK_MONOTONIC, 0)"):
            self.write("app/domain/one.cpp", f"auto now = {call};\n")
            self.found(check.calls(), "reads a clock by itself")
        self.write("app/domain/one.cpp", "// clock_gettime() is called elsewhere.\n")
        self.assertEqual(check.calls(), [])

    def test_a_new_text_needs_its_entry_in_the_catalogues(self):
        for name in ("hokatsu_ja.ts", "hokatsu_en.ts"):
            shutil.copy(os.path.join(REAL, "translations", name), os.path.join(self.folder, "translations"))
        for top in ("ui", "app"):
            shutil.rmtree(os.path.join(self.folder, top))
            shutil.copytree(os.path.join(REAL, top), os.path.join(self.folder, top))
        self.assertEqual(check.translations(), [])
        self.write("ui/shell/new_text.cpp", 'namespace ui { QString NewText::said() { return tr("Nobody has translated this."); } }\n')
        self.found(check.translations(), "has no entry: 'Nobody has translated this.'")
        os.remove(os.path.join(self.folder, "ui/shell/new_text.cpp"))
        self.write("ui/shell/new_text.cpp", 'QString NewText::said() { return tr("%n new", "", 2); }\n')
        self.found(check.translations(), "hokatsu_en.ts: NewText: has no entry: '%n new'")
        shutil.rmtree(os.path.join(self.folder, "ui/screens/delays"))
        self.found(check.translations(), "no longer in the sources")

    def test_functions_keep_to_four_parameters_and_sixty_lines(self):
        self.write("app/domain/one.cpp", "void one(int a, std::map<int, int> b, int c, int d) {}\n"
                   "struct Two {\n    Two(int a, int b, int c, int d, int e) : m_a{a}, m_b(b) {\n    }\n};\n")
        faults = check.sizes()
        self.found(faults, "app/domain/one.cpp:3: Two has 5 parameters")
        self.assertFalse([f for f in faults if "one has" in f])
        self.write("app/domain/two.h", "template <class T> auto long_one(T t) -> std::vector<T> {\n" + "    t();\n" * 61 + "}\n")
        self.found(check.sizes(), "app/domain/two.h:1: long_one has 62 lines")

    def test_a_class_of_the_windows_keeps_to_its_lines(self):
        part = "void Page::one() {\n" + "    f();\n" * 50 + "}\n"
        for number in range(6):
            self.write(f"ui/screens/today/page_{number}.cpp", part.replace("one", f"part{number}"))
        self.found(check.sizes(), "Page has 306 lines of functions, the limit is 300")
        check.LARGE_CLASSES = {"Page": 306}
        self.assertEqual(check.sizes(), [])
        self.write("ui/screens/today/page_5.cpp", "")
        self.found(check.sizes(), "Page has 255 lines of functions: lower its entry in LARGE_CLASSES, or take it out")
        check.LARGE_CLASSES = {}
        self.assertEqual(check.sizes(), [])
        self.write("app/domain/rules.cpp", part * 7)  # only the windows
        self.assertEqual(check.sizes(), [])

    def test_the_top_level_stays_as_it_is(self):
        subprocess.run(["git", "init", "-q"], cwd=self.folder, check=True)
        self.write("notes.txt", "")
        subprocess.run(["git", "add", "notes.txt"], cwd=self.folder, check=True)
        self.found(check.top_level(), "the top level holds notes.txt")


if __name__ == "__main__":
    unittest.main()
