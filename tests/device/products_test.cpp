#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/compute/cuda/array.hpp"
#include "engine/compute/cuda/matrix_product.hpp"
#include "engine/core/random.hpp"
#include "tests/catch.hpp"
#include "tests/device/device.hpp"

using namespace ravine;

namespace {

template <class Scalar>
std::vector<Scalar> drawn(std::int64_t count, std::uint64_t stream) {
    RandomStream random(7, RandomPurpose::noise, stream);
    std::vector<Scalar> numbers(static_cast<std::size_t>(count));
    for (Scalar& each : numbers) each = static_cast<Scalar>(random.uniform(-1, 1));
    return numbers;
}

/// A factor's number at a place of the product, turned or not.
template <class Scalar>
double at(const std::vector<Scalar>& matrix, std::int64_t row, std::int64_t column, std::int64_t rows,
          std::int64_t columns, bool turned) {
    return matrix[static_cast<std::size_t>(turned ? column * rows + row : row * columns + column)];
}

template <class Scalar>
void check_product(const cuda::ProductShape& shape, double tolerance) {
    const cuda::Stream stream;
    const cuda::BlasHandle blas;
    const std::int64_t rows = shape.rows, columns = shape.columns, inner = shape.inner;
    const bool turned_first = shape.turned_first, turned_second = shape.turned_second;
    const std::vector<Scalar> first = drawn<Scalar>(rows * inner, 1), second = drawn<Scalar>(inner * columns, 2);
    const std::vector<Scalar> before = drawn<Scalar>(rows * columns, 3);
    const auto on_gpu = [&](const std::vector<Scalar>& it) {
        return cuda::on_device(std::span<const Scalar>(it), stream);
    };
    const cuda::DeviceArray<Scalar> a = on_gpu(first), b = on_gpu(second), c = on_gpu(before);
    const cuda::DeviceArray<char> workspace(cuda::product_workspace_bytes);
    cuda::MatrixProduct<Scalar>(blas, shape)
        .run(a.data(), b.data(), c.data(), workspace.data(), stream, 2, Scalar(0.5));
    std::vector<Scalar> found(before.size());
    c.download(found, stream);
    stream.wait();

    double worst = 0;
    for (std::int64_t row = 0; row < rows; ++row)
        for (std::int64_t column = 0; column < columns; ++column) {
            double sum = 0;
            for (std::int64_t k = 0; k < inner; ++k)
                sum +=
                    at(first, row, k, rows, inner, turned_first) * at(second, k, column, inner, columns, turned_second);
            const auto place = static_cast<std::size_t>(row * columns + column);
            const double given = found[place], old = before[place];
            worst = std::max(worst, std::abs(given - (2 * sum + 0.5 * old)));
        }
    CHECK(worst < tolerance);
}

}  // namespace

TEST_CASE("products of matrices are those of double precision to rounding, turned or not") {
    need_device();
    for (const bool turned_first : {false, true})
        for (const bool turned_second : {false, true})
            for (const std::int64_t size : {1, 7, 64, 130}) {
                const cuda::ProductShape shape{size, size + 3, size + 5, turned_first, turned_second};
                CAPTURE(turned_first, turned_second, size);
                // Both factors are below 1: each sum of up to 135 products has an error of at most some 135 roundings.
                check_product<float>(shape, 3e-5);
                check_product<double>(shape, 1e-13);
            }
}
