import type { Column, ColumnType } from "../../schema/schema.ts";
import type { Row } from "../dialect.ts";
import { withoutOuterParentheses } from "../sql-tokens.ts";
import { modernCharset } from "./declare.ts";
import type { Flavour } from "./flavour.ts";
import { currentTimestamp, tokenRules } from "./literals.ts";
import { parseType } from "./types.ts";

export interface ColumnContext {
  /** Types by the text of `COLUMN_TYPE`: thousands of columns share a few. */
  readonly types: Map<string, ColumnType>;
  readonly flavour: Flavour;
  /** Columns of MariaDB that are `json`: a text with a check. */
  readonly json: ReadonlySet<string>;
  /** Checks of MariaDB that go with their columns. */
  readonly checks: ReadonlyMap<string, string>;
  readonly tableCollation?: string;
  /** Tell what no entity can declare as well. */
  readonly all: boolean;
  /** What TypeORM keeps for a generated column. */
  readonly declared?: string;
}

/** A column from its row of `information_schema.COLUMNS`. */
export function reflectColumn(row: Row, context: ColumnContext): Column {
  const name = String(row.name);
  const isJson = context.json.has(name);
  const extra = String(row.extra ?? "");
  const expression = row.expression === null ? "" : String(row.expression ?? "");
  const value = expression === "" ? defaultOf(row, extra, context.flavour) : undefined;
  const onUpdate = /\bon update (.+)$/i.exec(extra)?.[1];
  const comment = String(row.comment ?? "");
  const check = context.checks.get(name);
  return {
    name,
    type: isJson ? { name: "json" } : typeOf(row, context),
    nullable: row.nullable === "YES",
    ...(value === undefined ? {} : { default: value }),
    ...(onUpdate === undefined ? {} : { onUpdate: currentTimestamp(onUpdate) ?? onUpdate }),
    ...(/\bauto_increment\b/i.test(extra) ? { identity: "auto increment" as const } : {}),
    ...(expression === "" ? {} : { generated: generatedOf(expression, extra, context) }),
    ...(isJson ? {} : characters(row, context)),
    ...(comment === "" ? {} : { comment }),
    ...(check === undefined ? {} : { check }),
    ...(context.all ? attributesOf(`${String(row.type)} ${extra}`) : {}),
  };
}

/**
 * What is told in EXTRA, and by MariaDB in a comment of the type, beyond what the model holds.
 * https://dev.mysql.com/doc/refman/9.4/en/invisible-columns.html
 * https://mariadb.com/docs/server/reference/sql-structure/temporal-tables/system-versioned-tables
 */
function attributesOf(text: string): Pick<Column, "attributes"> {
  const attributes = ["COMPRESSED", "INVISIBLE", "WITHOUT SYSTEM VERSIONING"].filter((words) =>
    text.replaceAll(/'(?:[^']|'')*'/g, "").includes(words),
  );
  return attributes.length === 0 ? {} : { attributes };
}

function typeOf(row: Row, { types }: ColumnContext): ColumnType {
  const text = String(row.type);
  const type = types.get(text) ?? parseType(text);
  types.set(text, type);
  return row.srid === null || row.srid === undefined ? type : { ...type, srid: Number(row.srid) };
}

function defaultOf(row: Row, extra: string, flavour: Flavour): string | undefined {
  if (row.default === null || row.default === undefined) return undefined;
  return flavour.readDefault({
    text: String(row.default),
    extra,
    type: String(row.dataType).toLowerCase(),
    columnType: String(row.type),
  });
}

function generatedOf(
  expression: string,
  extra: string,
  { flavour, declared }: ColumnContext,
): NonNullable<Column["generated"]> {
  const own = withoutOuterParentheses(flavour.readExpression(expression), tokenRules);
  return {
    expression: own,
    stored: /\b(?:stored|persistent)\b/i.test(extra),
    ...(declared === undefined || declared === own ? {} : { declared }),
  };
}

/** Character set and collation where they are not those of the table. */
function characters(row: Row, { tableCollation }: ColumnContext): Pick<Column, "charset" | "collation"> {
  if (row.collation === null || row.collation === undefined) return {};
  const charset = modernCharset(String(row.charset));
  const collation = modernCharset(String(row.collation));
  if (tableCollation === undefined || charset !== charsetOf(tableCollation)) return { charset, collation };
  return collation === modernCharset(tableCollation) ? {} : { collation };
}

/** A collation's name begins with its character set. */
export function charsetOf(collation: string): string {
  return modernCharset(collation).split("_")[0]!;
}
