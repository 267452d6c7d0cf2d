#include "engine/network/matrix_product.hpp"

#include <hwy/targets.h>
#include <cmath>
#include <limits>
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

/// One factor matrix of each layout that dense layers have, and the offset.
template <class Scalar>
struct Factors {
    int rows, inner, columns;
    std::vector<Scalar> a = numbers<Scalar>(rows * inner, 0.1), b = numbers<Scalar>(inner * columns, 2);
    std::vector<Scalar> offset = numbers<Scalar>(columns, 1);
    MatrixView<Scalar> a_rows{a.data(), inner, 1}, a_columns{a.data(), 1, rows};
    MatrixView<Scalar> b_rows{b.data(), columns, 1}, b_columns{b.data(), 1, inner};

    std::vector<Scalar> forward() const {
        std::vector<Scalar> product(std::size_t(rows * columns), Scalar(99));
        multiply(a_rows, b_columns, offset.data(), product.data(), rows, inner, columns);
        return product;
    }
    std::vector<Scalar> backward() const {
        std::vector<Scalar> product(std::size_t(rows * columns), Scalar(99));
        multiply(a_columns, b_rows, static_cast<const Scalar*>(nullptr), product.data(), rows, inner, columns);
        return product;
    }
};

/// The definition, in the order that the header promises.
template <class Scalar>
std::vector<Scalar> defined(MatrixView<Scalar> a, MatrixView<Scalar> b, std::vector<Scalar> offset, int rows, int inner,
                            bool fused) {
    std::vector<Scalar> product;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < int(offset.size()); ++column) {
            Scalar sum = offset[std::size_t(column)];
            for (int k = 0; k < inner; ++k)
                sum = fused ? std::fma(a(row, k), b(k, column), sum) : sum + a(row, k) * b(k, column);
            product.push_back(sum);
        }
    return product;
}

/// Whether the processor, as Highway sees it now, rounds a·b + c once.
template <class Scalar>
bool fuses() {
    const Scalar epsilon = std::numeric_limits<Scalar>::epsilon();
    const Scalar above = 1 + epsilon, below = 1 - epsilon, offset = -1;  // above·below = 1 − ε², rounded: 1
    Scalar rest = 0;
    multiply(MatrixView<Scalar>{&above, 1, 1}, MatrixView<Scalar>{&below, 1, 1}, &offset, &rest, 1, 1, 1);
    return rest != 0;
}

template <class Scalar>
void check_products(int rows, int inner, int columns) {
    INFO(rows << " × " << inner << " × " << columns);
    const Factors<Scalar> factors{rows, inner, columns};
    const bool fused = fuses<Scalar>();
    CHECK(factors.forward() == defined(factors.a_rows, factors.b_columns, factors.offset, rows, inner, fused));
    const std::vector<Scalar> zeros(std::size_t(columns), Scalar(0));
    CHECK(factors.backward() == defined(factors.a_columns, factors.b_rows, zeros, rows, inner, fused));
}

/// While it lives, Highway calls the code for this instruction set.
struct OneTarget {
    explicit OneTarget(std::int64_t target) { choose(target); }
    ~OneTarget() { choose(0); }
    OneTarget(const OneTarget&) = delete;
    OneTarget& operator=(const OneTarget&) = delete;

    static void choose(std::int64_t target) {
        hwy::SetSupportedTargetsForTest(target);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    }
};

}  // namespace

TEMPLATE_TEST_CASE("the product has, to the bit, the sums in the order of the inner index", "", float, double) {
    for (int rows : {1, 3, 4, 7, 13, 33, 50})
        for (int inner : {1, 2, 8, 255, 256, 257, 600})
            for (int columns : {1, 2, 5, 8, 9, 16, 20, 33}) check_products<TestType>(rows, inner, columns);
}

TEMPLATE_TEST_CASE("the product is right with every instruction set that this machine has", "", float, double) {
    const auto all = hwy::SupportedTargets();
    int sets = 0;
    for (auto left = all; left != 0; left &= left - 1, ++sets) {
        const OneTarget narrowed(left & -left);
        INFO(hwy::TargetName(left & -left));
        for (int columns : {1, 8, 9, 33}) check_products<TestType>(14, 300, columns);
    }
    CHECK(sets > 0);
}

TEMPLATE_TEST_CASE("the narrowest and the widest instruction set agree to rounding", "", float, double) {
    const auto all = hwy::SupportedTargets();
    const Factors<TestType> factors{20, 100, 30};
    const auto widest = factors.forward();
    std::int64_t narrowest = 0;  // the highest bit
    for (auto left = all; left != 0; left &= left - 1) narrowest = left & -left;
    const OneTarget narrowed(narrowest);
    const auto other = factors.forward();
    for (std::size_t i = 0; i < widest.size(); ++i)
        CHECK(std::abs(widest[i] - other[i]) <= 200 * std::numeric_limits<TestType>::epsilon());
}
