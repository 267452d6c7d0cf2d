#include "tests/io/onnx_evaluator.hpp"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <stdexcept>

namespace ravine::test {

namespace {

/// One row of a tensor [N, columns], or a constant as it is stored.
using Row = std::vector<float>;

void require(bool condition, const std::string& what) {
    if (!condition) throw std::runtime_error("ONNX: " + what);
}

std::int64_t attribute(const onnx::NodeProto& node, const std::string& name, std::int64_t standard = 0) {
    for (const auto& candidate : node.attribute())
        if (candidate.name() == name) return candidate.i();
    return standard;
}

float number(const onnx::NodeProto& node, const std::string& name) {
    for (const auto& candidate : node.attribute())
        if (candidate.name() == name) return candidate.f();
    throw std::runtime_error("ONNX: " + node.op_type() + " has no " + name);
}

Row elementwise(const Row& row, float (*function)(float)) {
    Row result;
    for (float value : row) result.push_back(function(value));
    return result;
}

Row broadcast(const Row& a, const Row& b, const std::function<float(float, float)>& function) {
    require(a.size() == b.size() || a.size() == 1 || b.size() == 1, "sizes do not fit");
    Row result;
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i)
        result.push_back(function(a[a.size() == 1 ? 0 : i], b[b.size() == 1 ? 0 : i]));
    return result;
}

Row softmax(const Row& row) {
    Row result;
    float sum = 0;
    const float most = *std::max_element(row.begin(), row.end());
    for (float value : row) sum += result.emplace_back(std::exp(value - most));
    for (float& value : result) value /= sum;
    return result;
}

Row gemm(const onnx::NodeProto& node, const std::vector<Row>& inputs) {
    require(attribute(node, "transB") == 1 && (inputs.size() == 2 || inputs.size() == 3), "Gemm is another one");
    const Row &a = inputs[0], &b = inputs[1];
    Row result = inputs.size() == 3 ? inputs[2] : Row(b.size() / a.size());
    require(b.size() == a.size() * result.size(), "Gemm's sizes do not fit");
    for (std::size_t out = 0; out < result.size(); ++out)
        for (std::size_t in = 0; in < a.size(); ++in) result[out] += b[out * a.size() + in] * a[in];
    return result;
}

Row batch_normalization(const onnx::NodeProto& node, const std::vector<Row>& in) {
    require(in.size() == 5, "BatchNormalization is another one");
    Row result;
    for (std::size_t i = 0; i < in[0].size(); ++i)
        result.push_back((in[0][i] - in[3].at(i)) / std::sqrt(in[4].at(i) + number(node, "epsilon")) * in[1].at(i) +
                         in[2].at(i));
    return result;
}

Row reduce_mean(const onnx::NodeProto& node, const std::vector<Row>& in) {
    require(node.attribute_size() == 1 && node.attribute(0).name() == "axes" && node.attribute(0).ints_size() == 1 &&
                node.attribute(0).ints(0) == 1,
            "ReduceMean is along other axes");
    float sum = 0;
    for (float value : in[0]) sum += value;
    return {sum / float(in[0].size())};
}

Row largest(const onnx::NodeProto&, const std::vector<Row>& inputs) {
    Row result = inputs.at(0);
    for (const Row& input : inputs) result = broadcast(result, input, [](float a, float b) { return std::max(a, b); });
    return result;
}

Row concat(const onnx::NodeProto& node, const std::vector<Row>& inputs) {
    require(attribute(node, "axis") == 1, "Concat is along another axis");
    Row result;
    for (const Row& input : inputs) result.insert(result.end(), input.begin(), input.end());
    return result;
}

Row mean(const onnx::NodeProto&, const std::vector<Row>& inputs) {
    Row result(inputs.at(0).size());
    for (const Row& input : inputs)
        for (std::size_t i = 0; i < result.size(); ++i) result[i] += input.at(i) / static_cast<float>(inputs.size());
    return result;
}

Row gather(const onnx::NodeProto& node, const std::vector<Row>& inputs) {
    require(attribute(node, "axis") == 1, "Gather is along another axis");
    return {inputs[0].at(static_cast<std::size_t>(inputs[1].at(0)))};
}

/// z above 0, else alpha times something of z.
Row bent(const onnx::NodeProto& node, const Row& row, float (*below)(float)) {
    Row result;
    for (float z : row) result.push_back(z > 0 ? z : number(node, "alpha") * below(z));
    return result;
}

Row clip(const Row& row, float least, float most) {
    Row result;
    for (float value : row) result.push_back(std::clamp(value, least, most));
    return result;
}

float selu(float z) { return 1.05070102f * (z > 0 ? z : 1.67326319f * std::expm1(z)); }

using Operation = std::function<Row(const onnx::NodeProto&, const std::vector<Row>&)>;

Operation unary(float (*function)(float)) {
    return [function](const onnx::NodeProto&, const std::vector<Row>& in) { return elementwise(in.at(0), function); };
}

template <class Function>
Operation binary(Function function) {
    return [function](const onnx::NodeProto&, const std::vector<Row>& in) {
        return broadcast(in.at(0), in.at(1), function);
    };
}

const std::map<std::string, Operation>& operations() {
    static const std::map<std::string, Operation> all = {
        {"Add", binary(std::plus<float>())},
        {"Sub", binary(std::minus<float>())},
        {"Mul", binary(std::multiplies<float>())},
        {"Div", binary(std::divides<float>())},
        {"Neg", unary([](float v) { return -v; })},
        {"Sin", unary([](float v) { return std::sin(v); })},
        {"Tanh", unary([](float v) { return std::tanh(v); })},
        {"Relu", unary([](float v) { return std::max(v, 0.0f); })},
        {"Sigmoid", unary([](float v) { return 1 / (1 + std::exp(-v)); })},
        {"Erf", unary([](float v) { return std::erf(v); })},
        {"Selu", unary(selu)},
        {"Softplus", unary([](float v) { return std::max(v, 0.0f) + std::log1p(std::exp(-std::abs(v))); })},
        {"LeakyRelu", [](const onnx::NodeProto& node,
                         const std::vector<Row>& in) { return bent(node, in[0], [](float z) { return z; }); }},
        {"Elu", [](const onnx::NodeProto& node,
                   const std::vector<Row>& in) { return bent(node, in[0], [](float z) { return std::expm1(z); }); }},
        {"Clip",
         [](const onnx::NodeProto&, const std::vector<Row>& in) { return clip(in[0], in[1].at(0), in[2].at(0)); }},
        {"Softmax",
         [](const onnx::NodeProto& node, const std::vector<Row>& in) {
             constexpr int last = -1;  // of the two
             const std::int64_t axis = attribute(node, "axis", last);
             return require(axis == 1 || axis == last, "axis"), softmax(in[0]);
         }},
        {"Sqrt", unary([](float v) { return std::sqrt(v); })},
        {"Gemm", gemm},
        {"BatchNormalization", batch_normalization},
        {"ReduceMean", reduce_mean},
        {"Max", largest},
        {"Mean", mean},
        {"Concat", concat},
        {"Gather", gather},
    };
    return all;
}

Row values_of(const onnx::TensorProto& tensor) {
    if (tensor.data_type() == onnx::TensorProto::INT64) return {tensor.int64_data().begin(), tensor.int64_data().end()};
    require(tensor.data_type() == onnx::TensorProto::FLOAT, "a constant is of another type");
    return {tensor.float_data().begin(), tensor.float_data().end()};
}

}  // namespace

std::vector<float> evaluate_onnx(const std::string& bytes, const std::vector<float>& x) {
    onnx::ModelProto model;
    require(model.ParseFromString(bytes), "the bytes are no model");
    std::map<std::string, Row> tensors = {{"x", x}};
    for (const auto& tensor : model.graph().initializer()) tensors[tensor.name()] = values_of(tensor);
    for (const auto& node : model.graph().node()) {
        std::vector<Row> inputs;
        for (const auto& name : node.input()) inputs.push_back(tensors.at(name));
        tensors[node.output(0)] = operations().at(node.op_type())(node, inputs);
    }
    return tensors.at("y");
}

}  // namespace ravine::test
