import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Page, readPages } from "../docs/blocks.ts";
import { type Consumer, createConsumer, outsideOfVitest } from "./consumer.ts";
import { follow } from "./follow.ts";
import { stepsOf } from "./readme.ts";

const dependencies = {
  limbeck: "0.1.0",
  "@limbeck/core": "0.1.0",
  "better-sqlite3": "12.11.1",
  "reflect-metadata": "0.2.2",
  typeorm: "1.1.1",
};

/** What stands in a project before a page begins. */
type Scene = (project: Consumer) => Promise<void> | void;

const nothing: Scene = () => {};

const revision = (id: string, down: string | null): string =>
  `/** ${id} */
   import type { Operations } from "@limbeck/core";
   export const revision = "${id}";
   export const downRevision = ${JSON.stringify(down)};
   export async function upgrade(op: Operations<"sqlite">): Promise<void> {
     await op.execute("CREATE TABLE t_${id} (id integer)");
   }
   export async function downgrade(op: Operations<"sqlite">): Promise<void> { await op.dropTable("t_${id}"); }\n`;

const withEntity: Scene = async (project) => {
  await project.done("npx", "limbeck", "init");
  project.write({
    "src/account.entity.ts": `import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
      @Entity() export class Account { @PrimaryGeneratedColumn() id!: number; @Column({ length: 50 }) name!: string; }\n`,
  });
};

const withRevision: Scene = async (project) => {
  await withEntity(project);
  await project.done("npx", "limbeck", "revision", "--autogenerate", "-m", "add account");
};

const twoHeads: Scene = async (project) => {
  await project.done("npx", "limbeck", "init");
  project.write({
    "migrations/a.ts": revision("aaaa1111", null),
    "migrations/b.ts": revision("bbbb2222", "aaaa1111"),
    "migrations/c.ts": revision("cccc3333", "aaaa1111"),
  });
};

/** The pages with commands; those of the others are run by the tests that are named. */
const scenes: Readonly<Record<string, Scene>> = {
  start: nothing,
  revisions: twoHeads,
  ci: withRevision,
  "several-databases": withRevision,
};

const elsewhere: ReadonlySet<string> = new Set([
  // packages/limbeck/test/transcripts.test.ts, which has each of its commands
  ...["commands", "adopting"],
  // nest.test.ts, examples/nest, test/nest/docs.test.ts and the transcripts
  "nest",
]);

const commandsOf = ({ blocks }: Page) =>
  stepsOf(
    blocks
      .filter(({ language }) => language === "sh" || language === "console")
      .map(({ language, text }) => `\`\`\`${language}\n${text}\n\`\`\`\n`)
      .join(""),
  );

const pages = readPages().filter(({ blocks }) => blocks.every(({ place }) => place.startsWith("docs/")));

test.each(pages.filter(({ name }) => name in scenes))("docs/$name does what it says", async (page) => {
  const project = await createConsumer({ name: page.name, type: "module", dependencies });
  onTestFinished(() => project.remove());
  await scenes[page.name]!(project);
  let written = false;
  for (const step of commandsOf(page)) {
    // Installed already, from the tarballs; what is shown again has been typed.
    if (/^npm (init|pkg|install)/.test(step.command)) continue;
    if (step.command === "npx limbeck init" && step.lines.length === 0) continue;
    if (!written && !step.command.endsWith(" init")) {
      project.write(
        Object.fromEntries(
          page.blocks.flatMap(({ file, text }) => (file === undefined ? [] : [[file, `${text}\n`]])),
        ),
      );
      written = true;
    }
    const [, file, from, to] = edits[step.command] ?? [];
    if (file !== undefined) project.write({ [file]: project.read(file).replace(from!, to!) });
    await follow(step, project, outsideOfVitest());
    if (step.command === shown[page.name]) expect(revisionShown(page)).toBe(writtenIn(project));
  }
});

/** The command that writes the revision which a page shows in full. */
const shown: Readonly<Record<string, string>> = {
  start: 'npm run migration:generate -- -m "add account"',
};

const withoutChance = (source: string): string =>
  source.replaceAll(/\b[0-9a-f]{12}\b/g, "<id>").replace(/Create Date: .*/, "Create Date: <now>");

function revisionShown({ blocks }: Page): string {
  const block = blocks.find(({ text }) => text.includes("export const revision ="));
  return withoutChance(`${block?.text}\n`);
}

function writtenIn(project: Consumer): string {
  const [file, ...others] = readdirSync(join(project.root, "migrations"));
  expect(others).toEqual([]);
  return withoutChance(project.read(`migrations/${file}`));
}

/** What a page asks for in words, before a command. */
const edits: Readonly<Record<string, readonly [string, string, string, string]>> = {
  'npm run migration:generate -- -m "longer names"': [
    "the length of a name",
    "src/account.entity.ts",
    "length: 50",
    "length: 80",
  ],
};

test("every page with commands is run", () => {
  const left = pages.filter(
    (page) => commandsOf(page).length > 0 && !(page.name in scenes || elsewhere.has(page.name)),
  );
  expect(left.map(({ name }) => name)).toEqual([]);
  expect(Object.keys(scenes).filter((name) => !pages.some((page) => page.name === name))).toEqual([]);
});
