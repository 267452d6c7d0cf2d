#pragma once

#include "engine/session/easel.hpp"

namespace ravine::session {

/// The activations of all neurons over the boundary's window; with fewer points where the network is slow.
class NeuronEasel : public Easel {
  public:
    std::optional<Due> due(const Snapshot& snapshot) override;
    void work(const Snapshot& snapshot, Studio& studio) override;
    void give_up(const Snapshot& snapshot) override { painted_ = subject_of(snapshot); }

  private:
    struct Subject {
        std::uint64_t shape_version = 0, parameters_version = 0;
        Window window{};
        int size = 0;
        bool operator==(const Subject&) const = default;
    };

    static Subject subject_of(const Snapshot& snapshot);
    int affordable_size(const Model& model, int size) const;

    CostMeter cost_;
    Subject painted_;
    Clock::time_point next_ = at_once;
    std::uint64_t version_ = 0;
};

}  // namespace ravine::session
