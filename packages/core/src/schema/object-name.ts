import type { ObjectName } from "./schema.ts";

/** A key that is equal for equal names: usable in maps, never shown. */
export function nameKey({ schema, name }: ObjectName): string {
  // A NUL is in no name of any database.
  return schema === undefined ? name : `${schema}\0${name}`;
}

/** True when both are the same object of the same schema. */
export function sameName(a: ObjectName, b: ObjectName): boolean {
  return a.name === b.name && a.schema === b.schema;
}

/** The name as a person writes it in a message: `app.account`, or `account` in the default schema. */
export function displayName({ schema, name }: ObjectName): string {
  return schema === undefined ? name : `${schema}.${name}`;
}

/** The bare name without other properties of the object that carries it. */
export function objectName({ schema, name }: ObjectName): ObjectName {
  return schema === undefined ? { name } : { schema, name };
}
