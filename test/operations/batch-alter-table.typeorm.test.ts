import { check, column, type Operations, primaryKey, type RevisionModule, sql } from "@limbeck/core";
import type { Logger } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runThroughClient } from "../databases/client.ts";
import { dump } from "../databases/dump.ts";
import { databaseNames } from "../databases/index.ts";
import { databasesWith } from "../support/databases-with.ts";
import { type Bench, bench } from "./one-revision.ts";

type Upgrade = RevisionModule["upgrade"];
/** The changes of a table, by `op` or by `batch`. */
type Change = (op: Operations<"postgres">) => Promise<void>;
type BatchOf<D extends "postgres" | "mysql" | "sqlite"> = Parameters<
  Parameters<Operations<D>["batchAlterTable"]>[1]
>[0];

const transactional = databasesWith((can) => can.transactionalDdl);

let here: Bench;
afterEach(() => here.database.drop());

const create: Upgrade = async (op: Operations<"postgres">) => {
  await op.createTable("reader", [column("id", "integer"), primaryKey(["id"], { name: op.f("pk_reader") })]);
  await op.createTable("loan", [
    column("id", "integer"),
    column("title", "varchar(40)"),
    column("days", "integer", { default: 14 }),
    column("fax", "varchar(20)", { nullable: true }),
    column("reader_id", "integer", { nullable: true }),
    primaryKey(["id"], { name: op.f("pk_loan") }),
    check(sql`days >= 0`, { name: op.f("ck_days") }),
  ]);
  await op.createIndex(op.f("ix_title"), "loan", ["title"]);
  await op.bulkInsert("reader", [{ id: 7 }]);
  await op.bulkInsert("loan", [
    { id: 1, title: "Emma", fax: "1", reader_id: 7 },
    { id: 2, title: "Ulysses", days: 3 },
  ]);
};

/** Each of these is made by a batch, and by `op` itself, and must leave the same behind. */
const changes: Record<
  string,
  { readonly batch: (batch: BatchOf<"postgres">) => Promise<void>; readonly op: Change }
> = {
  "a bit of everything": {
    batch: async (batch) => {
      await batch.addColumn(column("note", "varchar(9)", { nullable: true }));
      await batch.dropColumn("fax");
      await batch.alterColumn("title", { type: "varchar(80)", nullable: true });
      await batch.dropConstraint("ck_days", "check");
      await batch.createCheckConstraint("ck_days", sql`days > 0`);
      await batch.createUniqueConstraint("uq_title", ["title", "note"]);
      await batch.createForeignKey("fk_reader", "reader", ["reader_id"], ["id"], { onDelete: "cascade" });
      await batch.createIndex("ix_days", ["days", { column: "title", descending: true }]);
      await batch.renameIndex("ix_title", "ix_loan_title");
    },
    op: async (op) => {
      await op.addColumn("loan", column("note", "varchar(9)", { nullable: true }));
      await op.dropColumn("loan", "fax");
      await op.alterColumn("loan", "title", { type: "varchar(80)", nullable: true });
      await op.dropConstraint("ck_days", "loan", "check");
      await op.createCheckConstraint("ck_days", "loan", sql`days > 0`);
      await op.createUniqueConstraint("uq_title", "loan", ["title", "note"]);
      await op.createForeignKey("fk_reader", "loan", "reader", ["reader_id"], ["id"], {
        onDelete: "cascade",
      });
      await op.createIndex("ix_days", "loan", ["days", { column: "title", descending: true }]);
      await op.renameIndex("loan", "ix_title", "ix_loan_title");
    },
  },
  "one column again and again": {
    batch: async (batch) => {
      await batch.addColumn(column("a", "integer", { nullable: true }));
      await batch.backfill("a", 5);
      await batch.alterColumn("a", { nullable: false });
      await batch.renameColumn("a", "b");
      await batch.alterColumn("b", { type: "bigint" });
      await batch.createIndex("ix_b", ["b"]);
      await batch.dropIndex("ix_b");
      await batch.createIndex("ix_b", ["b", "days"]);
    },
    op: async (op) => {
      await op.addColumn("loan", column("a", "integer", { nullable: true }));
      await op.backfill("loan", "a", 5);
      await op.alterColumn("loan", "a", { nullable: false });
      await op.renameColumn("loan", "a", "b");
      await op.alterColumn("loan", "b", { type: "bigint" });
      await op.createIndex("ix_b", "loan", ["b"]);
      await op.dropIndex("ix_b", "loan");
      await op.createIndex("ix_b", "loan", ["b", "days"]);
    },
  },
  "names that change hands": {
    batch: async (batch) => {
      await batch.dropIndex("ix_title");
      await batch.renameColumn("title", "old");
      await batch.renameColumn("fax", "title");
      await batch.alterColumn("title", { type: "varchar(99)" });
      await batch.dropColumn("old");
      await batch.createIndex("ix_new", ["title"]);
    },
    op: async (op) => {
      await op.dropIndex("ix_title", "loan");
      await op.renameColumn("loan", "title", "old");
      await op.renameColumn("loan", "fax", "title");
      await op.alterColumn("loan", "title", { type: "varchar(99)" });
      await op.dropColumn("loan", "old");
      await op.createIndex("ix_new", "loan", ["title"]);
    },
  },
  "a foreign key and what serves it": {
    batch: async (batch) => {
      await batch.createIndex("ix_reader", ["reader_id"]);
      await batch.createForeignKey("fk_reader", "reader", ["reader_id"], ["id"]);
      await batch.dropConstraint("fk_reader", "foreign key");
      await batch.createForeignKey("fk_reader", "reader", ["reader_id"], ["id"], { onDelete: "cascade" });
      await batch.dropConstraint("fk_reader", "foreign key");
      await batch.dropIndex("ix_reader");
      await batch.dropColumn("reader_id");
    },
    op: async (op) => {
      await op.createIndex("ix_reader", "loan", ["reader_id"]);
      await op.createForeignKey("fk_reader", "loan", "reader", ["reader_id"], ["id"]);
      await op.dropConstraint("fk_reader", "loan", "foreign key");
      await op.createForeignKey("fk_reader", "loan", "reader", ["reader_id"], ["id"], {
        onDelete: "cascade",
      });
      await op.dropConstraint("fk_reader", "loan", "foreign key");
      await op.dropIndex("ix_reader", "loan");
      await op.dropColumn("loan", "reader_id");
    },
  },
  "another primary key": {
    batch: async (batch) => {
      await batch.dropConstraint("pk_loan", "primary key");
      await batch.addColumn(column("part", "integer", { default: 1 }));
      await batch.createPrimaryKey("pk_loan", ["id", "part"]);
    },
    op: async (op) => {
      await op.dropConstraint("pk_loan", "loan", "primary key");
      await op.addColumn("loan", column("part", "integer", { default: 1 }));
      await op.createPrimaryKey("pk_loan", "loan", ["id", "part"]);
    },
  },
};

function logged(statements: string[]): Logger {
  const nothing = () => undefined;
  return {
    logQuery: (text) => void statements.push(text),
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
}

describe.each(databaseNames)("op.batchAlterTable on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "batch");
  });

  /** The database's own dump, without the rows of the version table. */
  const left = async () => ({
    schema: await dump(here.database),
    rows: await here.database.query("SELECT * FROM loan ORDER BY id"),
  });
  const startAgain = async () => {
    await here.database.query("DROP TABLE loan");
    await here.database.query("DROP TABLE reader");
    await here.database.query("DROP TABLE limbeck_version");
  };

  it.each(Object.entries(changes))("leaves what single calls leave: %s", async (_what, { batch, op }) => {
    await here.migrator([create, op as Upgrade]).upgrade();
    const expected = await left();
    await startAgain();
    const batched: Upgrade = (all: Operations<"postgres">) => all.batchAlterTable("loan", batch);
    await here.migrator([create, batched]).upgrade();
    expect(await left()).toEqual(expected);
    await startAgain();
    await runThroughClient(
      here.database,
      await here.migrator([create, batched]).upgrade("head", { sql: true }),
    );
    expect(await left()).toEqual(expected);
  });

  it("does nothing for nothing", async () => {
    const statements: string[] = [];
    const logger = logged(statements);
    await here
      .migrator([create, (op) => op.batchAlterTable("loan", () => undefined)], {
        dataSource: here.dataSource({ logger, logging: true }),
      })
      .upgrade();
    expect(
      statements.filter((text) => /ALTER TABLE|DROP TABLE/.test(text) && !/ADD INDEX/.test(text)),
    ).toEqual([]);
  });

  it.each<[string, string, RegExp, Upgrade]>([
    [
      "a call of op inside of it",
      "E_BATCH",
      /batchAlterTable of loan is not finished/,
      (op: Operations<"postgres">) =>
        op.batchAlterTable("loan", async (batch) => {
          await batch.dropColumn("fax");
          await op.dropColumn("loan", "days");
        }),
    ],
    [
      "another one inside of it",
      "E_BATCH",
      /batchAlterTable of loan is not finished/,
      (op: Operations<"postgres">) =>
        op.batchAlterTable("loan", () => op.batchAlterTable("reader", (batch) => batch.dropColumn("id"))),
    ],
    [
      "one that nobody waits for, and another call",
      "E_BATCH",
      /put "await" before it/,
      async (op: Operations<"postgres">) => {
        void op.batchAlterTable("loan", (batch) => batch.dropColumn("fax")).catch(() => undefined);
        await op.dropColumn("loan", "days");
      },
    ],
    [
      "one that nobody waits for, at the end",
      "E_REVISION_FAILED",
      /put "await" before every call of op/,
      async (op: Operations<"postgres">) =>
        void op.batchAlterTable("loan", (batch) => batch.dropColumn("fax")).catch(() => undefined),
    ],
    [
      "a change that comes too late",
      "E_BATCH",
      /put "await" before each call/,
      async (op: Operations<"postgres">) => {
        let late: BatchOf<"postgres"> | undefined;
        await op.batchAlterTable("loan", (batch) => void (late = batch));
        await late!.dropColumn("fax");
      },
    ],
    [
      "a function that fails",
      "E_REVISION_FAILED",
      /second thoughts/,
      (op: Operations<"postgres">) =>
        op.batchAlterTable("loan", async (batch) => {
          await batch.dropColumn("fax");
          throw new Error("second thoughts");
        }),
    ],
  ])("refuses %s, and changes nothing", async (_what, code, message, upgrade) => {
    await here.migrator([create]).upgrade();
    const before = await left();
    await expect(here.migrator([create, upgrade]).upgrade()).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
    // Where DDL can't be rolled back, what nobody has waited for may have run.
    if (!code.startsWith("E_REVISION") || transactional.includes(name)) expect(await left()).toEqual(before);
  });
});

describe.each(databasesWith((can) => !can.alterByRebuild && !can.transactionalDdl))(
  "op.batchAlterTable in one statement on %s",
  (name) => {
    const alters = async (use: (batch: BatchOf<"mysql">) => Promise<void>) => {
      here = await bench(name, "batch");
      const statements: string[] = [];
      await here
        .migrator([create, (op: Operations<"mysql">) => op.batchAlterTable("loan", use)], {
          dataSource: here.dataSource({ logger: logged(statements), logging: true }),
        })
        .upgrade();
      return statements.filter((text) => text.startsWith("ALTER TABLE `loan`")).slice(1);
    };

    it("joins what can be joined, and copies the rows once", async () => {
      const statements = await alters(async (batch) => {
        await batch.addColumn(column("note", "varchar(9)", { nullable: true }));
        await batch.dropColumn("fax");
        await batch.alterColumn("title", { nullable: true });
        await batch.createIndex("ix_note", ["note"]);
        await batch.createForeignKey("fk_reader", "reader", ["reader_id"], ["id"]);
      });
      expect(statements).toEqual([
        "ALTER TABLE `loan` ADD COLUMN `note` varchar(9) NULL, DROP COLUMN `fax`, " +
          "MODIFY COLUMN `title` varchar(40) NULL, ADD INDEX `ix_note` (`note`), " +
          "ADD CONSTRAINT `fk_reader` FOREIGN KEY (`reader_id`) REFERENCES `reader` (`id`) " +
          "ON DELETE NO ACTION ON UPDATE NO ACTION",
      ]);
    });

    it("changes all or nothing", async () => {
      await expect(
        alters(async (batch) => {
          await batch.dropColumn("fax");
          await batch.addColumn(column("title", "varchar(9)"));
        }),
      ).rejects.toMatchObject({ code: "E_STATEMENT" });
      expect(await here.database.query("SELECT fax FROM loan WHERE id = 1")).toEqual([{ fax: "1" }]);
    });
  },
);

describe.each(databaseNames.filter((name) => name !== "postgres"))("the place of a column on %s", (name) => {
  const columns = async () => Object.keys((await here.database.query("SELECT * FROM loan"))[0]!);

  it("is where the batch says", async () => {
    here = await bench(name, "batch");
    const upgrade: Upgrade = (op: Operations<"sqlite" | "mysql">) =>
      op.batchAlterTable("loan", async (batch) => {
        await batch.addColumn(column("first", "int", { nullable: true }), { insertBefore: "id" });
        await batch.addColumn(column("third", "int", { default: 3 }), { insertAfter: "id" });
        await batch.addColumn(column("then", "int", { nullable: true }), { insertBefore: "days" });
        await batch.addColumn(column("last", "int", { nullable: true }));
      });
    const expected = ["first", "id", "third", "title", "then", "days", "fax", "reader_id", "last"];
    await here.migrator([create, upgrade]).upgrade();
    expect(await columns()).toEqual(expected);
    expect(await here.database.query("SELECT id, third, days FROM loan ORDER BY id")).toEqual([
      { id: 1, third: 3, days: 14 },
      { id: 2, third: 3, days: 3 },
    ]);
    for (const table of ["loan", "reader", "limbeck_version"])
      await here.database.query(`DROP TABLE ${table}`);
    await runThroughClient(
      here.database,
      await here.migrator([create, upgrade]).upgrade("head", { sql: true }),
    );
    expect(await columns()).toEqual(expected);
  });

  it("must be beside a column that is there", async () => {
    here = await bench(name, "batch");
    const upgrade: Upgrade = (op: Operations<"sqlite" | "mysql">) =>
      op.batchAlterTable("loan", (batch) =>
        batch.addColumn(column("x", "int", { nullable: true }), { insertBefore: "nowhere" }),
      );
    await expect(here.migrator([create, upgrade]).upgrade()).rejects.toMatchObject({
      code: "E_OBJECT_UNKNOWN",
      message: expect.stringContaining("there is no column nowhere for it to stand beside"),
    });
  });
});

describe.each(databasesWith((can) => can.alterByRebuild))("op.batchAlterTable as a rebuild on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "batch");
  });

  const rebuilds = async (upgrade: (op: Operations<"sqlite">) => Promise<void>) => {
    const statements: string[] = [];
    await here
      .migrator([create, upgrade as Upgrade], {
        dataSource: here.dataSource({ logger: logged(statements), logging: true }),
      })
      .upgrade();
    return statements.filter((text) => text.startsWith("DROP TABLE")).length;
  };

  it("is one, whatever is inside", async () => {
    expect(
      await rebuilds((op) =>
        op.batchAlterTable("loan", async (batch) => {
          await batch.addColumn(column("note", "varchar(9)", { default: "-" }));
          await batch.alterColumn("days", { nullable: true });
          await batch.renameColumn("title", "name");
          await batch.dropColumn("fax");
          await batch.backfill("note", "x");
          await batch.createCheckConstraint("ck_note", sql`note <> ''`);
          await batch.dropIndex("ix_title");
          await batch.createUniqueConstraint("uq_name", ["name"]);
          await batch.createIndex("ix_note", ["note"]);
        }),
      ),
    ).toBe(1);
    expect(await here.database.query("SELECT * FROM loan ORDER BY id")).toEqual([
      { id: 1, name: "Emma", days: 14, reader_id: 7, note: "-" },
      { id: 2, name: "Ulysses", days: 3, reader_id: null, note: "-" },
    ]);
  });

  it("is none where every change does without, unless it is asked for", async () => {
    const add = (recreate: "auto" | "always") => (op: Operations<"sqlite">) =>
      op.batchAlterTable("loan", (batch) => batch.addColumn(column("n", "integer", { nullable: true })), {
        recreate,
      });
    expect(await rebuilds(add("auto"))).toBe(0);
    for (const table of ["loan", "reader", "limbeck_version"])
      await here.database.query(`DROP TABLE ${table}`);
    expect(await rebuilds(add("always"))).toBe(1);
  });

  it("can be asked for without any change", async () => {
    expect(await rebuilds((op) => op.batchAlterTable("loan", () => undefined, { recreate: "always" }))).toBe(
      1,
    );
    expect(await here.database.query("SELECT count(*) AS n FROM loan")).toEqual([{ n: 2 }]);
  });

  it("is an error where it is forbidden", async () => {
    const rename = (op: Operations<"sqlite">) =>
      op.batchAlterTable("loan", (batch) => batch.renameColumn("title", "name"), { recreate: "never" });
    expect(await rebuilds(rename)).toBe(0);
    const drop: Upgrade = (op: Operations<"sqlite">) =>
      op.batchAlterTable("loan", (batch) => batch.dropColumn("fax"), { recreate: "never" });
    await expect(here.migrator([create, rename as Upgrade, drop]).upgrade()).rejects.toMatchObject({
      code: "E_UNSUPPORTED_OPERATION",
      message: expect.stringContaining(
        `SQLite can't drop column loan.fax: the table must be built anew for it, and "recreate" is "never"`,
      ),
    });
  });

  it("is one for single calls of a revision, too", async () => {
    expect(
      await rebuilds(async (op) => {
        await op.alterColumn("loan", "days", { nullable: true });
        await op.addColumn("reader", column("name", "text", { nullable: true }));
        await op.dropColumn("loan", "fax");
        await op.createUniqueConstraint("uq_title", "loan", ["title"]);
      }),
    ).toBe(1);
  });
});
