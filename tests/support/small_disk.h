// A folder on a disk of its own (tmpfs) that can be filled to the last byte. Only this process and its
// children see it, and it goes with them.
#pragma once

#include <QString>

namespace test_support {

/// Once, at the beginning of main() and before there are threads: false where this user may not mount.
[[nodiscard]] bool mayMountHere();

class SmallDisk {
public:
    /// Takes the place of the folder, with a copy of what lies in it.
    explicit SmallDisk(QString folder);
    ~SmallDisk();
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;
    [[nodiscard]] bool isMounted() const { return m_mounted; }
    /// Until not one byte more goes in.
    void fill();
    void makeRoom();

private:
    [[nodiscard]] QString ballast() const { return m_folder + QStringLiteral("/ballast"); }
    QString m_folder;
    bool m_mounted = false;
};

} // namespace test_support
