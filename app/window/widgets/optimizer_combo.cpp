#include "app/window/widgets/optimizer_combo.hpp"

#include <string>
#include <vector>

#include "app/window/widgets/row_combo.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {

bool optimizer_combo(Selection& optimizer, std::size_t parameters) {
    std::vector<std::string> reasons(optimizers().size());
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < optimizers().size(); ++i) {
        const Status status = check_parameter_count(optimizers()[i], parameters, "");
        choices.push_back(choice_of(optimizers()[i]));
        choices.back().enabled = static_cast<bool>(status);
        if (!status) reasons[i] = status.error().what + ".";
        choices.back().why_not = reasons[i];
    }
    const int picked = choice_combo("optimizer", "Optimizer", choices, index_of_row(optimizers(), optimizer.id));
    if (picked < 0 || optimizers()[static_cast<std::size_t>(picked)].id == optimizer.id) return false;
    const OptimizerRow* before = find_row(optimizers(), optimizer.id);
    const OptimizerRow& row = optimizers()[static_cast<std::size_t>(picked)];
    optimizer = selection_of(row, before, optimizer);
    if (before != nullptr && before->asks_objective() != row.asks_objective())
        optimizer.values[0] = row.settings[0].standard;
    return true;
}

}  // namespace ravine
