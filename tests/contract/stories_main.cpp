// Runs the stories; the hubs end with the program, while its output can still be read.
#include "hub_under_test.h"

#include <gtest/gtest.h>

int main(int argc, char **argv) {
    ::testing::InitGoogleTest(&argc, argv);
    const int result = RUN_ALL_TESTS();
    contract::HubUnderTest::endAll();
    return result;
}
