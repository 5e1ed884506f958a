// SPDX-License-Identifier: Apache-2.0
// Titles, names and texts that people could have written, and that break who trusts them.
export const hostile_titles = [
  '<script>alert("title")</script> & "quotes" | *bold* `code`',
  "<!channel> @all see <https://evil.example|the docs>",
  "支払い – Größe 💶 e\u0301 \u202egnisrever\u202c",
  "a tab\tand a line\u2028separator \u0007bell",
  "x".repeat(255),
  "'; DROP TABLE merge_requests; --",
  '=HYPERLINK("http://evil.example","click")',
];
export const hostile_names = [
  "Robert'); DROP TABLE people;--",
  "\u202eadA\u202c Lind",
  "<b>Bold</b> | Pipe",
  "张伟 👩‍💻",
  "=cmd|' /C calc'!A0",
];
export const hostile_texts = ["<img src=x onerror=alert(1)>", "/assign @root\n/close", "```\n${7*7} {{7*7}}\n```", "n".repeat(20_000)];
