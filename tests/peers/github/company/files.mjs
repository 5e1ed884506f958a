// SPDX-License-Identifier: Apache-2.0
// The files of a repository of the sample company: what a readiness check looks for, sometimes missing, sometimes odd.
const owners_places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];
// GitHub cuts the text of a blob that is as long as this: isTruncated.
const long = "word ".repeat(150_000);

export function sampleFiles(repository, host, random) {
  const { name } = repository;
  const files = { "src/main.txt": `The program of ${name}\n` };
  const sometimes = (share, path, text) => {
    if (random.chance(share)) files[path] = text;
  };
  sometimes(0.9, "README.md", readme(repository, random));
  sometimes(0.5, "CONTRIBUTING.md", `# Contributing to ${name}\n\nOpen a pull request. We answer within two days.\n`);
  sometimes(0.3, "CODE_OF_CONDUCT.md", "# Code of conduct\n\nBe kind.\n");
  sometimes(0.4, "LICENSE", "InnerSource License 1.0\n");
  sometimes(0.2, "SECURITY.md", "# Security\n\nTell security@acme.example.\n");
  sometimes(0.3, ".github/ISSUE_TEMPLATE/bug.yml", "name: Bug\nbody: []\n");
  sometimes(0.3, ".github/PULL_REQUEST_TEMPLATE.md", "What changes?\n");
  sometimes(0.6, ".github/workflows/ci.yml", "on: push\njobs: {}\n");
  sometimes(0.2, "docs/architecture/größe.md", "# Größe\n");
  sometimes(0.2, "innersource.json", `${JSON.stringify({ title: name, description: "As the InnerSource Portal reads it" })}\n`);
  if (host) sometimes(0.6, random.pick(owners_places), codeowners(host, random));
  if (repository.id % 200 === 5) files["README.md"] = long;
  return files;
}

function readme({ name }, random) {
  const help = random.chance(0.5) ? "\n## Getting help\n\nAsk in #help.\n" : "";
  return `# ${name}\n\nWhat it is for.\n\n## Getting started\n\nRun it.\n${help}`;
}

function codeowners(host, random) {
  const second = random.chance(0.3) ? "/docs/ @acme/design-system docs@acme.example\n" : "";
  return `# Who reviews\n*  @acme/${host.slug}\n${second}`;
}
