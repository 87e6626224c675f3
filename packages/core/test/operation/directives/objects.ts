import { example, lacks, mysqlAndMariadb, mysqlAndMariadbLack } from "./case.ts";

const noTypes = {
  ...mysqlAndMariadbLack(
    "its enums belong to their columns; change the type of the column, e.g. enum('a','b').",
  ),
  sqlite: lacks("it has no types of its own; give the column a check constraint instead."),
} as const;
const noSequences = {
  ...mysqlAndMariadbLack("Limbeck knows no sequences of it; use an AUTO_INCREMENT column, or op.execute()."),
  sqlite: lacks("it has no sequences; use an AUTOINCREMENT key."),
} as const;
const noExtensions = {
  ...mysqlAndMariadbLack("it has no extensions; have the server's administrator install plugins."),
  sqlite: lacks("load extensions in the DataSource."),
} as const;

export const objects = {
  createEnum: [
    example({
      title: "labels in their order",
      run: (op) => op.createEnum("binding", ["paper", "cloth", "reader's own"]),
      sql: { postgres: [`CREATE TYPE "binding" AS ENUM ('paper', 'cloth', 'reader''s own')`], ...noTypes },
    }),
    example({
      title: "in another schema",
      run: (op) => op.createEnum("binding", ["paper"], { schema: "archive" }),
      sql: { postgres: [`CREATE TYPE "archive"."binding" AS ENUM ('paper')`], ...noTypes },
    }),
    example({
      title: "unless it is there",
      run: (op) => op.createEnum("card_colour", ["green", "blue"], { ifNotExists: true }),
      undo: () => Promise.resolve(),
      sql: {
        postgres: [
          `DO $limbeck$\nBEGIN\n  CREATE TYPE "card_colour" AS ENUM ('green', 'blue')\n  ;\nEXCEPTION WHEN duplicate_object OR duplicate_table THEN NULL;\nEND\n$limbeck$`,
        ],
        ...noTypes,
      },
    }),
  ],

  dropEnum: [
    example({
      title: "a type that no column has",
      run: (op) => op.dropEnum("card_colour"),
      undo: (op) => op.createEnum("card_colour", ["green", "blue"]),
      sql: { postgres: [`DROP TYPE "card_colour"`], ...noTypes },
    }),
    example({
      title: "if it is there",
      run: (op) => op.dropEnum("binding", { ifExists: true }),
      undo: () => Promise.resolve(),
      sql: { postgres: [`DROP TYPE IF EXISTS "binding"`], ...noTypes },
    }),
  ],

  alterEnum: [
    example({
      title: "a new label, in its place",
      run: (op) =>
        op.alterEnum("card_colour", { from: ["green", "blue"], to: ["green", "yellow", "blue", "red"] }),
      sql: {
        postgres: [
          `ALTER TYPE "card_colour" ADD VALUE 'yellow' BEFORE 'blue'`,
          `ALTER TYPE "card_colour" ADD VALUE 'red'`,
        ],
        ...noTypes,
      },
    }),
    example({
      title: "a label that goes",
      run: (op) => op.alterEnum("card_colour", { from: ["green", "blue"], to: ["blue"] }),
      sql: {
        postgres: [
          `ALTER TYPE "card_colour" RENAME TO "limbeck_old_card_colour"`,
          `CREATE TYPE "card_colour" AS ENUM ('blue')`,
          `DROP TYPE "limbeck_old_card_colour"`,
        ],
        ...noTypes,
      },
    }),
  ],

  createSequence: [
    example({
      title: "with a start and a step",
      run: (op) => op.createSequence("receipt_number", { start: "1000", increment: "10" }),
      sql: {
        postgres: [`CREATE SEQUENCE "receipt_number" INCREMENT BY 10 START WITH 1000`],
        ...noSequences,
      },
    }),
    example({
      title: "with all that a sequence can have",
      run: (op) =>
        op.createSequence("receipt_number", {
          schema: "archive",
          type: "integer",
          minimum: "5",
          maximum: "50",
          start: "7",
          increment: "2",
          cache: "3",
          cycle: true,
        }),
      sql: {
        postgres: [
          `CREATE SEQUENCE "archive"."receipt_number" AS integer INCREMENT BY 2 MINVALUE 5 MAXVALUE 50 START WITH 7 CACHE 3 CYCLE`,
        ],
        ...noSequences,
      },
    }),
    example({
      title: "unless it is there",
      run: (op) => op.createSequence("card_number", { ifNotExists: true }),
      undo: () => Promise.resolve(),
      sql: { postgres: [`CREATE SEQUENCE IF NOT EXISTS "card_number"`], ...noSequences },
    }),
  ],

  dropSequence: [
    example({
      title: "one that no column owns",
      run: (op) => op.dropSequence("card_number"),
      undo: (op) => op.createSequence("card_number", { start: "100" }),
      sql: { postgres: [`DROP SEQUENCE "card_number"`], ...noSequences },
    }),
    example({
      title: "if it is there",
      run: (op) => op.dropSequence("receipt_number", { ifExists: true }),
      undo: () => Promise.resolve(),
      sql: { postgres: [`DROP SEQUENCE IF EXISTS "receipt_number"`], ...noSequences },
    }),
  ],

  createSchema: [
    example({
      title: "a database on MySQL and MariaDB",
      run: (op) => op.createSchema("annex"),
      sql: {
        postgres: [`CREATE SCHEMA "annex"`],
        ...mysqlAndMariadb("CREATE DATABASE `annex`"),
        sqlite: lacks("attach a database file instead."),
      },
    }),
    example({
      title: "unless it is there",
      run: (op) => op.createSchema("attic", { ifNotExists: true }),
      undo: () => Promise.resolve(),
      sql: {
        postgres: [`CREATE SCHEMA IF NOT EXISTS "attic"`],
        ...mysqlAndMariadb("CREATE DATABASE IF NOT EXISTS `attic`"),
        sqlite: lacks("attach a database file instead."),
      },
    }),
  ],

  dropSchema: [
    example({
      title: "a database on MySQL and MariaDB",
      run: (op) => op.dropSchema("attic"),
      undo: (op) => op.createSchema("attic"),
      sql: {
        postgres: [`DROP SCHEMA "attic"`],
        ...mysqlAndMariadb("DROP DATABASE `attic`"),
        sqlite: lacks("detach the database file instead."),
      },
    }),
    example({
      title: "if it is there",
      run: (op) => op.dropSchema("annex", { ifExists: true }),
      undo: () => Promise.resolve(),
      sql: {
        postgres: [`DROP SCHEMA IF EXISTS "annex"`],
        ...mysqlAndMariadb("DROP DATABASE IF EXISTS `annex`"),
        sqlite: lacks("detach the database file instead."),
      },
    }),
  ],

  createExtension: [
    example({
      title: "one that may be there already",
      run: (op) => op.createExtension("hstore"),
      sql: { postgres: [`CREATE EXTENSION IF NOT EXISTS "hstore"`], ...noExtensions },
    }),
  ],

  dropExtension: [
    example({
      title: "one that nothing uses",
      run: (op) => op.dropExtension("pgcrypto"),
      undo: (op) => op.createExtension("pgcrypto"),
      sql: { postgres: [`DROP EXTENSION "pgcrypto"`], ...noExtensions },
    }),
    example({
      title: "if it is there",
      run: (op) => op.dropExtension("hstore", { ifExists: true }),
      undo: () => Promise.resolve(),
      sql: { postgres: [`DROP EXTENSION IF EXISTS "hstore"`], ...noExtensions },
    }),
  ],

  addEnumValue: [
    example({
      title: "in its place",
      run: (op) => op.addEnumValue("card_colour", "yellow", { before: "blue" }),
      undo: (op) => op.alterEnum("card_colour", { from: ["green", "yellow", "blue"], to: ["green", "blue"] }),
      sql: { postgres: [`ALTER TYPE "card_colour" ADD VALUE 'yellow' BEFORE 'blue'`], ...noTypes },
    }),
    example({
      title: "after another one",
      run: (op) => op.addEnumValue("card_colour", "yellow", { after: "green" }),
      undo: (op) => op.alterEnum("card_colour", { from: ["green", "yellow", "blue"], to: ["green", "blue"] }),
      sql: { postgres: [`ALTER TYPE "card_colour" ADD VALUE 'yellow' AFTER 'green'`], ...noTypes },
    }),
    example({
      title: "unless it is there",
      run: (op) => op.addEnumValue("card_colour", "blue", { ifNotExists: true }),
      undo: () => Promise.resolve(),
      sql: { postgres: [`ALTER TYPE "card_colour" ADD VALUE IF NOT EXISTS 'blue'`], ...noTypes },
    }),
  ],

  renameEnumValue: [
    example({
      title: "keeps rows and defaults",
      run: (op) => op.renameEnumValue("reservation_state", "waiting", "in line"),
      sql: { postgres: [`ALTER TYPE "reservation_state" RENAME VALUE 'waiting' TO 'in line'`], ...noTypes },
    }),
  ],
};
