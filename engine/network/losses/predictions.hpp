#pragma once
// What outputs say, as LossKernels::predict has it: outputs [units × samples], predictions [max(1, classes) × samples],
// which lie apart.

#include <algorithm>

#include "engine/core/elementary.hpp"
#include "engine/core/vector_loop.hpp"
#include "engine/network/softmax.hpp"

namespace ravine::loss {

/// One unit: the number.
struct NumberPrediction {
    template <class S>
    static void predict(const S* outputs, S* predictions, int, int samples) {
        std::copy_n(outputs, samples, predictions);
    }
};

/// σ(−z) and σ(z) of each sample's z, so that neither loses precision near 0.
template <class S, class Logit>
void predict_two(const Logit& logit, S* p, int samples) {
    vector_loop([=]() RAVINE_LOOP_BODY {
        RAVINE_INDEPENDENT
        for (int i = 0; i < samples; ++i) {
            const S z = logit(i);
            p[i] = sigmoid_of(-z);
            p[samples + i] = sigmoid_of(z);
        }
    });
}

/// One unit z for two classes.
struct SigmoidPrediction {
    template <class S>
    static void predict(const S* z, S* p, int, int samples) {
        predict_two([=](int i) { return z[i]; }, p, samples);
    }
};

/// One unit that is −1 for the first of two classes and 1 for the second: between them it is read as shares.
struct SignPrediction {
    template <class S>
    static void predict(const S* signs, S* p, int, int samples) {
        vector_loop([=]() RAVINE_LOOP_BODY {
            for (int i = 0; i < samples; ++i) {
                const S share = (S(1) + signs[i]) / S(2);
                p[samples + i] = share < S(0) ? S(0) : share > S(1) ? S(1) : share;
                p[i] = S(1) - p[samples + i];
            }
        });
    }
};

/// A logit per class.
struct SoftmaxPrediction {
    template <class S>
    static void predict(const S* logits, S* p, int classes, int samples) {
        if (classes == 2)
            predict_two([=](int i) { return logits[samples + i] - logits[i]; }, p, samples);
        else
            softmax_of_samples(logits, p, classes, samples);
    }
};

}  // namespace ravine::loss
