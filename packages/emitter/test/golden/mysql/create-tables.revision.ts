/**
 * create the library
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { check, column, foreignKey, primaryKey, sql, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"mysql">): Promise<void> {
  await op.createTable(
    "author",
    [
      column("id", "int", { identity: "auto increment" }),
      column("name", "varchar(80)"),
      column("biography", "text", { nullable: true, comment: "as the publisher tells it" }),
      primaryKey(["id"]),
    ],
    { comment: "who wrote it" },
  );
  await op.createIndex(op.f("ix_author_name"), "author", ["name"]);
  await op.createTable("subject", [
    column("id", "int", { identity: "auto increment" }),
    column("name", "varchar(40)"),
    primaryKey(["id"]),
  ]);
  await op.createIndex(op.f("IDX_d011c391e37d9a5e63e8b04c97"), "subject", ["name"], { unique: true });
  await op.createTable("book", [
    column("id", "int", { identity: "auto increment" }),
    column("isbn", "varchar(13)"),
    column("edition", "smallint", { default: 1 }),
    column("title", "varchar(200)"),
    column("pages", "int"),
    column("price", "decimal(8,2)", { default: 0 }),
    column("state", "enum('ordered','on shelf','lost')", { default: "ordered" }),
    column("details", "json", { nullable: true }),
    column("createdAt", "datetime(6)", { default: sql`CURRENT_TIMESTAMP(6)` }),
    column("authorId", "int"),
    primaryKey(["id"]),
    check(sql`\`pages\` > 0`, { name: op.f("ck_book_pages") }),
    foreignKey(["authorId"], "author", ["id"], {
      name: op.f("FK_66a4f0f47943a0d99c16ecf90b2"),
      onDelete: "cascade",
    }),
  ]);
  await op.createIndex(op.f("ix_book_author"), "book", ["authorId"]);
  await op.createIndex(op.f("uq_book_isbn_edition"), "book", ["isbn", "edition"], { unique: true });
  await op.createTable("book_subject", [
    column("bookId", "int"),
    column("subjectId", "int"),
    primaryKey(["bookId", "subjectId"]),
  ]);
  await op.createIndex(op.f("IDX_854d628b84b0267db2c787c9ab"), "book_subject", ["bookId"]);
  await op.createIndex(op.f("IDX_f4f6611a73b3200cb7463baf19"), "book_subject", ["subjectId"]);
  await op.createForeignKey(
    op.f("FK_854d628b84b0267db2c787c9ab7"),
    "book_subject",
    "book",
    ["bookId"],
    ["id"],
    { onDelete: "cascade", onUpdate: "cascade" },
  );
  await op.createForeignKey(
    op.f("FK_f4f6611a73b3200cb7463baf195"),
    "book_subject",
    "subject",
    ["subjectId"],
    ["id"],
    { onDelete: "cascade", onUpdate: "cascade" },
  );
}

export async function downgrade(op: Operations<"mysql">): Promise<void> {
  await op.dropTable("book_subject");
  await op.dropTable("book");
  await op.dropTable("subject");
  await op.dropTable("author");
}
