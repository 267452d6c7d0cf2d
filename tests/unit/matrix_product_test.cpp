#include "engine/network/matrix_product.hpp"

#include <cmath>
#include <vector>

#include "tests/catch.hpp"

using namespace ravine;

namespace {

template <class Scalar>
std::vector<Scalar> numbers(int count, double phase) {
    std::vector<Scalar> values;
    for (int i = 0; i < count; ++i) values.push_back(Scalar(std::sin(1.7 * i + phase)));
    return values;
}

/// The definition, in the order that the header promises.
template <class Scalar>
Scalar element(const MatrixView<Scalar>& a, const MatrixView<Scalar>& b, Scalar offset, int row, int column,
               int inner) {
    Scalar sum = offset;
    for (int k = 0; k < inner; ++k) sum += a(row, k) * b(k, column);
    return sum;
}

}  // namespace

TEMPLATE_TEST_CASE("the product has, to the bit, the sums in the order of the inner index", "", float, double) {
    for (int rows : {1, 3, 4, 7, 33})
        for (int inner : {1, 2, 8, 255, 256, 257, 600})
            for (int columns : {1, 2, 5, 8, 9, 20}) {
                INFO(rows << " × " << inner << " × " << columns);
                const auto a = numbers<TestType>(rows * inner, 0.1), b = numbers<TestType>(inner * columns, 2);
                const auto offset = numbers<TestType>(columns, 1);
                const MatrixView<TestType> row_major = {a.data(), inner, 1}, transposed = {b.data(), 1, inner};
                std::vector<TestType> product(std::size_t(rows * columns), TestType(99));
                multiply(row_major, transposed, offset.data(), product.data(), rows, inner, columns);
                for (int row = 0; row < rows; ++row)
                    for (int column = 0; column < columns; ++column)
                        REQUIRE(product[std::size_t(row * columns + column)] ==
                                element(row_major, transposed, offset[std::size_t(column)], row, column, inner));

                const MatrixView<TestType> a_columns = {a.data(), 1, rows}, b_rows = {b.data(), columns, 1};
                multiply(a_columns, b_rows, static_cast<const TestType*>(nullptr), product.data(), rows, inner,
                         columns);
                for (int row = 0; row < rows; ++row)
                    for (int column = 0; column < columns; ++column)
                        REQUIRE(product[std::size_t(row * columns + column)] ==
                                element(a_columns, b_rows, TestType(0), row, column, inner));
            }
}
