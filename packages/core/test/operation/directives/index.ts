import type { DialectName, Operations } from "@limbeck/core";
import type { Case } from "./case.ts";
import { columns } from "./columns.ts";
import { constraints } from "./constraints.ts";
import { indexes } from "./indexes.ts";
import { objects } from "./objects.ts";
import { statements } from "./statements.ts";
import { tables } from "./tables.ts";
import { views } from "./views.ts";

/** Every method of `op` on any database. */
export type Directive = { [D in DialectName]: keyof Operations<D> }[DialectName];

type Cases = Readonly<Record<string, readonly Case[]>>;

/** The directives in the order in which a page tells of them. */
export const families: readonly (readonly [title: string, directives: Cases])[] = [
  ["Tables", tables],
  ["Columns", columns],
  ["Constraints", constraints],
  ["Indexes", indexes],
  ["Enums, sequences, schemas, extensions", objects],
  ["Views", views],
  ["Statements, names and values", statements],
];

/** The cases of each directive: a new one fails to compile until it has some. */
export const directives: { readonly [K in Directive]: readonly Case[] } = {
  ...tables,
  ...columns,
  ...constraints,
  ...indexes,
  ...objects,
  ...views,
  ...statements,
};
