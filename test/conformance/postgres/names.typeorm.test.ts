import { createHash } from "node:crypto";
import {
  DefaultNamingStrategy,
  Entity,
  JoinTable,
  ManyToMany,
  PrimaryGeneratedColumn,
  type Table,
} from "typeorm";
import type { Case } from "../case.ts";
import { conformance } from "../conformance.ts";
import {
  type Columns,
  type DeclaredModel,
  entity,
  id,
  type Model,
  type Rest,
  table,
  text,
  whole,
} from "./table.ts";

/** As many projects have it: names in snake case, and keys named after their columns. */
class Readable extends DefaultNamingStrategy {
  override columnName(property: string, given: string, prefixes: string[]): string {
    return (
      given || [...prefixes, property].join("_").replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    );
  }
  override primaryKeyName(name: Table | string): string {
    return `pk ${tableName(name)}`;
  }
  override uniqueConstraintName(name: Table | string, columns: string[]): string {
    return `UQ ${tableName(name)} ${columns.join(",")}`;
  }
  override indexName(name: Table | string, columns: string[], where?: string): string {
    return `ix_${tableName(name)}_${columns.join("_")}${where ? `_${hash(where)}` : ""}`;
  }
  override foreignKeyName(name: Table | string, columns: string[]): string {
    return `fk_${tableName(name)}_${columns.join("_")}`;
  }
  override checkConstraintName(name: Table | string, expression: string): string {
    return `ck_${tableName(name)}_${hash(expression)}`;
  }
  override joinTableName(first: string, second: string): string {
    return `${first}_and_${second}`;
  }
}
const tableName = (name: Table | string) =>
  (typeof name === "string" ? name : name.name).replace(/^.*\./, "");
const hash = (value: string) => createHash("sha1").update(value).digest("hex").slice(0, 6);

const by =
  (namingStrategy: DefaultNamingStrategy | undefined, model: Model, options: object = {}): DeclaredModel =>
  (prefix) => ({
    entities: model(prefix),
    options: { ...(namingStrategy && { namingStrategy }), ...options },
  });

const parts: Rest = {
  uniques: [{ columns: ["someName"] }],
  indices: [{ columns: ["b", "someName"] }, { columns: ["b"], where: "b > 0" }],
  checks: [{ expression: "b > 1" }],
};
const modelled: Model = table({ someName: text, b: whole }, parts);

const related: Model = (prefix) => {
  @Entity(`${prefix}tag`)
  class Tag {
    @PrimaryGeneratedColumn()
    id: number;
  }
  @Entity(`${prefix}post`)
  class Post {
    @PrimaryGeneratedColumn()
    id: number;
    @ManyToMany(() => Tag)
    @JoinTable({
      name: `${prefix}post_tags`,
      joinColumn: { name: "post" },
      inverseJoinColumn: { name: "tag" },
    })
    tags: Tag[];
  }
  return [Tag, Post];
};

const long = (what: string) =>
  `{p}${what}_whose_name_is_longer_than_the_sixty_three_bytes_that_are_kept_of_it`;
const cut =
  (isChanged: boolean): Model =>
  (prefix) => {
    const [column, type] = [long("column"), isChanged ? { ...text, length: 40 } : text];
    return [
      entity(prefix, "u", { ...id, [column.replace("{p}", prefix)]: type } as Columns, {
        uniques: [{ name: long("unique"), columns: [column] }],
        indices: [{ name: long("index"), columns: [column, "id"] }],
        checks: [{ name: long("check"), expression: isChanged ? "id > 1" : "id > 0" }],
      }),
      entity(prefix, long("table").slice(3), { ...id, u: { ...whole, nullable: true } } as Columns, {
        foreignKeys: [
          {
            name: long("key"),
            target: "{p}u",
            columnNames: ["u"],
            referencedColumnNames: ["id"],
            ...(isChanged && { onDelete: "CASCADE" }),
          },
        ],
      }),
    ];
  };

const cases: readonly Case[] = [
  {
    row: "naming strategy of the DataSource",
    before: by(new Readable(), modelled),
    after: {
      "one more column": by(
        new Readable(),
        table({ someName: text, b: whole, moreOfIt: { ...whole, nullable: true } }, parts),
      ),
      "other definitions": by(
        new Readable(),
        table(
          { someName: text, b: whole },
          {
            uniques: [{ columns: ["b", "someName"] }],
            indices: [{ columns: ["someName", "b"] }],
            checks: [{ expression: "b > 2" }],
          },
        ),
      ),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, some_name, b) VALUES (1, 'x', 5)`],
  },
  {
    row: "relations by a naming strategy",
    before: by(new Readable(), related),
    after: { "TypeORM's own": by(undefined, related) },
  },
  {
    row: "entityPrefix",
    before: (prefix) => ({ entities: modelled("e_"), options: { entityPrefix: prefix } }),
    after: {
      "another length": (prefix) => ({
        entities: table({ someName: { ...text, length: 40 }, b: whole }, parts)("e_"),
        options: { entityPrefix: prefix },
      }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}e_t VALUES (1, 'x', 5)`],
  },
  {
    row: "names that are cut",
    before: cut(false),
    after: { "other definitions": cut(true) },
    seed: (prefix) => [`INSERT INTO ${prefix}u VALUES (7, 'x')`],
  },
  {
    row: "names with signs",
    notByTypeorm: "zero-length delimited identifier: TypeORM does not double the quotes in a name",
    before: table(
      { 'a "b"': text, "c.d": whole, "%s": whole, $1: whole },
      {
        uniques: [{ name: '{p}it\'s "unique"', columns: ['a "b"'] }],
        indices: [{ name: "{p}ix; --", columns: ["c.d", "%s"] }],
        checks: [{ name: "{p}ck $limbeck$", expression: '"$1" > 0' }],
      },
    ),
    after: {
      "other definitions": table(
        { 'a "b"': { ...text, length: 30 }, "c.d": whole, "%s": whole, $1: whole },
        {
          uniques: [{ name: '{p}it\'s "unique"', columns: ['a "b"', "%s"] }],
          indices: [{ name: "{p}ix; --", columns: ["%s", "c.d"], where: '"c.d" > 0' }],
          checks: [{ name: "{p}ck $limbeck$", expression: '"$1" > 1' }],
        },
      ),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t VALUES (1, 'x', 1, 1, 7)`],
  },
];

conformance({ title: "names by strategy", database: "postgres", cases });
