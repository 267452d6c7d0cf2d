#pragma once
// The table of input features, and the pipeline from a raw point to the network's inputs.

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"
#include "engine/data/dataset.hpp"

namespace ravine {

struct FeatureRow {
    std::string_view id;     ///< "sin_x1"
    std::string_view label;  ///< "sin x₁"
    std::string_view formula;
    bool needs_x2;  ///< not offered for a curve
    double (*value)(double x1, double x2);
    std::string_view onnx_operator;  ///< that computes it from `operands`; empty: the first operand as it is
    std::array<int, 2> operands;     ///< 0 is x1, 1 is x2; the second is -1 where the operator takes one
    std::span<const Setting> settings = {};
};

std::span<const FeatureRow> features();

/// The features a scenario has when it names none: x1, x2 (x1 alone for a curve).
std::vector<std::string> standard_features(Task task);

/// raw point → (standardised point) → features. Plain data, so that it can be saved, exported and sent to another
/// thread.
struct InputPipeline {
    int dimensions = 2;                     ///< of the raw point
    std::array<double, 2> mean{0, 0};       ///< subtracted from the raw point
    std::array<double, 2> deviation{1, 1};  ///< then divided by
    std::vector<const FeatureRow*> rows;

    int inputs() const { return static_cast<int>(rows.size()); }
    /// Writes the network's inputs for one raw point; `out` has inputs() places, `stride` apart.
    template <class Scalar>
    void apply(double x1, double x2, Scalar* out, std::size_t stride = 1) const {
        const double u = (x1 - mean[0]) / deviation[0], v = (x2 - mean[1]) / deviation[1];
        for (std::size_t i = 0; i < rows.size(); ++i) out[i * stride] = static_cast<Scalar>(rows[i]->value(u, v));
    }
};

/// Mean and deviation are taken over the training points when `standardize`. Errors: unknown, repeated or no feature,
/// or one that needs x2 in a curve.
Result<InputPipeline> build_input_pipeline(const Dataset& data, std::span<const std::string> feature_ids,
                                           bool standardize);

}  // namespace ravine
