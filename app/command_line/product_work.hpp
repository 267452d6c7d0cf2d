#pragma once
// The matrix products of a dense layer, for benchmarks.

#include <functional>
#include <string_view>
#include <vector>

namespace ravine {

struct LayerInMemory;

/// One product of a layer with matrices of samples.
struct ProductWork {
    std::string_view product;
    void (*multiply)(LayerInMemory& layer);
    int inputs, outputs, samples;

    /// Of the product alone, multiply and add counted as two.
    double flops() const { return 2.0 * inputs * outputs * samples; }
    /// Gives what does the product some times, as long as a look at the clock does not matter, and returns how often.
    std::function<double()> prepare() const;
};

/// "forward" z = W·x + b, "input_gradient" Wᵀ·g and "weight_gradient" g·xᵀ with the sums of g's rows, of layers of 2 to
/// 512 units in batches as people train with.
std::vector<ProductWork> product_works();

}  // namespace ravine
