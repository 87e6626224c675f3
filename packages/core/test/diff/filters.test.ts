import { expect, it, vi } from "vitest";
import {
  assumedDialect,
  type Column,
  type CompareOptions,
  diff,
  type Schema,
  type Table,
} from "@limbeck/core";
import { emptySchema, emptyTable } from "../../src/schema/empty-schema.ts";

const dialect = assumedDialect("postgres");
const column = (name: string, length?: number): Column => ({
  name,
  type: { name: "character varying", ...(length === undefined ? {} : { length }) },
  nullable: false,
});
const table = (name: string, more: Partial<Table> = {}): Table => ({
  ...emptyTable(name),
  columns: [column("id")],
  ...more,
});
const schema = (...tables: Table[]): Schema => ({ ...emptySchema, tables });
const kinds = (found: Schema, wanted: Schema, options: CompareOptions) =>
  diff(found, wanted, dialect, options).map(({ kind }) => kind);

it("leaves tables alone by name, also when an entity declares them", () => {
  const found = schema(table("legacy_a"), table("b"));
  const wanted = schema(table("legacy_a", { columns: [column("id"), column("new")] }));
  const options = { dropUnknownTables: true };
  expect(kinds(found, wanted, options)).toEqual(["addColumn", "dropTable"]);
  const includeName = vi.fn(
    (name: string | undefined, type: string) => type !== "table" || name !== "legacy_a",
  );
  expect(kinds(found, wanted, { ...options, includeName })).toEqual(["dropTable"]);
  expect(includeName).toHaveBeenCalledWith("legacy_a", "table", {});
  expect(includeName).toHaveBeenCalledWith(undefined, "schema", {});
});

it("asks about a schema by its name before anything in it", () => {
  const found = schema({ ...table("a"), schema: "other" });
  const includeName = (name: string | undefined, type: string) => type !== "schema" || name !== "other";
  expect(kinds(found, schema(), { dropUnknownTables: true, includeName })).toEqual([]);
});

it("tells of an object which side has it, and once", () => {
  const index = (name: string, ...columns: string[]) => ({
    name,
    parts: columns.map((part) => ({ column: part })),
    unique: false,
  });
  const found = schema(
    table("t", {
      columns: [column("id", 5), column("old")],
      indexes: [index("edited", "id"), index("gone", "old")],
    }),
  );
  const wanted = schema(
    table("t", { columns: [column("id", 9), column("new")], indexes: [index("edited", "new")] }),
  );
  const asked: unknown[] = [];
  const operations = diff(found, wanted, dialect, {
    includeObject: (object, name, type, reflected, compareTo, parent) => {
      asked.push([type, name, reflected, compareTo !== undefined, parent.table]);
      // What is only in the database stays.
      return !(reflected && type !== "column") && object !== undefined;
    },
  });
  expect(asked).toEqual(
    expect.arrayContaining([
      ["table", "t", false, true, undefined],
      ["column", "id", false, true, "t"],
      ["column", "new", false, false, "t"],
      ["column", "old", true, false, "t"],
      ["index", "edited", false, true, "t"],
      ["index", "gone", true, false, "t"],
    ]),
  );
  expect(asked).toHaveLength(6);
  expect(operations.map(({ kind }) => kind).sort()).toEqual([
    "addColumn",
    "alterColumn",
    "createIndex",
    "dropColumn",
    "dropIndex",
    // That of the column that goes: the database would take it along, whoever is to leave it alone.
    "dropIndex",
  ]);
});

it("keeps both halves of an edited constraint together", () => {
  const check = (expression: string) => ({ checks: [{ name: "ck", expression }] });
  const options: CompareOptions = { includeObject: (_object, _name, _type, reflected) => !reflected };
  expect(kinds(schema(table("t", check("id > 0"))), schema(table("t", check("id > 1"))), options)).toEqual([
    "dropConstraint",
    "createConstraint",
  ]);
  expect(kinds(schema(table("t", check("id > 0"))), schema(table("t")), options)).toEqual([]);
});

it("lets a hook decide about types and defaults", () => {
  const found = schema(table("t", { columns: [{ ...column("id", 5), default: "1" }] }));
  const wanted = schema(table("t", { columns: [{ ...column("id", 9), default: "2" }] }));
  const change = (options: CompareOptions) =>
    diff(found, wanted, dialect, options).map(
      (operation) => operation.kind === "alterColumn" && Object.keys(operation.change),
    );
  expect(change({})).toEqual([["type", "default"]]);
  expect(change({ compareType: () => undefined, compareServerDefault: () => undefined })).toEqual([
    ["type", "default"],
  ]);
  expect(change({ compareType: () => false })).toEqual([["default"]]);
  expect(change({ compareServerDefault: ({ default: before }) => before !== "1" })).toEqual([["type"]]);
  expect(diff(found, found, dialect, { compareType: () => true })).toHaveLength(1);
});

it("narrows the object by its type", () => {
  const options: CompareOptions = {
    includeObject: (object, _name, type) =>
      type === "column" ? !("nullable" in object) || object.type.name !== "tsvector" : type !== "view",
  };
  const search: Column = { name: "search", type: { name: "tsvector" }, nullable: false };
  expect(kinds(schema(table("t", { columns: [column("id"), search] })), schema(table("t")), options)).toEqual(
    [],
  );
});

it("neither makes, changes nor drops a view that is excluded", () => {
  const view = (name: string, more: object = {}) => ({
    name,
    definition: "SELECT 1",
    materialized: false,
    indexes: [],
    dependsOn: [],
    ...more,
  });
  const found = { ...schema(), views: [view("edited"), view("gone", { managed: true })] };
  const wanted = { ...schema(), views: [view("edited", { definition: "SELECT 2" }), view("new")] };
  expect(kinds(found, wanted, { includeObject: (_object, _name, type) => type !== "view" })).toEqual([]);
  expect(kinds(found, wanted, { includeName: (name) => name !== "edited" })).toEqual([
    "dropView",
    "createView",
  ]);
});
