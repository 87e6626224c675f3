import type { DialectName } from "@limbeck/core";
import type { Directive } from "./index.ts";

/** A call that must not compile, and what the compiler has to say of it. */
export interface Refused {
  /** The database of the revision, or several. */
  readonly on: DialectName | readonly DialectName[];
  readonly call: string;
  readonly says: string;
}

const no = (on: Refused["on"], call: string, says: string): Refused => ({ on, call, says });
const lessThan = (least: string, got: number) => `Expected ${least} arguments, but got ${got}.`;
const unknownOption = (name: string) => `'${name}' does not exist in type`;
const unknownMethod = (name: string) => `Property '${name}' does not exist on type`;
const notAssignable = (what: string) => `Type '${what}' is not assignable to type`;

/** At least one for each directive: what is missing, of the wrong type, misspelt, or of another database. */
export const refused: { readonly [K in Directive]: readonly Refused[] } = {
  createTable: [
    no("postgres", `op.createTable("shelf")`, lessThan("2-3", 1)),
    no("postgres", `op.createTable("shelf", [column("code", "varchr(50)")])`, '"varchr(50)"'),
    no("mysql", `op.createTable("shelf", [column("code", "varchr(50)")])`, '"varchr(50)"'),
    no("mariadb", `op.createTable("shelf", [column("code", "varchr(50)")])`, '"varchr(50)"'),
    no("sqlite", `op.createTable("shelf", [column("code", "varchr(50)")])`, '"varchr(50)"'),
    no("postgres", `op.createTable("shelf", [column("code", "varchar(fifty)")])`, '"varchar(fifty)"'),
    no("postgres", `op.createTable("shelf", [column("made", "datetime")])`, '"datetime"'),
    no("mysql", `op.createTable("shelf", [column("id", "serial")])`, '"serial"'),
    no("mysql", `op.createTable("shelf", [column("id", "uuid")])`, '"uuid"'),
    no(
      "postgres",
      `op.createTable("shelf", [column("code", "text")], { engine: "InnoDB" })`,
      unknownOption("engine"),
    ),
    no(
      "mysql",
      `op.createTable("shelf", [column("code", "text")], { strict: true })`,
      unknownOption("strict"),
    ),
    no(
      "sqlite",
      `op.createTable("shelf", [column("code", "text")], { comment: "here" })`,
      unknownOption("comment"),
    ),
    no(
      ["postgres", "sqlite"],
      `op.createTable("shelf", [column("made", "timestamp with time zone")])`,
      '"timestamp with time zone"',
    ),
    no(
      ["postgres", "mysql"],
      `op.createTable("shelf", [column("code", "text")], { engine: "InnoDB" })`,
      unknownOption("engine"),
    ),
  ],
  dropTable: [
    no("postgres", `op.dropTable("notice", { ifNotExists: true })`, "ifNotExists"),
    no("postgres", `op.dropTable()`, lessThan("1-2", 0)),
    no("mysql", `op.dropTable("notice", { cascade: true })`, unknownOption("cascade")),
  ],
  renameTable: [no("postgres", `op.renameTable("notice")`, lessThan("2-3", 1))],
  createTableComment: [
    no("postgres", `op.createTableComment("book")`, lessThan("2-3", 1)),
    no("sqlite", `op.createTableComment("book", "what is lent")`, unknownMethod("createTableComment")),
    no(
      ["postgres", "sqlite"],
      `op.createTableComment("book", "what is lent")`,
      unknownMethod("createTableComment"),
    ),
  ],
  dropTableComment: [no("sqlite", `op.dropTableComment("book")`, unknownMethod("dropTableComment"))],
  alterTableOptions: [
    no("postgres", `op.alterTableOptions("book", {})`, unknownMethod("alterTableOptions")),
    no("mysql", `op.alterTableOptions("book", { strict: true })`, unknownOption("strict")),
    no("sqlite", `op.alterTableOptions("book", { engine: "InnoDB" })`, unknownOption("engine")),
    no("mysql", `op.alterTableOptions("book")`, lessThan("2", 1)),
  ],
  addColumn: [
    no("postgres", `op.addColumn("book")`, lessThan("2-3", 1)),
    no("postgres", `op.addColumn("book", column("isbn"))`, lessThan("2-3", 1)),
    no("postgres", `op.addColumn("book", "isbn")`, "Argument of type 'string' is not assignable"),
    no("postgres", `op.addColumn("book", column("isbn", "varchr(50)"))`, '"varchr(50)"'),
    no("postgres", `op.addColumn("book", column("id", "int"))`, '"int"'),
    no(
      "postgres",
      `op.addColumn("book", column("id", "integer", { identity: "auto increment" }))`,
      '"auto increment"',
    ),
    no("mysql", `op.addColumn("book", column("id", "int", { identity: "by default" }))`, '"by default"'),
    no("postgres", `op.addColumn("book", column("isbn", "text", { charset: "latin1" }))`, "charset"),
    no("postgres", `op.addColumn("book", column("isbn", "text", { nulable: true }))`, "nulable"),
    no("mysql", `op.addColumn("book", column("copies", "int", { check: sql\`copies > 0\` }))`, "check"),
    no("sqlite", `op.addColumn("book", column("isbn", "text", { comment: "with 978" }))`, "comment"),
    no(
      "postgres",
      `op.addColumn("book", column("copies", "smallint", { generated: { expression: sql\`1\` } }))`,
      "stored",
    ),
    no(["postgres", "mysql"], `op.addColumn("book", column("id", "int"))`, '"int"'),
  ],
  dropColumn: [no("postgres", `op.dropColumn("book")`, lessThan("2-3", 1))],
  alterColumn: [
    no("postgres", `op.alterColumn("book", "title")`, lessThan("3", 2)),
    no("postgres", `op.alterColumn("book", "title", { type: "varchr(50)" })`, '"varchr(50)"'),
    no("mysql", `op.alterColumn("book", "title", { type: "varchr(50)" })`, '"varchr(50)"'),
    no("mariadb", `op.alterColumn("book", "title", { type: "varchr(50)" })`, '"varchr(50)"'),
    no("sqlite", `op.alterColumn("book", "title", { type: "varchr(50)" })`, '"varchr(50)"'),
    no("postgres", `op.alterColumn("book", "title", { charset: "latin1" })`, unknownOption("charset")),
    no("sqlite", `op.alterColumn("book", "title", { comment: "as printed" })`, unknownOption("comment")),
    no("postgres", `op.alterColumn("book", "title", { nullable: null })`, notAssignable("null")),
    no("postgres", `op.alterColumn("book", "title", { using: "title" })`, notAssignable("string")),
    no(["postgres", "mysql"], `op.alterColumn("book", "title", { type: "jsonb" })`, '"jsonb"'),
  ],
  batchAlterTable: [
    no("postgres", `op.batchAlterTable("book")`, lessThan("2-3", 1)),
    no("postgres", `op.batchAlterTable("book", (batch) => batch.dropColumn())`, lessThan("1-2", 0)),
    no(
      "postgres",
      `op.batchAlterTable("book", (batch) => batch.dropTable("book"))`,
      unknownMethod("dropTable"),
    ),
    no(
      "sqlite",
      `op.batchAlterTable("book", (batch) => batch.alterColumn("title", { type: "varchr(50)" }))`,
      '"varchr(50)"',
    ),
    no(
      "mysql",
      `op.batchAlterTable("book", async () => {}, { recreate: "always" })`,
      unknownOption("recreate"),
    ),
    no(
      "postgres",
      `op.batchAlterTable("book", (batch) => batch.addColumn(column("isbn", "text"), { insertAfter: "id" }))`,
      unknownOption("insertAfter"),
    ),
  ],
  renameColumn: [no("postgres", `op.renameColumn("book", "title")`, lessThan("3-4", 2))],
  backfill: [
    no("postgres", `op.backfill("reader", "email")`, lessThan("3-4", 2)),
    no("postgres", `op.backfill("reader", "email", null)`, "Argument of type 'null' is not assignable"),
    no(
      "postgres",
      `op.backfill("reader", "email", fillIn("reader.email"))`,
      "Argument of type 'FillIn' is not assignable",
    ),
  ],
  createPrimaryKey: [
    no("postgres", `op.createPrimaryKey("pk_loan", "loan")`, lessThan("3-4", 2)),
    no(
      "postgres",
      `op.createPrimaryKey("pk_loan", "loan", "reader_id")`,
      "Argument of type 'string' is not assignable",
    ),
    no(
      "mysql",
      `op.createPrimaryKey("pk_loan", "loan", ["id"], { include: ["due"] })`,
      unknownOption("include"),
    ),
    no(
      "sqlite",
      `op.createPrimaryKey("pk_loan", "loan", ["id"], { deferrable: "initially deferred" })`,
      unknownOption("deferrable"),
    ),
  ],
  createUniqueConstraint: [
    no(
      ["postgres", "sqlite"],
      `op.createUniqueConstraint("uq_book_title", "book", ["title"], { include: ["pages"] })`,
      unknownOption("include"),
    ),
    no("postgres", `op.createUniqueConstraint("uq_book_title", "book")`, lessThan("3-4", 2)),
    no(
      "postgres",
      `op.createUniqueConstraint("uq_book_title", "book", ["title"], { deferrable: "deferred" })`,
      '"deferred"',
    ),
    no(
      "mysql",
      `op.createUniqueConstraint("uq_book_title", "book", ["title"], { deferrable: "initially deferred" })`,
      unknownOption("deferrable"),
    ),
    no(
      "sqlite",
      `op.createUniqueConstraint("uq_book_title", "book", ["title"], { nullsNotDistinct: true })`,
      unknownOption("nullsNotDistinct"),
    ),
  ],
  createCheckConstraint: [
    no(
      "postgres",
      `op.createCheckConstraint("ck_book_pages", "book", "pages > 0")`,
      "Argument of type 'string' is not assignable",
    ),
    no(
      "mysql",
      `op.createCheckConstraint("ck_book_pages", "book", sql\`pages > 0\`, { notValid: true })`,
      unknownOption("notValid"),
    ),
    no(
      "sqlite",
      `op.createCheckConstraint("ck_book_pages", "book", sql\`pages > 0\`, { noInherit: true })`,
      unknownOption("noInherit"),
    ),
  ],
  createForeignKey: [
    no(
      ["mysql", "sqlite"],
      `op.createForeignKey("fk_loan_reader", "loan", "reader", ["reader_id"], ["id"], { deferrable: "initially deferred" })`,
      unknownOption("deferrable"),
    ),
    no(
      "postgres",
      `op.createForeignKey("fk_loan_reader", "loan", "reader", ["reader_id"])`,
      lessThan("5-6", 4),
    ),
    no(
      "postgres",
      `op.createForeignKey("fk_loan_reader", "loan", "reader", ["reader_id"], ["id"], { onDelete: "delete" })`,
      '"delete"',
    ),
    no(
      "mysql",
      `op.createForeignKey("fk_loan_reader", "loan", "reader", ["reader_id"], ["id"], { match: "full" })`,
      unknownOption("match"),
    ),
    no(
      "sqlite",
      `op.createForeignKey("fk_loan_reader", "loan", "reader", ["reader_id"], ["id"], { notValid: true })`,
      unknownOption("notValid"),
    ),
  ],
  createExcludeConstraint: [
    no("postgres", `op.createExcludeConstraint("xc_branch", "branch")`, lessThan("3-4", 2)),
    no(
      "mysql",
      `op.createExcludeConstraint("xc_branch", "branch", sql\`USING gist (place WITH ~=)\`)`,
      unknownMethod("createExcludeConstraint"),
    ),
    no(
      "sqlite",
      `op.createExcludeConstraint("xc_branch", "branch", sql\`USING gist (place WITH ~=)\`)`,
      unknownMethod("createExcludeConstraint"),
    ),
  ],
  dropConstraint: [
    no("postgres", `op.dropConstraint("uq_reader_email", "reader")`, lessThan("3-4", 2)),
    no("postgres", `op.dropConstraint("uq_reader_email", "reader", "foreignkey")`, '"foreignkey"'),
    no("mysql", `op.dropConstraint("xc_branch", "branch", "exclusion")`, '"exclusion"'),
  ],
  renameConstraint: [
    no("postgres", `op.renameConstraint("reader", "unique", "uq_reader_email")`, lessThan("4-5", 3)),
    no(
      "postgres",
      `op.renameConstraint("reader", "unique", "uq_reader_email", null)`,
      "Argument of type 'null' is not assignable",
    ),
    no("mysql", `op.renameConstraint("notice", "primary key", "pk_notice", "pk_board")`, '"primary key"'),
  ],
  createIndex: [
    no("postgres", `op.createIndex("ix_loan_due", "loan")`, lessThan("3-4", 2)),
    no(
      "postgres",
      `op.createIndex("ix_loan_due", "loan", "due")`,
      "Argument of type 'string' is not assignable",
    ),
    no(
      "postgres",
      `op.createIndex("ix_loan_due", "loan", ["due"], { kind: "fulltext" })`,
      unknownOption("kind"),
    ),
    no(
      "postgres",
      `op.createIndex("ix_loan_due", "loan", [{ column: "due", length: 3 }])`,
      unknownOption("length"),
    ),
    no(
      "mysql",
      `op.createIndex("ix_loan_due", "loan", ["due"], { where: sql\`due IS NULL\` })`,
      unknownOption("where"),
    ),
    no("mysql", `op.createIndex("ix_loan_due", "loan", ["due"], { kind: "text" })`, '"text"'),
    no(
      "mysql",
      `op.createIndex("ix_loan_due", "loan", [{ column: "due", nulls: "first" }])`,
      unknownOption("nulls"),
    ),
    no(
      "mariadb",
      `op.createIndex("ix_loan_due", "loan", [{ expression: sql\`year(due)\` }])`,
      unknownOption("expression"),
    ),
    no(
      "sqlite",
      `op.createIndex("ix_loan_due", "loan", ["due"], { concurrently: true })`,
      unknownOption("concurrently"),
    ),
    no(
      ["postgres", "mysql"],
      `op.createIndex("ix_loan_due", "loan", ["due"], { concurrently: true })`,
      unknownOption("concurrently"),
    ),
  ],
  dropIndex: [
    no(
      ["postgres", "mysql"],
      `op.dropIndex("ix_book_title", "book", { concurrently: true })`,
      unknownOption("concurrently"),
    ),
    no("postgres", `op.dropIndex("ix_book_title")`, lessThan("2-3", 1)),
    no(
      "mysql",
      `op.dropIndex("ix_book_title", "book", { concurrently: true })`,
      unknownOption("concurrently"),
    ),
  ],
  renameIndex: [no("postgres", `op.renameIndex("book", "ix_book_title")`, lessThan("3-4", 2))],
  createEnum: [
    no("postgres", `op.createEnum("binding")`, lessThan("2-3", 1)),
    no("mysql", `op.createEnum("binding", ["paper"])`, unknownMethod("createEnum")),
    no("sqlite", `op.createEnum("binding", ["paper"])`, unknownMethod("createEnum")),
    no(["postgres", "mysql"], `op.createEnum("binding", ["paper"])`, unknownMethod("createEnum")),
  ],
  dropEnum: [no("mariadb", `op.dropEnum("binding")`, unknownMethod("dropEnum"))],
  alterEnum: [
    no("postgres", `op.alterEnum("binding", { from: ["paper"] })`, "'to' is missing"),
    no("mysql", `op.alterEnum("binding", { from: [], to: [] })`, unknownMethod("alterEnum")),
  ],
  addEnumValue: [
    no("postgres", `op.addEnumValue("card_colour")`, lessThan("2-3", 1)),
    no("mysql", `op.addEnumValue("card_colour", "red")`, unknownMethod("addEnumValue")),
  ],
  renameEnumValue: [
    no("postgres", `op.renameEnumValue("card_colour", "red")`, lessThan("3-4", 2)),
    no("sqlite", `op.renameEnumValue("card_colour", "red", "rose")`, unknownMethod("renameEnumValue")),
  ],
  validateConstraint: [
    no("postgres", `op.validateConstraint(null, "book")`, "Argument of type 'null' is not assignable"),
    no("mysql", `op.validateConstraint("ck_book_pages", "book")`, unknownMethod("validateConstraint")),
  ],
  refreshMaterializedView: [
    no("postgres", `op.refreshMaterializedView("reader_loans", { concurrent: true })`, "concurrent"),
    no("mariadb", `op.refreshMaterializedView("reader_loans")`, unknownMethod("refreshMaterializedView")),
  ],
  bulkInsert: [
    no("postgres", `op.bulkInsert("book")`, lessThan("2-3", 1)),
    no("postgres", `op.bulkInsert("book", { id: 3 })`, unknownOption("id")),
    no("mysql", `op.bulkInsert("book", [{ id: 3 }], { columns: { id: "jsonb" } })`, '"jsonb"'),
    no(
      "postgres",
      `op.bulkInsert("book", [{ isbn: "1" }], { columns: { id: "integer" } })`,
      unknownOption("isbn"),
    ),
    no(
      "mysql",
      `op.bulkInsert("book", [{ id: 3 }], { overriding: "system value" })`,
      unknownOption("overriding"),
    ),
  ],
  invoke: [
    no(
      "postgres",
      `op.invoke({ kind: "renameTable", table: { name: "notice" } })`,
      "is not assignable to parameter of type",
    ),
    no("postgres", `op.invoke("renameTable")`, "is not assignable to parameter of type"),
  ],
  getContext: [no("postgres", `op.getContext().tags`, "Property 'tags' does not exist")],
  createSequence: [
    no("postgres", `op.createSequence("card_number", { start: 100 })`, notAssignable("number")),
    no("mariadb", `op.createSequence("card_number")`, unknownMethod("createSequence")),
  ],
  dropSequence: [no("mysql", `op.dropSequence("card_number")`, unknownMethod("dropSequence"))],
  createSchema: [no("sqlite", `op.createSchema("annex")`, unknownMethod("createSchema"))],
  dropSchema: [no("sqlite", `op.dropSchema("annex")`, unknownMethod("dropSchema"))],
  createExtension: [no("mysql", `op.createExtension("hstore")`, unknownMethod("createExtension"))],
  dropExtension: [no("mysql", `op.dropExtension("hstore")`, unknownMethod("dropExtension"))],
  createView: [
    no(
      "postgres",
      'op.createView("long_book", sql`SELECT ${"a"}`)',
      "Property 'sql' is missing in type 'BoundSql'",
    ),
    no(
      ["postgres", "sqlite"],
      `op.createView("long_book", sql\`SELECT 1\`, { materialized: true })`,
      unknownOption("materialized"),
    ),
    no("postgres", `op.createView("long_book", "SELECT 1")`, "Argument of type 'string' is not assignable"),
    no(
      "mysql",
      `op.createView("long_book", sql\`SELECT 1\`, { materialized: true })`,
      unknownOption("materialized"),
    ),
    no(
      "sqlite",
      `op.createView("long_book", sql\`SELECT 1\`, { materialized: true })`,
      unknownOption("materialized"),
    ),
  ],
  dropView: [
    no("mariadb", `op.dropView("long_book", { materialized: true })`, unknownOption("materialized")),
  ],
  replaceView: [no("postgres", `op.replaceView("long_book")`, lessThan("2-3", 1))],
  execute: [
    no("postgres", "op.execute(sql`UPDATE book SET pages = ${undefined}`)", "No overload matches this call"),
    no("postgres", `op.execute(1)`, "Argument of type 'number' is not assignable"),
  ],
  query: [no("postgres", `op.query()`, lessThan("1-2", 0))],
  autocommitBlock: [
    no(
      "postgres",
      `op.autocommitBlock(op.execute("VACUUM"))`,
      "is not assignable to parameter of type '() =>",
    ),
  ],
  inlineLiteral: [
    no("postgres", `op.inlineLiteral(new Date())`, "Argument of type 'Date' is not assignable"),
  ],
  f: [no("postgres", `op.f(1)`, "No overload matches this call")],
  dialect: [no("postgres", `op.dialect === "mysql" ? op.execute("") : undefined`, "have no overlap")],
};
