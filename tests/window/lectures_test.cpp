// The lectures' topics name only what exists, in the tables, in a scenario and in the window.
#include "app/command_line/lectures.hpp"

#include "app/window/panels.hpp"
#include "tests/catch.hpp"

using namespace ravine;

TEST_CASE("every place that a lecture's topic names is there") {
    int places = 0;
    for (const LectureRow& lecture : lectures())
        for (const LectureTopic& topic : lecture.topics)
            for (const LecturePlace& place : topic.places) {
                if (place.kind.empty()) continue;
                CAPTURE(lecture.id, topic.topic, place.kind, place.id);
                if (place.kind == "panel") CHECK(find_row(panels(), place.id) != nullptr);
                CHECK(lecture_place_words(place));
                ++places;
            }
    CHECK(places > 100);
    CHECK(lectures().size() == 5);
    CHECK(lectures_page());
}

TEST_CASE("a place that is not there is an error") {
    for (const LecturePlace& wrong : {LecturePlace{"optimizers", "adm"},
                                      {"optimizers", "adam.beta3"},
                                      {"key", "stop.epoch"},
                                      {"key", "optimiser"},
                                      {"command", "descent"},
                                      {"pictures", "curves"}})
        CHECK(!lecture_place_words(wrong));
    CHECK(lecture_place_words({"optimizers", "adam.beta1"}).value() == "Adam's β₁ (`beta1`)");
    CHECK(lecture_place_words({"key", "stop.patience"}).value() == "`stop.patience`");
}
