// A folder on a small disk of its own (tmpfs) that can be filled completely. Only this process and its
// children see it, and it ends with them.
#pragma once

#include <QString>

namespace test_support {

/// Call it once at the beginning of main(), before there are threads. False if this user may not mount.
[[nodiscard]] bool mayMountHere();

class SmallDisk {
public:
    /// Replaces the folder by the disk, with a copy of the folder's content.
    explicit SmallDisk(QString folder);
    ~SmallDisk();
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;
    [[nodiscard]] bool isMounted() const { return m_mounted; }
    /// Fills the disk completely.
    void fill();
    void makeRoom();

private:
    [[nodiscard]] QString ballast() const { return m_folder + QStringLiteral("/ballast"); }
    QString m_folder;
    bool m_mounted = false;
};

} // namespace test_support
