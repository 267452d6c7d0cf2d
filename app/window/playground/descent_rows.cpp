#include "app/window/playground/descent_rows.hpp"

#include <array>

#include "app/window/widgets/row_combo.hpp"
#include "app/window/widgets/segmented.hpp"
#include "app/window/widgets/setting_slider.hpp"

namespace ravine {
namespace {

struct DescentRow {
    std::string_view id, label, formula, source;
    int batch_size;
    std::span<const Setting> settings = {};
};

constexpr std::array descents = {
    DescentRow{"stochastic", "Stochastic", "g = ∇Lᵢ of one point i\nquick and noisy", "Robbins & Monro 1951", 1},
    DescentRow{"mini_batch", "Mini-batch", "g = (1/B)·Σ ∇Lᵢ over B points\nn/B steps an epoch",
               "Bottou 1998, Online learning and stochastic approximations", 32},
    DescentRow{"batch", "Batch", "g = (1/n)·Σ ∇Lᵢ over all n points\none step an epoch", "Cauchy 1847", full_batch},
};
static_assert(is_sound_table(std::span<const DescentRow>(descents)));

std::string_view descent_of(int batch_size) {
    for (const DescentRow& row : descents)
        if (row.batch_size == batch_size) return row.id;
    return "mini_batch";
}

}  // namespace

void draw_descent_rows(Scenario& scenario) {
    std::string descent(descent_of(scenario.batch_size));
    if (row_combo<DescentRow>("descent", "Gradient descent", descents, descent))
        scenario.batch_size = find_row(std::span<const DescentRow>(descents), descent)->batch_size;
    if (descent == "mini_batch") setting_slider(batch_size_setting, scenario.batch_size, {.least = 2, .most = 256});
    if (scenario.batch_size != full_batch) toggle("shuffle", "Shuffle every epoch", scenario.shuffle);
}

}  // namespace ravine
