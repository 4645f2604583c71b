// What the files of stories share.
#pragma once

#include "hub_under_test.h"

#include <gtest/gtest.h>

namespace contract {

using Who = HubUnderTest::Who;

/// A story of the contract, told in every way to a hub (HubUnderTest::ways).
class Contract : public ::testing::TestWithParam<std::string> {
protected:
    HubUnderTest &hub = HubUnderTest::reachedBy(GetParam());
};

inline std::string nameOfWay(const ::testing::TestParamInfo<std::string> &way) {
    return way.param;
}

} // namespace contract
