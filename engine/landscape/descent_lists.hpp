#pragma once
// A map's descents made ready for the threads of a GPU.

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/landscape/descents.hpp"
#include "engine/landscape/kernels/descent.hpp"
#include "engine/landscape/kernels/gradient_code.hpp"

namespace ravine {

/// What a DescentTask and a gradient look at.
class DescentLists {
  public:
    /// `settings`: the optimizer's, the same for all descents, or none where each has its own. None where the gradient
    /// takes more than a formula, or the optimizer asks for more than gradients: that stays on the processor.
    static std::optional<DescentLists> of(std::shared_ptr<const Surface> surface, const DescentConditions& conditions,
                                          const OptimizerRow& optimizer,
                                          const std::optional<std::vector<double>>& settings);

    const GradientCode& gradient() const { return gradient_; }
    DescentTask task() const { return {rule_, rules_, noise_, minima_.grid(), far_, steps_}; }
    /// How many numbers a descent's own settings have.
    std::size_t settings() const { return settings_; }

  private:
    DescentLists(std::shared_ptr<const Surface> surface, GradientCode gradient, const DescentConditions& conditions,
                 const OptimizerRow& optimizer);
    void add_rules(const std::vector<double>& settings);

    std::shared_ptr<const Surface> surface_;
    GradientCode gradient_;
    PlaceGridLists minima_;
    std::vector<std::array<double, 2>> noise_;
    std::vector<std::byte> rules_;
    std::size_t rule_, settings_;
    double far_;
    int steps_;
};

}  // namespace ravine
