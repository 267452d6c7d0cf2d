#pragma once
// A surface that knows its last answers: what a window asks of the same places in every frame costs nothing.

#include <array>
#include <memory>
#include <mutex>
#include <optional>

#include "engine/landscape/surface.hpp"

namespace ravine {

/// The last answers of one kind, by place. Any number of threads may ask at once.
template <class Answer>
class RecentAnswers {
  public:
    /// As `find` would give it, which is called where the place has not been asked for lately.
    template <class Find>
    Answer at(double x, double y, const Find& find) {
        if (const std::optional<Answer> known = recent(x, y)) return *known;
        const Answer answer = find();
        std::lock_guard lock(mutex_);
        entries_[next_++ % entries_.size()] = {x, y, answer};
        return answer;
    }

  private:
    struct Entry {
        double x = 0, y = 0;
        std::optional<Answer> answer;
    };

    std::optional<Answer> recent(double x, double y) {
        std::lock_guard lock(mutex_);
        for (const Entry& entry : entries_)
            if (entry.answer && entry.x == x && entry.y == y) return entry.answer;
        return {};
    }

    std::mutex mutex_;
    std::array<Entry, 64> entries_;
    std::size_t next_ = 0;
};

/// Another surface, with its answers at single places remembered; those at many places at once are not.
class RememberingSurface final : public Surface {
  public:
    explicit RememberingSurface(std::shared_ptr<const Surface> surface);

    bool is_slow() const override;
    double value(double x, double y) const override;
    std::array<double, 2> gradient(double x, double y) const override;
    std::array<double, 3> hessian(double x, double y) const override;
    std::array<double, 3> gauss_newton(double x, double y) const override;
    void values(std::span<const double> x, std::span<const double> y, std::span<double> f) const override;
    void gradients(std::span<const double> x, std::span<const double> y, std::span<double> f_x,
                   std::span<double> f_y) const override;

  private:
    std::shared_ptr<const Surface> surface_;
    mutable RecentAnswers<double> values_;
    mutable RecentAnswers<std::array<double, 2>> gradients_;
    mutable RecentAnswers<std::array<double, 3>> hessians_, gauss_newton_;
};

}  // namespace ravine
