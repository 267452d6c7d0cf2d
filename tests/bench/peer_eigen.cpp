// The products of a dense layer as Eigen does them, for tests/bench/compare_products.py, which builds this with
// Debian's libeigen3-dev. Not a part of the program.
//
//     peer_eigen SECONDS       reads lines PRODUCT INPUTS OUTPUTS SAMPLES, and answers each with a line of GFLOP/s
//
// As in the engine, sizes are known at run time only, and matrices are row-major and begin with a cache line. Each
// product is written in two or three ways, of which one or the other is fast by size, and measured for so long in each.

#define EIGEN_DONT_PARALLELIZE

#include <malloc.h>

#include <Eigen/Core>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Place = Eigen::Map<Matrix, Eigen::Aligned64>;
using Numbers = Eigen::Map<Eigen::VectorXf, Eigen::Aligned64>;

/// Numbers of ±1 in memory of their own, which lives as long as the program.
float* numbers(int count) {
    const std::size_t bytes = (std::size_t(count) * sizeof(float) + 63) / 64 * 64;
    float* memory = static_cast<float*>(std::aligned_alloc(64, bytes));
    if (!memory) std::abort();
    Eigen::Map<Eigen::VectorXf>(memory, count).setRandom();
    return memory;
}

/// z = W·x + b, and from the gradient of z those of x, W and b; samples are columns.
struct Layer {
    int inputs, outputs, samples;
    Place weights{numbers(outputs * inputs), outputs, inputs}, x{numbers(inputs * samples), inputs, samples};
    Place z{numbers(outputs * samples), outputs, samples}, z_gradient{numbers(outputs * samples), outputs, samples};
    Place x_gradient{numbers(inputs * samples), inputs, samples};
    Place weight_gradient{numbers(outputs * inputs), outputs, inputs};
    Numbers bias{numbers(outputs), outputs}, bias_gradient{numbers(outputs), outputs};
};

void start_with_bias(Layer& layer) {
    for (int row = 0; row < layer.outputs; ++row) layer.z.row(row).setConstant(layer.bias[row]);
}

void forward(Layer& layer) {
    start_with_bias(layer);
    layer.z.noalias() += layer.weights * layer.x;
}

void forward_lazily(Layer& layer) {
    start_with_bias(layer);
    layer.z.noalias() += layer.weights.lazyProduct(layer.x);
}

void forward_by_rows(Layer& layer) {
    for (int row = 0; row < layer.outputs; ++row)
        layer.z.row(row).array() = layer.weights.row(row).lazyProduct(layer.x).array() + layer.bias[row];
}

void find_input_gradient(Layer& layer) { layer.x_gradient.noalias() = layer.weights.transpose() * layer.z_gradient; }

void find_input_gradient_lazily(Layer& layer) {
    layer.x_gradient.noalias() = layer.weights.transpose().lazyProduct(layer.z_gradient);
}

void find_input_gradient_by_rows(Layer& layer) {
    for (int row = 0; row < layer.inputs; ++row)
        layer.x_gradient.row(row).noalias() = layer.weights.col(row).transpose().lazyProduct(layer.z_gradient);
}

void find_weight_gradient(Layer& layer) {
    layer.weight_gradient.noalias() = layer.z_gradient * layer.x.transpose();
    layer.bias_gradient = layer.z_gradient.rowwise().sum();
}

void find_weight_gradient_lazily(Layer& layer) {
    layer.weight_gradient.noalias() = layer.z_gradient.lazyProduct(layer.x.transpose());
    layer.bias_gradient = layer.z_gradient.rowwise().sum();
}

using Way = void (*)(Layer&);
struct Product {
    Place Layer::*result;
    std::vector<Way> ways;
};

const std::map<std::string, Product> products{
    {"forward", {&Layer::z, {forward, forward_lazily, forward_by_rows}}},
    {"input_gradient",
     {&Layer::x_gradient, {find_input_gradient, find_input_gradient_lazily, find_input_gradient_by_rows}}},
    {"weight_gradient", {&Layer::weight_gradient, {find_weight_gradient, find_weight_gradient_lazily}}},
};

/// All ways have the same result, but for rounding.
void check(const Product& product, Layer& layer) {
    product.ways[0](layer);
    const Matrix expected = layer.*product.result;
    for (const Way way : product.ways) {
        (layer.*product.result).setZero();
        way(layer);
        if (!expected.isApprox(layer.*product.result, 1e-4F)) std::abort();
    }
}

double gigaflops(Way way, Layer& layer, double least_seconds) {
    const double flops = 2.0 * layer.inputs * layer.outputs * layer.samples;
    const int repetitions = std::max(1, static_cast<int>(1e6 / flops));  // between two looks at the clock
    const auto start = Clock::now();
    double seconds = 0, done = 0;
    while (seconds < least_seconds) {
        for (int i = 0; i < repetitions; ++i) {
            way(layer);
            asm volatile("" ::: "memory");  // each result is wanted
        }
        done += repetitions;
        seconds = std::chrono::duration<double>(Clock::now() - start).count();
    }
    return done * flops / seconds / 1e9;
}

}  // namespace

int main(int argc, char** argv) {
    // Eigen takes memory for the blocks of large products in each call: from a heap that does not give it back to the
    // system, that costs nothing.
    mallopt(M_MMAP_THRESHOLD, 1 << 28);
    mallopt(M_TRIM_THRESHOLD, 1 << 28);
    const double seconds = argc == 2 ? std::atof(argv[1]) : 0;
    char name[32];
    int inputs = 0, outputs = 0, samples = 0;
    while (seconds > 0 && std::scanf("%31s %d %d %d", name, &inputs, &outputs, &samples) == 4) {
        const Product& product = products.at(name);
        Layer layer{inputs, outputs, samples};
        check(product, layer);
        for (const Way way : product.ways) std::printf("%.6g ", gigaflops(way, layer, seconds));
        std::printf("\n");
    }
    return seconds > 0 ? 0 : 2;
}
