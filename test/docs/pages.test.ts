import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { directives } from "../../packages/core/test/operation/directives/index.ts";
import { alembicPage } from "./alembic-page.ts";
import { readDocComments } from "./doc-comments.ts";
import { callOf, formatCall, operationsPage } from "./operations-page.ts";

// `npm run docs:pages` writes them anew.

const docs = readDocComments();
const page = (name: string) => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));

test("docs/operations.md is what doc comments and tests say", async () => {
  await expect(await operationsPage(docs)).toMatchFileSnapshot(page("operations.md"));
});

test("docs/alembic-operations.md is what the tests say", async () => {
  await expect(await alembicPage()).toMatchFileSnapshot(page("alembic-operations.md"));
});

test("every option is told of", () => {
  const silent = [...docs.directives, ...docs.builders].flatMap(({ name, options }) =>
    options.filter(({ text }) => text === "").map((option) => `${name}: ${option.name}`),
  );
  expect(silent).toEqual([]);
});

test("the example in the doc comment of each directive is its first case, which is run", async () => {
  for (const { name, example } of docs.directives) {
    if (!(name in directives)) continue;
    expect(await formatCall(example), name).toBe(await callOf(name, 0));
  }
});
