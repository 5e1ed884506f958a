// SPDX-License-Identifier: Apache-2.0
// A certificate authority that lives as long as a test, and certificates from it.
#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <filesystem>
#include <memory>
#include <string>

namespace net_tests {

using Key = std::shared_ptr<EVP_PKEY>;
using Certificate = std::shared_ptr<X509>;

inline Key new_key() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

inline void add_extension(X509* to, int what, const char* value) {
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, what, value);
    X509_add_ext(to, extension, -1);
    X509_EXTENSION_free(extension);
}

inline void set_name(X509_NAME* name, const char* text) {
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(text), -1, -1,
                               0);
}

struct Pair {
    Key key = new_key();
    Certificate certificate{X509_new(), X509_free};

    // From `issuer`, or from itself.
    Pair(const char* name, int extension, const char* value, const Pair* issuer, long valid_seconds = 3600) {
        auto* it = certificate.get();
        X509_set_version(it, 2);
        ASN1_INTEGER_set(X509_get_serialNumber(it), issuer ? 2 : 1);
        X509_gmtime_adj(X509_getm_notBefore(it), -7200);
        X509_gmtime_adj(X509_getm_notAfter(it), valid_seconds);
        X509_set_pubkey(it, key.get());
        set_name(X509_get_subject_name(it), name);
        X509_set_issuer_name(it, X509_get_subject_name((issuer ? issuer->certificate : certificate).get()));
        add_extension(it, extension, value);
        X509_sign(it, (issuer ? issuer->key : key).get(), EVP_sha256());
    }
};

struct Authority {
    Pair own{"test authority", NID_basic_constraints, "critical,CA:TRUE", nullptr};
    std::string folder = [] {
        std::string name = std::filesystem::temp_directory_path() / "ispo-ca-XXXXXX";
        return std::string(::mkdtemp(name.data()));
    }();
    std::string file = folder + "/ca.pem";

    Authority() {
        FILE* out = std::fopen(file.c_str(), "w");
        PEM_write_X509(out, own.certificate.get());
        std::fclose(out);
    }
    ~Authority() { std::filesystem::remove_all(folder); }
    // `names` as OpenSSL writes them: "DNS:localhost,IP:127.0.0.1".
    Pair certify(const char* names, long valid_seconds = 3600) const {
        return {"peer", NID_subject_alt_name, names, &own, valid_seconds};
    }
};

}  // namespace net_tests
