import { expect, it } from "vitest";
import { assumedDialect, diff, type ForeignKey, type Schema } from "@limbeck/core";
import { applyOperations } from "../../src/operation/apply.ts";
import { emptySchema, emptyTable } from "../../src/schema/empty-schema.ts";

const key = (name: string): ForeignKey => ({
  name,
  columns: ["author_id"],
  referencedTable: { name: "author" },
  referencedColumns: ["id"],
  onDelete: "no action",
  onUpdate: "no action",
});
const schema = (type: string, foreignKey: ForeignKey): Schema => ({
  ...emptySchema,
  tables: [
    { ...emptyTable("author"), columns: [{ name: "id", type: { name: type }, nullable: false }] },
    {
      ...emptyTable("book"),
      columns: [{ name: "author_id", type: { name: type }, nullable: false }],
      foreignKeys: [foreignKey],
    },
  ],
});

it.each(["postgres", "mysql", "mariadb"])(
  "a pinned foreign key comes back under its new name on %s",
  (name) => {
    const dialect = assumedDialect(name);
    const found = schema("int", key("fk_old"));
    const wanted = schema("bigint", key("fk_new"));
    const operations = diff(found, wanted, dialect);
    const about = operations.flatMap((operation) =>
      "type" in operation || operation.kind === "createConstraint" ? operation.kind : [],
    );
    expect(about).toEqual(["dropConstraint", "createConstraint"]);
    expect(applyOperations(found, operations)).toEqual(wanted);
  },
);
