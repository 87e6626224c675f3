import { Column, EntitySchema, type EntitySchemaColumnOptions, PrimaryColumn } from "typeorm";
import { type DatabaseName, databaseNames } from "../databases/index.ts";
import type { Case, Entities, Model } from "./case.ts";
import { classTable } from "./class-table.ts";
import { columnTypes, type DeclaredType, typeName } from "./column-types/index.ts";
import { otherNames } from "./column-types/other-names.ts";
import { conformance } from "./conformance.ts";

type Columns = Readonly<Record<string, EntitySchemaColumnOptions>>;

const table =
  (columns: Columns) =>
  (prefix: string): Entities => [
    new EntitySchema<Record<string, unknown>>({
      name: `${prefix}t`,
      tableName: `${prefix}t`,
      columns: { id: { type: Number, primary: true }, ...columns },
    }),
  ];

/** The type without a default, and a column for each form of default; then each column with the default of the next. */
function caseOf(declared: DeclaredType): Case {
  const [options, value, defaults] = declared;
  const columns = (shift: number, facets: Partial<EntitySchemaColumnOptions> = {}): Columns =>
    Object.fromEntries([
      ["plain", { ...options, ...facets }],
      ...defaults.map((_value, at) => [
        `d${at}`,
        // A type of its own, as an enum, is that of one column.
        { ...options, ...facets, default: defaults[(at + shift) % defaults.length] },
      ]),
    ]) as Columns;
  const names = Object.keys(columns(0));
  return {
    row: typeName(declared),
    before: table(columns(0)),
    after: {
      optional: table(columns(0, { nullable: true })),
      ...(defaults.length > 1 ? { "other defaults": table(columns(1)) } : {}),
      "no defaults": table({
        ...Object.fromEntries(names.map((name) => [name, options])),
        more: { ...options, nullable: true },
      }),
    },
    seed: (prefix) => [
      `INSERT INTO ${prefix}t (id, ${names.join(", ")}) VALUES (1, ${names.map(() => value).join(", ")})`,
    ],
  };
}

/** Several types in one table: each without a default, and with each of its defaults. */
function caseOfFamily(family: readonly DeclaredType[]): Case {
  const columns = (facets: Partial<EntitySchemaColumnOptions>, hasDefaults = true): Columns =>
    Object.fromEntries(
      family.flatMap(([options, , defaults], at) => [
        [`c${at}`, { ...options, ...facets }],
        ...defaults.map((value, next) => [
          `c${at}_${next}`,
          { ...options, ...facets, ...(hasDefaults ? { default: value } : {}) },
        ]),
      ]),
    ) as Columns;
  const names = Object.keys(columns({}));
  const values = family.flatMap(([, value, defaults]) => [value, ...defaults.map(() => value)]);
  return {
    row: family.map(typeName).join("; "),
    before: table(columns({})),
    after: {
      optional: table(columns({ nullable: true })),
      ...(family.some(([, , defaults]) => defaults.length > 0)
        ? { "no defaults": table(columns({}, false)) }
        : {}),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, ${names.join(", ")}) VALUES (1, ${values.join(", ")})`],
  };
}

/** What TypeScript tells of the properties of a class, and nothing else. */
const told =
  (types: Readonly<Record<string, Function>>, isOptional: boolean): Model =>
  (prefix) => {
    const columns = Object.entries(types).map(([name, type]): [string, PropertyDecorator[]] => [
      name,
      [
        (target, property) => Reflect.defineMetadata("design:type", type, target, property),
        Column({ nullable: isOptional }),
      ],
    ]);
    return [classTable(`${prefix}t`, { id: PrimaryColumn({ type: "int" }), ...Object.fromEntries(columns) })];
  };
const types = { text: String, number: Number, flag: Boolean, time: Date };
const constructors: Case = {
  row: "String, Number, Boolean, Date: what TypeScript tells of a property",
  before: told(types, false),
  after: { optional: told(types, true) },
};
const bytes: Case = {
  row: "Buffer: what TypeScript tells of a property",
  before: told({ bytes: Buffer }, false),
};
const bytesRefused: Case = { ...bytes, impossible: /is not supported by/ };

/** TypeORM's driver rounds a number to the digits that the column's `scale` says, which for these types are none. */
const fraction: Case = {
  row: "default that is a number with a fraction, of a type without scale",
  before: table({ a: { type: "double", default: 2.5 }, b: { type: "float", default: -0.5 } }),
  after: {
    "another one": table({ a: { type: "double", default: 3.5 }, b: { type: "float", default: 1.5 } }),
  },
  leftOut: (operation) =>
    operation.kind === "alterColumn" && Object.keys(operation.change).join() === "default",
};

/** TypeORM 0.3 writes the text of JSON as it is, so that entities double its quotes; 1.x doubles them itself. */
const quotedJson: Case = {
  row: "default that is JSON with a doubled quote",
  before: table({ a: { type: "json", default: { a: "it''s" } } }),
  after: { "another one": table({ a: { type: "json", default: { a: "so" } } }) },
  ...(process.env.TYPEORM_MAJOR === "0.3" ? { leftOut: ({ kind }) => kind === "alterColumn" } : {}),
};

const more: Readonly<Record<DatabaseName, readonly Case[]>> = {
  sqlite: [constructors, bytes],
  postgres: [constructors, bytesRefused, quotedJson],
  mysql: [constructors, bytes, fraction],
  mariadb: [constructors, bytes, fraction],
};

for (const database of databaseNames) {
  conformance({
    title: "column types and defaults",
    database,
    cases: [
      ...columnTypes[database].map(caseOf),
      ...otherNames[database].map(caseOfFamily),
      ...more[database],
    ],
  });
}
