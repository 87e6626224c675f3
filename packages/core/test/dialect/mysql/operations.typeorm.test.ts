import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Operation } from "../../../src/operation/operation.ts";
import { reverseAll } from "../../../src/operation/reverse.ts";
import { emptyTable } from "../../../src/schema/empty-schema.ts";
import type { Column, Index, Table } from "../../../src/schema/schema.ts";
import { type Bench, bench, servers } from "./support.ts";

describe.each(servers)("operations on %s", (name) => {
  let here: Bench;
  const isMysql = name === "mysql";

  beforeEach(async () => {
    here = await bench(name, "operations");
  });

  afterEach(() => here.close());

  const column = (columnName: string, type: string, more: Partial<Column> = {}): Column => ({
    name: columnName,
    type: here.dialect.parseType(type),
    nullable: false,
    ...more,
  });
  const on = (...columns: readonly string[]) => columns.map((part) => ({ column: part }));
  const index = (indexName: string, columns: readonly string[], more: Partial<Index> = {}): Index => ({
    name: indexName,
    parts: on(...columns),
    unique: false,
    ...more,
  });
  const table = (tableName: string, columns: readonly Column[], more: Partial<Table> = {}): Table => ({
    ...emptyTable(tableName),
    columns,
    primaryKey: { columns: [columns[0]!.name] },
    options: { engine: "InnoDB" },
    ...more,
  });
  const reference = (keyName: string, own: string, to: string) => ({
    name: keyName,
    columns: [own],
    referencedTable: { name: to },
    referencedColumns: ["id"],
    onDelete: "cascade" as const,
    onUpdate: "no action" as const,
  });
  const create = (...tables: readonly Table[]) =>
    here.run(...tables.map((one): Operation => ({ kind: "createTable", table: one })));
  const facts = async (tableName: string) => {
    const { options: _options, ...rest } = await here.table(tableName);
    return rest;
  };

  /** Runs an operation and its inverse; the table must be as it was. */
  async function roundTrip(tableName: string, ...operations: readonly Operation[]) {
    const before = await facts(tableName);
    await here.run(...operations);
    const after = await facts(tableName);
    await here.run(...reverseAll(operations));
    expect(await facts(tableName)).toEqual(before);
    await here.run(...operations);
    return after;
  }

  it("creates a table with all that a table can have, and reads it back", async () => {
    const parent = table("parent", [column("id", "int unsigned", { identity: "auto increment" })]);
    const child = table(
      "child",
      [
        column("id", "bigint", { identity: "auto increment" }),
        column("name", "varchar(50)", { default: "'it''s'", comment: 'who\'s \\ "this"?' }),
        column("code", "char(8)", { charset: "latin1", collation: "latin1_bin", nullable: true }),
        column("price", "decimal(12,2) unsigned", { default: "1.50" }),
        column("flag", "tinyint(1)", { default: "1" }),
        column("kind", "enum('a','it''s, (x)','b\\\\c')", { default: "'a'" }),
        column("tags", "set('x','y')", { default: "'x,y'" }),
        column("data", "json", { nullable: true }),
        column("made", "datetime(6)", { default: "CURRENT_TIMESTAMP(6)", onUpdate: "CURRENT_TIMESTAMP(6)" }),
        column("seen", "timestamp", { nullable: true }),
        column("width", "int"),
        column("area", "int", { nullable: true, generated: { expression: "`width` * 2", stored: false } }),
        column("kept", "int", { nullable: true, generated: { expression: "`width` + 1", stored: true } }),
        column("mask", "bit(3)", { default: "b'101'" }),
        column("body", "text", { nullable: true }),
        column("counted", "int(6) unsigned zerofill", { default: "7" }),
        column("parentId", "int unsigned", { nullable: true }),
      ],
      {
        comment: 'who\'s\\ "table"',
        checks: [{ name: "ck_width", expression: isMysql ? "`width` > 0" : "`width` > 0" }],
        foreignKeys: [reference("fk_parent", "parentId", "parent")],
      },
    );
    await create(parent, child);
    await here.run(
      { kind: "createIndex", table: { name: "child" }, index: index("ix_name", ["name", "price"]) },
      { kind: "createIndex", table: { name: "child" }, index: index("uq_code", ["code"], { unique: true }) },
      {
        kind: "createIndex",
        table: { name: "child" },
        index: index("ft_body", ["body"], { kind: "fulltext" }),
      },
      {
        kind: "createIndex",
        table: { name: "child" },
        index: {
          name: "ix_part",
          parts: [
            { column: "body", length: 10 },
            { column: "width", descending: true },
          ],
          unique: false,
        },
      },
    );
    const found = await here.table("child");
    expect(found.columns).toEqual(child.columns);
    expect(found.checks).toEqual(child.checks);
    expect(found.foreignKeys).toEqual(child.foreignKeys);
    expect(found.primaryKey).toEqual({ columns: ["id"] });
    expect(found.comment).toBe(child.comment);
    expect(found.options.engine).toBe("InnoDB");
    expect(found.indexes.map((one) => one.name).sort()).toEqual(["ft_body", "ix_name", "ix_part", "uq_code"]);
    expect(found.indexes.find((one) => one.name === "ix_part")!.parts).toEqual([
      { column: "body", length: 10 },
      { column: "width", descending: true },
    ]);
    expect(found.indexes.find((one) => one.name === "ft_body")).toEqual(
      index("ft_body", ["body"], { kind: "fulltext" }),
    );

    // The same once more out of what was found, in a database of its own.
    await here.run(
      { kind: "dropTable", table: { name: "child" }, existing: found },
      { kind: "createTable", table: { ...found, indexes: [] } },
    );
    for (const one of found.indexes)
      await here.run({ kind: "createIndex", table: { name: "child" }, index: one });
    expect(await here.table("child")).toEqual(found);
  });

  it("changes a column and keeps what is not mentioned, and the rows", async () => {
    await create(
      table("t", [
        column("id", "int", { identity: "auto increment" }),
        column("name", "varchar(50)", { default: "'x'", comment: "note", collation: "utf8mb4_bin" }),
        column("at", "datetime(6)", { default: "CURRENT_TIMESTAMP(6)", onUpdate: "CURRENT_TIMESTAMP(6)" }),
      ]),
    );
    await here.query("INSERT INTO t (name) VALUES ('Ada')");
    const alter = (columnName: string, change: object): Operation => ({
      kind: "alterColumn",
      table: { name: "t" },
      column: columnName,
      change,
    });
    const columnNow = async (columnName: string) =>
      (await here.table("t")).columns.find((one) => one.name === columnName);

    await here.run(alter("name", { type: here.dialect.parseType("varchar(80)") }));
    expect(await columnNow("name")).toEqual(
      column("name", "varchar(80)", { default: "'x'", comment: "note", collation: "utf8mb4_bin" }),
    );
    await here.run(alter("name", { nullable: true, default: null, comment: null, collation: null }));
    expect(await columnNow("name")).toEqual(column("name", "varchar(80)", { nullable: true }));
    await here.run(alter("id", { type: here.dialect.parseType("bigint") }));
    expect(await columnNow("id")).toEqual(column("id", "bigint", { identity: "auto increment" }));
    await here.run(alter("at", { onUpdate: null }));
    expect(await columnNow("at")).toEqual(column("at", "datetime(6)", { default: "CURRENT_TIMESTAMP(6)" }));
    await here.run(alter("name", { type: { name: "enum", values: ["Ada", "it's"] }, default: "'it''s'" }));
    expect(await columnNow("name")).toEqual(
      column("name", "enum('Ada','it''s')", { nullable: true, default: "'it''s'" }),
    );
    await here.run(
      alter("name", { type: here.dialect.parseType("text"), default: isMysql ? "('it''s')" : "'it''s'" }),
    );
    expect(await here.query("SELECT id, name FROM t")).toEqual([{ id: "1", name: "Ada" }]);
  });

  it("computes new values from the old ones", async () => {
    await create(
      table("t", [
        column("id", "int"),
        column("size", "varchar(10)"),
        column("last", "int", { nullable: true }),
      ]),
    );
    await here.run({ kind: "createIndex", table: { name: "t" }, index: index("ix_size", ["size"]) });
    await here.query("INSERT INTO t (id, size) VALUES (1, 'small'), (2, 'large')");
    await here.run({
      kind: "alterColumn",
      table: { name: "t" },
      column: "size",
      change: { type: here.dialect.parseType("int") },
      using: "CASE size WHEN 'small' THEN 1 ELSE 2 END",
    });
    expect(await here.query("SELECT id, size FROM t ORDER BY id")).toEqual([
      { id: 1, size: 1 },
      { id: 2, size: 2 },
    ]);
    const { columns, indexes } = await here.table("t");
    expect(columns.map((one) => one.name)).toEqual(["id", "size", "last"]);
    expect(columns[1]).toEqual(column("size", "int"));
    expect(indexes).toEqual([index("ix_size", ["size"])]);
  });

  it.each(["given", "virtual", "stored"] as const)(
    "turns a %s column into every other storage and back",
    async (from) => {
      for (const to of ["given", "virtual", "stored"] as const) {
        if (from === to) continue;
        const tableName = `t_${to}`;
        const generated = (kind: string) =>
          kind === "given" ? {} : { generated: { expression: "`a` * 2", stored: kind === "stored" } };
        const start = column("c", "int", { nullable: true, ...generated(from) });
        const end = column("c", "int", { nullable: true, ...generated(to) });
        await create(table(tableName, [column("a", "int"), start, column("z", "int", { nullable: true })]));
        await here.run({ kind: "createIndex", table: { name: tableName }, index: index("ix", ["c", "z"]) });
        await here.query(`INSERT INTO ${tableName} (a) VALUES (21)`);
        if (from === "given") await here.query(`UPDATE ${tableName} SET c = 42`);
        const after = await roundTrip(tableName, {
          kind: "alterColumn",
          table: { name: tableName },
          column: "c",
          change: { generated: end.generated ?? null },
          existing: start,
        });
        expect(after.columns[1]).toEqual(end);
        expect(after.columns.map((one) => one.name)).toEqual(["a", "c", "z"]);
        expect(after.indexes).toEqual([index("ix", ["c", "z"])]);
        expect(await here.query(`SELECT c FROM ${tableName}`)).toEqual([{ c: 42 }]);
      }
      const rows = await here.query(
        "SELECT IF(`schema` = DATABASE(), 'yes', `schema`) AS own, `table`, name, value FROM typeorm_metadata ORDER BY `table`",
      );
      const kept = ["given", "virtual", "stored"].filter((to) => to !== from && to !== "given");
      expect(rows).toEqual(
        kept
          .map((to) => ({ own: "yes", table: `t_${to}`, name: "c", value: "`a` * 2" }))
          .sort((a, b) => a.table.localeCompare(b.table)),
      );
    },
  );

  it("makes an index anew with all that it had when its column is replaced", async () => {
    const unused = isMysql ? "INVISIBLE" : "IGNORED";
    const parser = isMysql ? "WITH PARSER ngram" : "";
    await here.query(
      `CREATE TABLE t (id int PRIMARY KEY, a varchar(20), c varchar(40) AS (concat(a, ', (x)')) VIRTUAL,
        KEY by_c (c(5)) KEY_BLOCK_SIZE=4 COMMENT 'it''s a /*!50100 x */ "key", KEY_BLOCK_SIZE=8' ${unused},
        KEY by_both (c, a) COMMENT 'both', KEY by_a (a) COMMENT 'INVISIBLE WITH PARSER \\\\',
        FULLTEXT KEY ft (a) ${parser} COMMENT 'words') ROW_FORMAT=COMPRESSED`,
    );
    const keys = async () => {
      const [row] = await here.query("SHOW CREATE TABLE t");
      return String(row!["Create Table"])
        .split("\n")
        .filter((line) => line.includes("KEY `"))
        .map((line) => line.replace(/,$/, ""))
        .sort();
    };
    const before = await keys();
    expect(before.join()).toMatch(isMysql ? /PARSER `ngram`.*INVISIBLE/s : /IGNORED/);
    await here.run({
      kind: "alterColumn",
      table: { name: "t" },
      column: "c",
      change: { generated: { expression: "concat(a, ', (x)')", stored: true } },
    });
    expect(await keys()).toEqual(before);
    await here.run({
      kind: "alterColumn",
      table: { name: "t" },
      column: "c",
      change: { generated: null },
    });
    for (const name of ["a", "c"]) {
      const change = { type: here.dialect.parseType("varchar(60)") };
      await here.run({ kind: "alterColumn", table: { name: "t" }, column: name, change, using: "upper(a)" });
    }
    expect(await keys()).toEqual(before);
  });

  it("moves the primary key and AUTO_INCREMENT, whatever has them", async () => {
    await create(
      table("t", [
        column("id", "int", { identity: "auto increment" }),
        column("code", "int"),
        column("x", "int", { nullable: true }),
      ]),
    );
    await here.query("INSERT INTO t (code) VALUES (7), (8)");
    const dropKey: Operation = {
      kind: "dropConstraint",
      table: { name: "t" },
      type: "primary key",
      existing: { type: "primary key", columns: ["id"] },
    };
    const key = (...columns: string[]): Operation => ({
      kind: "createConstraint",
      table: { name: "t" },
      constraint: { type: "primary key", columns },
    });
    // A longer key.
    const longer = await roundTrip("t", dropKey, key("id", "code"));
    expect(longer.primaryKey).toEqual({ columns: ["id", "code"] });
    expect(longer.columns[0]!.identity).toBe("auto increment");
    expect(longer.indexes).toEqual([]);
    await here.run({ kind: "dropConstraint", table: { name: "t" }, type: "primary key" }, key("id"));

    // Another column is numbered, the old one goes.
    const other = await roundTrip(
      "t",
      dropKey,
      {
        kind: "addColumn",
        table: { name: "t" },
        column: column("nr", "bigint", { identity: "auto increment" }),
      },
      {
        kind: "alterColumn",
        table: { name: "t" },
        column: "id",
        change: { identity: null },
        existing: column("id", "int", { identity: "auto increment" }),
      },
      key("nr"),
    );
    expect(other.primaryKey).toEqual({ columns: ["nr"] });
    expect(other.columns.map((one) => [one.name, one.identity])).toEqual([
      ["id", undefined],
      ["code", undefined],
      ["x", undefined],
      ["nr", "auto increment"],
    ]);
    expect(other.indexes).toEqual([]);
    expect(await here.query("SELECT nr FROM t ORDER BY nr")).toHaveLength(2);

    // Not numbered any more.
    await roundTrip("t", {
      kind: "alterColumn",
      table: { name: "t" },
      column: "nr",
      change: { identity: null },
      existing: column("nr", "bigint", { identity: "auto increment" }),
    });
    // A numbered column whose index comes in a statement of its own.
    await create(table("n", [column("id", "int"), column("nr", "int", { identity: "auto increment" })]));
    await here.run({
      kind: "createIndex",
      table: { name: "n" },
      index: index("uq", ["nr"], { unique: true }),
    });
    expect((await here.table("n")).indexes).toEqual([index("uq", ["nr"], { unique: true })]);
  });

  it("drops indexes from under foreign keys, and foreign keys with the index that the server made", async () => {
    await create(
      table("p", [column("id", "int")]),
      table("c", [column("id", "int"), column("p", "int"), column("x", "int")], {
        foreignKeys: [reference("fk_p", "p", "p")],
      }),
    );
    expect((await here.table("c")).indexes).toEqual([]);
    const own = index("ix_p", ["p", "x"]);
    await here.run({ kind: "createIndex", table: { name: "c" }, index: own });
    // Twice, because the second time the server's own index is there already.
    for (const _time of [1, 2]) {
      const without = await roundTrip("c", {
        kind: "dropIndex",
        table: { name: "c" },
        name: "ix_p",
        existing: own,
      });
      expect(without.indexes).toEqual([]);
      expect(without.foreignKeys).toHaveLength(1);
      await here.run({ kind: "createIndex", table: { name: "c" }, index: own });
    }
    await here.run({ kind: "dropIndex", table: { name: "c" }, name: "ix_p", existing: own });

    // Two foreign keys over one column share an index.
    await here.run({
      kind: "createConstraint",
      table: { name: "c" },
      constraint: { type: "foreign key", ...reference("fk_q", "p", "p") },
    });
    await here.run({ kind: "dropConstraint", table: { name: "c" }, type: "foreign key", name: "fk_p" });
    expect((await here.table("c")).foreignKeys.map((key) => key.name)).toEqual(["fk_q"]);
    expect((await here.table("c")).indexes).toEqual([]);
    await here.run({
      kind: "renameConstraint",
      table: { name: "c" },
      type: "foreign key",
      name: "fk_q",
      newName: "fk_r",
    });
    expect((await here.table("c")).foreignKeys.map((key) => key.name)).toEqual(["fk_r"]);
    await here.run({ kind: "dropConstraint", table: { name: "c" }, type: "foreign key", name: "fk_r" });
    expect((await here.table("c")).foreignKeys).toEqual([]);
    const rows = await here.query(
      "SELECT DISTINCT INDEX_NAME AS name FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'c'",
    );
    expect(rows).toEqual([{ name: "PRIMARY" }]);

    // The key of a junction table serves a foreign key as well.
    await create(
      table("j", [column("a", "int"), column("b", "int")], {
        primaryKey: { columns: ["a", "b"] },
        foreignKeys: [reference("fk_a", "a", "p")],
      }),
    );
    await here.run(
      { kind: "dropConstraint", table: { name: "j" }, type: "primary key" },
      { kind: "createConstraint", table: { name: "j" }, constraint: { type: "primary key", columns: ["b"] } },
    );
    expect((await here.table("j")).indexes).toEqual([]);
    expect((await here.table("j")).foreignKeys).toHaveLength(1);
  });

  it("renames and undoes every other kind", async () => {
    await create(
      table(
        "t",
        [
          column("id", "int", { identity: "auto increment" }),
          column("a", "int"),
          column("g", "int", {
            nullable: true,
            generated: { expression: "`id2` + 1", stored: false, declared: "id2  +  1" },
          }),
          column("id2", "int"),
        ],
        { checks: [{ name: "ck", expression: "`a` > 0" }] },
      ),
    );
    await here.run({
      kind: "createIndex",
      table: { name: "t" },
      index: index("uq", ["a"], { unique: true }),
    });
    await roundTrip("t", { kind: "createTableComment", table: { name: "t" }, comment: "it's \\" });
    await roundTrip("t", { kind: "dropTableComment", table: { name: "t" }, existing: "it's \\" });
    await roundTrip("t", {
      kind: "addColumn",
      table: { name: "t" },
      column: column("n", "varchar(5)", { default: "'en'" }),
    });
    await roundTrip("t", { kind: "renameIndex", table: { name: "t" }, name: "uq", newName: "uq2" });
    await here.run({
      kind: "renameConstraint",
      table: { name: "t" },
      type: "check",
      name: "ck",
      newName: "ck2",
    });
    await roundTrip("t", {
      kind: "dropConstraint",
      table: { name: "t" },
      type: "check",
      name: "ck2",
      existing: { type: "check", name: "ck2", expression: "`a` > 0" },
    });
    await here.run({
      kind: "createConstraint",
      table: { name: "t" },
      constraint: { type: "unique", name: "uq3", columns: ["a", "id"] },
    });
    expect((await here.table("t")).indexes.map((one) => one.name)).toEqual(["uq2", "uq3"]);
    await here.run({
      kind: "renameConstraint",
      table: { name: "t" },
      type: "unique",
      name: "uq3",
      newName: "uq4",
    });
    await here.run({ kind: "dropConstraint", table: { name: "t" }, type: "unique", name: "uq4" });

    const declared = async () =>
      here.query("SELECT type, `table`, name, value FROM typeorm_metadata ORDER BY type, name");
    expect(await declared()).toEqual([
      { type: "GENERATED_COLUMN", table: "t", name: "g", value: "id2  +  1" },
    ]);
    expect((await here.table("t")).columns[2]!.generated).toMatchObject({
      declared: "id2  +  1",
      stored: false,
    });
    await here.run({ kind: "renameColumn", table: { name: "t" }, column: "g", newName: "h" });
    await here.run({ kind: "renameTable", table: { name: "t" }, newName: "t2" });
    expect(await declared()).toEqual([
      { type: "GENERATED_COLUMN", table: "t2", name: "h", value: "id2  +  1" },
    ]);
    const view = (definition: string) => ({
      name: "v",
      definition,
      materialized: false,
      indexes: [],
      dependsOn: [],
    });
    await here.run({ kind: "createView", view: view("SELECT a FROM t2") });
    await here.run({
      kind: "replaceView",
      view: view("SELECT a, h FROM t2"),
      existing: view("SELECT a FROM t2"),
    });
    expect((await here.reflect()).views).toEqual([
      {
        name: "v",
        definition: "select `t2`.`a` AS `a`,`t2`.`h` AS `h` from `t2`",
        managed: true,
        materialized: false,
        declared: "SELECT a, h FROM t2",
        indexes: [],
        dependsOn: [{ name: "t2" }],
      },
    ]);
    await here.run({ kind: "dropView", view: { name: "v" }, materialized: false });
    await here.run({ kind: "dropColumn", table: { name: "t2" }, column: "h" });
    expect(await declared()).toEqual([]);
    await here.run({
      kind: "alterTableOptions",
      table: { name: "t2" },
      options: { charset: "latin1", collation: "latin1_bin" },
    });
    expect((await here.table("t2")).options).toEqual({
      engine: "InnoDB",
      charset: "latin1",
      collation: "latin1_bin",
    });
    await here.run({ kind: "execute", sql: "INSERT INTO t2 (a, id2) VALUES (?, ?)", parameters: [1, 2] });
    expect(await here.query("SELECT a FROM t2")).toEqual([{ a: 1 }]);
    await here.run({ kind: "dropTable", table: { name: "t2" } });
    expect((await here.reflect()).tables).toEqual([]);
  });

  it("keeps other databases apart", async () => {
    const schema = `${String(here.database.options.database)}_2`;
    await create(table("p", [column("id", "int")]));
    await here.run({ kind: "createSchema", name: schema });
    try {
      const other = table(
        "o",
        [
          column("id", "int"),
          column("p", "int"),
          column("g", "int", { nullable: true, generated: { expression: "`p`", stored: false } }),
        ],
        {
          schema,
          foreignKeys: [reference("fk", "p", "p")],
        },
      );
      await create(other);
      const found = await here.reflect({ schemas: [schema, "limbeck_nowhere"] });
      expect(found.schemas).toEqual([schema]);
      expect(found.tables.map((one) => [one.schema, one.name])).toEqual([
        [undefined, "p"],
        [schema, "o"],
      ]);
      expect(found.tables[1]!.foreignKeys).toEqual(other.foreignKeys);
      expect(await here.query("SELECT `schema` FROM typeorm_metadata")).toEqual([{ schema }]);
    } finally {
      await here.run({ kind: "dropSchema", name: schema });
    }
  });

  it("refuses what the database has not got, and names the way out", () => {
    const compile = (operation: Operation) => () =>
      here.dialect.compile([operation], {
        metadataTable: { name: "typeorm_metadata" },
        metadataTableExists: true,
      });
    const view = { name: "v", definition: "SELECT 1", materialized: true, indexes: [], dependsOn: [] };
    const refused: readonly Operation[] = [
      { kind: "createExtension", name: "citext" },
      { kind: "dropExtension", name: "citext" },
      { kind: "createEnum", enum: { name: "mood", values: ["a"] } },
      { kind: "dropEnum", enum: { name: "mood" } },
      { kind: "alterEnum", enum: { name: "mood" }, values: [], existing: [], usedBy: [] },
      { kind: "createSequence", sequence: { name: "s" } },
      { kind: "dropSequence", sequence: { name: "s" } },
      { kind: "createView", view },
      { kind: "createConstraint", table: { name: "t" }, constraint: { type: "exclusion", expression: "x" } },
      {
        kind: "createConstraint",
        table: { name: "t" },
        constraint: { type: "unique", columns: ["a"], deferrable: "initially deferred" },
      },
      { kind: "createIndex", table: { name: "t" }, index: index("i", ["a"], { where: "a > 0" }) },
      ...(isMysql
        ? []
        : ([
            {
              kind: "createIndex",
              table: { name: "t" },
              index: { name: "i", parts: [{ expression: "lower(a)" }], unique: false },
            },
          ] as const)),
    ];
    for (const operation of refused) {
      expect(compile(operation)).toThrow(expect.objectContaining({ code: "E_UNSUPPORTED_OPERATION" }));
    }
    expect(
      compile({ kind: "alterColumn", table: { name: "t" }, column: "c", change: { nullable: true } }),
    ).toThrow(expect.objectContaining({ code: "E_OBJECT_UNKNOWN" }));
  });

  it("states texts and names beyond ASCII anew as they are, in whatever character set", async () => {
    // MariaDB can't read its own text of a string with a character set.
    const texts =
      name === "mysql"
        ? "_utf8mb4'ё \\\\ it''s', _latin1 x'E9', _latin1 x'C3A9', _utf8mb4 x'F09F9880'"
        : "'ё \\\\ it''s', '😀'";
    await here.query(
      `CREATE TABLE t (\`größe\` varchar(20) COLLATE utf8mb4_bin, CONSTRAINT a CHECK (\`größe\` NOT IN (${texts}, 'é')))`,
    );
    const { checks } = await here.table("t");
    await here.run({
      kind: "createConstraint",
      table: { name: "t" },
      constraint: { type: "check", ...checks[0]!, name: "b" },
    });
    await here.run({ kind: "dropConstraint", table: { name: "t" }, type: "check", name: "a" });
    const refused = name === "mysql" ? ["ё \\ it's", "é", "Ã©", "😀"] : ["ё \\ it's", "😀", "é"];
    for (const value of refused) {
      await expect(here.query("INSERT INTO t VALUES (?)", [value])).rejects.toThrow(/[`']b[`']/);
    }
    await here.query("INSERT INTO t VALUES ('ë'), ('🎉')");
  });

  it("indexes expressions where the database can", async () => {
    await create(table("t", [column("id", "int"), column("a", "varchar(10)")]));
    const added: Operation = {
      kind: "createIndex",
      table: { name: "t" },
      index: { name: "ix", parts: [{ expression: "lower(`a`)" }, { column: "id" }], unique: true },
    };
    expect(here.dialect.capabilities.expressionIndexes).toBe(isMysql);
    if (isMysql) expect((await roundTrip("t", added)).indexes).toEqual([added.index]);
    else await expect(here.run(added)).rejects.toMatchObject({ code: "E_UNSUPPORTED_OPERATION" });
  });

  it("holds one lock, which other sessions see", async () => {
    const otherBench = await bench(name, "operations_other");
    const second = here.database.query.bind(here.database);
    try {
      expect(await here.dialect.tryLock(here.query, "key")).toBe(true);
      expect(await here.dialect.tryLock(second, "key")).toBe(false);
      expect(await here.dialect.tryLock(second, "other key")).toBe(true);
      expect(await otherBench.dialect.tryLock(otherBench.query, "key")).toBe(true);
      expect(await here.dialect.lockHolder(second, "key")).toMatch(/^connection \d+ of root from /);
      await here.dialect.unlock(here.query, "key");
      expect(await here.dialect.lockHolder(second, "key")).toBeUndefined();
      expect(await here.dialect.tryLock(second, "key")).toBe(true);
    } finally {
      await otherBench.close();
    }
  });
});
