import { EntitySchema, type EntitySchemaOptions } from "typeorm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { dump } from "../databases/dump.ts";
import { entity } from "../support/entity.ts";
import { openProject, type Project } from "./project.ts";

const note = (length: number, rest: object = {}) =>
  entity(
    "note",
    {
      title: { type: "varchar", length, ...rest },
      body: { type: "text" },
      place: { type: "int", default: 0 },
    },
    { indices: [{ name: "kept", synchronize: false }] },
  );

const both = [
  "CREATE TABLE log (id int)",
  "CREATE TRIGGER noted AFTER INSERT ON note FOR EACH ROW INSERT INTO log VALUES (new.id)",
  "CREATE INDEX by_prefix ON note (title(5), place)",
  "CREATE INDEX downwards ON note (title DESC, place)",
  "CREATE INDEX kept ON note (title(2))",
  "ALTER TABLE note ROW_FORMAT = COMPRESSED, AUTO_INCREMENT = 1000, STATS_PERSISTENT = 1",
  `ALTER TABLE note MODIFY COLUMN title varchar(20) NOT NULL DEFAULT 'x' INVISIBLE`,
];

/** What only one of the two has. */
const own = {
  mysql: [
    "CREATE INDEX by_expression ON note ((lower(title)))",
    "CREATE INDEX unseen ON note (place) INVISIBLE",
    "ALTER TABLE note PARTITION BY HASH (id) PARTITIONS 3",
  ],
  mariadb: [
    "CREATE INDEX unseen ON note (place) IGNORED",
    "ALTER TABLE note MODIFY COLUMN body text COMPRESSED NOT NULL CHECK (body <> 'nothing')",
    "ALTER TABLE note PARTITION BY RANGE (id) (PARTITION low VALUES LESS THAN (10), PARTITION high VALUES LESS THAN MAXVALUE)",
  ],
} as const;

const servers = databaseNames.filter((name) => name === "mysql" || name === "mariadb");

describe.each(servers)("what is made by hand on a table of an entity, on %s", (database) => {
  let project: Project;
  const first = [note(20, { default: "x" })];
  beforeEach(async () => {
    project = await openProject(database, "by_hand");
    await project.revise(first, "first");
    await project.migrator(first).upgrade();
    for (const statement of [...both, ...own[database]]) await project.database.query(statement);
  });
  afterEach(() => project.close());

  const table = async () => (await dump(project.database))["TABLE note"]!;
  const triggers = () =>
    project.database.query(
      "SELECT TRIGGER_NAME, ACTION_STATEMENT FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()",
    );

  it("is left alone and told", async () => {
    const { upgradeOps, warnings, unmanaged } = await project.compare(first);
    expect({ upgradeOps, warnings }).toEqual({ upgradeOps: [], warnings: [] });
    const indexes = database === "mysql" ? ["by_expression"] : [];
    expect(unmanaged).toEqual([
      { type: "table", name: "log" },
      ...[...indexes, "by_prefix", "downwards", "unseen"].map((name) => ({
        type: "index",
        name,
        table: "note",
      })),
    ]);
  });

  it("outlives changes of the table and their way back", async () => {
    const before = await table();
    const [trigger] = await triggers();
    expect(trigger).toBeDefined();
    const second = [
      entity(
        "note",
        {
          title: { type: "varchar", length: 40, default: "y", comment: "of the note" },
          body: { type: "text", nullable: true },
          place: { type: "bigint", default: 0 },
          more: { type: "int", nullable: true },
        },
        { indices: [{ name: "kept", synchronize: false }] },
      ),
    ];
    await project.revise(second, "second");
    await project.migrator(second).upgrade();
    await project.migrator(second).check();
    const changed = /`(title|body|place|more)` (varchar|text|int|bigint)/;
    expect((await table()).filter((line) => !changed.test(line))).toEqual(
      before.filter((line) => !changed.test(line)),
    );
    const text = (await table()).join("\n");
    expect(text).toMatch(/`title` varchar\(40\) .*INVISIBLE/);
    if (database === "mariadb")
      expect(text).toMatch(/`body` text .*COMPRESSED.* CHECK \(`body` <> 'nothing'\)/);
    expect(await triggers()).toEqual([trigger]);

    await project.database.query("INSERT INTO note (body) VALUES ('something')");
    expect(await project.database.query("SELECT id FROM log")).toEqual([{ id: 1000 }]);

    await project.migrator(first).downgrade("-1");
    expect(await table()).toEqual(before);
    expect(await triggers()).toEqual([trigger]);
  });
});

describe.runIf(servers.includes("mysql"))("the parser of a fulltext index, made by hand on mysql", () => {
  const article = (parser?: string) =>
    new EntitySchema({
      name: "article",
      columns: { id: { type: Number, primary: true }, body: { type: "text" } },
      indices: [
        { name: "words", columns: ["body"], fulltext: true, ...(parser === undefined ? {} : { parser }) },
      ],
    });

  it.each([
    ["none", undefined, "ngram"],
    ["ngram", "ngram", undefined],
  ] as const)("is seen where the entity has %s, and comes back", async (_name, declared, byHand) => {
    const project = await openProject("mysql", "parser");
    try {
      const entities = [article(declared)];
      await project.revise(entities, "first");
      await project.migrator(entities).upgrade();
      await project.migrator(entities).check();
      const clause = byHand === undefined ? "" : `WITH PARSER ${byHand}`;
      await project.database.query("DROP INDEX words ON article");
      await project.database.query(`CREATE FULLTEXT INDEX words ON article (body) ${clause}`);
      const before = await dump(project.database);
      await project.revise(entities, "second");
      await project.migrator(entities).upgrade();
      await project.migrator(entities).check();
      expect(await dump(project.database)).not.toEqual(before);
      await project.migrator(entities).downgrade("-1");
      expect(await dump(project.database)).toEqual(before);
    } finally {
      await project.close();
    }
  });
});

describe.each(servers)("a foreign key without a name, made by hand on %s", (database) => {
  const author = new EntitySchema({
    name: "author",
    columns: { id: { type: Number, primary: true } },
  });
  const book = (relation: boolean, index?: string) =>
    new EntitySchema<{ id: number; author_id: number; author: unknown }>({
      name: "book",
      columns: { id: { type: Number, primary: true }, author_id: { type: Number, nullable: true } },
      relations: relation
        ? { author: { type: "many-to-one", target: "author", joinColumn: { name: "author_id" } } }
        : {},
      indices: index === undefined ? [] : [{ name: index, columns: ["author_id"] }],
    });

  it.each([
    ["goes on under its name, and so does the index behind it", true, undefined, []],
    ["stands beside the declared index of that name", true, "author_id", []],
    ["goes with the index behind it", false, undefined, ["dropIndex"]],
  ] as const)("%s", async (_what, relation, index, kinds) => {
    const project = await openProject(database, "unnamed_key");
    try {
      await project.revise([author, book(false)], "first");
      await project.migrator([author, book(false)]).upgrade();
      await project.database.query("ALTER TABLE book ADD FOREIGN KEY (author_id) REFERENCES author (id)");
      const before = await dump(project.database);
      expect(before["TABLE book"]!.join()).toContain("KEY `author_id` (`author_id`)");

      const entities = [author, book(relation, index)];
      const { upgradeOps, warnings } = await project.compare(entities);
      expect(warnings).toEqual([]);
      expect(upgradeOps.map(({ kind }) => kind).filter((kind) => kind.endsWith("Index"))).toEqual(kinds);
      await project.revise(entities, "second");
      await project.migrator(entities).upgrade();
      await project.migrator(entities).check();
      await project.migrator(entities).downgrade("-1");
      expect(await dump(project.database)).toEqual(before);
    } finally {
      await project.close();
    }
  });
});

describe.runIf(servers.includes("mariadb"))("the check of a column, made by hand on mariadb", () => {
  it("outlives changes of the column, and comes back with the column and the table", async () => {
    const project = await openProject("mariadb", "column_check");
    try {
      const stock = (columns: EntitySchemaOptions<unknown>["columns"]) =>
        new EntitySchema({
          name: "stock",
          columns: {
            id: { type: Number, primary: true },
            ...columns,
          } as EntitySchemaOptions<unknown>["columns"],
          checks: [{ name: "amount", expression: "id > 0" }],
        });
      const amount = { type: "int", nullable: true } as const;
      const first = [stock({ amount, place: { type: "int" } } as object)];
      await project.revise(first, "first");
      await project.migrator(first).upgrade();
      await project.database.query(
        "ALTER TABLE stock MODIFY amount int NULL CHECK (amount > 0 OR place = 1)",
      );
      await project.migrator(first).check();
      const before = (await dump(project.database))["TABLE stock"]!;
      expect(before.join()).toContain("`amount` int(11) DEFAULT NULL CHECK (`amount` > 0 or `place` = 1)");
      expect(before.filter((line) => line.includes("CHECK"))).toHaveLength(2);

      const steps = [
        [stock({ amount: { ...amount, type: "bigint" }, place: { type: "int" } } as object)],
        [stock({ place: { type: "int" } } as object)],
        [],
      ];
      for (const [at, entities] of steps.entries()) {
        await project.revise(entities, `step ${at}`);
        await project.migrator(entities).upgrade();
        await project.migrator(entities).check();
        if (at === 0)
          expect((await dump(project.database))["TABLE stock"]!.join()).toContain(
            "`amount` bigint(20) DEFAULT NULL CHECK (`amount` > 0 or `place` = 1)",
          );
      }
      expect(Object.keys(await dump(project.database))).not.toContain("TABLE stock");
      await project.migrator(first).downgrade("-3");
      expect((await dump(project.database))["TABLE stock"]).toEqual(before);
    } finally {
      await project.close();
    }
  });
});
