// SPDX-License-Identifier: Apache-2.0
// One GraphQL call: held to the schema, measured, charged, run, and answered with 200 even when it fails, as GitHub does.
import { execute, GraphQLError, parse, validate } from "graphql";
import { getVariableValues } from "graphql/execution/values.js";
import { admit, authenticate } from "../admission.mjs";
import { Break } from "../../stand-in/break.mjs";
import { sayAnyway } from "../refusal.mjs";
import { strike } from "../struck.mjs";
import { measure } from "./cost.mjs";
import { resolveField } from "./resolve.mjs";

const accepted = /^(application\/(vnd\.github(\.[\w-]+)*\+)?json|\*\/\*)$/;

export async function graphqlCall(sim, call) {
  if (call.method !== "POST" || call.path !== "") throw new Break("graphql", [`GraphQL is POST ${sim.isGhes ? "/api" : ""}/graphql`]);
  const credential = authenticate(sim, call);
  const { query, variables, operationName } = readBody(call, credential);
  const { document, operation, values, measured } = understand(sim, query, variables, operationName);
  call.operation = operation.name?.value ?? "graphql";
  call.page = measured.page;
  admit(sim, call, "graphql", 1);
  strike(sim, call);
  call.cost = measured.cost;
  sim.limits.charge(credential.who, "graphql", measured.cost);
  return { status: 200, body: await run(sim, call, { document, operation, values, measured }) };
}

function readBody({ body, headers }, { kind }) {
  const reasons = [];
  const accept = (headers.accept ?? "*/*").split(",").map((type) => type.split(";")[0].trim());
  if (kind === "app") reasons.push("GraphQL takes a token, not the App's JWT");
  if (!accept.every((type) => accepted.test(type))) reasons.push("Accept is not JSON");
  if (!/^application\/json\b/.test(headers["content-type"] ?? "")) reasons.push("the body's content-type is not application/json");
  let said;
  try {
    said = JSON.parse(body.toString("utf8"));
  } catch {
    said = undefined;
  }
  if (said === null || typeof said !== "object" || typeof said.query !== "string")
    throw new Break("graphql", [...reasons, "the body is no {query, variables}"]);
  const unknown = Object.keys(said).filter((name) => !["query", "variables", "operationName"].includes(name));
  reasons.push(...unknown.map((name) => `the body has ${name}, which GraphQL does not know`));
  if (reasons.length > 0) throw new Break("graphql", reasons);
  return said;
}

// Everything that can be known before it runs.
function understand(sim, query, variables, operationName) {
  let document;
  try {
    document = parse(query, { maxTokens: 20_000 });
  } catch (error) {
    return broken(sim, [error.message], [{ message: error.message, locations: error.locations }]);
  }
  const errors = validate(sim.schema, document);
  if (errors.length > 0)
    return broken(
      sim,
      errors.map(({ message }) => message),
      errors.map(shown),
    );
  const operations = document.definitions.filter(({ kind }) => kind === "OperationDefinition");
  const operation = operationName ? operations.find(({ name }) => name?.value === operationName) : operations[0];
  if (!operation || (!operationName && operations.length > 1))
    throw new Break("graphql", ["operationName names no operation of the query"]);
  if (operation.operation !== "query") throw new Break("graphql", ["the stand-in serves no mutation"]);
  const read = getVariableValues(sim.schema, operation.variableDefinitions ?? [], variables ?? {}, { maxErrors: 5 });
  if (read.errors)
    return broken(
      sim,
      read.errors.map(({ message }) => message),
      read.errors.map(shown),
    );
  const measured = measure(sim.schema, document, operation, read.coerced);
  if (measured.reasons.length > 0)
    return broken(
      sim,
      measured.reasons,
      measured.reasons.map((message) => ({ type: "EXCESSIVE_PAGINATION", message })),
    );
  return { document, operation, values: variables ?? {}, measured };
}

// A query that GitHub refuses is a bug of the client: 599, unless a test wants to see GitHub's own answer.
function broken(sim, reasons, errors) {
  if (sim.settings.graphql_breaks !== "as_github") throw new Break("graphql", reasons);
  sim.journal.break("graphql", reasons);
  return sayAnyway({ errors });
}

async function run(sim, call, { document, operation, values, measured }) {
  const unserved = new Set();
  const { data, errors } = await execute({
    schema: sim.schema,
    document,
    operationName: operation.name?.value,
    variableValues: values,
    rootValue: sim.nodes.root(),
    contextValue: { sim, call, measured, unserved },
    fieldResolver: resolveField,
  });
  if (unserved.size > 0)
    throw new Break(
      "graphql",
      [...unserved].map((what) => `GitHub has ${what}, but the stand-in does not serve it`),
    );
  const bugs = (errors ?? []).filter(({ originalError }) => originalError && !(originalError instanceof GraphQLError));
  if (bugs.length > 0) throw bugs[0].originalError;
  return errors ? { data: data ?? null, errors: errors.map(shown) } : { data };
}

// GitHub's order and names: `type` beside `message`.
function shown({ message, path, locations, extensions }) {
  return { ...(extensions?.type ? { type: extensions.type } : {}), path, locations, message };
}
