// Root can write into read-only folders. While an object of this class lives, its thread and the threads that
// it starts obey file permissions like any other user.
#pragma once

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace test_support {

class AsAPlainUser {
public:
    AsAPlainUser() {
        if (::syscall(SYS_capget, &m_header, m_before) != 0) {
            return;
        }
        __user_cap_data_struct less[_LINUX_CAPABILITY_U32S_3] = {m_before[0], m_before[1]};
        // The permitted capabilities stay, so that they can be enabled again.
        less[0].effective &=
            ~(1U << CAP_DAC_OVERRIDE | 1U << CAP_DAC_READ_SEARCH | 1U << CAP_FOWNER); // all in the first word
        m_isOne = ::syscall(SYS_capset, &m_header, less) == 0;
    }
    ~AsAPlainUser() {
        if (m_isOne) {
            ::syscall(SYS_capset, &m_header, m_before);
        }
    }
    AsAPlainUser(const AsAPlainUser &) = delete;
    AsAPlainUser &operator=(const AsAPlainUser &) = delete;

    [[nodiscard]] bool isOne() const { return m_isOne; }

private:
    __user_cap_header_struct m_header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct m_before[_LINUX_CAPABILITY_U32S_3]{};
    bool m_isOne = false;
};

} // namespace test_support
