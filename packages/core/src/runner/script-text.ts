import type { Dialect, Statement } from "../dialect/dialect.ts";
import type { RevisionFile } from "../revision/directory.ts";
import type { PlanStep } from "../revision/graph.ts";

// A script as text, for the database's own client.

/** The parts of a script between the frame that the database needs, whose operations name `schemas`. */
export function scriptText(
  dialect: Dialect,
  parts: readonly string[],
  schemas: readonly string[] = [],
): string {
  const { start, end } = dialect.script(schemas);
  return `${[...start.map(terminated), ...parts, ...end.map(terminated)].join("\n\n")}\n`;
}

/** The comment above the statements of a revision. */
export function heading({ direction, revision }: PlanStep, file: RevisionFile): string {
  const parents = [file.downRevision ?? []].flat().join(", ") || "<base>";
  const way = direction === "upgrade" ? `${parents} -> ${revision}` : `${revision} -> ${parents}`;
  return `-- ${direction} ${way}${file.message === "" ? "" : `: ${oneLine(file.message)}`}`;
}

/** Text that stays in the line of a comment. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

/**
 * Statements and then those of the version table, in transactions: the DDL as well where the database can roll it back,
 * but for what can't be part of one.
 */
export function block(
  { capabilities }: Dialect,
  statements: readonly Statement[],
  rows: readonly string[] = [],
): string {
  const lines: string[] = [];
  let isOpen = false;
  const put = (sql: string, isInside: boolean) => {
    if (isInside !== isOpen) lines.push(isInside ? "BEGIN;" : "COMMIT;");
    isOpen = isInside;
    lines.push(terminated(sql));
  };
  for (const { sql, outsideTransaction } of statements)
    put(sql, capabilities.transactionalDdl && !outsideTransaction);
  for (const sql of rows) put(sql, true);
  if (isOpen) lines.push("COMMIT;");
  return lines.join("\n");
}

/** A comment at the end of a statement would take the semicolon with it. */
function terminated(sql: string): string {
  const text = sql.trim().replace(/;$/, "");
  return /--[^\n]*$/.test(text) ? `${text}\n;` : `${text};`;
}
