import { EntitySchema, type EntitySchemaOptions } from "typeorm";
import type { Declared, Entities } from "../case.ts";

export type Columns = EntitySchemaOptions<Record<string, unknown>>["columns"];
export type Rest = Partial<EntitySchemaOptions<Record<string, unknown>>>;
export type Model = (prefix: string) => Entities;
export type DeclaredModel = (prefix: string) => Entities | Declared;

export const text = { type: "varchar", length: 20 } as const;
export const whole = { type: "int" } as const;
export const id: Columns = { id: { type: Number, primary: true } };

/** The table `t` with an id and what is given; `{p}` in the texts of `rest` stands for the prefix of the case. */
export const table =
  (columns: Columns, rest: Rest = {}): Model =>
  (prefix) => [entity(prefix, "t", { ...id, ...columns }, rest)];

/** A table with what is given alone. */
export function entity(prefix: string, name: string, columns: Columns, rest: Rest = {}) {
  return new EntitySchema<Record<string, unknown>>({
    name: prefix + name,
    tableName: prefix + name,
    columns: withPrefix(columns, prefix) as Columns,
    ...(withPrefix(rest, prefix) as Rest),
  });
}

function withPrefix(value: unknown, prefix: string): unknown {
  if (typeof value === "string") return value.replaceAll("{p}", prefix);
  if (Array.isArray(value)) return value.map((item) => withPrefix(item, prefix));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPrefix(item, prefix)]));
}
