// SPDX-License-Identifier: Apache-2.0
#include "net/crypto.hpp"

#include <catch2/catch.hpp>

using namespace net::crypto;

TEST_CASE("HMAC-SHA256 gives the codes of RFC 4231") {
    struct Row {
        std::string key, message, code;
    };
    const auto row = GENERATE(values<Row>({
        {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
        {std::string(20, '\x0b'), "Hi There",
         "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
        {"Jefe", "what do ya want for nothing?",
         "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
        {std::string(20, '\xaa'), std::string(50, '\xdd'),
         "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
    }));
    HmacSha256 hmac(row.key);
    CHECK(to_hex(hmac(row.message)) == row.code);
    CHECK(to_hex(hmac(row.message.substr(0, 3), row.message.substr(3, 2), row.message.substr(5))) ==
          row.code);
}

TEST_CASE("an empty key and an empty message are allowed") {
    CHECK(to_hex(HmacSha256("")("")) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("Slack's published signature is reproduced") {
    HmacSha256 hmac("8f742231b10e8888abcd99yyyzzz85a5");
    const std::string body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%"
        "2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    CHECK(to_hex(hmac("v0:1531420618", ":", body)) ==
          "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");
}

TEST_CASE("SHA-256 of nothing and of abc") {
    CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(to_hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("comparison looks at every byte and at the length") {
    CHECK(equal_in_constant_time("", ""));
    CHECK(equal_in_constant_time("same", "same"));
    CHECK_FALSE(equal_in_constant_time("same", "sama"));
    CHECK_FALSE(equal_in_constant_time("same", "sam"));
}

TEST_CASE("random bytes have the asked length and differ") {
    CHECK(random_bytes(0).empty());
    CHECK(random_bytes(32).size() == 32);
    CHECK(random_bytes(32) != random_bytes(32));
}

TEST_CASE("base64url has no padding and no plus or slash") {
    CHECK(base64url("").empty());
    CHECK(base64url("f") == "Zg");
    CHECK(base64url("fo") == "Zm8");
    CHECK(base64url("foobar") == "Zm9vYmFy");
    CHECK(base64url("\xfb\xff\xbf") == "-_-_");
}

TEST_CASE("what was sealed opens with the same key, for the same owner, unchanged") {
    const std::string key(32, 'k'), other(32, 'o');
    for (const std::string& text : {std::string(), std::string("xoxb-1"), std::string(5000, '\0')}) {
        const auto sealed = net::crypto::seal(key, text, "installation 2");
        CHECK(net::crypto::open(key, sealed, "installation 2") == text);
        CHECK_FALSE(net::crypto::open(other, sealed, "installation 2"));
        CHECK_FALSE(net::crypto::open(key, sealed, "installation 3"));
        CHECK_FALSE(net::crypto::open(key, sealed, ""));
        for (const std::size_t at : {std::size_t{0}, std::size_t{12}, sealed.size() - 1}) {
            auto changed = sealed;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            CHECK_FALSE(net::crypto::open(key, changed, "installation 2"));
        }
        for (std::size_t size = 0; size < sealed.size() && size < 40; ++size)
            CHECK_FALSE(net::crypto::open(key, std::string_view(sealed).substr(0, size), "installation 2"));
    }
}

TEST_CASE("the same text is sealed differently each time, and shows nothing of itself") {
    const std::string key(32, 'k');
    const auto first = net::crypto::seal(key, "xoxb-secret", "a");
    CHECK(first != net::crypto::seal(key, "xoxb-secret", "a"));
    CHECK(first.find("xoxb") == std::string::npos);
    CHECK_THROWS_AS(net::crypto::seal("short", "x", ""), std::logic_error);
}

// NIST's vector for AES-256-GCM with associated data (gcm-spec, test case 16).
TEST_CASE("sealed bytes are those of AES-256-GCM") {
    const auto bytes = [](std::string_view hex) {
        std::string out;
        for (std::size_t i = 0; i < hex.size(); i += 2)
            out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
        return out;
    };
    const auto sealed = bytes(
        "cafebabefacedbaddecaf888"
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f6"
        "1e63"
        "93ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b");
    const auto key = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
    CHECK(net::crypto::open(key, sealed, bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2")) ==
          bytes("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6"
                "b525b16"
                "aedf5aa0de657ba637b39"));
}

TEST_CASE("base64url is read back, and nothing else is") {
    for (std::size_t size = 0; size < 40; ++size) {
        std::string bytes;
        for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * 37 + size);
        CHECK(net::crypto::from_base64url(net::crypto::base64url(bytes)) == bytes);
    }
    for (const std::string text : {"A", "AA==", "A+BC", "A BC", "AB", "AAAAA"})  // AB: bits left over
        CHECK_FALSE(net::crypto::from_base64url(text));
}
