import {
  Column,
  type ColumnOptions,
  CreateDateColumn,
  DeleteDateColumn,
  PrimaryColumn,
  UpdateDateColumn,
  VersionColumn,
} from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";
import { servers } from "./servers.ts";

const table =
  (columns: Readonly<Record<string, PropertyDecorator>>): Model =>
  (prefix) => [classTable(`${prefix}t`, { id: PrimaryColumn({ type: "int" }), ...columns })];

const now = (digits: number) => (digits === 0 ? "CURRENT_TIMESTAMP" : `CURRENT_TIMESTAMP(${digits})`);

/** A time that is set when the row is made, and one that is set with every change of it. */
const touched = (digits: number, rest: ColumnOptions = {}) =>
  table({
    a: Column({ type: "datetime", precision: digits, default: () => now(digits) }),
    b: Column({
      type: "timestamp",
      precision: digits,
      default: () => now(digits),
      onUpdate: now(digits),
      ...rest,
    }),
    c: Column({ type: "datetime", precision: digits, nullable: true, onUpdate: now(digits) }),
  });

const untouched = table({
  a: Column({ type: "datetime", precision: 6 }),
  b: Column({ type: "timestamp", precision: 6, default: () => now(6) }),
  c: Column({ type: "datetime", precision: 6, nullable: true }),
});

const special = (options: ColumnOptions) =>
  table({
    made: CreateDateColumn(options),
    changed: UpdateDateColumn(options),
    gone: DeleteDateColumn(options),
    version: VersionColumn(),
  });

const seed = (prefix: string) => [`INSERT INTO ${prefix}t (id) VALUES (1), (2)`];

const cases: readonly Case[] = [
  {
    row: "on update",
    before: touched(6),
    after: {
      "another precision": touched(3),
      "no precision": touched(0),
      none: untouched,
      "with a comment": touched(6, { comment: "of the last change" }),
    },
    seed,
  },
  {
    row: "columns of creation, change, deletion and version",
    before: special({}),
    after: {
      "plain columns": table({
        made: Column({ type: "datetime", precision: 6 }),
        changed: Column({ type: "timestamp", precision: 6, default: () => now(6) }),
        gone: Column({ type: "date", nullable: true }),
        version: Column({ type: "bigint", default: 1 }),
      }),
      "with names and types": special({ type: "timestamp", comment: "a time" }),
      fewer: table({ made: CreateDateColumn(), version: VersionColumn({ comment: "of the row" }) }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, version) VALUES (1, 1), (2, 5)`],
  },
  {
    row: "columns of creation and change with a precision and its default",
    before: table({
      made: CreateDateColumn({ precision: 3, default: () => now(3) }),
      changed: UpdateDateColumn({ precision: 3, default: () => now(3), onUpdate: now(3) }),
    }),
    after: {
      "without digits": table({
        made: CreateDateColumn({ precision: 0, default: () => now(0) }),
        changed: UpdateDateColumn({ precision: 0, default: () => now(0), onUpdate: now(0) }),
      }),
      "with all digits": table({ made: CreateDateColumn(), changed: UpdateDateColumn() }),
    },
    seed,
  },
];

const short = special({ precision: 3 });

/** The default keeps the six digits that TypeORM gives it: MySQL refuses them, MariaDB cuts them to the column's. */
const precise: Readonly<Record<"mysql" | "mariadb", Case>> = {
  mysql: {
    row: "columns of creation and change with a precision of three",
    before: short,
    impossible: /Invalid default value for 'made'/,
  },
  mariadb: {
    row: "columns of creation and change with a precision of three",
    before: short,
    after: { "all digits": special({}), "no digits": special({ precision: 0 }) },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, version) VALUES (1, 1)`],
  },
};

const whole = special({ precision: null });

/** No digits, and the default with six of them all the same. */
const imprecise: Readonly<Record<"mysql" | "mariadb", Case>> = {
  mysql: {
    row: "columns of creation and change with a precision of null",
    before: whole,
    impossible: /Invalid default value for 'made'/,
  },
  mariadb: {
    row: "columns of creation and change with a precision of null",
    before: whole,
    after: { "all digits": special({}), "three digits": short },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, version) VALUES (1, 1)`],
  },
};

for (const database of servers)
  conformance({ title: "times", database, cases: [...cases, precise[database], imprecise[database]] });
