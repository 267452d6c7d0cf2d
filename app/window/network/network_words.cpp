#include "app/window/network/network_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "app/window/widgets/text.hpp"
#include "engine/core/table.hpp"
#include "engine/network/activations.hpp"

namespace ravine {
namespace {

/// "Tanh" is written "tanh" inside a line; "ReLU" stays.
std::string inside_a_line(std::string_view label) {
    std::string word(label);
    const auto is_capital = [](char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; };
    if (std::any_of(word.begin() + 1, word.end(), is_capital)) return word;
    word[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(word[0])));
    return word;
}

/// The activation; empty where the layer has none, or where most layers of its kind have none and this one neither.
std::string shown_activation(const LayerSpecification& layer) {
    const LayerRow* row = find_row(layers(), layer.layer.id);
    const bool goes_without_saying = row != nullptr && row->standard_activation == "linear";
    return goes_without_saying && layer.activation.id == "linear" ? "" : activation_word(layer);
}

/// ₁₂ for one digit each, else "[12, 3]".
std::string index_words(int row, int column) {
    if (row > 9 || column > 9) return fmt::format("[{}, {}]", row, column);
    const auto lowered = [](int digit) { return std::string{"\xE2\x82"} + static_cast<char>(0x80 + digit); };
    return lowered(row) + lowered(column);
}

int units_place(const LayerRow& row) { return index_of_setting(row.settings, "units"); }

/// "8 tanh", "8 maxout", "batch norm", "residual relu"
std::string inline_words(const LayerSpecification& layer) {
    const LayerRow* row = find_row(layers(), layer.layer.id);
    if (row == nullptr) return layer.layer.id;
    const int units = units_place(*row);
    const std::string activation = shown_activation(layer), name = inside_a_line(row->label);
    if (units < 0) return activation.empty() ? name : name + " " + activation;
    return fmt::format("{:.0f} {}", layer.layer.values[static_cast<std::size_t>(units)],
                       activation.empty() ? name : activation);
}

/// inline_words for each hidden layer.
std::vector<std::string> hidden_words(const Network<float>& network) {
    std::vector<std::string> words;
    for (const LayerSpecification& layer : network.specifications().first(network.specifications().size() - 1))
        words.push_back(inline_words(layer));
    return words;
}

/// As the formulas of normalising layers have it: γ·ẑ + β with running μ and σ².
std::string_view symbol_of(const ParameterBlock& block) {
    constexpr std::array<std::array<std::string_view, 2>, 4> symbols = {
        {{"weight", "γ"}, {"bias", "β"}, {"running_mean", "μ"}, {"running_var", "σ²"}}};
    if (block.kind == "dense") return block.name;
    for (const auto& [name, symbol] : symbols)
        if (name == block.name) return symbol;
    return block.name;
}

/// Equal layers one after another; three and more are counted.
std::string run_words(const std::string& layer, std::ptrdiff_t count) {
    if (count >= 3) return fmt::format(" → {} × {}", count, layer);
    return count == 2 ? fmt::format(" → {0} → {0}", layer) : " → " + layer;
}

}  // namespace

std::string activation_word(const LayerSpecification& layer) {
    const ActivationRow* row = find_row(activations(), layer.activation.id);
    return row == nullptr ? "" : inside_a_line(row->label);
}

std::string layer_words(const LayerSpecification& layer, bool is_short) {
    const LayerRow* row = find_row(layers(), layer.layer.id);
    if (row == nullptr) return layer.layer.id;
    const int units = units_place(*row);
    const std::string activation = shown_activation(layer);
    std::string words = is_short && units >= 0 && !activation.empty() ? "" : std::string(row->label);
    if (units >= 0 || (!row->has_activation && !row->settings.empty())) {
        const auto place = static_cast<std::size_t>(std::max(0, units));
        words += (words.empty() ? "" : " ") + format_setting(row->settings[place], layer.layer.values[place]);
    }
    return activation.empty() ? words : fmt::format("{} · {}", words, activation);
}

std::string kind_words(const LayerSpecification& layer) {
    const LayerRow* row = find_row(layers(), layer.layer.id);
    const std::string activation = shown_activation(layer);
    if (row == nullptr || row->id == "dense") return activation;
    const std::string name = inside_a_line(row->label);
    return activation.empty() ? name : name + ", " + activation;
}

std::string inside_words(const LayerSpecification& block) {
    return block.layers.size() == 1 ? "1 layer" : fmt::format("{} layers", block.layers.size());
}

HeadWords head_words(const LayerSpecification& layer, const std::function<bool(const std::string&)>& fits) {
    const LayerRow* row = find_row(layers(), layer.layer.id);
    const std::string all = layer_words(layer);
    if (row == nullptr || fits(all)) return {all, layer.layers.empty() ? "" : inside_words(layer)};
    if (units_place(*row) >= 0) return {layer_words(layer, true), ""};
    const std::size_t space = all.find(' ');
    const std::string rest = space == std::string::npos ? "" : all.substr(space + 1);
    constexpr std::string_view dot = "· ";
    return {all.substr(0, space), rest.starts_with(dot) ? rest.substr(dot.size()) : rest};
}

std::string unit_numbers(const Network<float>& network, std::span<const float> parameters, int layer, int unit) {
    std::string words;
    for (const ParameterBlock& block : network.blocks()) {
        if (block.layer != layer || block.columns != 1 || block.rows != network.width(layer)) continue;
        if (block.is_weight || block.name.find('.') != std::string::npos || parameters.size() < network.vector_size())
            continue;
        const auto number = static_cast<double>(parameters[block.offset + static_cast<std::size_t>(unit)]);
        words += fmt::format("\n{} {}", symbol_of(block), short_number(number));
    }
    return words;
}

std::string network_words(const Network<float>& network) {
    const std::vector<std::string> hidden = hidden_words(network);
    std::string words = std::to_string(network.inputs());
    for (auto begin = hidden.begin(); begin != hidden.end();) {
        const auto end = std::find_if(begin, hidden.end(), [&](const std::string& other) { return other != *begin; });
        words += run_words(*begin, end - begin);
        begin = end;
    }
    return fmt::format("{} → {} {} · {} parameters", words, network.outputs(),
                       network.loss().head_label(network.task(), network.classes()),
                       grouped(network.parameter_count()));
}

std::string feature_words(const FeatureRow& feature, int dimensions) {
    std::string words(feature.label);
    const std::string numbered = "x₁";
    const std::size_t at = words.find(numbered);
    return dimensions > 1 || at == std::string::npos ? words : words.replace(at, numbered.size(), "x");
}

std::string unit_words(const Network<float>& network, const InputPipeline& inputs, DiagramUnit unit) {
    if (unit.column == 0)
        return static_cast<std::size_t>(unit.unit) < inputs.rows.size()
                   ? feature_words(*inputs.rows[static_cast<std::size_t>(unit.unit)], inputs.dimensions)
                   : "";
    return fmt::format("{} {}", unit.column == network.depth() ? "output" : "unit", unit.unit + 1);
}

std::string link_words(const Network<float>& network, const InputPipeline& inputs, int gap, const DiagramLink& link) {
    const std::string from = unit_words(network, inputs, {gap, link.from});
    const std::string to = unit_words(network, inputs, {gap + 1, link.to});
    const std::string piece =
        link.pieces > 1 ? fmt::format(", the strongest of {} pieces", link.pieces) : std::string();
    return fmt::format("w{} = {}{}\n{}, from {} to {}", index_words(link.to + 1, link.from + 1),
                       short_number(static_cast<double>(link.weight)), piece,
                       gap + 1 == network.depth() ? "output layer" : fmt::format("layer {}", gap + 1), from, to);
}

std::string omission_words(std::span<const DiagramGap> gaps, bool is_short) {
    std::size_t drawn = 0, all = 0;
    for (const DiagramGap& gap : gaps) {
        drawn += gap.links.size();
        all += gap.weights;
    }
    if (drawn >= all) return "";
    return fmt::format("{}{} of {} links", is_short ? "" : "the strongest ", grouped(drawn), grouped(all));
}

}  // namespace ravine
