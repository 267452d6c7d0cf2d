#include "engine/compute/kernels/program.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/compute/kernels/operations.hpp"
#include "engine/core/table.hpp"

namespace ravine::kernels {

namespace {

/// What flows between layers.
struct Value {
    int units;
    int row;
    int gradient;  ///< of ∂L/∂value; none where nobody asks for it
};

/// Rows of gradients are numbered from here down, until it is known where those of values end.
constexpr int first_gradient = -2;

class Builder {
  public:
    explicit Builder(Fusion fusion) : fusion_(fusion) {}

    Value add_layers(std::span<const LayerSpecification> layers, Value value);
    Value add_dense(const LayerSpecification& layer, Value in);
    Value add_maxout(const LayerSpecification& layer, Value in);
    Value add_residual(const LayerSpecification& layer, Value in);
    Value add_batch_norm(const LayerSpecification& layer, Value in);
    Value add_layer_norm(const LayerSpecification& layer, Value in);
    template <class Noise>
    Value add_noise(const LayerSpecification& layer, Value in);

    Program finish(int inputs, Value output);
    Value input(int units) { return {units, values(units), none}; }

  private:
    int values(int rows) { return std::exchange(value_rows_, value_rows_ + rows); }
    int gradients(int rows) { return first_gradient - std::exchange(gradient_rows_, gradient_rows_ + rows); }
    Value fresh(int units) { return {units, values(units), gradients(units)}; }
    int gradient_like(const Value& value) { return value.gradient == none ? none : gradients(value.units); }

    template <class Kind>
    Operation operation(const LayerSpecification& layer, const Value& in, const Value& out) const;
    Operation affine(const Value& in, const Value& out, bool has_bias);
    void add(const Operation& op) {
        forward_.push_back(op);
        backward_.push_back(op);
    }
    void add_affine(Operation op, const Selection& activation, Value& out);
    Value activated(Value sums, const Selection& activation);
    void take_back_with(Operation& op);

    Fusion fusion_;
    std::vector<Operation> forward_, backward_;  // both in the order of layers
    int value_rows_ = 0, gradient_rows_ = 0, parameters_ = 0, buffers_ = 0, statistics_ = 0;
    std::uint32_t places_ = 0;
};

struct Choice {
    ActivationChoice f;
    const ActivationRow* row;
};

Choice choice_of(const Selection& activation) {
    const ActivationRow* row = find_row(activations(), activation.id);
    if (activation.id == "linear") return {{}, row};
    return {{int(row - activations().data()), activation.values.empty() ? 0 : activation.values[0]}, row};
}

template <class Kind>
Operation Builder::operation(const LayerSpecification& layer, const Value& in, const Value& out) const {
    Operation op;
    op.kind = kind_of<Kind>();
    op.inputs = in.units;
    op.outputs = out.units;
    op.in = in.row;
    op.out = out.row;
    op.in_gradient = in.gradient;
    op.out_gradient = out.gradient;
    op.parameters = parameters_;
    op.buffers = buffers_;
    op.statistics = statistics_;
    op.place = places_;
    std::copy_n(layer.layer.values.begin(), std::min<std::size_t>(2, layer.layer.values.size()), op.settings);
    return op;
}

Operation Builder::affine(const Value& in, const Value& out, bool has_bias) {
    Operation op = operation<Affine>({}, in, out);
    op.has_bias = has_bias;
    parameters_ += in.units * out.units + (has_bias ? out.units : 0);
    return op;
}

/// Where the activation in front of a product is the last that there is a way back of, it is taken back together with
/// the product.
void Builder::take_back_with(Operation& op) {
    if (fusion_ == Fusion::off || backward_.empty() || op.in_gradient == none) return;
    const Operation& last = backward_.back();
    const bool is_in_front =
        last.kind == kind_of<Activate>() && last.out == op.in && last.out_gradient == op.in_gradient;
    if (!is_in_front || !activations()[std::size_t(last.f.place)].is_elementwise) return;
    op.before_f = last.f;
    op.before_sums = last.in == last.out ? none : last.in;
    backward_.pop_back();
}

/// With the activation behind it, whose output `out` becomes.
void Builder::add_affine(Operation op, const Selection& activation, Value& out) {
    const Choice choice = choice_of(activation);
    take_back_with(op);
    backward_.push_back(op);
    if (fusion_ == Fusion::off || choice.f.place == none || !choice.row->is_elementwise) {
        forward_.push_back(op);
        out = activated(out, activation);
        return;
    }
    op.f = choice.f;
    if (choice.row->derivative_needs_sums) op.sums = values(out.units);
    forward_.push_back(op);
    Operation back = operation<Activate>({}, out, out);
    back.f = choice.f;
    if (op.sums != none) back.in = op.sums;
    backward_.push_back(back);
}

Value Builder::activated(Value sums, const Selection& activation) {
    const Choice choice = choice_of(activation);
    if (choice.f.place == none) return sums;
    Value out = sums;
    if (choice.row->derivative_needs_sums) out.row = values(out.units);
    Operation op = operation<Activate>({}, sums, out);
    op.f = choice.f;
    add(op);
    return out;
}

Value Builder::add_dense(const LayerSpecification& layer, Value in) {
    Value out = fresh(int(layer.layer.values[0]));
    add_affine(affine(in, out, true), layer.activation, out);
    return out;
}

Value Builder::add_maxout(const LayerSpecification& layer, Value in) {
    const int units = int(layer.layer.values[0]), pieces = int(layer.layer.values[1]);
    const int sums_row = values(units * pieces);
    Value sums = {units * pieces, sums_row, sums_row};  // the gradient takes their place
    add_affine(affine(in, sums, true), {"linear", {}}, sums);
    const Value out = fresh(units);
    add(operation<LargestPiece>(layer, sums, out));
    return out;
}

Value Builder::add_batch_norm(const LayerSpecification& layer, Value in) {
    const Value out = fresh(in.units);
    add(operation<BatchNorm>(layer, in, out));
    parameters_ += 2 * in.units;
    buffers_ += 2 * in.units;
    statistics_ += 3 * in.units;
    return activated(out, layer.activation);
}

Value Builder::add_layer_norm(const LayerSpecification& layer, Value in) {
    const Value out = fresh(in.units);
    Operation op = operation<LayerNorm>(layer, in, out);
    op.own = values(2);
    add(op);
    parameters_ += 2 * in.units;
    return activated(out, layer.activation);
}

template <class Noise>
Value Builder::add_noise(const LayerSpecification& layer, Value in) {
    const Value out = fresh(in.units);
    Operation op = operation<Noise>(layer, in, out);
    if (std::is_same_v<Noise, Dropout>) op.own = values(in.units);
    add(op);
    return out;
}

Value Builder::add_residual(const LayerSpecification& layer, Value in) {
    const std::size_t fork = backward_.size();
    const Value inside = {in.units, in.row, gradient_like(in)};
    if (in.gradient != none) backward_.push_back(operation<Fork>({}, in, inside));
    const Value through = add_layers(layer.layers, inside);
    const Value out = fresh(through.units);
    Value around = {in.units, in.row, out.gradient};
    if (in.units != out.units) {
        const Value projected = {out.units, values(out.units), out.gradient};
        const Value from = {in.units, in.row, gradient_like(in)};
        Value same = projected;
        add_affine(affine(from, projected, false), {"linear", {}}, same);
        around = {out.units, projected.row, from.gradient};
    }
    Operation join = operation<Join>({}, through, out);
    join.own = around.row;
    add(join);
    if (in.gradient != none) backward_[fork].own = around.gradient;
    return activated(out, layer.activation);
}

/// How each row of layers() becomes operations.
struct LayerProgramRow {
    std::string_view id;
    Value (*add)(Builder& builder, const LayerSpecification& layer, Value in);
    std::span<const Setting> settings = {};
    bool is_block = false;  ///< the layers inside have places of their own
};

template <Value (Builder::*function)(const LayerSpecification&, Value)>
Value call(Builder& builder, const LayerSpecification& layer, Value in) {
    return (builder.*function)(layer, in);
}

constexpr std::array layer_programs = {
    LayerProgramRow{"dense", call<&Builder::add_dense>},
    LayerProgramRow{"batch_norm", call<&Builder::add_batch_norm>},
    LayerProgramRow{"dropout", call<&Builder::add_noise<Dropout>>},
    LayerProgramRow{"gaussian_noise", call<&Builder::add_noise<GaussianNoise>>},
    LayerProgramRow{"layer_norm", call<&Builder::add_layer_norm>},
    LayerProgramRow{"maxout", call<&Builder::add_maxout>},
    LayerProgramRow{"residual", call<&Builder::add_residual>, {}, true},
};
static_assert(is_sound_table(std::span<const LayerProgramRow>(layer_programs)));

Value Builder::add_layers(std::span<const LayerSpecification> layers, Value value) {
    for (const LayerSpecification& layer : layers) {
        const LayerProgramRow& row = *find_row(std::span<const LayerProgramRow>(layer_programs), layer.layer.id);
        value = row.add(*this, layer, value);
        if (!row.is_block) ++places_;
    }
    return value;
}

Program Builder::finish(int inputs, Value output) {
    std::reverse(backward_.begin(), backward_.end());
    const auto placed = [this](int& row) {
        if (row <= first_gradient) row = value_rows_ + first_gradient - row;
    };
    for (std::vector<Operation>* operations : {&forward_, &backward_})
        for (Operation& op : *operations)
            for (int* row : {&op.in_gradient, &op.out_gradient, &op.own}) placed(*row);
    placed(output.gradient);
    ProgramShape shape;
    shape.inputs = inputs;
    shape.outputs = output.units;
    shape.output = output.row;
    shape.output_gradient = output.gradient;
    shape.rows = value_rows_ + gradient_rows_;
    shape.value_rows = value_rows_;
    shape.statistics = statistics_;
    shape.parameters = parameters_;
    shape.buffers = buffers_;
    return {std::move(forward_), std::move(backward_), {}, {}, shape};
}

}  // namespace

template <class Scalar>
Program make_program(const Network<Scalar>& network, Fusion fusion) {
    Builder builder(fusion);
    Value value = builder.input(network.inputs());
    std::vector<LayerRows> layers = {{value.row, value.units}};
    for (const LayerSpecification& layer : network.specifications()) {
        value = builder.add_layers({&layer, 1}, value);
        layers.push_back({value.row, value.units});
    }
    Program program = builder.finish(network.inputs(), value);
    program.layers = std::move(layers);
    for (const ParameterBlock& block : network.blocks())
        if (block.is_weight) program.weights.push_back({int(block.offset), block.rows, block.columns});
    return program;
}

template Program make_program(const Network<float>&, Fusion);
template Program make_program(const Network<double>&, Fusion);

}  // namespace ravine::kernels
