#include "engine/formula/notation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>
#include <optional>
#include <system_error>
#include <utility>

#include "engine/core/nearest_name.hpp"
#include "engine/core/shown_text.hpp"
#include "engine/core/table.hpp"
#include "engine/core/utf8.hpp"
#include "engine/formula/functions.hpp"

namespace ravine {

namespace {

using Kind = FormulaToken::Kind;

constexpr bool is_digit(char32_t code) { return code >= '0' && code <= '9'; }
constexpr bool is_between(char32_t code, char32_t first, char32_t last) { return code >= first && code <= last; }

constexpr bool is_blank(char32_t code) {
    return code == ' ' || is_between(code, '\t', '\r') || code == 0xA0 || code == 0x2009 || code == 0x202F;
}

/// Latin and Greek ones, with accents or without.
constexpr bool is_letter(char32_t code) {
    if (is_between(code, 'a', 'z') || is_between(code, 'A', 'Z') || code == '_' || code == U'µ') return true;
    if (is_between(code, 0xC0, 0x24F)) return code != U'×' && code != U'÷';
    if (is_between(code, 0x370, 0x3FF)) return code != 0x37E && code != 0x387;  // Greek punctuation
    return is_between(code, 0x1E00, 0x1EFF);
}

constexpr bool continues_name(char32_t code) {
    const bool is_index =
        is_between(code, U'₀', U'₉') || is_between(code, U'ₐ', U'ₜ') || is_between(code, U'ᵢ', U'ᵪ') || code == U'ⱼ';
    const bool is_prime = code == '\'' || is_between(code, U'′', U'‴');
    const bool is_accent = is_between(code, 0x300, 0x36F);  // on the letter before it: the hat of m̂
    return is_letter(code) || is_digit(code) || is_index || is_prime || is_accent;
}

/// The one of + - * / ^ that a character stands for; 0 for others.
constexpr char operation_of(char32_t code) {
    switch (code) {
        case '+':
            return '+';
        case '-':
        case U'−':
        case U'–':
            return '-';
        case '*':
        case U'·':
        case U'×':
        case U'⋅':
        case U'∙':
        case U'∗':
            return '*';
        case '/':
        case U'÷':
        case U'∕':
        case U'⁄':
            return '/';
        case '^':
            return '^';
        default:
            return 0;
    }
}

/// The digit, '+' or '-' that a superscript stands for; 0 for other characters.
constexpr char superscript_of(char32_t code) {
    constexpr std::u32string_view digits = U"⁰¹²³⁴⁵⁶⁷⁸⁹";
    if (const std::size_t digit = digits.find(code); digit != digits.npos) return char('0' + digit);
    return code == U'⁺' ? '+' : code == U'⁻' ? '-' : '\0';
}

struct NamedNumber {
    std::string_view name;
    double number;
};

constexpr std::array fractions = {
    NamedNumber{"½", 1 / 2.}, NamedNumber{"⅓", 1 / 3.}, NamedNumber{"⅔", 2 / 3.}, NamedNumber{"¼", 1 / 4.},
    NamedNumber{"¾", 3 / 4.}, NamedNumber{"⅕", 1 / 5.}, NamedNumber{"⅖", 2 / 5.}, NamedNumber{"⅗", 3 / 5.},
    NamedNumber{"⅘", 4 / 5.}, NamedNumber{"⅙", 1 / 6.}, NamedNumber{"⅚", 5 / 6.}, NamedNumber{"⅛", 1 / 8.},
    NamedNumber{"⅜", 3 / 8.}, NamedNumber{"⅝", 5 / 8.}, NamedNumber{"⅞", 7 / 8.},
};
constexpr std::array constants = {NamedNumber{"pi", std::numbers::pi}, NamedNumber{"π", std::numbers::pi},
                                  NamedNumber{"e", std::numbers::e}};

const NamedNumber* find_number(std::span<const NamedNumber> numbers, std::string_view name) {
    for (const NamedNumber& number : numbers)
        if (number.name == name) return &number;
    return nullptr;
}

const FormulaFunction* find_function(std::string_view name) { return find_row(formula_functions(), name); }

/// Cuts a text into tokens.
class Lexer {
  public:
    explicit Lexer(std::string_view text) : text_(text) {}

    Result<std::vector<FormulaToken>, FormulaError> tokens() {
        if (text_.size() > longest_formula)
            return FormulaError{fmt::format("too long: {} bytes", text_.size()),
                                fmt::format("a formula has at most {}", longest_formula), 0, text_.size()};
        check_encoding();
        while (!error_ && at_ < text_.size())
            if (is_blank(here().code))
                at_ += here().bytes;
            else
                read_token();
        if (error_) return *std::move(error_);
        return std::move(tokens_);
    }

  private:
    Utf8Character character(std::size_t at) const { return first_character(text_.substr(at)); }
    Utf8Character here() const { return character(at_); }

    void add(Kind kind, std::size_t end, double number = 0, char operation = 0) {
        tokens_.push_back({kind, at_, end, operation, number});
        at_ = end;
    }
    void fail(std::size_t end, std::string what, std::string hint = {}) {
        error_ = {std::move(what), std::move(hint), at_, end};
    }

    void read_token() {
        const auto [code, bytes] = here();
        const std::size_t after = at_ + bytes;
        if (is_digit(code) || (code == '.' && is_digit(character(after).code))) return read_number();
        if (is_letter(code)) return read_name();
        if (text_.substr(at_, 2) == "**") return add(Kind::operation, at_ + 2, 0, '^');
        if (const char operation = operation_of(code)) return add(Kind::operation, after, 0, operation);
        if (superscript_of(code) != 0) return read_superscript();
        if (const NamedNumber* part = find_number(fractions, text_.substr(at_, bytes)))
            return add(Kind::number, after, part->number);
        switch (code) {
            case U'√':
                return add(Kind::root, after);
            case '(':
                return add(Kind::open, after);
            case ')':
                return add(Kind::close, after);
            case '|':
                return add(Kind::bar, after);
            case ',':
                return add(Kind::comma, after);
            default:
                return fail_unexpected(code, after);
        }
    }

    /// Of the whole text, so that every character begins where the one before it ends.
    void check_encoding() {
        std::size_t at = 0;
        while (character(at).bytes > 0) at += character(at).bytes;
        if (at == text_.size()) return;
        std::size_t begin = at, end = at + 1;
        while (begin > 0 && continues_character(text_[begin])) --begin;
        while (end < text_.size() && continues_character(text_[end])) ++end;
        error_ = {"this is no text in UTF-8", "", begin, end};
    }
    void fail_unexpected(char32_t code, std::size_t end) {
        if (code < 0x20 || is_between(code, 0x7F, 0x9F)) return fail(end, "a control character");
        const bool is_bracket = code == '[' || code == ']' || code == '{' || code == '}';
        fail(end, "unexpected character " + in_quotes(text_.substr(at_, end - at_)),
             is_bracket    ? "write ( and )"
             : code == '=' ? "write only what stands to the right of '='"
                           : "");
    }

    std::size_t end_of_digits(std::size_t at) const {
        while (at < text_.size() && is_digit(static_cast<unsigned char>(text_[at]))) ++at;
        return at;
    }
    /// "1", "1.5", ".5", "1.", "2e-3"; what 2e and 2ex begin with is 2.
    std::size_t end_of_number() const {
        std::size_t end = end_of_digits(at_);
        if (end < text_.size() && text_[end] == '.') end = end_of_digits(end + 1);
        if (end == text_.size() || (text_[end] != 'e' && text_[end] != 'E')) return end;
        std::size_t power = end + 1;
        if (power < text_.size() && (text_[power] == '+' || text_[power] == '-')) ++power;
        const std::size_t all = end_of_digits(power);
        return all > power ? all : end;
    }
    void read_number() {
        std::size_t end = end_of_number();
        double number = 0;
        const auto [rest, fault] = std::from_chars(text_.data() + at_, text_.data() + end, number);
        if (end < text_.size() && text_[end] == '.') {
            while (end < text_.size() && (text_[end] == '.' || is_digit(static_cast<unsigned char>(text_[end])))) ++end;
            return fail(end, in_quotes(text_.substr(at_, end - at_)) + " is not a number", "one point is enough");
        }
        if (fault != std::errc()) return fail(end, in_quotes(text_.substr(at_, end - at_)) + " is beyond all numbers");
        add(Kind::number, end, number);
    }

    void read_name() {
        std::size_t end = at_;
        for (Utf8Character next = here(); next.bytes > 0 && continues_name(next.code); next = character(end))
            end += next.bytes;
        add(Kind::name, end);
    }

    /// "²", "⁻¹", "¹⁰"
    void read_superscript() {
        std::size_t end = at_;
        std::string digits;
        for (Utf8Character next = here(); next.bytes > 0 && superscript_of(next.code) != 0; next = character(end)) {
            if (superscript_of(next.code) != '+' || !digits.empty()) digits += superscript_of(next.code);
            end += next.bytes;
        }
        double power = 0;
        const auto [rest, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), power);
        if (fault != std::errc() || rest != digits.data() + digits.size())
            return fail(end, in_quotes(text_.substr(at_, end - at_)) + " is not a power");
        add(Kind::superscript, end, power);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<FormulaToken> tokens_;
    std::optional<FormulaError> error_;
};

/// Writes a formula's tokens as the parser knows them.
class Translator {
  public:
    Translator(std::string_view text, std::vector<FormulaToken> tokens, std::span<const std::string_view> variables)
        : text_(text), variables_(variables) {
        out_.tokens = std::move(tokens);
        out_.is_used.resize(variables.size());
    }

    Result<AsciiFormula, FormulaError> translation() {
        for (now_ = 0; now_ < out_.tokens.size() && !error_; ++now_) translate(out_.tokens[now_]);
        if (!error_ && !open_.empty())
            fail(open_.back().token, quoted(text_, out_.tokens[open_.back().token]) + " is not closed");
        if (error_) return *std::move(error_);
        return std::move(out_);
    }

  private:
    /// A parenthesis or a bar that waits for its end.
    struct Open {
        std::size_t token;
        bool is_bar, is_call;
        int roots;  ///< that end with it
    };

    const FormulaToken* next() const { return now_ + 1 < out_.tokens.size() ? &out_.tokens[now_ + 1] : nullptr; }
    bool is_next(Kind kind) const { return next() != nullptr && next()->kind == kind; }
    bool is_power_next() const {
        return is_next(Kind::superscript) || (is_next(Kind::operation) && next()->operation == '^');
    }
    std::string_view text_of(const FormulaToken& token) const {
        return text_.substr(token.begin, token.end - token.begin);
    }

    void write(std::string_view ascii) {
        out_.ascii += ascii;
        out_.token_at.resize(out_.ascii.size(), now_);
    }
    void write(char kind, std::size_t index) { write(kind + std::to_string(index)); }
    void write_number(double number) {
        write('n', out_.numbers.size());
        out_.numbers.push_back(number);
    }
    void fail(std::size_t token, std::string what, std::string hint = {}) {
        const FormulaToken& at = out_.tokens[token];
        error_ = {std::move(what), std::move(hint), at.begin, at.end};
    }

    void translate(const FormulaToken& token) {
        switch (token.kind) {
            case Kind::number:
                return translate_number(token);
            case Kind::name:
                return translate_name(token);
            case Kind::operation:
                return translate_operation(token);
            case Kind::superscript:
                return translate_superscript(token);
            case Kind::root:
                return translate_root();
            case Kind::open:
                return open(false);
            case Kind::close:
                return close(false);
            case Kind::bar:
                return after_operand_ && !open_.empty() && open_.back().is_bar ? close(true) : open(true);
            case Kind::comma:
                return translate_comma();
        }
    }

    /// Before something that is multiplied with what stands before it.
    void begin_operand() {
        if (after_operand_) write("*");
        after_operand_ = false;
    }
    /// After it, with the roots that it stands under.
    void end_operand(int roots) {
        write(std::string(std::size_t(roots), ')'));
        after_operand_ = true;
        if (roots > 0 && is_power_next())
            fail(now_ + 1, "the power of √, or the root of a power?", "write √(x^2) or (√x)^2");
    }
    void end_operand() { end_operand(std::exchange(roots_, 0)); }

    void translate_number(const FormulaToken& token) {
        if (after_operand_)
            return fail(now_, "an operator is missing before " + quoted(text_, token),
                        "a product is written x*2 or 2x");
        write_number(token.number);
        end_operand();
    }

    void translate_name(const FormulaToken& token) {
        const std::string_view name = text_of(token);
        const bool is_call = is_next(Kind::open);
        if (const auto found = std::ranges::find(variables_, name); found != variables_.end()) {
            const auto index = std::size_t(found - variables_.begin());
            out_.is_used[index] = true;
            begin_operand();
            write('x', index);
            return end_operand();
        }
        if (const NamedNumber* constant = find_number(constants, name)) {
            begin_operand();
            write_number(constant->number);
            return end_operand();
        }
        if (find_function(name) != nullptr) return is_call ? begin_call(name) : fail_bare_function(name);
        if (is_call) return fail_unknown_function(name);
        begin_operand();
        write('p', parameter(name));
        end_operand();
    }
    void begin_call(std::string_view name) {
        begin_operand();
        write(name);
        is_call_ = true;
    }
    void fail_bare_function(std::string_view name) {
        fail(now_, fmt::format("'{}' needs its argument in parentheses", name),
             fmt::format("write {}(x){}", name, is_power_next() ? "^2" : ""));
    }
    void fail_unknown_function(std::string_view name) {
        std::vector<std::string_view> known;
        for (const FormulaFunction& function : formula_functions()) known.push_back(function.id);
        const std::string_view nearest = nearest_name(name, known);
        fail(now_, "unknown function " + in_quotes(name),
             nearest.empty() ? fmt::format("a product is written {}*(…)", shown_text(name))
                             : fmt::format("did you mean '{}'?", nearest));
    }
    std::size_t parameter(std::string_view name) {
        const auto found = std::ranges::find(out_.parameters, name);
        const auto index = std::size_t(found - out_.parameters.begin());
        if (found == out_.parameters.end()) out_.parameters.emplace_back(name);
        return index;
    }

    void translate_operation(const FormulaToken& token) {
        const bool is_sign = !after_operand_ && (token.operation == '+' || token.operation == '-');
        if (is_sign && after_sign_) return fail(now_, "two signs in a row", "write −(−x)");
        after_sign_ = is_sign;
        write(std::string_view(&token.operation, 1));
        after_operand_ = false;
        if (token.operation == '^' && now_ > 0 && out_.tokens[now_ - 1].kind == Kind::superscript)
            fail(now_, "a power of a power", "write (x²)^3 or x^(2^3)");
    }
    void translate_superscript(const FormulaToken& token) {
        write("^");
        write_number(token.number);
        after_operand_ = true;
    }

    /// Roots take what follows without operators: √x·y is (√x)·y.
    void translate_root() {
        const bool is_followed = is_next(Kind::number) || is_next(Kind::name) || is_next(Kind::root) ||
                                 is_next(Kind::open) || is_next(Kind::bar);
        if (!is_followed) return fail(now_, "nothing stands under '√'");
        begin_operand();
        write("sqrt");
        if (is_next(Kind::open)) return void(is_call_ = true);
        write("(");
        ++roots_;
    }

    void open(bool is_bar) {
        begin_operand();
        write(is_bar ? "abs(" : "(");
        open_.push_back({now_, is_bar, std::exchange(is_call_, false), std::exchange(roots_, 0)});
        after_sign_ = false;
    }
    void close(bool is_bar) {
        if (open_.empty()) return fail(now_, "')' closes nothing");
        if (open_.back().is_bar != is_bar)
            return fail(open_.back().token, quoted(text_, out_.tokens[open_.back().token]) + " is not closed");
        write(")");
        const Open closed = open_.back();
        open_.pop_back();
        end_operand(closed.roots);
    }
    void translate_comma() {
        if (open_.empty() || !open_.back().is_call) {
            const bool is_decimal = now_ > 0 && out_.tokens[now_ - 1].kind == Kind::number && is_next(Kind::number);
            return fail(now_, "a comma stands only between the arguments of a function",
                        is_decimal ? "decimals have a point: 0.5" : "");
        }
        write(",");
        after_operand_ = after_sign_ = false;
    }

    std::string_view text_;
    std::span<const std::string_view> variables_;
    AsciiFormula out_;
    std::optional<FormulaError> error_;
    std::size_t now_ = 0;  ///< the token at hand
    std::vector<Open> open_;
    int roots_ = 0;  ///< that wait for what they are of
    bool after_operand_ = false, after_sign_ = false, is_call_ = false;
};

}  // namespace

std::string quoted(std::string_view text, const FormulaToken& token) {
    return in_quotes(text.substr(token.begin, token.end - token.begin));
}

Result<std::vector<FormulaToken>, FormulaError> formula_tokens(std::string_view text) { return Lexer(text).tokens(); }

Result<AsciiFormula, FormulaError> to_ascii(std::string_view text, std::span<const std::string_view> variables) {
    Result<std::vector<FormulaToken>, FormulaError> tokens = formula_tokens(text);
    if (!tokens) return tokens.error();
    if (tokens->empty()) return FormulaError{"there is no formula", "for example x^2 + y^2", 0, text.size()};
    return Translator(text, *std::move(tokens), variables).translation();
}

}  // namespace ravine
