#pragma once
// rates.png: the loss after a few steps, by learning rate.

#include "app/pictures/axis.hpp"
#include "app/pictures/canvas.hpp"
#include "engine/train/rate_test.hpp"

namespace ravine {

/// The learning rates of all trials, and the losses up to ten times the one before training: what is higher would press
/// the rest into a line.
Axis rate_axis(const RateCurve& curve);
Axis rate_loss_axis(const RateCurve& curve);

/// "0.01 lowers the loss most among the powers of ten", or that none does.
std::string rate_words(const RateCurve& curve);
/// "diverges from 0.5 on"; empty where no trial does.
std::string divergence_words(const RateCurve& curve);

/// `note` stands in the upper right corner.
Canvas draw_rates(const RateCurve& curve, std::string_view note, const ThemeRow& theme = dark_theme);

}  // namespace ravine
