// SPDX-License-Identifier: Apache-2.0
// Summaries, names and texts that people could have written, and that break who trusts them.
export const hostile_titles = [
  '<script>alert("title")</script> & "quotes" | *bold* `code`',
  "<!channel> @all see <https://evil.example|the docs>",
  "支払い – Größe 💶 e\u0301 \u202egnisrever\u202c",
  "a tab\tand a line\u2028separator \u0007bell",
  "x".repeat(255),
  "'; DROP TABLE issues; --",
  '=HYPERLINK("http://evil.example","click")',
  'project = PAY" OR key = "A-1',
];
export const hostile_names = [
  "Robert'); DROP TABLE people;--",
  "\u202eadA\u202c Lind",
  "<b>Bold</b> | Pipe",
  "张伟 👩‍💻",
  "=cmd|' /C calc'!A0",
];
