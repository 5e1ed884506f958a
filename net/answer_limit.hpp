// SPDX-License-Identifier: Apache-2.0
// Answers that are larger than a client takes (ClientSettings::body_limit).
#pragma once

#include "core/result.hpp"

namespace net {

// Is that why Client::send() gave no answer? The same request would get the same one; a smaller may do.
bool is_too_large(const core::Error& error);

}  // namespace net
