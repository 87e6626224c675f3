import {
  check,
  column,
  foreignKey,
  type Operations,
  primaryKey,
  type RevisionModule,
  sql,
  unique,
} from "@limbeck/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runThroughClient } from "../databases/client.ts";
import { databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { type Bench, bench, revisionFor } from "./one-revision.ts";

type Upgrade = RevisionModule["upgrade"];

let here: Bench;
let done: readonly Upgrade[];

afterEach(() => here.database.drop());

/** Runs revisions on top of those that have run. */
async function run(...upgrades: readonly Upgrade[]): Promise<void> {
  await here.migrator([...done, ...upgrades]).upgrade();
  done = [...done, ...upgrades];
}

const createShelves: Upgrade = async (op) => {
  await op.createTable("room", [column("id", "integer"), primaryKey(["id"], { name: "pk_room" })]);
  await op.createTable("shelf", [
    column("id", "integer"),
    column("code", "varchar(9)"),
    column("room_id", "integer", { nullable: true }),
    primaryKey(["id"], { name: "pk_shelf" }),
    unique(["code"], { name: "uq_shelf" }),
    check(sql`id > 0`, { name: "ck_shelf" }),
    foreignKey(["room_id"], "room", ["id"], { name: "fk_shelf" }),
  ]);
  await op.createIndex("ix_shelf", "shelf", ["room_id", "code"]);
  await op.execute("INSERT INTO room VALUES (1)");
  await op.execute("INSERT INTO shelf VALUES (7, 'a', 1)");
};

/** What makes an object, and what takes it away, each with the plain call that must fail the second time. */
interface Pair {
  readonly create: (op: Operations, options: { readonly ifNotExists?: boolean }) => Promise<void>;
  readonly drop: (op: Operations, options: { readonly ifExists?: boolean }) => Promise<void>;
}

const pairs: Record<string, Pair> = {
  "a table": {
    create: (op, options) => op.createTable("lamp", [column("id", "integer"), primaryKey(["id"])], options),
    drop: (op, options) => op.dropTable("lamp", options),
  },
  "a column": {
    create: (op, options) => op.addColumn("shelf", column("width", "integer", { nullable: true }), options),
    drop: (op, options) => op.dropColumn("shelf", "width", options),
  },
  "a column that is computed": {
    create: (op, options) =>
      op.addColumn(
        "shelf",
        column("twice", "integer", {
          nullable: true,
          generated: { expression: sql`id * 2`, stored: true },
        }),
        options,
      ),
    drop: (op, options) => op.dropColumn("shelf", "twice", options),
  },
  "an index": {
    create: (op, options) => op.createIndex("ix_code", "shelf", ["code"], options),
    drop: (op, options) => op.dropIndex("ix_code", "shelf", options),
  },
  "a view": {
    create: (op, options) => op.createView("wide", sql`SELECT id FROM shelf`, options),
    drop: (op, options) => op.dropView("wide", options),
  },
};

describe.each(databaseNames)("conditions on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "conditions");
    done = [];
  });

  const shelves = () => here.database.query("SELECT * FROM shelf");
  const untouched = [{ id: 7, code: "a", room_id: 1 }];

  it.each(Object.entries(pairs))("%s is made once, and goes once", async (_what, { create, drop }) => {
    await run(
      createShelves,
      (op) => drop(op, { ifExists: true }),
      (op) => create(op, { ifNotExists: true }),
      (op) => create(op, { ifNotExists: true }),
    );
    await expect(run((op) => create(op, {}))).rejects.toThrow(/create|add/);
    await run(
      (op) => drop(op, { ifExists: true }),
      (op) => drop(op, { ifExists: true }),
    );
    await expect(run((op) => drop(op, {}))).rejects.toThrow(/drop/);
    expect(await shelves()).toEqual(untouched);
  });

  it.each(["unique", "check", "foreign key", "primary key"] as const)("a %s goes once", async (type) => {
    const names = {
      unique: "uq_shelf",
      check: "ck_shelf",
      "foreign key": "fk_shelf",
      "primary key": "pk_shelf",
    };
    await run(
      createShelves,
      (op) => op.dropConstraint(names[type], "shelf", type, { ifExists: true }),
      (op) => op.dropConstraint(names[type], "shelf", type, { ifExists: true }),
    );
    await expect(run((op) => op.dropConstraint(names[type], "shelf", type))).rejects.toThrow(/drop/);
    expect(await shelves()).toEqual(untouched);
  });

  it("what is there stays as it is, whatever was asked for", async () => {
    await run(
      createShelves,
      (op) => op.createTable("shelf", [column("other", "integer")], { ifNotExists: true }),
      (op) => op.addColumn("shelf", column("code", "integer", { default: 3 }), { ifNotExists: true }),
      (op) => op.createIndex("ix_shelf", "shelf", ["id"], { ifNotExists: true, unique: true }),
    );
    expect(await shelves()).toEqual(untouched);
  });

  it("several of them for one table look at what the one before has left", async () => {
    await run(createShelves, async (op) => {
      await op.dropConstraint("ck_shelf", "shelf", "check", { ifExists: true });
      await op.dropConstraint("ck_shelf", "shelf", "check", { ifExists: true });
      await op.addColumn("shelf", column("width", "integer", { default: 4 }), { ifNotExists: true });
      await op.addColumn("shelf", column("width", "integer", { default: 5 }), { ifNotExists: true });
      await op.dropColumn("shelf", "depth", { ifExists: true });
    });
    expect(await shelves()).toEqual([{ ...untouched[0], width: 4 }]);
  });

  it("a table that is not there is an error all the same, where its column or index is meant", async () => {
    await expect(run((op) => op.dropColumn("none", "depth", { ifExists: true }))).rejects.toThrow(/none/);
    const added = column("depth", "integer", { nullable: true });
    await expect(run((op) => op.addColumn("none", added, { ifNotExists: true }))).rejects.toThrow(/none/);
  });

  it("a script decides by what the revisions before it have made, or lets the server", async () => {
    const script = await here
      .migrator([
        createShelves,
        async (op) => {
          await op.addColumn("shelf", column("width", "integer", { default: 4 }), { ifNotExists: true });
          await op.addColumn("shelf", column("code", "integer", { default: 4 }), { ifNotExists: true });
          await op.dropColumn("shelf", "depth", { ifExists: true });
          await op.createIndex("ix_shelf", "shelf", ["id"], { ifNotExists: true });
          await op.dropIndex("ix_other", "shelf", { ifExists: true });
          await op.dropConstraint("ck_other", "shelf", "check", { ifExists: true });
          await op.createTable("shelf", [column("id", "integer")], { ifNotExists: true });
          await op.dropTable("lamp", { ifExists: true });
        },
      ])
      .upgrade("head", { sql: true });
    await runThroughClient(here.database, script);
    expect(await shelves()).toEqual([{ ...untouched[0], width: 4 }]);
  });

  it("a script that can't know says so, and one whose server decides need not know", async () => {
    const script = here
      .migrator([(op) => op.addColumn("old", column("width", "integer"), { ifNotExists: true })])
      .upgrade("head", { sql: true });
    const text = await script.catch((error: { code: string; message: string }) => error.code + error.message);
    expect(text).toMatch(
      /^E_OFFLINE.*can't add column old\.width unless it exists.*Run it on the database|ADD COLUMN IF NOT EXISTS/s,
    );
  });
});

describe.each(databasesWith(({ createSchema }) => createSchema))("schemas on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "schemas");
    done = [];
  });

  it("come once, and go once", async () => {
    const other = `${String(here.database.options.database)}_other`;
    await run(
      revisionFor<"postgres" | "mysql" | "mariadb">((op) => op.createSchema(other, { ifNotExists: true })),
      revisionFor<"postgres" | "mysql" | "mariadb">((op) => op.createSchema(other, { ifNotExists: true })),
      revisionFor<"postgres" | "mysql" | "mariadb">((op) => op.dropSchema(other, { ifExists: true })),
      revisionFor<"postgres" | "mysql" | "mariadb">((op) => op.dropSchema(other, { ifExists: true })),
    );
    await expect(
      run(revisionFor<"postgres" | "mysql" | "mariadb">((op) => op.dropSchema(other))),
    ).rejects.toThrow(/drop schema/);
  });
});

describe.each(databasesWith(({ enumTypes }) => enumTypes))("objects of their own on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "objects");
    done = [];
  });

  it.each<
    [string, (op: Operations<"postgres">) => Promise<void>, (op: Operations<"postgres">) => Promise<void>]
  >([
    [
      "an enum",
      (op) => op.createEnum("mood", ["it's", "calm"], { ifNotExists: true }),
      (op) => op.dropEnum("mood", { ifExists: true }),
    ],
    [
      "a label",
      async (op) => {
        await op.createEnum("mood", ["sad"], { ifNotExists: true });
        await op.addEnumValue("mood", "calm", { ifNotExists: true });
      },
      (op) => op.dropEnum("mood", { ifExists: true }),
    ],
    [
      "a sequence",
      (op) => op.createSequence("ticket", { start: "5", ifNotExists: true }),
      (op) => op.dropSequence("ticket", { ifExists: true }),
    ],
    [
      "an extension",
      (op) => op.createExtension("citext"),
      (op) => op.dropExtension("citext", { ifExists: true }),
    ],
    [
      "a materialized view",
      (op) => op.createView("one", sql`SELECT 1 AS n`, { materialized: true, ifNotExists: true }),
      (op) => op.dropView("one", { materialized: true, ifExists: true }),
    ],
  ])("%s comes once, and goes once", async (_what, create, drop) => {
    await run(revisionFor(drop), revisionFor(create), revisionFor(create));
    await run(revisionFor(drop), revisionFor(drop));
    await run(revisionFor(create));
  });

  it("a script makes them where they are not there", async () => {
    const create = revisionFor<"postgres">(async (op) => {
      await op.createEnum("mood", ["it's", "$limbeck$"], { ifNotExists: true });
      await op.createView("one", sql`SELECT 1 AS n -- one`, { ifNotExists: true });
      await op.createSequence("ticket", { start: "5", ifNotExists: true });
    });
    const script = await here.migrator([create]).upgrade("head", { sql: true });
    await here.database.query("CREATE VIEW one AS SELECT 2 AS n");
    await runThroughClient(here.database, script);
    expect(await here.database.query("SELECT n, enum_range(NULL::mood)::text AS labels FROM one")).toEqual([
      { n: 2, labels: "{it's,$limbeck$}" },
    ]);
  });
});
