#include "engine/landscape/descent_lists.hpp"

#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>

#include "engine/landscape/gradient_noise.hpp"

namespace ravine {

std::optional<DescentLists> DescentLists::of(std::shared_ptr<const Surface> surface,
                                             const DescentConditions& conditions, const OptimizerRow& optimizer,
                                             const std::optional<std::vector<double>>& settings) {
    const std::optional<GradientCode> gradient = surface->gradient_code();
    if (!gradient || optimizer.asks_objective()) return std::nullopt;
    DescentLists lists(std::move(surface), *gradient, conditions, optimizer);
    if (settings) lists.add_rules(*settings);
    return lists;
}

DescentLists::DescentLists(std::shared_ptr<const Surface> surface, GradientCode gradient,
                           const DescentConditions& conditions, const OptimizerRow& optimizer)
    : surface_(std::move(surface)),
      gradient_(std::move(gradient)),
      minima_(surface_->traits().minima, arrival_radius(surface_->traits())),
      rule_(static_cast<std::size_t>(&optimizer - optimizers().data())),
      settings_(optimizer.settings.size()),
      far_(far_distance(surface_->traits())),
      steps_(conditions.steps) {
    for (int step = 0; conditions.gradient_noise > 0 && step < steps_; ++step)
        noise_.push_back(gradient_noise(conditions.gradient_noise, conditions.seed, static_cast<std::uint64_t>(step)));
}

/// Made here, because the powers in some of them take a GPU as long as all else in a step.
void DescentLists::add_rules(const std::vector<double>& settings) {
    visit_type(FirstOrderRules<double>(), rule_, [&]<class Rule>() {
        static_assert(std::is_trivially_copyable_v<Rule>);
        rules_.resize(static_cast<std::size_t>(steps_) * sizeof(Rule));
        for (std::size_t step = 0; step < static_cast<std::size_t>(steps_); ++step) {
            const Rule rule(settings.data(), step + 1);
            std::memcpy(&rules_[step * sizeof(Rule)], &rule, sizeof(Rule));
        }
    });
}

}  // namespace ravine
