#include "app/command_line/product_work.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "engine/core/aligned_vector.hpp"
#include "engine/network/matrix_product.hpp"

namespace ravine {

struct LayerInMemory {
    int inputs, outputs, samples;
    AlignedVector<float> weights = numbers(outputs, inputs), bias = numbers(outputs, 1), x = numbers(inputs, samples),
                         z_gradient = numbers(outputs, samples);
    AlignedVector<float> z = z_gradient, x_gradient = x, weight_gradient = weights, bias_gradient = bias;

    static AlignedVector<float> numbers(int rows, int columns) {
        AlignedVector<float> values(std::size_t(rows) * std::size_t(columns));
        for (std::size_t i = 0; i < values.size(); ++i) values[i] = std::sin(1.7F * static_cast<float>(i));
        return values;
    }
};

namespace {

void forward(LayerInMemory& layer) {
    multiply({layer.weights.data(), layer.inputs, 1}, layer.x.data(), layer.bias.data(), no_floor<float>,
             layer.z.data(), layer.outputs, layer.inputs, layer.samples);
}

void find_input_gradient(LayerInMemory& layer) {
    multiply({layer.weights.data(), 1, layer.inputs}, layer.z_gradient.data(), nullptr, no_floor<float>,
             layer.x_gradient.data(), layer.inputs, layer.outputs, layer.samples);
}

void find_weight_gradient(LayerInMemory& layer) {
    multiply_transposed(layer.z_gradient.data(), layer.x.data(), layer.weight_gradient.data(),
                        layer.bias_gradient.data(), layer.outputs, layer.inputs, layer.samples);
}

struct ProductRow {
    std::string_view id;
    void (*multiply)(LayerInMemory& layer);
};
constexpr ProductRow products[]{
    {"forward", forward}, {"input_gradient", find_input_gradient}, {"weight_gradient", find_weight_gradient}};

struct LayerShape {
    int inputs, outputs;
};
constexpr LayerShape shapes[]{{2, 4}, {4, 4}, {8, 8}, {16, 16}, {32, 32}, {64, 64}, {128, 128}, {256, 256}, {512, 512}};

}  // namespace

std::function<double()> ProductWork::prepare() const {
    const auto layer = std::make_shared<LayerInMemory>(LayerInMemory{inputs, outputs, samples});
    const int repetitions = std::max(1, static_cast<int>(1e6 / flops()));
    return [run = multiply, layer, repetitions] {
        for (int i = 0; i < repetitions; ++i) run(*layer);
        return double(repetitions);
    };
}

std::vector<ProductWork> product_works() {
    std::vector<ProductWork> works;
    for (const LayerShape& shape : shapes)
        for (const int samples : {10, 32, 64})
            for (const ProductRow& row : products)
                works.push_back({row.id, row.multiply, shape.inputs, shape.outputs, samples});
    return works;
}

}  // namespace ravine
