// SPDX-License-Identifier: Apache-2.0
// Files of a project: path → text.
export function sampleFiles(i, project, random) {
  const files = { "README.md": `# ${project.name}\n\n${"What it does and how to use it. ".repeat(random.between(1, 30))}\n` };
  if (random.chance(0.5)) files["CONTRIBUTING.md"] = "# Contributing\n\nOpen a merge request.\n";
  if (random.chance(0.4)) files.LICENSE = "MIT License\n";
  if (random.chance(0.6))
    files[random.pick(["CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"])] = `* @${project.group}\n[Docs][2]\ndocs/ @acme\n`;
  if (random.chance(0.7)) files[".gitlab-ci.yml"] = "test:\n  script: make test\n";
  if (random.chance(0.2)) files["catalog-info.yaml"] = `kind: Component\nspec:\n  owner: ${project.group}\n`;
  if (random.chance(0.2)) files["innersource.json"] = '{"motivation":"Others need it","skills":["C++"]}\n';
  for (let n = random.between(0, 6); n > 0; n--) files[`src/part_${n}/module ${n}.cpp`] = `int part_${n}();\n`;
  // One tree is longer than a page.
  if (i === 0) for (let n = 0; n < 230; n++) files[`src/generated/file_${String(n).padStart(3, "0")}.cpp`] = `int generated_${n}();\n`;
  return files;
}
