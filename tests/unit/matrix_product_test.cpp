#include "engine/network/matrix_product.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "tests/catch.hpp"
#include "tests/vector_widths.hpp"

using namespace ravine;

namespace {

template <class Scalar>
std::vector<Scalar> numbers(int count, double phase) {
    std::vector<Scalar> values;
    for (int i = 0; i < count; ++i) values.push_back(Scalar(std::sin(1.7 * i + phase)));
    return values;
}

/// One factor of each layout that dense layers have, and the offset.
template <class Scalar>
struct Factors {
    int rows, inner, columns;
    std::vector<Scalar> a = numbers<Scalar>(rows * inner, 0.1), b = numbers<Scalar>(inner * columns, 2);
    std::vector<Scalar> offset = numbers<Scalar>(rows, 1);
    MatrixView<Scalar> a_rows{a.data(), inner, 1}, a_columns{a.data(), 1, rows};

    std::vector<Scalar> forward(Scalar floor = no_floor<Scalar>) const {
        std::vector<Scalar> product(std::size_t(rows * columns), Scalar(99));
        multiply(a_rows, b.data(), offset.data(), floor, product.data(), rows, inner, columns);
        return product;
    }
    std::vector<Scalar> backward() const {
        std::vector<Scalar> product(std::size_t(rows * columns), Scalar(99));
        multiply(a_columns, b.data(), static_cast<const Scalar*>(nullptr), no_floor<Scalar>, product.data(), rows,
                 inner, columns);
        return product;
    }
    /// a [rows × inner] and b, read as [columns × inner].
    std::vector<Scalar> transposed() const {
        std::vector<Scalar> product(std::size_t(rows * columns), Scalar(99));
        multiply_transposed(a.data(), b.data(), product.data(), static_cast<Scalar*>(nullptr), rows, columns, inner);
        return product;
    }
    /// The same, Y turned first; samples in two pieces, or in one where that has all or none of them.
    std::vector<Scalar> turned(int first_samples) const {
        std::vector<Scalar> product(std::size_t(rows * columns), Scalar(99));
        for (const auto& [first, count] :
             {std::pair(0, first_samples), std::pair(first_samples, inner - first_samples)})
            if (count > 0) add_turned(first, count, first > 0, product);
        return product;
    }
    void add_turned(int first, int count, bool adds, std::vector<Scalar>& product) const {
        const auto piece = [&, first = first, count = count](const std::vector<Scalar>& all, int all_rows) {
            std::vector<Scalar> own;
            for (int row = 0; row < all_rows; ++row)
                own.insert(own.end(), all.begin() + row * inner + first, all.begin() + row * inner + first + count);
            return own;
        };
        std::vector<Scalar> turned_b(turned_size(columns, count));
        turn_samples(piece(b, columns).data(), turned_b.data(), columns, count);
        multiply_turned(piece(a, rows).data(), turned_b.data(), product.data(), rows, columns, count, adds);
    }
    std::vector<Scalar> row_sums() const {
        std::vector<Scalar> product(std::size_t(rows * columns)), sums(std::size_t(rows), Scalar(99));
        multiply_transposed(a.data(), b.data(), product.data(), sums.data(), rows, columns, inner);
        return sums;
    }
};

/// The definition, in the order that the header promises.
template <class Scalar>
std::vector<Scalar> defined(MatrixView<Scalar> a, const std::vector<Scalar>& b, const std::vector<Scalar>& offset,
                            int inner, int columns, bool fused) {
    std::vector<Scalar> product;
    for (int row = 0; row < int(offset.size()); ++row)
        for (int column = 0; column < columns; ++column) {
            Scalar sum = offset[std::size_t(row)];
            for (int k = 0; k < inner; ++k) {
                const Scalar right = b[std::size_t(k * columns + column)];
                sum = fused ? std::fma(a(row, k), right, sum) : sum + a(row, k) * right;
            }
            product.push_back(sum);
        }
    return product;
}

/// Whether the vectors that are chosen round a·b + c once.
template <class Scalar>
bool fuses() {
    const Scalar epsilon = std::numeric_limits<Scalar>::epsilon();
    const Scalar above = 1 + epsilon, below = 1 - epsilon, offset = -1;  // above·below = 1 − ε², rounded: 1
    Scalar rest = 0;
    multiply(MatrixView<Scalar>{&above, 1, 1}, &below, &offset, no_floor<Scalar>, &rest, 1, 1, 1);
    return rest != 0;
}

template <class Scalar>
void check_products(int rows, int inner, int columns) {
    INFO(rows << " × " << inner << " × " << columns);
    const Factors<Scalar> factors{rows, inner, columns};
    const bool fused = fuses<Scalar>();
    std::vector<Scalar> product = defined(factors.a_rows, factors.b, factors.offset, inner, columns, fused);
    CHECK(factors.forward() == product);
    const Scalar floor = Scalar(0.2);
    for (Scalar& sum : product) sum = std::max(sum, floor);
    CHECK(factors.forward(floor) == product);
    const std::vector<Scalar> zeros(std::size_t(rows), Scalar(0));
    CHECK(factors.backward() == defined(factors.a_columns, factors.b, zeros, inner, columns, fused));
}

/// Y turned round by hand.
template <class Scalar>
std::vector<Scalar> by_samples(const std::vector<Scalar>& y, int columns, int samples) {
    std::vector<Scalar> turned;
    for (int k = 0; k < samples; ++k)
        for (int column = 0; column < columns; ++column) turned.push_back(y[std::size_t(column * samples + k)]);
    return turned;
}

template <class Scalar>
void check_turned(int rows, int samples, int columns) {
    INFO(rows << " × " << columns << " over " << samples);
    const Factors<Scalar> factors{rows, samples, columns};
    const std::vector<Scalar> zeros(std::size_t(rows), Scalar(0));
    const auto product =
        defined(factors.a_rows, by_samples(factors.b, columns, samples), zeros, samples, columns, fuses<Scalar>());
    CHECK(factors.turned(0) == product);
    CHECK(factors.turned((samples + 1) / 2) == product);
}

/// A factor that is not a number or infinite shows in its row, below a floor or not.
template <class Scalar>
void check_floor_with(Scalar factor, int rows, int inner, int columns) {
    INFO(factor << " in " << rows << " × " << inner << " × " << columns);
    Factors<Scalar> factors{rows, inner, columns, std::vector<Scalar>(std::size_t(rows * inner), Scalar(-1)),
                            std::vector<Scalar>(std::size_t(inner * columns), Scalar(1))};
    factors.a[std::size_t(rows / 2 * inner + inner - 1)] = factor;
    factors.offset.assign(std::size_t(rows), Scalar(-1));
    const std::vector<Scalar> product = factors.forward(Scalar(0));
    for (int i = 0; i < rows * columns; ++i) {
        const bool is_own_row = i / columns == rows / 2;
        const Scalar found = product[std::size_t(i)];
        const Scalar expected = is_own_row && !(factor < 0) ? factor : Scalar(0);
        CHECK((found == expected || (std::isnan(found) && std::isnan(expected))));
    }
}

/// Sums over the samples, whose order is the processor's.
template <class Scalar>
void check_sums(int rows, int samples, int columns) {
    INFO(rows << " × " << columns << " over " << samples);
    const Factors<Scalar> factors{rows, samples, columns};
    const double tolerance = 8 * double(samples) * double(std::numeric_limits<Scalar>::epsilon());
    const std::vector<Scalar> product = factors.transposed(), sums = factors.row_sums();
    for (int row = 0; row < rows; ++row) {
        long double of_row = 0;
        for (int k = 0; k < samples; ++k) of_row += double(factors.a[std::size_t(row * samples + k)]);
        CHECK_THAT(double(sums[std::size_t(row)]), WithinAbs(double(of_row), tolerance));
        for (int column = 0; column < columns; ++column) {
            long double sum = 0;
            for (int k = 0; k < samples; ++k)
                sum += double(factors.a[std::size_t(row * samples + k)]) *
                       double(factors.b[std::size_t(column * samples + k)]);
            CHECK_THAT(double(product[std::size_t(row * columns + column)]), WithinAbs(double(sum), tolerance));
        }
    }
}

}  // namespace

TEMPLATE_TEST_CASE("the product has, to the bit, the sums in the order of the inner index", "", float, double) {
    for (int rows : {1, 3, 4, 7, 13, 33, 50})
        for (int inner : {1, 2, 3, 4, 8, 255, 256, 257, 600})
            for (int columns : {1, 2, 5, 8, 9, 16, 20, 33, 70}) check_products<TestType>(rows, inner, columns);
}

TEMPLATE_TEST_CASE("a product with what has been turned round has, to the bit, its sums sample by sample", "", float,
                   double) {
    for (const vectors::Width width : test::all_widths()) {
        const test::OneWidth narrowed(width);
        INFO("width " << int(width));
        for (int rows : {1, 3, 4, 18})
            for (int samples : {1, 8, 63, 64, 520})
                for (int columns : {1, 8, 16, 20, 33, 70}) check_turned<TestType>(rows, samples, columns);
    }
}

TEMPLATE_TEST_CASE("products and sums over samples are right up to rounding, for any numbers of rows and samples", "",
                   float, double) {
    for (int rows : {1, 2, 3, 5, 8, 9, 17, 20})
        for (int samples : {1, 2, 7, 8, 16, 33, 600})
            for (int columns : {1, 2, 3, 4, 7, 8, 13, 37, 50}) check_sums<TestType>(rows, samples, columns);
}

TEMPLATE_TEST_CASE("the product is right in vectors of every width that this machine has", "", float, double) {
    for (const vectors::Width width : test::all_widths()) {
        const test::OneWidth narrowed(width);
        INFO("width " << int(width));
        for (int columns : {1, 8, 9, 33}) check_products<TestType>(14, 300, columns);
        for (int samples : {1, 8, 13, 64}) check_sums<TestType>(5, samples, 7);
    }
}

TEMPLATE_TEST_CASE("a floor hides no number that is none, and no infinite one above it, in vectors of every width", "",
                   float, double) {
    using Limits = std::numeric_limits<TestType>;
    for (const vectors::Width width : test::all_widths()) {
        const test::OneWidth narrowed(width);
        INFO("width " << int(width));
        for (const TestType factor : {Limits::quiet_NaN(), Limits::infinity(), -Limits::infinity()})
            for (int rows : {2, 5, 60})
                for (int inner : {1, 2, 300})
                    for (int columns : {1, 8, 16, 48, 33}) check_floor_with(factor, rows, inner, columns);
    }
}

TEMPLATE_TEST_CASE("products in the narrowest and the widest vectors agree to rounding", "", float, double) {
    const Factors<TestType> factors{20, 100, 30};
    const auto widest = factors.forward(), widest_sums = factors.transposed();
    const test::OneWidth narrowed(vectors::Width::plain);
    const auto other = factors.forward(), other_sums = factors.transposed();
    for (std::size_t i = 0; i < widest.size(); ++i) {
        CHECK(std::abs(widest[i] - other[i]) <= 200 * std::numeric_limits<TestType>::epsilon());
        CHECK(std::abs(widest_sums[i] - other_sums[i]) <= 200 * std::numeric_limits<TestType>::epsilon());
    }
}
