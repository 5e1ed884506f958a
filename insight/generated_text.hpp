// SPDX-License-Identifier: Apache-2.0
// The words that project generators and hosts write into a README or a policy for somebody to replace: the
// one list of them, each a phrase that is enough to know it by. Pure; letter case does not matter.
#pragma once

#include "insight/facts.hpp"

#include <string_view>

namespace insight {

// "Project Title": a title that nobody gave.
bool is_generated_title(std::string_view title);

// A paragraph, or a heading, that a whole document of a generator begins with: "This project was generated
// with Angular CLI version 17." What somebody adds to the sentence makes it their own.
bool is_generated_opening(std::string_view text);

// "Further help", "License": a heading below which a generator's document goes on, with whatever words.
bool is_generated_heading(std::string_view heading);

// Goes through the blocks of a document in order: whether each stands below such a heading, however deep.
class GeneratedSections {
  public:
    bool hold(const Block& block);

  private:
    int level_ = 0;  // of the generator's heading that is open; 0 = none is
};

// A paragraph that asks to be replaced or speaks of the generator's own project: an opening, "Tell people
// where they can go to for help", "Thank you for considering contributing to the Laravel framework!", "<your
// project>".
bool is_generated_text(std::string_view paragraph);

// "Lorem ipsum", "[project name]": wherever it stands, nobody has looked at the paragraph yet.
bool holds_blank_to_fill(std::string_view paragraph);

}  // namespace insight
