import { readFileSync } from "node:fs";
import { DataSource, EntitySchema } from "typeorm";
import { expect, test } from "vitest";
import { autogenerate, defineConfig, Limbeck, writeRevision } from "../src/index.ts";
import { createProject } from "./support/project.ts";

const Account = new EntitySchema({
  name: "account",
  columns: {
    id: { type: Number, primary: true, generated: true },
    name: { type: String, length: 50, unique: true },
  },
});

const createDataSource = (database: string): DataSource =>
  new DataSource({ type: "better-sqlite3", database, entities: [Account] });

test("an application migrates its own DataSource, which stays as it was", async () => {
  const project = createProject({ "migrations/.gitkeep": "" });
  const dataSource = createDataSource(project.path("app.sqlite"));
  const limbeck = new Limbeck(defineConfig({ dataSource, directory: project.path("migrations") }));

  await expect(limbeck.check()).rejects.toMatchObject({ code: "E_PENDING_CHANGES" });
  const written = await limbeck.revision({ message: "add account", autogenerate: true });
  expect(written).toMatchObject({ warnings: [], path: expect.stringContaining(project.root) as string });
  expect(readFileSync(written?.path ?? "", "utf8")).toBe(written?.source);

  const [applied, ...others] = await limbeck.upgrade();
  expect(others).toEqual([]);
  expect(applied).toMatchObject({
    revision: written?.revision,
    direction: "upgrade",
    from: [],
    message: "add account",
  });
  await limbeck.check();
  expect(await limbeck.revision({ message: "nothing", autogenerate: true })).toBeNull();
  expect(dataSource.isInitialized).toBe(false);

  await dataSource.initialize();
  await dataSource.getRepository(Account).insert({ name: "Ada" });
  await limbeck.check();
  expect(dataSource.isInitialized).toBe(true);
  expect(await dataSource.getRepository(Account).count()).toBe(1);

  expect(await limbeck.downgrade("base")).toMatchObject([{ direction: "downgrade", to: [] }]);
  expect(await dataSource.query("SELECT name FROM sqlite_master WHERE name = 'account'")).toEqual([]);
  await dataSource.destroy();
});

test("what differs can be had as data, and written without the commands", async () => {
  const project = createProject({ "migrations/.gitkeep": "" });
  const dataSource = createDataSource(project.path("app.sqlite"));
  const script = await autogenerate(dataSource);
  expect(script.isEmpty).toBe(false);
  const { path } = await writeRevision(script, {
    directory: project.path("migrations"),
    message: "add account",
  });
  expect(path.startsWith(project.path("migrations"))).toBe(true);

  const limbeck = new Limbeck({ dataSource, directory: "migrations" }, { root: project.root });
  await limbeck.upgrade();
  await limbeck.check();
});

test("relative paths start at the root that is given", async () => {
  const project = createProject({ "db/revisions/.gitkeep": "" });
  const limbeck = new Limbeck({ directory: ["db/revisions"] }, { root: project.root });
  expect(limbeck.directories).toEqual([project.path("db/revisions")]);
  expect(await limbeck.heads()).toEqual([]);
});
