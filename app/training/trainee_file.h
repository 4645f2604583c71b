// DIR/trainee.json: the credentials of the trainees and of the simulated parents. Private to training.
#pragma once

#include "training/training_hub.h"

#include <vector>

namespace training {

struct TraineeFile {
    Trainee trainee;
    std::string clientId; ///< client id of the parents' system
    std::string clientSecret;
    std::vector<domain::FacilityId> facilities; ///< the facilities where the parents book
};

[[nodiscard]] bool hasTraineeFile(const std::filesystem::path &dataDirectory);
/// StorageCorrupt "trainee-file-damaged" if the file does not have the format of writeTraineeFile().
[[nodiscard]] domain::Result<TraineeFile> readTraineeFile(const std::filesystem::path &dataDirectory);
/// Writes the file atomically with mode 0600.
[[nodiscard]] domain::Result<void> writeTraineeFile(const std::filesystem::path &dataDirectory,
                                                    const TraineeFile &file);

} // namespace training
