#include "engine/compute/weight_rules.hpp"

#include <cmath>

#include "engine/compute/penalty.hpp"
#include "engine/optimize/schedules.hpp"
#include "engine/train/regularizers.hpp"
#include "engine/train/scenario_numbers.hpp"
#include "tests/unit/training_set_up.hpp"

using namespace ravine;

namespace {

/// The length of each unit's incoming weights, layer after layer.
template <class Scalar>
std::vector<double> norms_of(const Network<Scalar>& network, std::span<const Scalar> parameters) {
    std::vector<double> norms;
    for (const ParameterBlock& block : network.blocks())
        for (int row = 0; block.is_weight && row < block.rows; ++row) {
            double squares = 0;
            for (int column = 0; column < block.columns; ++column) {
                const double weight = parameters[block.offset + std::size_t(row * block.columns + column)];
                squares += weight * weight;
            }
            norms.push_back(std::sqrt(squares));
        }
    return norms;
}

Scenario decaying_scenario(const OptimizerRow& row, double decay) {
    Scenario scenario = small_scenario();
    scenario.optimizer = standard_selection(row);
    if (const int own = index_of_setting(row.settings, "weight_decay"); own >= 0)
        scenario.optimizer.values[std::size_t(own)] = 0;
    scenario.schedule = {"exponential", {0.5}};
    scenario.regularization.decoupled_weight_decay = decay;
    return scenario;
}

double largest_difference(std::span<const double> a, std::span<const double> b) {
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

}  // namespace

TEST_CASE("decoupled decay is w - rate * decay * w before each optimizer's step, for weights and not for biases") {
    constexpr double decay = 0.3;
    for (const OptimizerRow& row : optimizers()) {
        if (row.asks_objective()) continue;  // the gradient alone does not tell their step
        INFO(row.id);
        const Scenario scenario = decaying_scenario(row, decay);
        const auto trainer = make_trainer<double>(scenario);
        std::vector<double> expected = copy_parameters(*trainer);
        OptimizerState<double> state(row, scenario.optimizer.values, expected.size());
        for (int step = 0; step < 12; ++step) {
            const double rate = trainer->learning_rate();
            REQUIRE(trainer->step(0));
            for (const ParameterBlock& block : trainer->network().blocks())
                for (std::size_t i = block.offset; block.is_weight && i < block.offset + block.size(); ++i)
                    expected[i] -= rate * decay * expected[i];
            state.update(expected, trainer->last_gradient(), rate / scenario.optimizer.values[0]);
            CHECK(largest_difference(trainer->parameters(), expected) < 1e-12);
        }
    }
}

TEST_CASE("Adam with decoupled decay of the weights is AdamW on the weights and Adam on the biases") {
    const Scenario scenario = decaying_scenario(*find_row(optimizers(), "adam"), 0.05);
    const auto trainer = make_trainer<double>(scenario);
    const OptimizerRow& adamw = *find_row(optimizers(), "adamw");
    std::vector<double> settings = scenario.optimizer.values;
    settings.insert(settings.end(), {0.05, 0});
    std::vector<double> decayed = copy_parameters(*trainer), plain = decayed;
    OptimizerState<double> with(adamw, settings, decayed.size());
    settings[6] = 0;
    OptimizerState<double> without(adamw, settings, plain.size());
    for (int step = 0; step < 20; ++step) {
        const double factor = trainer->learning_rate() / settings[0];
        REQUIRE(trainer->step(0));
        with.update(decayed, trainer->last_gradient(), factor);
        without.update(plain, trainer->last_gradient(), factor);
    }
    for (const ParameterBlock& block : trainer->network().blocks())
        for (std::size_t i = block.offset; i < block.offset + block.size(); ++i)
            CHECK_THAT(trainer->parameters()[i], WithinAbs(block.is_weight ? decayed[i] : plain[i], 1e-12));
}

TEST_CASE("for plain gradient descent decay λ is the penalty λ/2·Σw²; for Adam it is not") {
    for (const auto& [id, is_equal] : {std::pair{"sgd", true}, {"adam", false}}) {
        INFO(id);
        Scenario scenario = small_scenario();
        scenario.optimizer = standard_selection(*find_row(optimizers(), id));
        Scenario coupled = scenario;
        scenario.regularization.decoupled_weight_decay = 0.2;
        coupled.regularization.l2 = 0.1;
        const auto a = make_trainer<double>(scenario), b = make_trainer<double>(coupled);
        train_epochs(*a, 10);
        train_epochs(*b, 10);
        const double difference = largest_difference(a->parameters(), b->parameters());
        CHECK((difference < 1e-12) == is_equal);
        CHECK(a->penalty() == 0);
        CHECK(b->penalty() > 0);
    }
}

TEST_CASE("penalty and decay of the parts of a vector are those of the whole, however it is cut") {
    const std::vector<ParameterBlock> blocks = {{"weight", 0, 0, 3, 2, true},
                                                {"bias", 0, 6, 3, 1, false},
                                                {"weight", 1, 9, 2, 3, true},
                                                {"bias", 1, 15, 2, 1, false}};
    const Regularization regularization = {0.01, 0.02, 0.3, 0};
    std::vector<float> start(17);
    for (std::size_t i = 0; i < start.size(); ++i) start[i] = float(i) - 8.5f;
    std::vector<float> gradient(17, 1), parameters = start;
    add_penalty_gradient(regularization, blocks, start.data(), gradient.data());
    decay_weights(regularization, blocks, 0.1, parameters.data());
    CHECK(parameters[6] == start[6]);
    CHECK(parameters[9] != start[9]);
    for (std::size_t cut = 0; cut <= start.size(); ++cut) {
        std::vector<float> of_parts(17, 1), decayed = start;
        for (const Part part : {Part{0, cut}, Part{cut, start.size()}}) {
            add_penalty_gradient(regularization, blocks, start.data(), of_parts.data(), part);
            decay_weights(regularization, blocks, 0.1, decayed.data(), part);
        }
        CHECK(of_parts == gradient);
        CHECK(decayed == parameters);
    }
}

TEST_CASE("an optimizer that decays by itself refuses a second decay, in words that say which to set") {
    Scenario scenario = decaying_scenario(*find_row(optimizers(), "adamw"), 0.1);
    CHECK(check_scenario(scenario));
    scenario.optimizer = standard_selection(*find_row(optimizers(), "adamw"));
    CHECK(own_weight_decay(scenario.optimizer) == 0.01);
    CHECK(check_scenario(scenario).error().message() ==
          "regularization.decoupled_weight_decay: 'adamw' decays the weights by itself; set one of the two: this, or "
          "optimizer.weight_decay");
    CHECK(own_weight_decay({"sgd", {0.1}}) == 0);
}

TEMPLATE_TEST_CASE("max-norm holds after every step, and touches only units that are too long", "", float, double) {
    constexpr double bound = 0.8;
    for (const char* id : {"sgd", "momentum", "adam", "rmsprop", "lion"}) {
        INFO(id);
        Scenario scenario = small_scenario();
        scenario.optimizer = standard_selection(*find_row(optimizers(), id));
        scenario.optimizer.values[0] *= 10;
        scenario.regularization.max_norm = bound;
        const auto trainer = make_trainer<TestType>(scenario);
        const std::vector<double> before = norms_of(trainer->network(), trainer->parameters());
        REQUIRE(*std::max_element(before.begin(), before.end()) > bound);
        int at_bound = 0, inside = 0;
        for (int step = 0; step < 100; ++step) {
            REQUIRE(trainer->step(0));
            for (double norm : norms_of(trainer->network(), trainer->parameters())) {
                REQUIRE(norm <= bound);
                ++(norm > bound * (1 - 1e-5) ? at_bound : inside);
            }
        }
        CHECK(at_bound > 0);
        CHECK(inside > 0);
    }
}

TEST_CASE("max-norm keeps directions, shorter vectors and what is not finite") {
    const std::vector<ParameterBlock> blocks = {{"weight", 0, 1, 3, 2, true}, {"bias", 0, 7, 3, 1, false}};
    const float infinite = std::numeric_limits<float>::infinity();
    std::vector<float> parameters = {9, 30, 40, 0.3f, 0.4f, infinite, 1, 100, 100, 100};
    limit_norms({0, 0, 0, 5}, blocks, parameters.data());
    CHECK(parameters[1] == Approx(3));
    CHECK(parameters[2] == Approx(4));
    CHECK(std::hypot(double(parameters[1]), double(parameters[2])) <= 5);
    CHECK(std::vector(parameters.begin() + 3, parameters.end()) ==
          std::vector<float>{0.3f, 0.4f, infinite, 1, 100, 100, 100});
    CHECK(parameters[0] == 9);
}

TEST_CASE(
    "each regulariser's settings are keys of the scenario, off by default, and named where they are out of range") {
    for (const RegularizerRow& row : regularizers()) {
        INFO(row.id);
        CHECK_FALSE(row.is_on(standard_scenario()));
        for (const Setting& setting : row.settings) {
            INFO(setting.key);
            const ScenarioNumberRow& number = scenario_number(row.object, setting.key);
            CHECK(number.path() == std::string(row.object) + "." + std::string(setting.key));
            CHECK(number.setting->help == setting.help);
            Scenario scenario = standard_scenario();
            number.set(scenario, setting.most);
            CHECK(check_scenario(scenario));
            CHECK(number.get(scenario) == setting.most);
            if (&setting == &row.settings.front()) CHECK(row.is_on(scenario));
            if (setting.scale == Scale::toggle) continue;
            number.set(scenario, setting.least - 1);
            CHECK(check_scenario(scenario).error().where == number.path());
        }
        CHECK(row.usual_most > row.settings.front().least);
        CHECK(row.usual_most <= row.settings.front().most);
        CHECK(row.fits(standard_scenario()));
    }
    Scenario decaying = standard_scenario();
    decaying.optimizer = standard_selection(*find_row(optimizers(), "adamw"));
    CHECK_FALSE(find_row(regularizers(), "decoupled_weight_decay")->fits(decaying));
}
