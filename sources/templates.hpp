// SPDX-License-Identifier: Apache-2.0
// Issue and change templates: are they ones that the host would offer? Source: GitHub "Configuring issue
// templates", "Syntax for issue forms"; GitLab "Description templates".
#pragma once

#include "insight/facts.hpp"

#include <string_view>

namespace sources {

insight::Template parse_template(std::string_view path, insight::TemplateKind kind, std::string_view bytes);

}  // namespace sources
