// DIR/trainee.json: with what the trainees and the simulated parents sign in. Private to training.
#pragma once

#include "training/training_hub.h"

#include <vector>

namespace training {

struct TraineeFile {
    Trainee trainee;
    std::string clientId; ///< of the parents' system
    std::string clientSecret;
    std::vector<domain::FacilityId> facilities; ///< where the parents book
};

[[nodiscard]] bool hasTraineeFile(const std::filesystem::path &dataDirectory);
/// StorageCorrupt "trainee-file-damaged" where it is not what writeTraineeFile() writes.
[[nodiscard]] domain::Result<TraineeFile> readTraineeFile(const std::filesystem::path &dataDirectory);
/// Mode 0600, whole or not at all.
[[nodiscard]] domain::Result<void> writeTraineeFile(const std::filesystem::path &dataDirectory,
                                                    const TraineeFile &file);

} // namespace training
