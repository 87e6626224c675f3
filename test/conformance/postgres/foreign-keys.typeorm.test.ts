import { Column, Entity, ForeignKey, Index, JoinColumn, ManyToOne, PrimaryColumn } from "typeorm";
import type { Case } from "../case.ts";
import { conformance } from "../conformance.ts";
import { entity, type Model, whole } from "./table.ts";

type Key = NonNullable<Parameters<typeof entity>[3]>["foreignKeys"];

/** A table and one that points to it, by the entity schema's `foreignKeys`. */
const keyed =
  (key: Partial<NonNullable<Key>[number]> | undefined, columns = ["t"]): Model =>
  (prefix) => [
    entity(
      prefix,
      "t",
      { id: { ...whole, primary: true }, a: whole, b: whole },
      { uniques: [{ columns: ["a", "b"] }, { columns: ["a"] }] },
    ),
    entity(
      prefix,
      "s",
      {
        id: { ...whole, primary: true },
        t: { ...whole, nullable: true, default: 1 },
        a: { ...whole, nullable: true },
        b: { ...whole, nullable: true },
      },
      key && {
        foreignKeys: [
          { target: "{p}t", columnNames: columns, referencedColumnNames: ["id"], ...key },
        ] as NonNullable<Key>,
      },
    ),
  ];
const seed = (prefix: string) => [
  `INSERT INTO ${prefix}t VALUES (1, 2, 3)`,
  `INSERT INTO ${prefix}s VALUES (1, 1, 2, 3)`,
];

const byRelation =
  (relation: object, join: object = {}): Model =>
  (prefix) => {
    @Entity(`${prefix}t`)
    class Target {
      @PrimaryColumn({ type: "int" })
      id: number;
    }
    @Entity(`${prefix}s`)
    class Source {
      @PrimaryColumn({ type: "int" })
      id: number;
      @ManyToOne(() => Target, { nullable: true, ...relation })
      @JoinColumn({ name: "tId", ...join })
      t: Target | null;
    }
    return [Target, Source];
  };
const seedRelation = (prefix: string) => [
  `INSERT INTO ${prefix}t VALUES (1)`,
  `INSERT INTO ${prefix}s VALUES (1, 1)`,
];

const decorated =
  (options: object): Model =>
  (prefix) => {
    @Entity(`${prefix}t`)
    class Target {
      @PrimaryColumn({ type: "int" })
      id: number;
    }
    @Entity(`${prefix}s`)
    class Source {
      @PrimaryColumn({ type: "int" })
      id: number;
      @Index()
      @ForeignKey(() => Target, options)
      @Column({ type: "int", nullable: true })
      tId: number | null;
    }
    return [Target, Source];
  };

/** A key that is an enum, which what references it takes after. */
const enumKey =
  (enumName: string | undefined, values: string[]): Model =>
  (prefix) => {
    const name = enumName === undefined ? {} : { enumName: prefix + enumName };
    @Entity(`${prefix}t`)
    class Target {
      @PrimaryColumn({ type: "enum", enum: values, ...name })
      id: string;
    }
    @Entity(`${prefix}s`)
    class Source {
      @PrimaryColumn({ type: "int" })
      id: number;
      @ManyToOne(() => Target, { nullable: true })
      @JoinColumn({ name: "tId" })
      t: Target | null;
    }
    return [Target, Source];
  };

const cases: readonly Case[] = [
  {
    row: "foreign key of an entity schema",
    before: keyed({}),
    after: {
      none: keyed(undefined),
      "a name": keyed({ name: "{p}Foreign Key" }),
      "ON DELETE CASCADE": keyed({ onDelete: "CASCADE" }),
      "ON DELETE SET NULL, ON UPDATE RESTRICT": keyed({ onDelete: "SET NULL", onUpdate: "RESTRICT" }),
      deferred: keyed({ deferrable: "INITIALLY DEFERRED" }),
      "of another column": keyed({ referencedColumnNames: ["a"] }, ["a"]),
    },
    seed,
  },
  {
    row: "foreign key with a name",
    before: keyed({ name: "{p}fk" }),
    after: {
      "another name": keyed({ name: "{p}fk2" }),
      "TypeORM's own name": keyed({}),
      "an action behind the name": keyed({ name: "{p}fk", onUpdate: "CASCADE" }),
      "other columns behind the name": keyed({ name: "{p}fk", referencedColumnNames: ["a"] }, ["a"]),
    },
    seed,
  },
  {
    row: "foreign key, deferrable",
    before: byRelation({ deferrable: "INITIALLY DEFERRED" }),
    after: {
      immediate: byRelation({ deferrable: "INITIALLY IMMEDIATE" }),
      "not deferrable": byRelation({}),
      "not deferrable, with an action": byRelation({ onDelete: "CASCADE" }),
    },
    seed: seedRelation,
  },
  {
    row: "foreign key, its actions",
    before: byRelation({ onDelete: "RESTRICT", onUpdate: "SET NULL" }),
    after: {
      swapped: byRelation({ onDelete: "SET NULL", onUpdate: "RESTRICT" }),
      none: byRelation({}),
      "none, under a name": byRelation({}, { foreignKeyConstraintName: "fk" }),
    },
    seed: seedRelation,
  },
  {
    row: "ON DELETE SET DEFAULT, which TypeORM spells DEFAULT",
    before: keyed({ onDelete: "DEFAULT" as never }),
    notByTypeorm: 'syntax error at or near "DEFAULT": TypeORM writes ON DELETE DEFAULT',
    after: { cascade: keyed({ onDelete: "CASCADE" }) },
    seed,
  },
  {
    row: "foreign key of several columns",
    before: keyed({ referencedColumnNames: ["a", "b"] }, ["a", "b"]),
    after: {
      deferred: keyed({ referencedColumnNames: ["a", "b"], deferrable: "INITIALLY DEFERRED" }, ["a", "b"]),
      "of one of them": keyed({ referencedColumnNames: ["a"] }, ["a"]),
    },
    seed,
  },
  {
    row: "foreign key by @ForeignKey",
    before: decorated({ onDelete: "CASCADE" }),
    after: {
      "another action": decorated({ onDelete: "SET NULL" }),
      "a name": decorated({ onDelete: "CASCADE", name: "fk_by_decorator" }),
      deferred: decorated({ onDelete: "CASCADE", deferrable: "INITIALLY DEFERRED" }),
    },
    seed: seedRelation,
  },
  {
    // What references it is an enum of its own, which can't be compared with that of the key.
    row: "reference to a key that is an enum",
    before: enumKey(undefined, ["a", "b"]),
    impossible: /foreign key constraint .* cannot be implemented/,
  },
  {
    row: "reference to a key that is an enum with a name",
    before: enumKey("kind", ["a", "b"]),
    after: { "one more": enumKey("kind", ["a", "b", "c"]), "one less": enumKey("kind", ["a"]) },
    notByTypeorm: "type already exists: TypeORM creates the type once for each table",
    seed: (prefix) => [`INSERT INTO ${prefix}t VALUES ('a')`, `INSERT INTO ${prefix}s VALUES (1, 'a')`],
  },
  {
    row: "createForeignKeyConstraints: false",
    before: byRelation({ createForeignKeyConstraints: false }),
    after: { "with constraints": byRelation({}) },
    seed: seedRelation,
  },
];

conformance({ title: "foreign keys", database: "postgres", cases });
