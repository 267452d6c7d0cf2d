#include "app/pictures/contour_labels.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace ravine {

namespace {

constexpr std::size_t most_labels = 14;
constexpr std::size_t enough_labels = 6;  // with fewer on strong lines, weak ones have some, too

double distance(Place a, Place b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// A line by the length along it.
class Measured {
  public:
    explicit Measured(const std::vector<Place>& places) : places_(&places), along_(places.size()) {
        for (std::size_t i = 1; i < places.size(); ++i) along_[i] = along_[i - 1] + distance(places[i - 1], places[i]);
    }
    double length() const { return along_.empty() ? 0 : along_.back(); }
    Place at(double length) const {
        const auto after = std::upper_bound(along_.begin() + 1, along_.end() - 1, length);
        const auto i = static_cast<std::size_t>(after - along_.begin());
        const double piece = along_[i] - along_[i - 1], share = piece > 0 ? (length - along_[i - 1]) / piece : 0;
        const Place &a = (*places_)[i - 1], &b = (*places_)[i];
        return {std::lerp(a.x, b.x, share), std::lerp(a.y, b.y, share)};
    }

  private:
    const std::vector<Place>* places_;
    std::vector<double> along_;
};

/// A place for a label, and how good it is: 1 is best.
struct Candidate {
    Place middle;
    double merit;
};

class Placer {
  public:
    Placer(std::span<const ContourMark> marks, const ContourLabelLook& look, LabelRoom& room)
        : marks_(marks), look_(look), room_(room) {}

    void place(const DrawnContour& line) {
        const Measured measured(line.places);
        const double span = room_.whole().width() + room_.whole().height();
        const int wanted = measured.length() > 1.3 * span ? 2 : 1;
        const double part = measured.length() / wanted;
        for (int i = 0; i < wanted; ++i)
            if (const auto best = best_in(line, measured, i * part, (i + 1) * part)) take(line.mark, best->middle);
    }
    std::vector<ContourLabel> take_labels() { return std::move(labels_); }
    std::size_t count() const { return labels_.size(); }

  private:
    std::optional<Candidate> best_in(const DrawnContour& line, const Measured& measured, double from, double to) {
        const double width = look_.width(line.mark);
        constexpr double least_lines = 3.5;  // of a label's widths: a ring that is mostly its label says nothing
        std::optional<Candidate> best;
        if (measured.length() < least_lines * width) return best;
        const double step = std::max(4.0, (to - from) / 160);
        for (double s = std::max(from, width); s <= std::min(to, measured.length() - width); s += step) {
            const Candidate candidate = judged(line, measured, s, width);
            if (candidate.merit < 0.3 || (best && candidate.merit <= best->merit)) continue;
            if (room_.is_free(box(candidate.middle, width)) && has_room_between_lines(line.mark, candidate.middle))
                best = candidate;
        }
        return best;
    }

    /// Words are level: so is the line at the best place, and straight.
    Candidate judged(const DrawnContour& line, const Measured& measured, double s, double width) const {
        const Place begin = measured.at(s - 0.7 * width), middle = measured.at(s), end = measured.at(s + 0.7 * width);
        const double chord = distance(begin, end);
        const double bend = 1 - chord / (1.4 * width), tilt = chord > 0 ? std::abs(end.y - begin.y) / chord : 1;
        double merit = 1 - 5 * bend - 0.5 * tilt;
        for (const ContourLabel& old : look_.before)
            if (old.height == marks_[line.mark].height)
                merit += 0.4 * std::max(0.0, 1 - distance(old.middle, middle) / (2 * width));
        return {middle, merit};
    }

    bool has_room_between_lines(std::size_t mark, Place middle) const {
        return marks_[mark].gap > 0.8 * look_.text_height * look_.slope(middle);
    }

    Box box(Place middle, double width) const {
        const double margin = 1.5 * look_.text_height;
        return box_around(middle, width + 2 * margin, look_.text_height + 1.4 * margin);
    }

    void take(std::size_t mark, Place middle) {
        room_.take(box(middle, look_.width(mark)));
        labels_.push_back({mark, middle, marks_[mark].height});
    }

    std::span<const ContourMark> marks_;
    const ContourLabelLook& look_;
    LabelRoom& room_;
    std::vector<ContourLabel> labels_;
};

}  // namespace

std::vector<ContourLabel> place_contour_labels(std::span<const DrawnContour> lines, std::span<const ContourMark> marks,
                                               const ContourLabelLook& look, LabelRoom& room) {
    Placer placer(marks, look, room);
    for (const bool strong : {true, false})
        for (const DrawnContour& line : lines)
            if (marks[line.mark].is_strong == strong && placer.count() < (strong ? most_labels : enough_labels))
                placer.place(line);
    return placer.take_labels();
}

}  // namespace ravine
