// SPDX-License-Identifier: Apache-2.0
#include "bot/version.hpp"

#include <cstdio>

int main() {
    std::printf("ispo %s\n", bot::version().data());
    return 0;
}
