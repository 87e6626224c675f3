import { stableJson } from "../util/stable-json.ts";
import type { Constraint } from "./operation.ts";

/** True for the constraint that is meant: by name where there is one (a primary key needs none: a table has but one), else by definition. */
export function isMeant(
  constraint: { readonly name?: string },
  name: string | undefined,
  existing: Constraint | undefined,
): boolean {
  if (name !== undefined) return constraint.name === name || existing?.type === "primary key";
  if (existing === undefined) return constraint.name === undefined;
  const { type, name: _name, aliases: _aliases, ...definition } = existing;
  const {
    name: _other,
    aliases: _others,
    ...own
  } = constraint as {
    readonly name?: string;
    readonly aliases?: unknown;
  };
  return type === "primary key" || stableJson(own) === stableJson(definition);
}
