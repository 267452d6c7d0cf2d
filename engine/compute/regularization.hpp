#pragma once
// What training does to weights beside lowering the loss.

namespace ravine {

/// Over weights, not biases; 0 is off. Rows of regularizers().
struct Regularization {
    double l1 = 0;                      ///< λ₁·Σ|w| beside the loss, shown apart from it
    double l2 = 0;                      ///< λ₂·Σw² likewise
    double decoupled_weight_decay = 0;  ///< w ← w − η·λ·w in each step, beside the optimizer
    double max_norm = 0;                ///< bound on the length of a unit's incoming weights

    bool operator==(const Regularization&) const = default;
};

}  // namespace ravine
