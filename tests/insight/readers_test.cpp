// SPDX-License-Identifier: Apache-2.0
#include "insight/readers.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace insight;
using People = std::optional<std::vector<std::string>>;

const People mia{{"U1MIA"}}, both{{"U1MIA", "U2TOM"}}, nobody{std::vector<std::string>{}};
}  // namespace

TEST_CASE("the weakest reader of a place decides what may stand there") {
    struct Row {
        const char* why;
        Visibility visibility;
        People list;
        Reader weakest;
        People there;
        Objection objection;
    };
    const std::vector<Row> rows = {
        {"all may read, all are colleagues",
         Visibility::internal,
         {},
         Reader::colleague,
         {},
         Objection::none},
        {"public is not for outsiders: the judgement is ours",
         Visibility::public_,
         {},
         Reader::outsider,
         {},
         Objection::outsiders},
        {"one guest is enough", Visibility::internal, {}, Reader::guest, both, Objection::guests},
        {"an outsider on the list stays an outsider", Visibility::private_, mia, Reader::outsider, mia,
         Objection::outsiders},
        {"a guest on the list stays a guest", Visibility::private_, mia, Reader::guest, mia,
         Objection::guests},
        {"no list is no permission", Visibility::private_, {}, Reader::colleague, mia, Objection::no_list},
        {"the office needs no list", Visibility::private_, {}, Reader::office, {}, Objection::none},
        {"the one reader is on the list", Visibility::private_, both, Reader::colleague, mia,
         Objection::none},
        {"all readers are on the list", Visibility::private_, both, Reader::colleague, both, Objection::none},
        {"one reader is not on the list", Visibility::private_, mia, Reader::colleague, both,
         Objection::not_all_on_list},
        {"who reads is not known",
         Visibility::private_,
         both,
         Reader::colleague,
         {},
         Objection::not_all_on_list},
        {"nobody at all is not everybody", Visibility::private_, both, Reader::colleague, nobody,
         Objection::not_all_on_list},
        {"an empty list lets nobody in", Visibility::private_, nobody, Reader::colleague, mia,
         Objection::not_all_on_list},
    };
    for (const auto& row : rows) {
        INFO(row.why);
        CHECK(objection_to({row.visibility, row.list}, {row.weakest, row.there}) == row.objection);
    }
    CHECK(objection_to({}, {}) == Objection::outsiders);
}
