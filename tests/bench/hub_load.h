// Load that the hub's benches and their floors share, so that both are counted alike: threads that begin
// together and take the jobs of one number until it is used up.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace bench {

/// One line of a file: whose token books where. A client has a line, and with it a municipality, of its own.
struct Place {
    std::string token;
    std::string caller; ///< the connected system
    std::string municipality;
    std::vector<std::string> slots;
};
/// Throws std::runtime_error where the file cannot be read.
std::vector<Place> placesIn(const std::string &path);

using Job = std::function<void()>;
/// Makes a client ready (connected, signed in, its statements known); gives what it then does again and
/// again. Runs on the client's thread.
using Prepare = std::function<Job(int client)>;

/// Prints "per-second N p50-ms N p99-ms N" on one line. A job that throws ends the program with its words.
void runLoad(int clients, int count, const Prepare &prepare);

} // namespace bench
