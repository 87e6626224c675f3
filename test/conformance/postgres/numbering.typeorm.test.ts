import { Column, Entity, Generated, PrimaryColumn, PrimaryGeneratedColumn } from "typeorm";
import type { Case } from "../case.ts";
import { conformance } from "../conformance.ts";
import { type DeclaredModel, type Model, table, whole } from "./table.ts";

type Numbering = "plain" | "serial" | "always" | "by default";

/** A table whose key is numbered in one of the ways that TypeORM knows. */
const numbered =
  (numbering: Numbering, type: "int" | "bigint" | "smallint" = "int", name = "t"): Model =>
  (prefix) => {
    class Row {
      id: number;
      @Column({ type: "int", nullable: true })
      n: number | null;
    }
    const key: Record<Numbering, PropertyDecorator> = {
      plain: PrimaryColumn({ type }),
      serial: PrimaryGeneratedColumn({ type }),
      always: PrimaryGeneratedColumn("identity", { type, generatedIdentity: "ALWAYS" }),
      "by default": PrimaryGeneratedColumn("identity", { type }),
    };
    key[numbering](Row.prototype, "id");
    Entity(prefix + name)(Row);
    return [Row];
  };
const seed = (prefix: string) => [`INSERT INTO ${prefix}t (n) VALUES (1), (2)`];

/** Numbered columns beside the key. */
const counted =
  (options: object): Model =>
  (prefix) => {
    @Entity(`${prefix}t`)
    class Row {
      @PrimaryColumn({ type: "int" })
      id: number;
      @Column({ type: "int", ...options })
      @Generated("increment")
      n: number;
    }
    return [Row];
  };

const long = "a_table_whose_name_is_long_enough_to_make_its_sequence_be_cut";
const uuid =
  (options: object, extension?: "pgcrypto" | "uuid-ossp"): DeclaredModel =>
  (prefix) => {
    @Entity(`${prefix}t`)
    class Row {
      @PrimaryGeneratedColumn("uuid")
      id: string;
      @Column({ type: "uuid", ...options })
      @(extension === undefined ? () => {} : Generated("uuid"))
      u: string;
    }
    return { entities: [Row], options: extension === undefined ? {} : { uuidExtension: extension } };
  };

const cases: readonly Case[] = [
  {
    row: "serial",
    before: numbered("serial"),
    after: {
      bigserial: numbered("serial", "bigint"),
      smallserial: numbered("serial", "smallint"),
      "identity by default": numbered("by default"),
      "identity always": numbered("always", "bigint"),
      plain: numbered("plain"),
    },
    seed,
  },
  {
    row: "identity always",
    before: numbered("always"),
    after: {
      "by default": numbered("by default"),
      bigint: numbered("always", "bigint"),
      serial: numbered("serial"),
      plain: numbered("plain"),
    },
    seed,
  },
  {
    row: "identity by default",
    before: numbered("by default"),
    after: { always: numbered("always"), "serial, smaller": numbered("serial", "smallint") },
    seed,
  },
  {
    row: "plain key",
    before: numbered("plain", "bigint"),
    after: {
      serial: numbered("serial", "bigint"),
      "identity of another type": numbered("by default", "int"),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id, n) VALUES (5, 1)`],
  },
  {
    row: "serial of a long name",
    before: numbered("serial", "int", long),
    after: { bigserial: numbered("serial", "bigint", long), plain: numbered("plain", "int", long) },
    seed: (prefix) => [`INSERT INTO ${prefix}${long} (n) VALUES (1)`],
  },
  {
    row: "serial column beside the key",
    before: counted({}),
    after: { "with a comment": counted({ comment: "of it" }), "none any more": table({ n: whole }) },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id) VALUES (1)`],
  },
  {
    row: "default from a sequence made by hand",
    prepare: [`CREATE SEQUENCE "numbers_by_hand"`],
    before: table({ n: { ...whole, default: () => `nextval('numbers_by_hand')` } }),
    after: {
      "another wording": table({
        n: { ...whole, default: () => `nextval('numbers_by_hand'::regclass) + 1` },
      }),
      none: table({ n: whole }),
    },
    seed: (prefix) => [`INSERT INTO ${prefix}t (id) VALUES (1)`],
  },
  {
    row: "uuid, uuid-ossp",
    before: uuid({}, "uuid-ossp"),
    after: { pgcrypto: uuid({}, "pgcrypto"), "not generated": uuid({}) },
    seed: (prefix) => [`INSERT INTO ${prefix}t DEFAULT VALUES`],
  },
  {
    row: "uuid, pgcrypto",
    before: uuid({}, "pgcrypto"),
    after: { "uuid-ossp": uuid({}, "uuid-ossp") },
    seed: (prefix) => [`INSERT INTO ${prefix}t DEFAULT VALUES`],
  },
];

conformance({ title: "numbering and generated keys", database: "postgres", cases });
