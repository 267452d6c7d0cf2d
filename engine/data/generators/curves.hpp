#pragma once
// Generators of curves y = f(x) over [−5, 5], with y within ±3: sine, polynomial, step, damped_wave.

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/data/generators/scatter.hpp"

namespace ravine::generator {

inline constexpr double amplitude = 3;

inline constexpr std::array sine_settings{Setting{.key = "frequency",
                                                  .label = "Frequency",
                                                  .symbol = "ω",
                                                  .help = "Radians for each unit of x; more is harder to learn.",
                                                  .standard = 1,
                                                  .least = 0.1,
                                                  .most = 5}};

inline constexpr GeneratorRow sine{
    .id = "sine",
    .label = "Sine",
    .formula = "y = 3·sin(ω·x) + 2·noise·N(0, 1)",
    .source = "standard benchmark",
    .task = Task::curve,
    .settings = sine_settings,
    .generate =
        [](const GeneratorRequest& request) {
            const double frequency = request.settings[0];
            return scatter_curve(request, [frequency](double x) { return amplitude * std::sin(frequency * x); });
        },
    .classes = no_classes};

inline constexpr std::array polynomial_settings{Setting{.key = "degree",
                                                        .label = "Degree",
                                                        .symbol = "d",
                                                        .help = "Degree of the polynomial: 1 is a line, 3 a cubic.",
                                                        .standard = 3,
                                                        .least = 1,
                                                        .most = 9,
                                                        .scale = Scale::integer}};

inline constexpr GeneratorRow polynomial{
    .id = "polynomial",
    .label = "Polynomial",
    .formula = "y = 3·T_d(x/5) + 2·noise·N(0, 1), T_d the Chebyshev polynomial: T_3(u) = 4u³ − 3u",
    .source = "standard benchmark; Chebyshev's polynomials stay within ±1",
    .task = Task::curve,
    .settings = polynomial_settings,
    .generate =
        [](const GeneratorRequest& request) {
            const double degree = request.settings[0];
            return scatter_curve(request, [degree](double x) {
                return amplitude * std::cos(degree * std::acos(std::clamp(x / half_width, -1.0, 1.0)));
            });
        },
    .classes = no_classes};

inline constexpr std::array step_settings{Setting{.key = "steps",
                                                  .label = "Steps",
                                                  .symbol = "n",
                                                  .help = "Jumps between x = −5 and x = 5.",
                                                  .standard = 1,
                                                  .least = 1,
                                                  .most = 8,
                                                  .scale = Scale::integer}};

inline constexpr GeneratorRow step{.id = "step",
                                   .label = "Step",
                                   .formula = "y = 6·⌊(n + 1)·(x + 5)/10⌋/n − 3 + 2·noise·N(0, 1)",
                                   .source = "standard benchmark: a jump is what a smooth network cannot follow",
                                   .task = Task::curve,
                                   .settings = step_settings,
                                   .generate =
                                       [](const GeneratorRequest& request) {
                                           const double steps = request.settings[0];
                                           return scatter_curve(request, [steps](double x) {
                                               const double stair =
                                                   std::floor((steps + 1) * (x + half_width) / (2 * half_width));
                                               return 2 * amplitude * stair / steps - amplitude;
                                           });
                                       },
                                   .classes = no_classes};

inline constexpr std::array damped_wave_settings{Setting{.key = "frequency",
                                                         .label = "Frequency",
                                                         .symbol = "ω",
                                                         .help = "Radians for each unit of x.",
                                                         .standard = 3,
                                                         .least = 0.1,
                                                         .most = 5},
                                                 Setting{.key = "damping",
                                                         .label = "Damping",
                                                         .symbol = "δ",
                                                         .help = "How fast the wave dies away, for each unit of x.",
                                                         .standard = 0.3,
                                                         .least = 0,
                                                         .most = 2}};

inline constexpr GeneratorRow damped_wave{
    .id = "damped_wave",
    .label = "Damped wave",
    .formula = "y = 3·exp(−δ·(x + 5))·cos(ω·(x + 5)) + 2·noise·N(0, 1)",
    .source = "the damped oscillator of any physics textbook",
    .task = Task::curve,
    .settings = damped_wave_settings,
    .generate =
        [](const GeneratorRequest& request) {
            const double frequency = request.settings[0], damping = request.settings[1];
            return scatter_curve(request, [=](double x) {
                const double time = x + half_width;
                return amplitude * std::exp(-damping * time) * std::cos(frequency * time);
            });
        },
    .classes = no_classes};

}  // namespace ravine::generator
