import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Consumer, createConsumer, outsideOfVitest } from "./consumer.ts";
import { follow } from "./follow.ts";
import { freePort } from "./free-port.ts";
import { accounts, bareApplications, newApplication } from "./nest-files.ts";

const before = {
  "@nestjs/common": "11.2.10",
  "@nestjs/core": "11.2.10",
  "@nestjs/platform-express": "11.2.10",
  "better-sqlite3": "12.11.1",
  "reflect-metadata": "0.2.2",
  rxjs: "7.8.2",
};
const added = {
  limbeck: "0.1.0",
  typeorm: "1.1.1",
  "@limbeck/core": "0.1.0",
  "@limbeck/nestjs": "0.1.0",
  "@nestjs/typeorm": "11.0.3",
};
const devDependencies = { "@types/node": "20.19.43", typescript: "5.9.3" };

describe("a Nest application without Terminus", () => {
  let application: Consumer;

  beforeAll(async () => {
    const manifest = { name: "shop", version: "1.0.0", devDependencies };
    application = await createConsumer({ ...manifest, dependencies: { ...before, ...added } });
    // As `nest new` has left it: `init` is to say what else it takes.
    const scripts = { build: "tsc -p tsconfig.build.json", "start:prod": "node dist/main" };
    application.write({
      "package.json": JSON.stringify({ ...manifest, scripts, dependencies: before }, null, 2),
      ...newApplication,
      ...bareApplications,
    });
  });
  afterAll(() => application?.remove());

  test("has none that could be found", async () => {
    const resolve = `require.resolve("@nestjs/terminus", { paths: [".", "./node_modules/@limbeck/nestjs"] })`;
    const { code, output } = await application.run(process.execPath, ["-e", resolve]);
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining("MODULE_NOT_FOUND") as string,
    });
  });

  test.each(["bare.mjs", "bare.cjs"])(
    "imports the module, upgrades and tells its health, in %s",
    async (file) => {
      expect(await application.done(process.execPath, file)).toBe("up-to-date up\n");
    },
  );

  test("goes from init to HTTP by what init says", async () => {
    const said = await application.done("npx", "limbeck", "init");
    expect(said).toContain(`1. npm install ${Object.keys(added).join(" ")}\n`);
    const { imports, modules } = linesToAdd(said);
    const source = application.read("src/app.module.ts");
    application.write({
      ...accounts,
      "src/app.module.ts": imports + source.replace("imports: [\n", `imports: [\n${modules}`),
    });

    const [, generate = ""] = /npm run (migration:generate) -- -m "first revision"/.exec(said) ?? [];
    const written = await application.done("npm", "run", "--silent", generate, "--", "-m", "first revision");
    expect(written).toMatch(/^wrote src\/migrations\/\w+_first_revision\.ts\n$/);
    await application.done("npm", "run", "--silent", "build");
    const port = await freePort();
    const step = { command: "npm run --silent start:prod", background: true, lines: ["listening"], code: 0 };
    await follow(step, application, { ...outsideOfVitest(), PORT: String(port) });

    const url = `http://127.0.0.1:${port}`;
    const headers = { "Content-Type": "application/json" };
    await fetch(`${url}/accounts`, { method: "POST", headers, body: JSON.stringify({ name: "Ada" }) });
    expect(await (await fetch(`${url}/accounts`)).json()).toEqual([{ id: 1, name: "Ada" }]);
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({
      migrations: { status: "up", state: "up-to-date", pending: [] },
    });
    expect(await application.done("npm", "run", "--silent", "migration:check")).toMatch(/^Nothing to do/);
  });
});

/** What `init` says is to be added to the module of the application. */
function linesToAdd(said: string): { readonly imports: string; readonly modules: string } {
  const [, imports, modules] =
    /Add to src\/app\.module\.ts:\n\n(.*?)\n\n +and to the imports of its module:\n\n(.*?)\n\n/s.exec(said) ??
    [];
  if (imports === undefined || modules === undefined) throw new Error(said);
  return { imports: `${imports}\n`, modules: `${modules}\n` };
}
