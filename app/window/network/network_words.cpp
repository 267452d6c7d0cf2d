#include "app/window/network/network_words.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// ₁₂ for one digit each, else "[12, 3]".
std::string index_words(int row, int column) {
    if (row > 9 || column > 9) return fmt::format("[{}, {}]", row, column);
    const auto lowered = [](int digit) { return std::string{"\xE2\x82"} + static_cast<char>(0x80 + digit); };
    return lowered(row) + lowered(column);
}

/// "8 tanh" for each hidden layer.
std::vector<std::string> hidden_words(const Network<float>& network) {
    std::vector<std::string> words;
    for (int layer = 0; layer + 1 < network.depth(); ++layer)
        words.push_back(fmt::format("{} {}", network.width(layer),
                                    activation_word(network.specifications()[static_cast<std::size_t>(layer)])));
    return words;
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
    std::string words = row == nullptr || is_short ? "" : std::string(row->label);
    const int units = row == nullptr ? -1 : index_of_setting(row->settings, "units");
    if (units >= 0)
        words += fmt::format("{}{:.0f}", words.empty() ? "" : " ", layer.layer.values[static_cast<std::size_t>(units)]);
    const std::string activation = activation_word(layer);
    return activation.empty() ? words : fmt::format("{} · {}", words, activation);
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
                       network.loss().head_label(network.task()), grouped(network.parameter_count()));
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
    return fmt::format("w{} = {}\n{}, from {} to {}", index_words(link.to + 1, link.from + 1),
                       short_number(static_cast<double>(link.weight)),
                       gap + 1 == network.depth() ? "output layer" : fmt::format("layer {}", gap + 1), from, to);
}

std::string omission_words(const Network<float>& network, std::span<const DiagramGap> gaps, bool is_short) {
    std::size_t drawn = 0, all = 0;
    for (const DiagramGap& gap : gaps) drawn += gap.links.size();
    for (const ParameterBlock& block : network.blocks()) all += block.is_weight ? block.size() : 0;
    if (drawn >= all) return "";
    return fmt::format("{}{} of {} links", is_short ? "" : "the strongest ", grouped(drawn), grouped(all));
}

}  // namespace ravine
