#include "engine/formula/recording.hpp"

#include <fmt/format.h>
#include <muParserBase.h>

#include <algorithm>
#include <numbers>
#include <span>
#include <string>
#include <utility>

#include "engine/core/table.hpp"

namespace ravine {

namespace {

/// Writes a program. What it gives out, for the parser to hand back, are indices of values.
class Recorder {
  public:
    Recorder(std::vector<double> constants, std::size_t parameters) : parameters_(parameters) {
        program_.constants = std::move(constants);
    }

    double parameter(std::size_t index) { return add({number(index)}); }
    double constant(std::size_t index) { return add({number(parameters_ + index), true}); }
    double variable(std::size_t index) {
        const auto depends = std::uint8_t(index < 2 ? 1u << index : 0u);
        return add({{Operand::Kind::variable, depends, std::uint16_t(index)}});
    }

    double record(const FunctionKernels& kernels, double a) {
        Value nothing = value(a);
        nothing.operand.depends = 0;
        return apply(kernels, value(a), nothing);
    }
    double record(const FunctionKernels& kernels, double a, double b) {
        const bool is_power = kernels.values == arithmetic::power.values;
        return is_power ? record_power(a, b) : apply(kernels, value(a), value(b));
    }

    FormulaProgram finish(double result) {
        program_.result = value(result).operand;
        return std::move(program_);
    }

  private:
    struct Value {
        Operand operand;
        bool is_constant = false;
    };

    static Operand number(std::size_t index) { return {Operand::Kind::number, 0, std::uint16_t(index)}; }

    double add(Value value) {
        values_.push_back(value);
        return double(values_.size() - 1);
    }
    Value value(double index) const { return values_[std::size_t(index)]; }
    double constant_of(Value value) const { return program_.constants[value.operand.index - parameters_]; }

    /// Powers that products give are quick, and right for any base.
    double record_power(double a, double b) {
        const Value base = value(a), exponent = value(b);
        if (base.is_constant && constant_of(base) == std::numbers::e) return record(arithmetic::exponential, b);
        if (exponent.is_constant) {
            const double times = constant_of(exponent);
            if (times == 1) return a;
            if (times == 2) return record(arithmetic::square, a);
            if (times == 3) return record(arithmetic::cube, a);
            if (times == 4) return record(arithmetic::square, record(arithmetic::square, a));
        }
        return apply(exponent.operand.depends == 0 ? arithmetic::fixed_power : arithmetic::power, base, exponent);
    }

    double apply(const FunctionKernels& kernels, Value a, Value b) {
        if (a.is_constant && b.is_constant) return fold(kernels, constant_of(a), constant_of(b));
        Operation operation = {&kernels, a.operand, b.operand, {}};
        const bool is_uniform = is_number(a.operand) && is_number(b.operand);
        if (is_uniform)
            operation.result = number(new_number(0));
        else
            operation.result = {Operand::Kind::working, std::uint8_t(a.operand.depends | b.operand.depends),
                                std::uint16_t(new_column(a.operand, b.operand))};
        (is_uniform ? program_.uniform : program_.varying).push_back(operation);
        return add({operation.result});
    }
    static bool is_number(Operand operand) { return operand.kind == Operand::Kind::number; }

    double fold(const FunctionKernels& kernels, double a, double b) {
        double result;
        kernels.values(&a, &b, &result, 1);
        return add({number(new_number(result)), true});
    }
    std::size_t new_number(double number) {
        program_.constants.push_back(number);
        return parameters_ + program_.constants.size() - 1;
    }

    /// Not one of the operands', as derivatives are written while those are read; theirs are free from then on.
    std::size_t new_column(Operand a, Operand b) {
        if (free_.empty()) free_.push_back(program_.columns++);
        const std::size_t column = free_.back();
        free_.pop_back();
        if (a.kind == Operand::Kind::working) free_.push_back(a.index);
        if (b.kind == Operand::Kind::working && b.index != a.index) free_.push_back(b.index);
        return column;
    }

    std::size_t parameters_;
    std::vector<Value> values_;
    std::vector<std::size_t> free_;  ///< columns
    FormulaProgram program_;
};

thread_local Recorder* recorder = nullptr;  // operators of the parser take nothing but numbers

template <const FunctionKernels& kernels>
double record_operator(double a, double b) {
    return recorder->record(kernels, a, b);
}
double record_sign(double a) { return recorder->record(arithmetic::negative, a); }
double record_nothing(double a) { return a; }

const FunctionKernels& kernels_of_row(void* row) { return static_cast<const FormulaFunction*>(row)->kernels; }
double record_one(void* row, double a) { return recorder->record(kernels_of_row(row), a); }
double record_two(void* row, double a, double b) { return recorder->record(kernels_of_row(row), a, b); }
double record_any_number(void* row, const double* arguments, int count) {
    double result = arguments[0];
    for (int i = 1; i < count; ++i) result = recorder->record(kernels_of_row(row), result, arguments[i]);
    return result;
}

/// muParser with our operators and functions, and none of its own.
class RecordingParser : public mu::ParserBase {
  public:
    RecordingParser() {
        EnableBuiltInOprt(false);
        EnableOptimizer(false);  // which would compute with our indices
        InitCharSets();
        InitOprt();
        InitFun();
    }

  private:
    void InitCharSets() override {
        DefineNameChars("0123456789_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
        DefineOprtChars("+-*/^");
        DefineInfixOprtChars("+-");
    }
    void InitConst() override {}
    void InitOprt() override {
        DefineOprt("+", record_operator<arithmetic::sum>, mu::prADD_SUB, mu::oaLEFT);
        DefineOprt("-", record_operator<arithmetic::difference>, mu::prADD_SUB, mu::oaLEFT);
        DefineOprt("*", record_operator<arithmetic::product>, mu::prMUL_DIV, mu::oaLEFT);
        DefineOprt("/", record_operator<arithmetic::quotient>, mu::prMUL_DIV, mu::oaLEFT);
        DefineOprt("^", record_operator<arithmetic::power>, mu::prPOW, mu::oaRIGHT);
        DefineInfixOprt("-", record_sign, mu::prINFIX, false);
        DefineInfixOprt("+", record_nothing, mu::prINFIX, false);
    }
    void InitFun() override {
        for (const FormulaFunction& function : formula_functions()) {
            const std::string name(function.id);
            void* row = const_cast<FormulaFunction*>(&function);  // the parser hands on what it cannot know
            if (function.arguments == 1)
                DefineFunUserData(name, record_one, row, false);
            else if (function.arguments == 2)
                DefineFunUserData(name, record_two, row, false);
            else
                DefineFunUserData(name, record_any_number, row, false);
        }
    }
};

/// What the parser complains of, in words, at the text that its ASCII comes from.
class Complaint {
  public:
    Complaint(std::string_view text, const AsciiFormula& formula) : text_(text), formula_(formula) {}

    FormulaError about(const mu::ParserError& error) const {
        const auto at = std::size_t(std::max(error.GetPos(), 0));
        switch (error.GetCode()) {
            case mu::ecTOO_MANY_PARAMS:
            case mu::ecTOO_FEW_PARAMS:
                return wrong_arguments(at);
            case mu::ecEXPRESSION_TOO_LONG:
                return {"too long", "a shorter formula", 0, text_.size()};
            default:
                return missing_operand(at);
        }
    }

  private:
    const FormulaToken& token(std::size_t index) const { return formula_.tokens[index]; }

    /// The function's name before the parenthesis that ends at or before `at`, where the parser counted.
    FormulaError wrong_arguments(std::size_t at) const {
        const std::string& ascii = formula_.ascii;
        const std::size_t end = ascii.rfind(')', at);
        if (end == ascii.npos) return missing_operand(at);
        std::size_t begin = end;
        for (int depth = 1; depth > 0 && begin > 0;) depth += ascii[--begin] == ')' ? 1 : ascii[begin] == '(' ? -1 : 0;
        const std::size_t name = ascii.find_last_of("+-*/^(,", begin - 1) + 1;  // from the start where there is none
        const FormulaFunction* function = find_row(formula_functions(), ascii.substr(name, begin - name));
        if (function == nullptr) return missing_operand(at);
        const int count = std::max(function->arguments, 1);
        return {fmt::format("'{}' takes {}{}", function->id, count == 1 ? "one argument" : "two arguments",
                            function->arguments == FormulaFunction::any_number ? " or more" : ""),
                fmt::format("write {}", function->form), token(formula_.token_at[name]).begin,
                token(formula_.token_at[end]).end};
    }

    FormulaError missing_operand(std::size_t at) const {
        const std::size_t last = formula_.tokens.size() - 1;
        if (at >= formula_.ascii.size())
            return {"nothing stands after " + quoted(text_, token(last)), {}, token(last).begin, token(last).end};
        const std::size_t here = formula_.token_at[at];
        const std::string before = here == 0 ? "" : quoted(text_, token(here - 1));
        const std::string what = here == 0 ? "nothing stands before " + quoted(text_, token(here))
                                           : "nothing stands between " + before + " and " + quoted(text_, token(here));
        return {what, {}, token(here).begin, token(here).end};
    }

    std::string_view text_;
    const AsciiFormula& formula_;
};

/// Lets the parser's operators and functions of this thread record while it lives.
class RecordingHere {
  public:
    explicit RecordingHere(Recorder& here) { recorder = &here; }
    ~RecordingHere() { recorder = nullptr; }
    RecordingHere(const RecordingHere&) = delete;
    RecordingHere& operator=(const RecordingHere&) = delete;
};

double run_parser(const AsciiFormula& formula, Recorder& here) {
    RecordingParser parser;
    for (std::size_t i = 0; i < formula.numbers.size(); ++i)
        parser.DefineConst('n' + std::to_string(i), here.constant(i));
    for (std::size_t i = 0; i < formula.parameters.size(); ++i)
        parser.DefineConst('p' + std::to_string(i), here.parameter(i));
    for (std::size_t i = 0; i < formula.is_used.size(); ++i)
        if (formula.is_used[i]) parser.DefineConst('x' + std::to_string(i), here.variable(i));
    parser.SetExpr(formula.ascii);
    const RecordingHere recording(here);
    return parser.Eval();
}

}  // namespace

Result<FormulaProgram, FormulaError> record_program(std::string_view text, const AsciiFormula& formula) {
    Recorder here(formula.numbers, formula.parameters.size());
    try {
        return here.finish(run_parser(formula, here));
    } catch (const mu::ParserError& error) {
        return Complaint(text, formula).about(error);
    }
}

}  // namespace ravine
