// SPDX-License-Identifier: Apache-2.0
// What Slack takes, written down a second time, apart from the renderer: a mistake there is found here,
// before Slack finds it. Source: docs.slack.dev/reference/block-kit; where its pages disagree, the smaller
// figure.
#include "slack/blocks.hpp"
#include "slack/live_forms.hpp"
#include "slack/mrkdwn.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <set>

namespace slack {
namespace {

using core::Json;
using core::member_of;

using Keys = std::initializer_list<std::string_view>;

struct Length {
    std::size_t least = 1, most = 3000;
};

class Checker {
  public:
    explicit Checker(Surface surface) : surface_(surface) {}
    std::vector<BlockError> take() { return std::move(errors_); }

    void payload(const Json& value) {
        if (!value.is_object()) return error("", "is not an object");
        if (surface_ == Surface::message)
            message(value);
        else
            view(value);
        if (text_ > 12000)
            error("/blocks", fmt::format("all texts together have {} units; at most 12000", text_));
    }

  private:
    void error(const std::string& at, std::string message) { errors_.push_back({at, std::move(message)}); }

    void keys(const Json& value, const std::string& at, Keys required, Keys optional) {
        for (const auto key : required)
            if (!value.contains(key)) error(at, fmt::format("lacks {}", key));
        for (const auto& [key, ignored] : value.items()) {
            const auto is_key = [&k = key](std::string_view known) { return known == k; };
            if (std::none_of(required.begin(), required.end(), is_key) &&
                std::none_of(optional.begin(), optional.end(), is_key))
                error(fmt::format("{}/{}", at, key), "is not a field here");
        }
    }

    // Checks a string and counts it; returns it, or nothing when it is none.
    std::string_view string(const Json& parent, std::string_view key, const std::string& at, Length length) {
        const auto& value = member_of(parent, key);
        if (value.is_null()) return {};
        const auto here = at + "/" + std::string(key);
        if (!value.is_string()) return error(here, "is not a text"), std::string_view();
        const std::string_view text = value.get_ref<const std::string&>();
        const auto count = units(text);
        text_ += count;
        if (count < length.least) error(here, "is empty");
        if (count > length.most) error(here, fmt::format("has {} units; at most {}", count, length.most));
        return text;
    }
    void id(const Json& parent, std::string_view key, const std::string& at, std::set<std::string>& taken) {
        const auto before = text_;
        const auto value = string(parent, key, at, {1, 255});
        text_ = before;
        if (!value.empty() && !taken.insert(std::string(value)).second)
            error(at + "/" + std::string(key), "is used twice");
    }
    void boolean(const Json& parent, std::string_view key, const std::string& at) {
        const auto& value = member_of(parent, key);
        if (!value.is_null() && !value.is_boolean())
            error(at + "/" + std::string(key), "is neither true nor false");
    }
    void integer(const Json& parent, std::string_view key, const std::string& at, std::int64_t least,
                 std::int64_t most) {
        const auto& value = member_of(parent, key);
        if (value.is_null()) return;
        if (!value.is_number_integer() || value.get<std::int64_t>() < least ||
            value.get<std::int64_t>() > most)
            error(at + "/" + std::string(key), fmt::format("is no integer from {} to {}", least, most));
    }
    void word(const Json& parent, std::string_view key, const std::string& at, Keys allowed) {
        const auto& value = member_of(parent, key);
        if (value.is_null()) return;
        const auto text = value.is_string() ? value.get<std::string>() : std::string();
        if (std::find(allowed.begin(), allowed.end(), text) == allowed.end())
            error(at + "/" + std::string(key), "is not one of the words allowed here");
    }
    // Each item of a list of `least` to `most`; nothing is called when it is no list.
    template <class Check>
    void list(const Json& parent, std::string_view key, const std::string& at, Length length, Check check) {
        const auto& value = member_of(parent, key);
        const auto here = at + "/" + std::string(key);
        if (value.is_null()) return;
        if (!value.is_array()) return error(here, "is not a list");
        if (value.size() < length.least || value.size() > length.most)
            error(here,
                  fmt::format("has {} items; {} to {} are allowed", value.size(), length.least, length.most));
        for (std::size_t i = 0; i < value.size(); ++i) check(value[i], here + "/" + std::to_string(i));
    }

    // ---- text objects
    enum class Kinds { plain_only, either };
    void text_object(const Json& parent, std::string_view key, const std::string& at, std::size_t most,
                     Kinds kinds) {
        const auto& value = member_of(parent, key);
        if (!value.is_null()) text_value(value, at + "/" + std::string(key), most, kinds);
    }
    void text_value(const Json& value, const std::string& at, std::size_t most, Kinds kinds) {
        if (!value.is_object()) return error(at, "is not a text object");
        const auto type = core::text_of(value, "type");
        if (type == "plain_text") {
            keys(value, at, {"type", "text"}, {"emoji"});
            boolean(value, "emoji", at);
            string(value, "text", at, {1, most});
        } else if (type == "mrkdwn" && kinds == Kinds::either) {
            keys(value, at, {"type", "text"}, {"verbatim"});
            if (!core::truth_of(value, "verbatim"))
                error(at, "is mrkdwn without verbatim: @here in it would notify");
            notation(string(value, "text", at, {1, most}), at + "/text");
        } else {
            error(at + "/type", kinds == Kinds::plain_only ? "must be plain_text" : "is no kind of text");
        }
    }
    void notation(std::string_view text, const std::string& at) {
        for (auto& found : live_form_errors(text)) error(at, std::move(found));
    }

    // ---- surfaces
    void message(const Json& value) {
        keys(value, "", {"text"},
             {"blocks", "response_type", "replace_original", "delete_original", "thread_ts"});
        word(value, "response_type", "", {"ephemeral", "in_channel"});
        boolean(value, "replace_original", "");
        boolean(value, "delete_original", "");
        const auto text = string(value, "text", "", {1, 12000});
        notation(text, "/text");
        if (has_bare_broadcast(text)) error("/text", "holds a bare word that notifies");
        text_ = 0;
        blocks(value, 50);
    }
    void view(const Json& value) {
        const bool is_modal = surface_ == Surface::modal;
        keys(value, "", {"type", "blocks"},
             {"title", "submit", "close", "callback_id", "private_metadata", "external_id", "clear_on_close",
              "notify_on_close"});
        word(value, "type", "", {is_modal ? "modal" : "home"});
        if (is_modal && !value.contains("title")) error("", "lacks title");
        for (const std::string_view key : {"title", "submit", "close"})
            text_object(value, key, "", 24, Kinds::plain_only);
        string(value, "callback_id", "", {1, 255});
        string(value, "private_metadata", "", {0, 3000});
        text_ = 0;
        blocks(value, 100);
        if (has_input_ && is_modal && !value.contains("submit"))
            error("", "lacks submit, which an input needs");
    }
    void blocks(const Json& value, std::size_t most) {
        std::size_t tables = 0, charts = 0;
        list(value, "blocks", "", {0, most}, [&](const Json& one, const std::string& at) {
            const auto type = core::text_of(one, "type");
            tables += type == "data_table" || type == "table" ? 1 : 0;
            charts += type == "data_visualization" ? 1 : 0;
            block(one, at);
        });
        if (tables > 1) error("/blocks", "has more than one table");
        if (charts > 2) error("/blocks", "has more than two charts");
    }

    // ---- blocks
    void block(const Json& value, const std::string& at) {
        struct Row {
            std::string_view type;
            void (Checker::*check)(const Json&, const std::string&);
        };
        static constexpr Row rows[] = {{"section", &Checker::section},
                                       {"header", &Checker::header},
                                       {"divider", &Checker::divider},
                                       {"context", &Checker::context},
                                       {"actions", &Checker::actions},
                                       {"image", &Checker::image},
                                       {"input", &Checker::input},
                                       {"rich_text", &Checker::rich_text},
                                       {"table", &Checker::table},
                                       {"data_table", &Checker::data_table},
                                       {"data_visualization", &Checker::chart},
                                       {"alert", &Checker::alert}};
        if (!value.is_object()) return error(at, "is not a block");
        const auto type = core::text_of(value, "type");
        const auto* row =
            std::find_if(std::begin(rows), std::end(rows), [&](const Row& one) { return one.type == type; });
        if (row == std::end(rows)) return error(at + "/type", "is no block that is used here");
        id(value, "block_id", at, block_ids_);
        (this->*row->check)(value, at);
    }
    void section(const Json& value, const std::string& at) {
        keys(value, at, {"type"}, {"text", "fields", "accessory", "block_id", "expand"});
        if (!value.contains("text") && !value.contains("fields")) error(at, "lacks text or fields");
        boolean(value, "expand", at);
        text_object(value, "text", at, 3000, Kinds::either);
        list(value, "fields", at, {1, 10}, [&](const Json& field, const std::string& here) {
            text_value(field, here, 2000, Kinds::either);
        });
        if (value.contains("accessory")) element(value["accessory"], at + "/accessory");
    }
    void header(const Json& value, const std::string& at) {
        keys(value, at, {"type", "text"}, {"block_id"});
        text_object(value, "text", at, 150, Kinds::plain_only);
    }
    void divider(const Json& value, const std::string& at) { keys(value, at, {"type"}, {"block_id"}); }
    void context(const Json& value, const std::string& at) {
        keys(value, at, {"type", "elements"}, {"block_id"});
        list(value, "elements", at, {1, 10}, [&](const Json& one, const std::string& here) {
            if (core::text_of(one, "type") == "image")
                image_fields(one, here, {});
            else
                text_value(one, here, 3000, Kinds::either);
        });
    }
    void actions(const Json& value, const std::string& at) {
        keys(value, at, {"type", "elements"}, {"block_id"});
        list(value, "elements", at, {1, 25},
             [&](const Json& one, const std::string& here) { element(one, here); });
    }
    void image(const Json& value, const std::string& at) {
        image_fields(value, at, {"block_id", "title"});
        text_object(value, "title", at, 2000, Kinds::plain_only);
    }
    void image_fields(const Json& value, const std::string& at, Keys more) {
        std::vector<std::string_view> optional = {"image_url", "slack_file"};
        optional.insert(optional.end(), more.begin(), more.end());
        for (const auto& [key, ignored] : value.items())
            if (key != "type" && key != "alt_text" &&
                std::find(optional.begin(), optional.end(), key) == optional.end())
                error(fmt::format("{}/{}", at, key), "is not a field here");
        if (!value.contains("alt_text")) error(at, "lacks alt_text: what the picture says");
        string(value, "alt_text", at, {1, 2000});
        if (value.contains("image_url") == value.contains("slack_file"))
            error(at, "needs one of image_url and slack_file");
        url(value, "image_url", at);
        const auto& file = member_of(value, "slack_file");
        if (!file.is_null() && (!file.is_object() || file.contains("id") == file.contains("url")))
            error(at + "/slack_file", "needs one of id and url");
    }
    void url(const Json& parent, std::string_view key, const std::string& at) {
        const auto value = string(parent, key, at, {1, 3000});
        if (!value.empty() && !value.starts_with("https://") && !value.starts_with("http://"))
            error(at + "/" + std::string(key), "is no web address");
    }
    void input(const Json& value, const std::string& at) {
        if (surface_ == Surface::message) error(at, "input stands in views only");
        has_input_ = true;
        keys(value, at, {"type", "label", "element"}, {"hint", "optional", "dispatch_action", "block_id"});
        text_object(value, "label", at, 2000, Kinds::plain_only);
        text_object(value, "hint", at, 2000, Kinds::plain_only);
        boolean(value, "optional", at);
        boolean(value, "dispatch_action", at);
        if (value.contains("element")) element(value["element"], at + "/element");
    }
    void alert(const Json& value, const std::string& at) {
        if (surface_ != Surface::modal) error(at, "alert stands in modals only");
        keys(value, at, {"type", "text"}, {"level", "block_id"});
        text_object(value, "text", at, 200, Kinds::either);
        word(value, "level", at, {"default", "info", "warning", "error", "success"});
    }

    // ---- rich text
    void rich_text(const Json& value, const std::string& at) {
        keys(value, at, {"type", "elements"}, {"block_id"});
        list(value, "elements", at, {1, 100},
             [&](const Json& one, const std::string& here) { rich_part(one, here); });
    }
    void rich_part(const Json& value, const std::string& at) {
        const auto type = core::text_of(value, "type");
        if (type == "rich_text_list") {
            keys(value, at, {"type", "style", "elements"}, {"indent", "offset", "border"});
            word(value, "style", at, {"bullet", "ordered"});
            return list(value, "elements", at, {1, 100},
                        [&](const Json& one, const std::string& here) { rich_part(one, here); });
        }
        if (type != "rich_text_section" && type != "rich_text_preformatted" && type != "rich_text_quote")
            return error(at + "/type", "is no part of rich text");
        keys(value, at, {"type", "elements"}, {"border", "language"});
        list(value, "elements", at, {1, 1000},
             [&](const Json& one, const std::string& here) { rich_leaf(one, here); });
    }
    // Only texts and links: a user, usergroup, channel or broadcast element would be a live mention.
    void rich_leaf(const Json& value, const std::string& at) {
        const auto type = core::text_of(value, "type");
        if (type == "text")
            keys(value, at, {"type", "text"}, {"style"});
        else if (type == "link")
            keys(value, at, {"type", "url"}, {"text", "style"});
        else
            return error(at + "/type", "is neither text nor link");
        string(value, "text", at, {1, 3000});
        url(value, "url", at);
    }

    // ---- tables
    void cell(const Json& value, const std::string& at, bool may_be_rich) {
        const auto type = core::text_of(value, "type");
        if (type == "rich_text") {
            if (!may_be_rich) error(at, "a heading is no rich text");
            return rich_text(value, at);
        }
        if (type == "raw_number") {
            keys(value, at, {"type", "value", "text"}, {});
            if (!member_of(value, "value").is_number()) error(at + "/value", "is not a number");
        } else if (type == "raw_text") {
            keys(value, at, {"type", "text"}, {});
        } else {
            return error(at + "/type", "is no kind of cell");
        }
        string(value, "text", at, {1, 3000});
    }
    void rows(const Json& value, const std::string& at, Length length) {
        std::size_t columns = 0, number = 0;
        const auto before = text_;
        list(value, "rows", at, length, [&](const Json& row, const std::string& here) {
            const bool is_heading = number++ == 0;
            if (!row.is_array() || row.empty() || row.size() > 20)
                return error(here, "is no row of 1 to 20 cells");
            if (is_heading) columns = row.size();
            if (row.size() != columns) error(here, "is not as long as the first row");
            for (std::size_t i = 0; i < row.size(); ++i)
                cell(row[i], here + "/" + std::to_string(i), !is_heading);
        });
        if (text_ - before > 10000) error(at, "has more than 10000 units in its cells");
    }
    void table(const Json& value, const std::string& at) {
        keys(value, at, {"type", "rows"}, {"column_settings", "block_id"});
        rows(value, at, {1, 100});
        list(value, "column_settings", at, {0, 20}, [&](const Json& one, const std::string& here) {
            if (one.is_null()) return;
            keys(one, here, {}, {"align", "is_wrapped"});
            word(one, "align", here, {"left", "center", "right"});
            boolean(one, "is_wrapped", here);
        });
    }
    void data_table(const Json& value, const std::string& at) {
        keys(value, at, {"type", "caption", "rows"}, {"page_size", "row_header_column_index", "block_id"});
        string(value, "caption", at, {1, 3000});
        integer(value, "page_size", at, 1, 100);
        integer(value, "row_header_column_index", at, 0, 19);
        rows(value, at, {2, 101});
    }

    // ---- charts
    void chart(const Json& value, const std::string& at) {
        if (surface_ != Surface::message) error(at, "data_visualization stands in messages only");
        keys(value, at, {"type", "title", "chart"}, {"block_id"});
        string(value, "title", at, {1, 50});
        const auto& inner = member_of(value, "chart");
        const auto here = at + "/chart";
        if (!inner.is_object()) return error(here, "is not a chart");
        word(inner, "type", here, {"pie", "bar", "line", "area"});
        if (core::text_of(inner, "type") == "pie")
            pie(inner, here);
        else
            plot(inner, here);
    }
    void pie(const Json& value, const std::string& at) {
        keys(value, at, {"type", "segments"}, {});
        list(value, "segments", at, {1, 6}, [&](const Json& one, const std::string& here) {
            keys(one, here, {"label", "value"}, {});
            string(one, "label", here, {1, 20});
            const auto& number = member_of(one, "value");
            if (!number.is_number() || number.get<double>() <= 0) error(here + "/value", "is not above zero");
        });
    }
    void plot(const Json& value, const std::string& at) {
        keys(value, at, {"type", "series", "axis_config"}, {});
        const auto& axes = member_of(value, "axis_config");
        const auto here = at + "/axis_config";
        if (!axes.is_object()) return error(here, "is not an object");
        keys(axes, here, {"categories"}, {"x_label", "y_label"});
        string(axes, "x_label", here, {1, 50});
        string(axes, "y_label", here, {1, 50});
        std::set<std::string> categories;
        list(axes, "categories", here, {1, 20}, [&](const Json& one, const std::string& place) {
            if (!one.is_string() || one.get_ref<const std::string&>().empty() ||
                units(one.get_ref<const std::string&>()) > 20)
                return error(place, "is no label of 1 to 20 units");
            text_ += units(one.get_ref<const std::string&>());
            if (!categories.insert(one.get<std::string>()).second) error(place, "is a category twice");
        });
        std::set<std::string> names;
        list(value, "series", at, {1, 6}, [&](const Json& one, const std::string& place) {
            keys(one, place, {"name", "data"}, {});
            if (!names.insert(std::string(string(one, "name", place, {1, 20}))).second)
                error(place + "/name", "is a name twice");
            points(one, place, categories);
        });
    }
    void points(const Json& series, const std::string& at, const std::set<std::string>& categories) {
        std::set<std::string> seen;
        list(series, "data", at, {1, 20}, [&](const Json& one, const std::string& here) {
            keys(one, here, {"label", "value"}, {});
            const auto label = std::string(string(one, "label", here, {1, 20}));
            if (!categories.contains(label)) error(here + "/label", "is not a category");
            if (!seen.insert(label).second) error(here + "/label", "has two points");
            if (!member_of(one, "value").is_number()) error(here + "/value", "is not a number");
        });
        if (seen.size() != categories.size()) error(at + "/data", "has not one point for each category");
    }

    // ---- elements
    void element(const Json& value, const std::string& at) {
        if (!value.is_object()) return error(at, "is not an element");
        const auto type = core::text_of(value, "type");
        if (type == "image") return image_fields(value, at, {});
        id(value, "action_id", at, action_ids_);
        if (type == "button")
            button(value, at);
        else if (type == "overflow")
            menu(value, at);
        else if (type == "plain_text_input")
            text_input(value, at);
        else if (type == "static_select")
            select(value, at);
        else if (type == "radio_buttons" || type == "checkboxes")
            choice(value, at);
        else if (type == "datepicker")
            date(value, at);
        else
            error(at + "/type", "is no element that is used here");
    }
    void button(const Json& value, const std::string& at) {
        keys(value, at, {"type", "text", "action_id", "accessibility_label"},
             {"value", "url", "style", "confirm"});
        text_object(value, "text", at, 75, Kinds::plain_only);
        string(value, "accessibility_label", at, {1, 75});
        string(value, "value", at, {1, 75});
        url(value, "url", at);
        word(value, "style", at, {"primary", "danger"});
        confirm(value, at);
    }
    void confirm(const Json& parent, const std::string& at) {
        const auto& value = member_of(parent, "confirm");
        if (value.is_null()) return;
        const auto here = at + "/confirm";
        if (!value.is_object()) return error(here, "is not a question");
        keys(value, here, {"title", "text", "confirm", "deny"}, {"style"});
        text_object(value, "title", here, 100, Kinds::plain_only);
        text_object(value, "text", here, 300, Kinds::either);
        text_object(value, "confirm", here, 30, Kinds::plain_only);
        text_object(value, "deny", here, 30, Kinds::plain_only);
    }
    void option(const Json& value, const std::string& at) {
        if (!value.is_object()) return error(at, "is not an option");
        keys(value, at, {"text", "value"}, {"description", "url"});
        text_object(value, "text", at, 75, Kinds::either);
        text_object(value, "description", at, 75, Kinds::either);
        string(value, "value", at, {1, 75});
    }
    void options(const Json& value, const std::string& at, std::size_t most) {
        list(value, "options", at, {1, most},
             [&](const Json& one, const std::string& here) { option(one, here); });
    }
    void menu(const Json& value, const std::string& at) {
        keys(value, at, {"type", "action_id", "options"}, {"confirm"});
        options(value, at, 5);
        confirm(value, at);
    }
    void text_input(const Json& value, const std::string& at) {
        keys(value, at, {"type", "action_id"},
             {"placeholder", "initial_value", "multiline", "min_length", "max_length", "focus_on_load"});
        text_object(value, "placeholder", at, 150, Kinds::plain_only);
        string(value, "initial_value", at, {0, 3000});
        boolean(value, "multiline", at);
        integer(value, "min_length", at, 0, 3000);
        integer(value, "max_length", at, 1, 3000);
    }
    void select(const Json& value, const std::string& at) {
        keys(value, at, {"type", "action_id"},
             {"options", "option_groups", "placeholder", "initial_option", "confirm", "focus_on_load"});
        if (value.contains("options") == value.contains("option_groups"))
            error(at, "needs one of options and option_groups");
        text_object(value, "placeholder", at, 150, Kinds::plain_only);
        options(value, at, 100);
        list(value, "option_groups", at, {1, 100}, [&](const Json& one, const std::string& here) {
            keys(one, here, {"label", "options"}, {});
            text_object(one, "label", here, 75, Kinds::plain_only);
            options(one, here, 100);
        });
        if (value.contains("initial_option")) option(value["initial_option"], at + "/initial_option");
        confirm(value, at);
    }
    void choice(const Json& value, const std::string& at) {
        keys(value, at, {"type", "action_id", "options"},
             {"initial_option", "initial_options", "confirm", "focus_on_load"});
        options(value, at, 10);
        confirm(value, at);
    }
    void date(const Json& value, const std::string& at) {
        keys(value, at, {"type", "action_id"}, {"initial_date", "placeholder", "confirm", "focus_on_load"});
        string(value, "initial_date", at, {10, 10});
        text_object(value, "placeholder", at, 150, Kinds::plain_only);
        confirm(value, at);
    }

    Surface surface_;
    std::vector<BlockError> errors_;
    std::set<std::string> block_ids_, action_ids_;
    std::size_t text_ = 0;
    bool has_input_ = false;
};

}  // namespace

std::vector<BlockError> validate(const Json& payload, Surface surface) {
    Checker checker(surface);
    checker.payload(payload);
    return checker.take();
}

}  // namespace slack
