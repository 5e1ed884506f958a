// SPDX-License-Identifier: Apache-2.0
// The rich_text block.
import { anything, boolean, byType, list, number, object, oneOf, text } from "./shapes.mjs";

const type = anything;
const style = object({
  bold: boolean,
  code: boolean,
  italic: boolean,
  strike: boolean,
  underline: boolean,
  highlight: boolean,
  client_highlight: boolean,
  unlink: boolean,
});
const word = text({ min: 1 });

const inline = {
  text: object({ type, text: word, style }, { required: ["text"] }),
  link: object({ type, url: text({ min: 1, max: 3000 }), text: text(), unsafe: boolean, style }, { required: ["url"] }),
  emoji: object({ type, name: word, unicode: text(), url: text(), style }, { required: ["name"] }),
  user: object({ type, user_id: word, style }, { required: ["user_id"] }),
  usergroup: object({ type, usergroup_id: word, style }, { required: ["usergroup_id"] }),
  channel: object({ type, channel_id: word, style }, { required: ["channel_id"] }),
  team: object({ type, team_id: word, style }, { required: ["team_id"] }),
  broadcast: object({ type, range: oneOf("here", "channel", "everyone"), style }, { required: ["range"] }),
  color: object({ type, value: word, style }, { required: ["value"] }),
  date: object(
    { type, timestamp: number({ integer: true }), format: word, url: text(), fallback: text(), style },
    { required: ["timestamp", "format"] },
  ),
};
const elements = list(byType(inline));
const border = oneOf(0, 1);
const section = object({ type, elements }, { required: ["elements"] });

const parts = {
  rich_text_section: section,
  rich_text_list: object(
    {
      type,
      elements: list(byType({ rich_text_section: section })),
      style: oneOf("bullet", "ordered"),
      indent: number({ min: 0, max: 8, integer: true }),
      offset: number({ min: 0, integer: true }),
      border,
    },
    { required: ["elements", "style"] },
  ),
  rich_text_quote: object({ type, elements, border }, { required: ["elements"] }),
  rich_text_preformatted: object({ type, elements, border, language: text() }, { required: ["elements"] }),
};

export const rich_text = object(
  { type, block_id: text({ min: 1, max: 255 }), elements: list(byType(parts), { min: 1 }) },
  { required: ["elements"] },
);
