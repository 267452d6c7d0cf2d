#include "engine/io/export_onnx.hpp"

#include <fmt/format.h>
#include <onnx/checker.h>

#include <array>
#include <exception>

#include "engine/core/table.hpp"
#include "engine/core/version.hpp"
#include "engine/io/finite.hpp"
#include "engine/io/onnx_graph.hpp"
#include "engine/io/onnx_layers.hpp"

namespace ravine {

namespace {

// ONNX 1.8 of 2020 has these, and every later version reads them.
constexpr std::int64_t format_version = 7;
constexpr std::int64_t operator_version = 13;

/// How the outputs of the last layer become predictions; one row per LossRow::head_label.
struct HeadRow {
    std::string_view id;
    std::span<const Setting> settings;
    std::string (*add)(OnnxGraph& graph, const std::string& outputs);
};

std::string both_classes(OnnxGraph& graph, const std::string& first, const std::string& second) {
    return graph.node("Concat", {first, second}, "head.probabilities", "axis", 1);
}

std::string sigmoid_head(OnnxGraph& graph, const std::string& logit) {
    const std::string opposite = graph.node("Neg", {logit}, "head.opposite");
    return both_classes(graph, graph.node("Sigmoid", {opposite}, "head.p0"), graph.node("Sigmoid", {logit}, "head.p1"));
}

/// From ±1 to probabilities: p₁ = (1 + t) / 2.
std::string tanh_head(OnnxGraph& graph, const std::string& output) {
    const std::string one = graph.constant("head.one", {1}, std::array{1.0f});
    const std::string half = graph.constant("head.half", {1}, std::array{0.5f});
    const std::string p1 = graph.node("Mul", {graph.node("Add", {output, one}, "head.sum"), half}, "head.p1");
    return both_classes(graph, graph.node("Sub", {one, p1}, "head.p0"), p1);
}

/// The same for outputs that go beyond ±1.
std::string clip_head(OnnxGraph& graph, const std::string& output) {
    const std::string least = graph.constant("head.least", {}, std::array{-1.0f});
    const std::string most = graph.constant("head.most", {}, std::array{1.0f});
    return tanh_head(graph, graph.node("Clip", {output, least, most}, "head.clipped"));
}

constexpr std::array heads = {
    HeadRow{"softmax",
            {},
            [](OnnxGraph& graph, const std::string& logits) {
                return graph.node("Softmax", {logits}, "head.probabilities", "axis", 1);
            }},
    HeadRow{"sigmoid", {}, sigmoid_head},
    HeadRow{"tanh", {}, tanh_head},
    HeadRow{"clip", {}, clip_head},
    HeadRow{"linear", {}, [](OnnxGraph&, const std::string& outputs) { return outputs; }},
};
static_assert(is_sound_table(std::span<const HeadRow>(heads)));

std::string standardised(OnnxGraph& graph, const InputPipeline& inputs, const std::string& point) {
    if (inputs.mean == std::array{0.0, 0.0} && inputs.deviation == std::array{1.0, 1.0}) return point;
    const std::vector<float> mean(inputs.mean.begin(), inputs.mean.begin() + inputs.dimensions);
    const std::vector<float> deviation(inputs.deviation.begin(), inputs.deviation.begin() + inputs.dimensions);
    const std::string centred =
        graph.node("Sub", {point, graph.constant("input.mean", {inputs.dimensions}, mean)}, "input.centred");
    return graph.node("Div", {centred, graph.constant("input.deviation", {inputs.dimensions}, deviation)},
                      "input.standardised");
}

/// One column per coordinate, [N, 1] each.
std::vector<std::string> coordinates(OnnxGraph& graph, const InputPipeline& inputs, const std::string& point) {
    std::vector<std::string> columns;
    for (int i = 0; i < inputs.dimensions; ++i) {
        const std::string index = graph.index(fmt::format("input.index{}", i + 1), i);
        columns.push_back(graph.node("Gather", {point, index}, fmt::format("input.x{}", i + 1), "axis", 1));
    }
    return columns;
}

std::string input_features(OnnxGraph& graph, const InputPipeline& inputs) {
    const std::vector<std::string> columns = coordinates(graph, inputs, standardised(graph, inputs, "x"));
    std::vector<std::string> found;
    for (const FeatureRow* row : inputs.rows) {
        std::vector<std::string> operands;
        for (int operand : row->operands)
            if (operand >= 0) operands.push_back(columns[static_cast<std::size_t>(operand)]);
        found.push_back(row->onnx_operator.empty()
                            ? operands.front()
                            : graph.node(row->onnx_operator, operands, "input." + std::string(row->id)));
    }
    return graph.node("Concat", found, "input.features", "axis", 1);
}

void describe_tensor(onnx::ValueInfoProto& tensor, const std::string& name, std::int64_t columns) {
    tensor.set_name(name);
    onnx::TypeProto::Tensor& type = *tensor.mutable_type()->mutable_tensor_type();
    type.set_elem_type(onnx::TensorProto::FLOAT);
    type.mutable_shape()->add_dim()->set_dim_param("N");
    type.mutable_shape()->add_dim()->set_dim_value(columns);
}

/// One network from its inputs to its predictions, whose name it gives.
Result<std::string> add_network(OnnxGraph& graph, const Model& model, std::string values) {
    for (std::size_t i = 0; i < model.network->specifications().size(); ++i) {
        const OnnxLayer layer = {model, model.network->specifications()[i], static_cast<int>(i), "", values};
        const Result<std::string> added = add_onnx_layer(graph, layer);
        if (!added) return added.error();
        values = *added;
    }
    const auto head = require_row(std::span<const HeadRow>(heads),
                                  model.network->loss().head_label(model.network->task(), model.network->classes()),
                                  "head for ONNX", "loss");
    if (!head) return head.error();
    return (*head)->add(graph, values);
}

/// The networks of an ensemble, "members.2." and so on before the names of the others, and the mean of what they say.
Status fill_graph(onnx::GraphProto& proto, const Model& model) {
    OnnxGraph graph(proto);
    const std::string features = input_features(graph, model.inputs);
    std::vector<std::string> predictions;
    Status status;
    for_each_member(model, [&](const std::shared_ptr<const std::vector<float>>& parameters) {
        if (!status) return;
        Model member = model;
        member.parameters = parameters;
        if (!predictions.empty()) graph.begin_names_with(fmt::format("members.{}.", predictions.size() + 1));
        const Result<std::string> added = add_network(graph, member, features);
        if (added)
            predictions.push_back(*added);
        else
            status = added.error();
    });
    if (!status) return status;
    graph.begin_names_with("");
    if (predictions.size() > 1) graph.node("Mean", predictions, "members.mean");
    proto.mutable_node(proto.node_size() - 1)->set_output(0, "y");
    return {};
}

std::string description(const Model& model) {
    const std::string& title = model.scenario->title;
    const bool classes = task_row(model.network->task()).has_classes;
    return fmt::format("{}{}x holds raw points; y holds {}.", title, title.empty() ? "" : ": ",
                       classes ? "the probability of each class" : "the predicted number");
}

onnx::ModelProto empty_model(const Model& model) {
    onnx::ModelProto proto;
    proto.set_ir_version(format_version);
    onnx::OperatorSetIdProto& operators = *proto.add_opset_import();
    operators.set_domain("");
    operators.set_version(operator_version);
    proto.set_producer_name("Ravine");
    proto.set_producer_version(std::string(kVersion));
    proto.set_doc_string(description(model));
    proto.mutable_graph()->set_name("ravine");
    describe_tensor(*proto.mutable_graph()->add_input(), "x", model.inputs.dimensions);
    describe_tensor(*proto.mutable_graph()->add_output(), "y", prediction_width(model));
    return proto;
}

Status check_bytes(const std::string& bytes) try {
    onnx::ModelProto decoded;
    if (!decoded.ParseFromString(bytes)) return system_error("the ONNX file cannot be decoded again");
    onnx::checker::check_model(decoded);
    return {};
} catch (const std::exception& exception) {  // the checker throws what it finds
    return system_error(fmt::format("ONNX's checker refuses the file: {}", exception.what()));
}

}  // namespace

Result<std::string> encode_onnx(const Model& model) {
    if (Status status = check_finite(model); !status) return status.error();
    onnx::ModelProto proto = empty_model(model);
    if (Status status = fill_graph(*proto.mutable_graph(), model); !status) return status.error();
    std::string bytes;
    if (!proto.SerializeToString(&bytes)) return system_error("the network is too large for ONNX (2 GiB)");
    if (Status status = check_bytes(bytes); !status) return status.error();
    return bytes;
}

}  // namespace ravine
