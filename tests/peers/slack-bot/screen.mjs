// SPDX-License-Identifier: Apache-2.0
// What a person does in the simulated Slack and sees there. `slack()` is the simulator.
import { until } from "./bot.mjs";

export const alice = "U0ALICE01";
export const channel = "C0GENERAL";
export const textOf = (value) => JSON.stringify(value);
export const blockOf = (view, action) => view.blocks.find((block) => block.element?.action_id === action);
// Values typed into a view, by the action's name.
export const fill = (view, values) => Object.fromEntries(Object.entries(values).map(([action, value]) => [blockOf(view, action).block_id, { [action]: value }]));

export function screen(slack) {
  const act = (what) => slack().post("act", { person: alice, channel, ...what });
  const views = async (person = alice) => await slack().get(`views?person=${person}`);
  const top = async () => (await views()).stack.at(-1);
  const calls = async (method) => await slack().get(`log?kind=api&method=${method}`);
  const messages = async (where) => (await slack().get(`messages?channel=${where}`)).filter((each) => each.bot_id);

  async function opened(title) {
    await until(async () => (await top())?.title?.text === title, `the modal ${title}`);
    return await top();
  }

  // The first answer in the channel.
  async function answer() {
    await until(async () => (await messages(channel)).length === 1, "an answer");
    return (await messages(channel))[0];
  }

  // Something said later is answered: whatever the earlier made the bot do at once has been done.
  async function laterIsAnswered(transport) {
    const roles = async () => (await messages(channel)).filter(({ text }) => /Help: roles/.test(text)).length;
    const before = await roles();
    await act({ do: "mention", text: "help roles", transport });
    await until(async () => (await roles()) > before, "the later answer");
  }
  return { act, views, top, calls, messages, opened, answer, laterIsAnswered };
}
