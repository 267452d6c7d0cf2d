// The trainings of `ravine bench` as dlib's deep learning does them, for tests/bench/compare_peers.py, which builds
// this with Debian's libdlib-dev. Not a part of the program.
//
//     peer_dlib ID SECONDS        prints the samples a second of a run of at least so long, after an epoch to warm up
//
// The same layers, losses, optimizers, batches and numbers of points: shuffled batches, a look at each step's loss, and
// the loss and accuracy of all points after each epoch. What differs: the points and initial weights are others; dlib's
// SGD keeps a velocity, here with momentum 0; and Debian's library takes products from BLAS, and does all else in
// vectors of four numbers, which every x86-64 has.

#include <dlib/dnn.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Input = dlib::input<dlib::matrix<float, 2, 1>>;

template <template <typename> class Activation, int units, int layers, class Below>
struct HiddenStack {
    using type = Activation<dlib::fc<units, typename HiddenStack<Activation, units, layers - 1, Below>::type>>;
};
template <template <typename> class Activation, int units, class Below>
struct HiddenStack<Activation, units, 0, Below> {
    using type = Below;
};
template <template <typename> class Activation, int units, int layers, class Below = Input>
using Hidden = typename HiddenStack<Activation, units, layers, Below>::type;

template <int units, int layers>
using Classifier = dlib::loss_multiclass_log<dlib::fc<2, Hidden<dlib::relu, units, layers>>>;
template <class Below>
using Sign = dlib::loss_mean_squared<dlib::htan<dlib::fc<1, Below>>>;

/// Points of two classes: those where the coordinates' signs agree are of class 1.
struct Points {
    std::vector<float> coordinates;  // two of each
    std::vector<int> classes;

    explicit Points(int count) {
        std::mt19937 random(7);
        std::uniform_real_distribution<float> place(-6, 6);
        for (int i = 0; i < count; ++i) {
            const float x = place(random), y = place(random);
            coordinates.insert(coordinates.end(), {x, y});
            classes.push_back(x * y > 0 ? 1 : 0);
        }
    }
};

template <class Label>
Label label_of(int point_class) {
    if constexpr (std::is_same_v<Label, float>)
        return point_class == 1 ? 1.0F : -1.0F;
    else
        return static_cast<Label>(point_class);
}

/// The class that the outputs of sample `i` say.
int decided(const dlib::tensor& outputs, long i) {
    const float* values = outputs.host() + i * outputs.k();
    return outputs.k() == 1 ? values[0] > 0 : values[1] > values[0];
}

template <class Network, class Solver>
class Training {
  public:
    using Label = typename Network::training_label_type;

    Training(int batch, int count, const Solver& solver, double rate)
        : points_(count), batch_(batch), rate_(rate), solvers_(Network::num_computational_layers, solver) {
        const dlib::matrix<float, 2, 1> one = dlib::zeros_matrix<float>(2, 1);
        network_.to_tensor(&one, &one + 1, inputs_);  // tells the input layer what one sample is
        order_.resize(static_cast<std::size_t>(count));
        std::iota(order_.begin(), order_.end(), 0);
        take(order_.begin(), order_.end(), all_, all_labels_);
    }

    int epoch() {
        std::shuffle(order_.begin(), order_.end(), random_);
        for (auto first = order_.begin(); first != order_.end();) {
            const auto last = first + std::min<long>(batch_, order_.end() - first);
            take(first, last, inputs_, labels_);
            if (!std::isfinite(network_.compute_parameter_gradients(inputs_, labels_.begin()))) std::abort();
            network_.update_parameters(solvers_, rate_);
            first = last;
        }
        measure();
        return static_cast<int>(order_.size());
    }

    double accuracy() const { return accuracy_; }

  private:
    template <class Iterator>
    void take(Iterator first, Iterator last, dlib::resizable_tensor& inputs, std::vector<Label>& labels) {
        inputs.set_size(last - first, 1, 2, 1);
        float* to = inputs.host_write_only();
        labels.clear();
        for (; first != last; ++first) {
            const auto point = static_cast<std::size_t>(*first);
            *to++ = points_.coordinates[2 * point];
            *to++ = points_.coordinates[2 * point + 1];
            labels.push_back(label_of<Label>(points_.classes[point]));
        }
    }

    void measure() {
        if (!std::isfinite(network_.compute_loss(all_, all_labels_.begin()))) std::abort();
        const dlib::tensor& outputs = network_.subnet().get_output();
        int right = 0;
        for (long i = 0; i < outputs.num_samples(); ++i)
            right += decided(outputs, i) == points_.classes[static_cast<std::size_t>(i)];
        accuracy_ = double(right) / double(order_.size());
    }

    Points points_;
    int batch_;
    double rate_, accuracy_ = 0;
    Network network_;
    std::vector<Solver> solvers_;
    std::mt19937 random_{7};
    std::vector<int> order_;
    dlib::resizable_tensor inputs_, all_;
    std::vector<Label> labels_, all_labels_;
};

template <class Network, class Solver>
double samples_per_second(int batch, int count, const Solver& solver, double rate, double least_seconds) {
    Training<Network, Solver> training(batch, count, solver, rate);
    training.epoch();
    const auto start = Clock::now();
    double seconds = 0, samples = 0;
    while (seconds < least_seconds) {
        samples += training.epoch();
        seconds = std::chrono::duration<double>(Clock::now() - start).count();
    }
    std::fprintf(stderr, "accuracy %.3f\n", training.accuracy());
    return samples / seconds;
}

template <class Network>
double with_adam(int batch, int count, double seconds) {
    return samples_per_second<Network>(batch, count, dlib::adam(0, 0.9F, 0.999F), 0.001, seconds);
}

template <class Network>
double with_sgd(int batch, int count, double seconds) {
    return samples_per_second<Network>(batch, count, dlib::sgd(0, 0), 0.01, seconds);
}

using Row = double (*)(double seconds);
const std::map<std::string, Row> rows{
    {"train_2_4_2_1",
     [](double seconds) {
         return with_sgd<Sign<Hidden<dlib::htan, 2, 1, Hidden<dlib::htan, 4, 1>>>>(10, 500, seconds);
     }},
    {"train_2_8x6_1", [](double seconds) { return with_sgd<Sign<Hidden<dlib::htan, 8, 6>>>(10, 500, seconds); }},
    {"train_2_32_32_2", [](double seconds) { return with_adam<Classifier<32, 2>>(32, 1000, seconds); }},
    {"train_2_64x3_2", [](double seconds) { return with_adam<Classifier<64, 3>>(128, 10000, seconds); }},
    {"train_2_256x3_2", [](double seconds) { return with_adam<Classifier<256, 3>>(256, 10000, seconds); }},
};

}  // namespace

int main(int argc, char** argv) {
    const auto row = argc == 3 ? rows.find(argv[1]) : rows.end();
    if (row == rows.end()) {
        std::fprintf(stderr, "peer_dlib: ID SECONDS; known:");
        for (const auto& known : rows) std::fprintf(stderr, " %s", known.first.c_str());
        std::fprintf(stderr, "\n");
        return 2;
    }
    std::printf("%.1f\n", row->second(std::atof(argv[2])));
}
