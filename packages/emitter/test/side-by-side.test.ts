import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";

const page = new URL("../../../docs/side-by-side.md", import.meta.url);

it("docs/side-by-side.md shows revisions as they are written", async () => {
  const text = await readFile(page, "utf8");
  const shown = [...text.matchAll(/\]\(([^)]+)\.entities\.ts\):\n\n```ts\n(.*?)\n```/gs)];
  expect(shown.length).toBeGreaterThan(1);
  for (const [, path, code] of shown) {
    const revision = await readFile(new URL(`${path}.revision.ts`, page), "utf8");
    expect(revision.slice(revision.indexOf("export async function upgrade"))).toBe(`${code}\n`);
  }
});
