// SPDX-License-Identifier: Apache-2.0
// Owns the precompiled header that every test program reuses; main.cpp must be compiled without it.
