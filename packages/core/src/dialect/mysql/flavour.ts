import type { Server } from "../dialect.ts";
import { tokenise, withoutOuterParentheses } from "../sql-tokens.ts";
import { currentTimestamp, identifier, literal, plainNumber, tokenRules } from "./literals.ts";

/** A column's default as `information_schema.COLUMNS` tells it. */
export interface CatalogDefault {
  /** `COLUMN_DEFAULT`. */
  readonly text: string;
  /** `EXTRA`. */
  readonly extra: string;
  /** `DATA_TYPE`. */
  readonly type: string;
  /** `COLUMN_TYPE`. */
  readonly columnType: string;
}

/** What MySQL and MariaDB do differently; MySQL's side stands here, MariaDB's in `mariadb.ts`. */
export interface Flavour {
  readonly name: "mysql" | "mariadb";
  /** For messages. */
  readonly label: "MySQL" | "MariaDB";
  readonly server: Server;
  /** Indexes over expressions, which `STATISTICS.EXPRESSION` tells. */
  readonly expressionIndexes: boolean;
  readonly checks: boolean;
  /** `json` is a `longtext` with a check. */
  readonly jsonIsText: boolean;
  /** There is a `json` at all. */
  readonly json: boolean;
  /** TypeORM's driver "mariadb" uses the type `uuid`. */
  readonly uuid: boolean;
  /** Generated columns take NULL or NOT NULL. */
  readonly generatedNullability: boolean;
  /** Literals as defaults of texts, blobs and documents need parentheses. */
  readonly largeDefaultsInParentheses: boolean;
  /** The current time with more digits than its column is cut to them; elsewhere it is an error. */
  readonly cutsTimes: boolean;
  /** `ON DELETE SET DEFAULT` is kept; elsewhere it silently becomes RESTRICT. */
  readonly setDefault: boolean;
  /** `CHECK_CONSTRAINTS` names the table, and tells checks of columns. */
  readonly checksByTable: boolean;
  /** `VIEW_TABLE_USAGE` exists. */
  readonly viewUsage: boolean;
  /** `COLUMNS.SRS_ID` exists. */
  readonly srid: boolean;
  /** How STATISTICS tells an index that queries must not use, and the word that makes it one; absent: there are none. */
  readonly unusedIndex?: { readonly condition: string; readonly word: string };
  /** The dictionary has question marks for characters of expressions. */
  readonly losesExpressions: boolean;
  /** True for a default (`COLUMN_DEFAULT`, `EXTRA`) that is a literal. */
  isLiteralDefault(text: unknown, extra: string): boolean;
  /** A default as SQL that can stand behind DEFAULT; `undefined` where it is none. */
  readDefault(found: CatalogDefault): string | undefined;
  /** An expression of the catalog as SQL. */
  readExpression(text: string): string;
  /** The clauses of ALTER TABLE read IF EXISTS and IF NOT EXISTS. */
  readonly conditionalClauses: boolean;
  /** `CREATE VIEW IF NOT EXISTS` exists. */
  readonly conditionalViews: boolean;
  /** The clause of ALTER TABLE; `condition` as it stands before the name. */
  dropCheck(name: string, condition?: string): string;
}

/** MySQL 8.0 and later. */
export function mysqlFlavour(server: Server): Flavour {
  return {
    name: "mysql",
    label: "MySQL",
    server,
    expressionIndexes: isAtLeast(server, 8, 0, 13),
    checks: isAtLeast(server, 8, 0, 16),
    jsonIsText: false,
    json: true,
    uuid: false,
    generatedNullability: true,
    largeDefaultsInParentheses: true,
    cutsTimes: false,
    setDefault: true,
    checksByTable: false,
    viewUsage: isAtLeast(server, 8, 0, 13),
    srid: isAtLeast(server, 8, 0, 3),
    // https://dev.mysql.com/doc/refman/9.4/en/invisible-indexes.html
    unusedIndex: { condition: "IS_VISIBLE = 'NO'", word: "INVISIBLE" },
    losesExpressions: false,
    isLiteralDefault: (_text, extra) => !extra.includes("DEFAULT_GENERATED"),
    readDefault,
    readExpression,
    conditionalClauses: false,
    // https://dev.mysql.com/doc/relnotes/mysql/9.1/en/news-9-1-0.html
    conditionalViews: isAtLeast(server, 9, 1),
    dropCheck: (name) => `DROP CHECK ${identifier(name)}`,
  };
}

const numeric = /^(?:tinyint|smallint|mediumint|int|bigint|decimal|float|double|year)$/;
const binary = /^(?:bit|binary|varbinary)$/;
const temporal = /^(?:datetime|timestamp)$/;

/**
 * MySQL tells the value of a literal without quotes, and marks expressions in EXTRA.
 * https://dev.mysql.com/doc/refman/9.4/en/information-schema-columns-table.html
 */
function readDefault({ text, extra, type }: CatalogDefault): string {
  const now = currentTimestamp(text);
  if (now !== undefined && (temporal.test(type) || extra.includes("DEFAULT_GENERATED"))) return now;
  if (extra.includes("DEFAULT_GENERATED")) {
    const expression = readExpression(text);
    return `(${withoutOuterParentheses(expression, tokenRules)})`;
  }
  const number = numeric.test(type) ? plainNumber(text) : undefined;
  if (number !== undefined) return number;
  if (binary.test(type) && /^(?:b'[01]*'|0x[0-9a-f]*)$/i.test(text)) return text;
  return literal(text);
}

/**
 * MySQL escapes quotes and backslashes of the expressions in its catalog (_utf8mb4\'it\\\'s\'), and tells each byte of
 * theirs as a letter of its own: the two of `ё` as `Ñ` and a control sign, whatever the character set of the string. A
 * string whose bytes are no UTF-8 stays bytes.
 */
function readExpression(text: string): string {
  const sql = text.replaceAll(/\\([\s\S])/g, "$1");
  if (!/[^\0-\x7F]/.test(sql) || /[^\0-\xFF]/.test(sql)) return sql;
  const whole = decode(sql);
  if (whole !== undefined) return whole;
  let result = "";
  let from = 0;
  for (const { kind, start, end, text: value } of tokenise(sql, tokenRules)) {
    if (kind !== "string") continue;
    const source = sql.slice(start, end);
    const bytes = () => ` x'${Buffer.from(value, "latin1").toString("hex")}'`;
    result += (decode(sql.slice(from, start)) ?? sql.slice(from, start)) + (decode(source) ?? bytes());
    from = end;
  }
  return result + (decode(sql.slice(from)) ?? sql.slice(from));
}

function decode(bytes: string): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, "latin1"));
  } catch {
    return undefined;
  }
}

/** Compares the numbers of a version; `5.5.5-` before MariaDB's own is for old replicas. */
export function isAtLeast({ version }: Server, ...wanted: readonly number[]): boolean {
  const numbers = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(version.replace(/^5\.5\.5-/, ""))?.slice(1) ?? [];
  for (const [at, number] of wanted.entries()) {
    const own = Number(numbers[at] ?? 0);
    if (own !== number) return own > number;
  }
  return true;
}
