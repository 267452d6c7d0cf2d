#pragma once
// The gradient of a formula of x and y at one place, by forward differentiation (Griewank & Walther 2008, chapter 3):
// what a GPU's thread runs, operation by operation as `evaluate` does it for many places, with the same arithmetic.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/host_device.hpp"
#include "engine/formula/function_formulas.hpp"
#include "engine/formula/program.hpp"

namespace ravine {

struct GradientOperation {
    std::uint8_t function;  ///< its place among formula_function::Listed
    Operand a, b, result;
};

/// Looks at operations and numbers that stand elsewhere.
struct GradientProgram {
    /// Working numbers that a thread has room for; formulas that people type need four or five.
    static constexpr std::size_t most_columns = 32;

    std::span<const GradientOperation> operations;
    std::span<const double> numbers;  ///< parameters, constants and what follows from them
    Operand result;

    /// {∂x, ∂y}. A product with a derivative that is 0 because nothing depends on it is left out, as it might be 0·∞.
    RAVINE_HOST_DEVICE std::array<double, 2> operator()(double x, double y) const {
        Dual working[most_columns];
        const Place place{numbers, working, x, y};
        for (const GradientOperation& operation : operations) {
            const Operand a = operation.a, b = operation.b;
            const Dual at_a = place.dual(a), at_b = place.dual(b);
            Dual& to = working[operation.result.index];
            const Slopes by = apply(operation.function, at_a.value, at_b.value, to.value);
            to.by_x = to.by_y = 0;
            if ((a.depends & 1) != 0) to.by_x += by.a * at_a.by_x;
            if ((a.depends & 2) != 0) to.by_y += by.a * at_a.by_y;
            if ((b.depends & 1) != 0) to.by_x += by.b * at_b.by_x;
            if ((b.depends & 2) != 0) to.by_y += by.b * at_b.by_y;
        }
        const Dual end = place.dual(result);
        return {end.by_x, end.by_y};
    }

    /// The same on what `keep` gives for the lists: where they have been copied to.
    template <class Keep>
    GradientProgram kept(const Keep& keep) const {
        return {keep(operations), keep(numbers), result};
    }

  private:
    struct Dual {
        double value, by_x, by_y;
    };
    struct Slopes {
        double a, b;
    };
    struct Place {
        std::span<const double> numbers;
        const Dual* working;
        double x, y;

        RAVINE_HOST_DEVICE Dual dual(Operand operand) const {
            if (operand.kind == Operand::Kind::working) return working[operand.index];
            if (operand.kind == Operand::Kind::number) return {numbers[operand.index], 0, 0};
            return operand.index == 0 ? Dual{x, 1, 0} : Dual{y, 0, 1};
        }
    };

    /// Sets f(a, b) and gives its derivatives.
    RAVINE_HOST_DEVICE static Slopes apply(std::uint8_t function, double a, double b, double& f) {
        using namespace formula_function;
        Slopes by{0, 0};
        visit_type(Listed(), function, [&]<class F>() {
            if constexpr (takes_two<F>) {
                f = F::value(a, b);
                const auto slopes = F::bend(a, b, f);
                by = {slopes.by_a, slopes.by_b};
            } else {
                f = F::value(a);
                by.a = F::bend(a, f).first;
            }
        });
        return by;
    }
};

/// What such a program looks at.
struct GradientProgramLists {
    std::vector<GradientOperation> operations;
    std::vector<double> numbers;
    Operand result;
    std::size_t columns = 0;

    GradientProgramLists(const FormulaProgram& program, std::span<const double> parameters);
    /// False where it needs more working numbers than a thread has room for.
    bool has_room() const { return columns <= GradientProgram::most_columns; }
    GradientProgram program() const { return {operations, numbers, result}; }
};

}  // namespace ravine
