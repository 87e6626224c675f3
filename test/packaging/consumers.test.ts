import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Consumer, createConsumer, type Installer } from "./consumer.ts";
import { files } from "./consumer-files.ts";
import { repository, toolOf } from "./tarballs.ts";

// Compilers and runners are the repository's own: they resolve what a project imports from where the project is.
const node = process.execPath;
const tsc = join(repository, "node_modules", "typescript", "bin", "tsc");
const vitest = join(repository, "node_modules", "vitest", "vitest.mjs");
const jest = join(toolOf("jest"), "bin", "jest.js");

const resolutions = ["node10", "node16-cjs", "node16-esm", "nodenext", "bundler"];

/** How it was installed makes a difference to what is found, and little to how it is resolved. */
const projects: readonly (readonly [Installer, string, readonly string[]])[] = [
  ["npm", "1.1.1", resolutions],
  ["npm", "0.3.31", ["node10", "nodenext"]],
  ["pnpm", "1.1.1", ["nodenext"]],
  ["yarn", "0.3.31", ["nodenext"]],
];

describe.each(projects)("a project installed by %s, with TypeORM %s", (installer, typeorm, resolutions) => {
  let project: Consumer;

  beforeAll(async () => {
    const dependencies = {
      "@limbeck/core": "0.1.0",
      "@limbeck/emitter": "0.1.0",
      limbeck: "0.1.0",
      "better-sqlite3": "12.11.1",
      "reflect-metadata": "0.2.2",
      typeorm,
    };
    project = await createConsumer({ name: "consumer", version: "1.0.0", dependencies }, { installer });
    project.write(files({ tsJest: toolOf("ts-jest") }));
  });
  afterAll(() => project?.remove());

  test("imports the packages as ES modules and requires them as CommonJS", async () => {
    expect(await project.done(node, "migrate.mjs")).toBe("upgrade aaaa1111\nin step\n");
    expect(await project.done(node, "migrate.cjs")).toBe("upgrade aaaa1111\nin step\n");
  });

  test.each(resolutions)(
    "compiles against the types with moduleResolution %s",
    // TypeScript 6 has put node10 away, and still has it.
    async (name) => {
      await project.done(node, tsc, "-p", `tsconfig.${name}.json`);
    },
  );

  test("does not compile what the types forbid", async () => {
    const { code, output } = await project.run(node, [tsc, "-p", "tsconfig.wrong.json"]);
    expect({ code, output }).toEqual({
      code: 2,
      output: expect.stringMatching(/wrong\.ts.*"?varchr/s) as string,
    });
  });

  test("runs in Jest, as CommonJS and through ts-jest", async () => {
    const output = await project.done(node, jest, "--ci", "--runInBand", "--rootDir", project.root);
    expect(output).toContain("Tests:       2 passed, 2 total");
  });

  test("runs in Vitest", async () => {
    const output = await project.done(
      node,
      vitest,
      "run",
      "--root",
      project.root,
      "--globals",
      "--testTimeout=300000",
    );
    expect(output).toMatch(/Tests\s+1 passed/);
  });

  test("has the command, from init to a silent check", async () => {
    const bin = project.path("node_modules/.bin/limbeck");
    expect(existsSync(bin)).toBe(true);
    const limbeck = (...argv: string[]) => project.done(bin, ...argv);
    project.write({ "src/note.entity.ts": files({ tsJest: "" })["entity.ts"]! });
    expect(await limbeck("init")).toContain("wrote limbeck.config.ts");
    await limbeck("revision", "--autogenerate", "-m", "add notes", "--rev-id", "bbbb2222");
    expect(readdirSync(project.path("migrations"))).toEqual(["bbbb2222_add_notes.ts"]);
    expect(await limbeck("upgrade")).toContain("upgrade <base> -> bbbb2222");
    expect(await limbeck("check")).toContain("Nothing to do");
    expect(await limbeck("downgrade", "base")).toContain("downgrade bbbb2222 -> <base>");
    // The revision is the project's own source: it compiles there.
    await project.done(node, tsc, "-p", "tsconfig.revisions.json");
  });
});
