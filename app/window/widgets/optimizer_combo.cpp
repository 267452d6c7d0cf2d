#include "app/window/widgets/optimizer_combo.hpp"

#include "app/window/widgets/row_combo.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {

bool optimizer_combo(Selection& optimizer) {
    const OptimizerRow* before = find_row(optimizers(), optimizer.id);
    if (!selection_combo("optimizer", "Optimizer", optimizers(), optimizer)) return false;
    const OptimizerRow& row = *find_row(optimizers(), optimizer.id);
    if (before != nullptr && before->asks_objective() != row.asks_objective())
        optimizer.values[0] = row.settings[0].standard;
    return true;
}

}  // namespace ravine
