import { afterEach, describe, expect, test, vi } from "vitest";
import { createDatabase, databaseNames, type TestDatabase } from "../../../test/databases/index.ts";
import { createProject, type Project } from "./support/project.ts";
import { run } from "./support/run.ts";

const password = "p@ss%rd/#:?&=+ ü";

/** A project whose DataSource leads nowhere. */
function lost(type: string): Project {
  return createProject({
    "package.json": `{ "type": "module" }`,
    "limbeck.config.ts": `import { DataSource } from "typeorm";
      import { defineConfig } from "limbeck";
      const options = { type: "${type}", host: "127.0.0.1", port: 1, username: "nobody", database: "/dev/null/x.db" };
      export default defineConfig({ dataSource: new DataSource(options as never) });`,
    "migrations/.gitkeep": "",
  });
}

/** The address of the test database for a user of its own, whose password holds what addresses are made of. */
async function addressOf(database: TestDatabase, user: string): Promise<string> {
  const { type, host, port, database: name } = database.options as Record<string, string>;
  if (database.name === "sqlite") return `sqlite://${name}`;
  if (database.name === "postgres") {
    await database.query(`CREATE ROLE "${user}" LOGIN SUPERUSER PASSWORD '${password}'`);
  } else {
    await database.query(`CREATE USER '${user}'@'%' IDENTIFIED BY '${password}'`);
    await database.query(`GRANT ALL ON *.* TO '${user}'@'%'`);
  }
  return `${type}://${user}:${encodeURIComponent(password)}@${host}:${port}/${name}`;
}

afterEach(() => vi.unstubAllEnvs());

describe.each(databaseNames)("on %s", (name) => {
  const type = name === "sqlite" ? "better-sqlite3" : name;

  test("--url and DATABASE_URL lead to another database, whatever the password holds", async () => {
    const database = await createDatabase(name, "url");
    const user = `ada_${Date.now().toString(36)}`;
    try {
      const address = await addressOf(database, user);
      const { root } = lost(type);
      expect((await run(root, "current")).err).toMatch(/^error E_CONNECT: /);
      expect(await run(root, "--url", address, "ensure-version")).toMatchObject({ code: 0, err: "" });
      expect(await database.query("SELECT * FROM limbeck_version")).toEqual([]);
      vi.stubEnv("DATABASE_URL", address);
      expect(await run(root, "current")).toMatchObject({ code: 0, err: "" });
    } finally {
      await database.drop();
      if (name !== "sqlite") {
        const server = await createDatabase(name, "url_end");
        await server.query(name === "postgres" ? `DROP ROLE "${user}"` : `DROP USER '${user}'@'%'`);
        await server.drop();
      }
    }
  });

  test("an address of another kind of database, or none, is refused without showing it", async () => {
    const { root } = lost(type);
    const wrong = await run(root, "--url", "oracle://ada:s3cret@db/shop", "current");
    expect(wrong.err).toMatch(new RegExp(`^error E_CONFIG: --url is an address of oracle.*"${type}"`));
    const broken = await run(root, "--url", "ada:s3cret", "current");
    expect(broken.err).toMatch(/^error E_CONFIG: --url/);
    expect(wrong.err + broken.err).not.toContain("s3cret");
  });
});
