#include "engine/io/onnx_layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/core/table.hpp"
#include "engine/io/json_text.hpp"
#include "engine/network/activations.hpp"

namespace ravine {

std::string OnnxLayer::label(std::string_view name) const { return fmt::format("layers.{}.{}{}", layer, path, name); }

const ParameterBlock& OnnxLayer::block(std::string_view name) const {
    return *std::ranges::find_if(model.network->blocks(), [&](const ParameterBlock& each) {
        return each.layer == layer && each.name == path + std::string(name);
    });
}

std::string OnnxLayer::constant(OnnxGraph& graph, std::string_view name) const {
    const ParameterBlock& found = block(name);
    const std::span<const float> values(model.parameters->data() + found.offset, found.size());
    if (found.is_weight) return graph.constant(label(name), {found.rows, found.columns}, values);
    return graph.constant(label(name), {found.rows}, values);
}

namespace {

/// How a row of the layer table is written, its activation left out.
struct LayerExportRow {
    std::string_view id;
    std::span<const Setting> settings;
    Result<std::string> (*add)(OnnxGraph& graph, const OnnxLayer& layer);
};

/// Adds one step of an activation's recipe under this name.
std::string activation_step(OnnxGraph& graph, const OnnxStep& step, const std::string& name, const std::string& sum,
                            const std::string& before, const Selection& activation) {
    std::vector<std::string> operands;
    for (const OnnxOperand& operand : step.operands) {
        if (operand.kind == OnnxOperand::Kind::sum) operands.push_back(sum);
        if (operand.kind == OnnxOperand::Kind::before) operands.push_back(before);
        if (operand.kind == OnnxOperand::Kind::number)
            operands.push_back(
                graph.constant(fmt::format("{}.number{}", name, operands.size()), {}, std::array{operand.number}));
    }
    if (step.attribute.empty()) return graph.node(step.operation, operands, name);
    return graph.node_with_number(step.operation, operands, name, step.attribute,
                                  static_cast<float>(activation.values[0]));
}

std::string add_activation(OnnxGraph& graph, const OnnxLayer& layer, const std::string& sum) {
    const Selection& activation = layer.specification.activation;
    const ActivationRow* row = find_row(activations(), activation.id);
    const std::span<const OnnxStep> steps = row ? row->onnx : std::span<const OnnxStep>();
    std::string last = sum;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::string step = i + 1 == steps.size() ? "activation" : fmt::format("activation{}", i);
        last = activation_step(graph, steps[i], layer.label(step), sum, last, activation);
    }
    return last;
}

Result<std::string> dense(OnnxGraph& graph, const OnnxLayer& layer) {
    const std::string weight = layer.constant(graph, "weight"), bias = layer.constant(graph, "bias");
    return graph.node("Gemm", {layer.input, weight, bias}, layer.label("sum"), "transB", 1);
}

float epsilon_of(const OnnxLayer& layer) {
    const LayerRow& row = *find_row(layers(), layer.specification.layer.id);
    const auto place = static_cast<std::size_t>(index_of_setting(row.settings, "epsilon"));
    return static_cast<float>(layer.specification.layer.values[place]);
}

Result<std::string> batch_norm(OnnxGraph& graph, const OnnxLayer& layer) {
    std::vector<std::string> inputs = {layer.input};
    for (const char* name : {"weight", "bias", "running_mean", "running_var"})
        inputs.push_back(layer.constant(graph, name));
    return graph.node_with_number("BatchNormalization", inputs, layer.label("normalised"), "epsilon",
                                  epsilon_of(layer));
}

/// Of plain operators: LayerNormalization came with ONNX 1.12.
Result<std::string> layer_norm(OnnxGraph& graph, const OnnxLayer& layer) {
    const std::string mean = graph.node_along_units("ReduceMean", layer.input, layer.label("mean"));
    const std::string centred = graph.node("Sub", {layer.input, mean}, layer.label("centred"));
    const std::string square = graph.node("Mul", {centred, centred}, layer.label("square"));
    const std::string variance = graph.node_along_units("ReduceMean", square, layer.label("variance"));
    const std::string epsilon = graph.constant(layer.label("epsilon"), {}, std::array{epsilon_of(layer)});
    const std::string sum = graph.node("Add", {variance, epsilon}, layer.label("variance_and_epsilon"));
    const std::string deviation = graph.node("Sqrt", {sum}, layer.label("deviation"));
    const std::string normalised = graph.node("Div", {centred, deviation}, layer.label("normalised"));
    const std::string scaled = graph.node("Mul", {normalised, layer.constant(graph, "weight")}, layer.label("scaled"));
    return graph.node("Add", {scaled, layer.constant(graph, "bias")}, layer.label("shifted"));
}

/// Every pieces-th row of a block from `piece` on: what one piece of each unit has.
std::string piece_of(OnnxGraph& graph, const OnnxLayer& layer, std::string_view name, int piece, int pieces) {
    const ParameterBlock& block = layer.block(name);
    std::vector<float> values;
    for (int row = piece; row < block.rows; row += pieces) {
        const float* first =
            layer.model.parameters->data() + block.offset + std::size_t(row) * std::size_t(block.columns);
        values.insert(values.end(), first, first + block.columns);
    }
    const std::string label = layer.label(fmt::format("{}.piece{}", name, piece));
    if (block.is_weight) return graph.constant(label, {block.rows / pieces, block.columns}, values);
    return graph.constant(label, {block.rows / pieces}, values);
}

Result<std::string> maxout(OnnxGraph& graph, const OnnxLayer& layer) {
    const int pieces = static_cast<int>(layer.specification.layer.values[1]);
    std::vector<std::string> sums;
    for (int piece = 0; piece < pieces; ++piece) {
        const std::string weight = piece_of(graph, layer, "weight", piece, pieces),
                          bias = piece_of(graph, layer, "bias", piece, pieces);
        sums.push_back(
            graph.node("Gemm", {layer.input, weight, bias}, layer.label(fmt::format("sum{}", piece)), "transB", 1));
    }
    return graph.node("Max", sums, layer.label("largest"));
}

Result<std::string> residual(OnnxGraph& graph, const OnnxLayer& layer) {
    std::string inside = layer.input, around = layer.input;
    for (std::size_t i = 0; i < layer.specification.layers.size(); ++i) {
        const std::string path = fmt::format("{}layers.{}.", layer.path, i);
        const Result<std::string> added =
            add_onnx_layer(graph, {layer.model, layer.specification.layers[i], layer.layer, path, inside});
        if (!added) return added.error();
        inside = *added;
    }
    const bool projects = std::ranges::any_of(layer.model.network->blocks(), [&](const ParameterBlock& block) {
        return block.layer == layer.layer && block.name == layer.path + "projection.weight";
    });
    if (projects)
        around = graph.node("Gemm", {layer.input, layer.constant(graph, "projection.weight")}, layer.label("projected"),
                            "transB", 1);
    return graph.node("Add", {inside, around}, layer.label("sum"));
}

/// What draws random numbers in training passes everything on in prediction.
Result<std::string> nothing(OnnxGraph&, const OnnxLayer& layer) { return layer.input; }

constexpr std::array layer_exports = {
    LayerExportRow{"dense", {}, dense},           LayerExportRow{"batch_norm", {}, batch_norm},
    LayerExportRow{"dropout", {}, nothing},       LayerExportRow{"gaussian_noise", {}, nothing},
    LayerExportRow{"layer_norm", {}, layer_norm}, LayerExportRow{"maxout", {}, maxout},
    LayerExportRow{"residual", {}, residual},
};
static_assert(is_sound_table(std::span<const LayerExportRow>(layer_exports)));

}  // namespace

Result<std::string> add_onnx_layer(OnnxGraph& graph, const OnnxLayer& layer) {
    const auto row = require_row(std::span<const LayerExportRow>(layer_exports), layer.specification.layer.id,
                                 "layer for ONNX", index_path("network.layers", static_cast<std::size_t>(layer.layer)));
    if (!row) return row.error();
    const Result<std::string> added = (*row)->add(graph, layer);
    if (!added) return added;
    return add_activation(graph, layer, *added);
}

}  // namespace ravine
