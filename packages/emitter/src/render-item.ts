import {
  type ColumnType,
  type Column,
  type Constraint,
  type DialectName,
  isLimbeckError,
  messageOf,
  type Operation,
  RevisionError,
} from "@limbeck/core";
import type { ts as typescript } from "ts-morph";
import { addImport, builderNames, type Imports, limbeckModule, localName } from "./imports.ts";

/** What is about to be printed. */
export type RenderedItem =
  | {
      readonly kind: "type";
      readonly type: ColumnType;
      /** As the database writes it: `varchar(50)`. */
      readonly text: string;
    }
  | { readonly kind: "default"; readonly expression: string }
  | { readonly kind: "column"; readonly column: Column }
  /** A part of a table that is created. */
  | { readonly kind: "constraint"; readonly constraint: Constraint }
  /** A statement of `upgrade` or `downgrade`. */
  | { readonly kind: "operation"; readonly operation: Operation };

export interface RenderContext {
  readonly dialect: DialectName;
}

/** Code in place of what Limbeck would print. */
export interface RenderedCode {
  /** An expression, which may `await`. */
  readonly code: string;
  /** The names that it needs, by module: `{ "../src/columns.js": ["money"] }`; `"money as price"` renames one. */
  readonly imports?: { readonly [module: string]: string | readonly string[] | undefined };
}

/**
 * Prints a part of a revision in the project's own words: a type of its own, a default, a whole operation. Alembic's
 * `render_item`.
 *
 * The same item must give the same code each time.
 *
 * @returns undefined to leave it to Limbeck.
 * @example
 * renderItem: (item) =>
 *   item.kind === "type" && item.text === "numeric(12,2)"
 *     ? { code: "money", imports: { "../src/column-types.js": ["money"] } }
 *     : undefined,
 */
export type RenderItem = (item: RenderedItem, context: RenderContext) => RenderedCode | string | undefined;

/** A hook with its result checked, and its imports noted. */
export type ItemRenderer = (item: RenderedItem) => string | undefined;

/** Names that a revision has already. */
const taken = new Set([
  ...["op", "context", "revision", "downRevision", "branchLabels", "dependsOn", "upgrade", "downgrade"],
  "Operations",
]);

/**
 * Calls a hook for items, if there is one.
 *
 * @throws {RevisionError} `E_RENDER_ITEM` for what it has thrown, for code that is no expression, and for imports that the
 * file can't have.
 */
export function itemRenderer(
  hook: RenderItem | undefined,
  dialect: DialectName,
  imports: Imports,
  ts: typeof typescript,
): ItemRenderer {
  if (hook === undefined) return () => undefined;
  return (item) => {
    try {
      const rendered = hook(item, { dialect });
      if (rendered === undefined) return undefined;
      const { code, imports: wanted = {} } = typeof rendered === "object" ? rendered : { code: rendered };
      if (typeof code !== "string" || !isExpression(code, ts))
        throw new Error(`it returned ${JSON.stringify(code)}, which is no expression`);
      for (const [module, names] of Object.entries(wanted)) {
        for (const name of [names ?? []].flat()) addChecked(imports, module, name);
      }
      return code;
    } catch (cause) {
      if (isLimbeckError(cause)) throw cause;
      const message =
        `renderItem can't print ${nameOf(item)}: ${messageOf(cause)}. Nothing was written. ` +
        `It returns { code, imports }, or undefined to leave the item to Limbeck.`;
      throw new RevisionError("E_RENDER_ITEM", message, { details: { item }, cause });
    }
  };
}

function nameOf(item: RenderedItem): string {
  switch (item.kind) {
    case "type":
      return `the type ${item.text}`;
    case "default":
      return `the default ${item.expression}`;
    case "column":
      return `the column ${item.column.name}`;
    case "constraint":
      return `the ${item.constraint.type} ${item.constraint.name ?? "without a name"}`;
    case "operation":
      return `the operation ${item.operation.kind}`;
  }
}

/** One expression, and nothing that closes it and goes on. */
function isExpression(code: string, ts: typeof typescript): boolean {
  const wrapped = `async () => (${code}\n);`;
  const { diagnostics = [] } = ts.transpileModule(wrapped, { reportDiagnostics: true });
  if (diagnostics.length > 0) return false;
  const [statement, ...others] = ts.createSourceFile("item.ts", wrapped, ts.ScriptTarget.Latest).statements;
  const arrow = statement !== undefined && ts.isExpressionStatement(statement) && statement.expression;
  return (
    others.length === 0 && arrow && ts.isArrowFunction(arrow) && ts.isParenthesizedExpression(arrow.body)
  );
}

const identifier = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`;
const importedName = new RegExp(`^${identifier}(?: as ${identifier})?$`, "u");

function addChecked(imports: Imports, module: string, name: string): void {
  if (typeof name !== "string" || !importedName.test(name))
    throw new Error(`${JSON.stringify(name)} is no name to import from "${module}"`);
  const local = localName(name);
  const other = [...imports].find(([from, names]) =>
    [...names].some((known) => localName(known) === local && (from !== module || known !== name)),
  );
  const isBuilder = module !== limbeckModule && (builderNames as readonly string[]).includes(local);
  if (other !== undefined || isBuilder || taken.has(local)) {
    const owner = other?.[0] ?? (isBuilder ? limbeckModule : "the revision itself");
    throw new Error(
      `${local} can't be imported from "${module}": ${owner} has that name. Write "${name.split(" ")[0]} as …"`,
    );
  }
  addImport(imports, module, name);
}
