#pragma once

#include "engine/session/easel.hpp"

namespace ravine::session {

/// What each layer is up to (see report_layers).
class LayerEasel : public Easel {
  public:
    std::optional<Due> due(const Snapshot& snapshot) override;
    void work(const Snapshot& snapshot, Studio& studio) override;
    void give_up(const Snapshot& snapshot) override { painted_ = subject_of(snapshot); }

  private:
    /// Without a version while nobody looks.
    struct Subject {
        std::uint64_t data_version = 0, shape_version = 0, parameters_version = 0;
        bool operator==(const Subject&) const = default;
    };

    static Subject subject_of(const Snapshot& snapshot);

    Subject painted_;
    Clock::time_point next_ = at_once;
    std::uint64_t version_ = 0;
};

}  // namespace ravine::session
