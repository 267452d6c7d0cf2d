#include "engine/formula/program.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "engine/core/vector_loop.hpp"

namespace ravine {

namespace {

constexpr int points_at_once = 64;  // so that a call for each operation costs little, and the columns stay in the cache

/// Numbers without a value at first; `Near` of them take no allocation.
template <std::size_t Near>
class Room {
  public:
    explicit Room(std::size_t size) {
        if (size > Near) far_.resize(size);
    }
    double* data() { return far_.empty() ? near_.data() : far_.data(); }

  private:
    std::array<double, Near> near_;
    std::vector<double> far_;
};

/// Value, ∂x, ∂y, ∂xx, ∂xy, ∂yy: so many of them as the order of derivatives needs.
constexpr std::size_t parts_of(int order) { return order == 0 ? 1 : order == 1 ? 3 : 6; }
constexpr std::size_t first_part(int variable) { return std::size_t(1 + variable); }

constexpr bool depends_on(Operand operand, int variable) { return (operand.depends >> variable & 1) != 0; }

template <int Count>
struct Columns {
    static constexpr std::array<double, Count> filled_with(double number) {
        std::array<double, Count> column{};
        column.fill(number);
        return column;
    }
    static constexpr std::array<double, Count> zeros = filled_with(0), ones = filled_with(1);
};

/// Up to `Count` points at once, with derivatives up to `order`.
template <int Count, int order>
class Evaluation {
  public:
    Evaluation(const FormulaProgram& program, const FormulaPoints& points)
        : program_(program),
          points_(points),
          numbers_(program.parameters.size() + program.constants.size()),
          working_(program.columns * column_size) {
        fill_numbers(program, points.parameters, numbers_.data());
    }

    void run(std::size_t first, int count, const FormulaResults& results) {
        first_ = first;
        count_ = count;
        for (const Operation& operation : program_.varying) apply(operation);
        store(results.value, 0);
        if constexpr (order >= 1)
            for (int i = 0; i < 2; ++i) store(results.gradient[std::size_t(i)], first_part(i));
        if constexpr (order >= 2)
            for (std::size_t i = 0; i < 3; ++i) store(results.hessian[i], 3 + i);
    }

  private:
    static constexpr std::size_t column_size = parts_of(order) * Count;
    using Column = std::array<double, Count>;

    double* working(std::size_t column, std::size_t part) {
        return working_.data() + column * column_size + part * Count;
    }
    const double* value(Operand operand, Column& spread) {
        if (operand.kind == Operand::Kind::working) return working(operand.index, 0);
        if (operand.kind == Operand::Kind::variable) return points_.variables[operand.index] + first_;
        std::fill_n(spread.begin(), count_, numbers_.data()[operand.index]);
        return spread.data();
    }
    /// A derivative of an operand that depends on something.
    const double* slope(Operand operand, std::size_t part) {
        if (operand.kind == Operand::Kind::working) return working(operand.index, part);
        return part == first_part(operand.index) ? Columns<Count>::ones.data() : Columns<Count>::zeros.data();
    }

    void store(double* column, std::size_t part) {
        Column spread;
        const Operand from = program_.result;
        const double* numbers = part == 0           ? value(from, spread)
                                : from.depends == 0 ? Columns<Count>::zeros.data()
                                                    : slope(from, part);
        std::copy_n(numbers, count_, column + first_);
    }

    void apply(const Operation& operation) {
        Column spread_a, spread_b;
        const double *a = value(operation.a, spread_a), *b = value(operation.b, spread_b);
        double* result = working(operation.result.index, 0);
        operation.kernels->values(a, b, result, count_);
        if constexpr (order >= 1) {
            if (operation.result.depends == 0) return;  // nobody asks for its slopes
            std::array<Column, 5> slopes;
            const SlopeColumns by = {slopes[0].data(), slopes[1].data(), slopes[2].data(), slopes[3].data(),
                                     slopes[4].data()};
            operation.kernels->slopes(a, b, result, by, count_);
            chain(operation, by);
        }
    }

    /// The chain rule. A product with a derivative that is 0 because nothing depends on it is left out: in √x + y the
    /// slope of √ at x = 0 is infinite, and has nothing to do with y.
    void chain(const Operation& operation, const SlopeColumns& by) {
        for (int i = 0; i < 2; ++i) {
            double* sum = working(operation.result.index, first_part(i));
            std::fill_n(sum, count_, 0.0);
            if (depends_on(operation.a, i)) add_product(sum, by.by_a, slope(operation.a, first_part(i)));
            if (depends_on(operation.b, i)) add_product(sum, by.by_b, slope(operation.b, first_part(i)));
        }
        if constexpr (order >= 2) {
            bend(operation, by, 0, 0, 3);
            bend(operation, by, 0, 1, 4);
            bend(operation, by, 1, 1, 5);
        }
    }
    /// The derivative by variables i and j, the part `part`.
    void bend(const Operation& operation, const SlopeColumns& by, int i, int j, std::size_t part) {
        const Operand a = operation.a, b = operation.b;
        const FunctionKernels& kernels = *operation.kernels;
        const auto along = [&](Operand operand, int variable) { return slope(operand, first_part(variable)); };
        double* sum = working(operation.result.index, part);
        std::fill_n(sum, count_, 0.0);
        if (depends_on(a, i) && depends_on(a, j)) {
            add_product(sum, by.by_a, slope(a, part));
            if (kernels.curved_aa) add_product(sum, by.by_aa, along(a, i), along(a, j));
        }
        if (depends_on(b, i) && depends_on(b, j)) {
            add_product(sum, by.by_b, slope(b, part));
            if (kernels.curved_bb) add_product(sum, by.by_bb, along(b, i), along(b, j));
        }
        if (!kernels.curved_ab) return;
        if (depends_on(a, i) && depends_on(b, j)) add_product(sum, by.by_ab, along(a, i), along(b, j));
        if (depends_on(a, j) && depends_on(b, i)) add_product(sum, by.by_ab, along(a, j), along(b, i));
    }

    void add_product(double* sum, const double* p, const double* q) const {
        const int count = count_;
        vector_loop([=]() RAVINE_LOOP_BODY {
            RAVINE_INDEPENDENT
            for (int i = 0; i < count; ++i) sum[i] += p[i] * q[i];
        });
    }
    void add_product(double* sum, const double* p, const double* q, const double* r) const {
        const int count = count_;
        vector_loop([=]() RAVINE_LOOP_BODY {
            RAVINE_INDEPENDENT
            for (int i = 0; i < count; ++i) sum[i] += p[i] * (q[i] * r[i]);
        });
    }

    const FormulaProgram& program_;
    const FormulaPoints& points_;
    Room<64> numbers_;
    Room<16 * column_size> working_;
    std::size_t first_ = 0;
    int count_ = 0;
};

template <int Count, int order>
void evaluate_in_blocks(const FormulaProgram& program, const FormulaPoints& points, const FormulaResults& results) {
    Evaluation<Count, order> evaluation(program, points);
    for (std::size_t first = 0; first < points.count; first += Count)
        evaluation.run(first, int(std::min<std::size_t>(Count, points.count - first)), results);
}

template <int Count>
void evaluate_by_order(const FormulaProgram& program, const FormulaPoints& points, const FormulaResults& results) {
    if (results.hessian[0] != nullptr) return evaluate_in_blocks<Count, 2>(program, points, results);
    if (results.gradient[0] != nullptr) return evaluate_in_blocks<Count, 1>(program, points, results);
    evaluate_in_blocks<Count, 0>(program, points, results);
}

}  // namespace

void fill_numbers(const FormulaProgram& program, std::span<const double> parameters, double* numbers) {
    double* rest = std::copy_n(parameters.begin(), program.parameters.size(), numbers);
    std::copy(program.constants.begin(), program.constants.end(), rest);
    for (const Operation& operation : program.uniform)
        operation.kernels->values(numbers + operation.a.index, numbers + operation.b.index,
                                  numbers + operation.result.index, 1);
}

void evaluate(const FormulaProgram& program, const FormulaPoints& points, const FormulaResults& results) {
    if (points.count == 1) return evaluate_by_order<1>(program, points, results);
    evaluate_by_order<points_at_once>(program, points, results);
}

}  // namespace ravine
