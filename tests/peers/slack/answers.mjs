// SPDX-License-Identifier: Apache-2.0
// What a person sees after the app answered (or did not): the body of a 200 takes effect here.
import { checkOptions } from "./block_kit.mjs";
import { Refusal } from "./refusal.mjs";
import { sayThrough } from "./response_url.mjs";
import { pushView, readView, replaceView, setStack, shownView, stackOf } from "./view_stack.mjs";

// Slack's word for a delivery that was not taken; undefined if it was.
function failureOf(outcome) {
  if (outcome.failure === "http_timeout" || outcome.failure === "timeout") return "operation_timeout";
  if (outcome.failure) return "dispatch_failed";
  return outcome.status >= 200 && outcome.status < 300 ? undefined : "dispatch_failed";
}

function readJson(body) {
  if (!body) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

function tried(action) {
  try {
    return action() ?? {};
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { error: error.message, ...error.details };
  }
}

// {said: true} or {error}.
export function afterCommand(sim, url_id, outcome) {
  const error = failureOf(outcome);
  if (error) return { error };
  if (!outcome.body || outcome.body.trim() === "") return {};
  const isJson = outcome.transport === "socket" || /json/.test(outcome.headers?.["content-type"] ?? "");
  const parsed = isJson ? readJson(outcome.body) : { text: outcome.body };
  if (parsed === null || typeof parsed !== "object") return { error: "invalid_payload" };
  if (Object.keys(parsed).length === 0) return {};
  return tried(() => {
    sayThrough(sim, sim.workspace.response_urls.get(url_id), parsed);
    return { said: true };
  });
}

// Where nothing is to be said: a click, a shortcut, a closed view.
export function afterNotice(sim, outcome) {
  const error = failureOf(outcome);
  if (error) return { error };
  const said = readJson(outcome.body);
  if (said && typeof said === "object" && Object.keys(said).length > 0)
    sim.journal.add("problem", { what: "A body that Slack ignores.", body: outcome.body });
  return {};
}

export function afterSuggestion(sim, outcome) {
  const error = failureOf(outcome);
  if (error) return { error };
  const answer = readJson(outcome.body);
  const errors = checkOptions(answer, sim.blockRules());
  return errors.length > 0 ? { error: "invalid_options", errors } : { options: answer.options, option_groups: answer.option_groups };
}

// Closes, replaces, stacks or keeps the view, as the answer says.
export function afterSubmission(sim, row, outcome) {
  const error = failureOf(outcome);
  if (error) return { error, open: true };
  const answer = readJson(outcome.body);
  if (answer === null) return { error: "invalid_payload", open: true };
  const stack = stackOf(sim, row.app_id, row.user_id);
  const owner = { app_id: row.app_id, user_id: row.user_id, team_id: row.team_id, bot_id: row.bot_id };
  switch (answer?.response_action) {
    case undefined:
      setStack(
        sim,
        row.app_id,
        row.user_id,
        stack.filter((id) => id !== row.id),
      );
      return { open: false };
    case "clear":
      setStack(sim, row.app_id, row.user_id, []);
      return { open: false, cleared: true };
    case "errors":
      return afterErrors(row, answer.errors);
    case "update":
      return tried(() => ({ open: true, view: shownView(replaceView(sim, row, readView(sim, answer.view, "modal"))) }));
    case "push":
      return tried(() => ({ open: true, view: shownView(pushView(sim, owner, readView(sim, answer.view, "modal"))) }));
    default:
      return { error: "invalid_response_action", open: true };
  }
}

// Errors belong to input blocks of the view; Slack shows none of the others.
function afterErrors(row, errors) {
  const inputs = row.blocks.filter((block) => block.type === "input").map((block) => block.block_id);
  const isGood =
    errors &&
    typeof errors === "object" &&
    Object.keys(errors).length > 0 &&
    Object.entries(errors).every(([id, text]) => inputs.includes(id) && typeof text === "string" && text !== "");
  return isGood ? { open: true, errors } : { open: true, error: "invalid_errors", errors };
}
