#include "engine/formula/formula.hpp"

#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "engine/formula/program.hpp"
#include "engine/formula/recording.hpp"

namespace ravine {

namespace {

/// A column of length 1 for each variable.
class OnePoint {
  public:
    OnePoint(std::span<const double> variables, std::span<const double> parameters) : parameters_(parameters) {
        if (variables.size() > near_.size()) far_.resize(variables.size());
        columns_ = {far_.empty() ? near_.data() : far_.data(), variables.size()};
        for (std::size_t i = 0; i < variables.size(); ++i) columns_[i] = &variables[i];
    }
    FormulaPoints points() const { return {columns_, parameters_, 1}; }

  private:
    std::array<const double*, 16> near_;
    std::vector<const double*> far_;
    std::span<const double*> columns_;
    std::span<const double> parameters_;
};

}  // namespace

const std::string& Formula::text() const { return program_->text; }
std::span<const std::string> Formula::variables() const { return program_->variables; }
std::span<const std::string> Formula::parameters() const { return program_->parameters; }
bool Formula::uses(std::size_t variable) const { return program_->is_used[variable]; }

double Formula::value(std::span<const double> variables, std::span<const double> parameters) const {
    double value;
    evaluate(*program_, OnePoint(variables, parameters).points(), {&value});
    return value;
}

SecondOrder Formula::derivatives(std::span<const double> variables, std::span<const double> parameters) const {
    SecondOrder all;
    auto& [value, by, twice] = all;
    evaluate(*program_, OnePoint(variables, parameters).points(),
             {&value, {&by[0], &by[1]}, {&twice[0], &twice[1], &twice[2]}});
    return all;
}

void Formula::values(std::span<const double> x, std::span<const double> y, std::span<const double> parameters,
                     std::span<double> values) const {
    const std::array columns = {x.data(), y.data()};
    evaluate(*program_, {columns, parameters, values.size()}, {values.data()});
}

void Formula::gradients(std::span<const double> x, std::span<const double> y, std::span<const double> parameters,
                        std::span<double> values, std::span<double> by_x, std::span<double> by_y) const {
    const std::array columns = {x.data(), y.data()};
    evaluate(*program_, {columns, parameters, values.size()}, {values.data(), {by_x.data(), by_y.data()}});
}

FormulaReading read_formula(std::string_view text, std::span<const std::string_view> variables) {
    Result<AsciiFormula, FormulaError> formula = to_ascii(text, variables);
    if (!formula) return formula.error();
    Result<FormulaProgram, FormulaError> program = record_program(text, *formula);
    if (!program) return program.error();
    program->text = text;
    program->variables.assign(variables.begin(), variables.end());
    program->parameters = std::move(formula->parameters);
    program->is_used = std::move(formula->is_used);
    return Formula(std::make_shared<const FormulaProgram>(*std::move(program)));
}

}  // namespace ravine
