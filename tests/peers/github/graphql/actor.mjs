// SPDX-License-Identifier: Apache-2.0
// People and bots. A deleted account is null; a bot's login has no "[bot]" here, other than in REST.
import { personNode } from "../rest/shapes.mjs";

export function actorNode(sim, login) {
  const person = login ? sim.company.person(login) : undefined;
  if (!person) return null;
  const isBot = person.type === "Bot";
  return {
    __typename: person.type,
    id: personNode(person),
    databaseId: person.id,
    login: isBot ? login.replace(/\[bot\]$/, "") : login,
    name: person.name,
    url: isBot ? `${sim.web}/apps/${login.replace("[bot]", "")}` : `${sim.web}/${login}`,
  };
}
