#include "hub/cli/cli.h"

namespace hub::cli {

int run(const std::vector<std::string> &) { return -1; }
std::string summary() { return {}; }

} // namespace hub::cli
