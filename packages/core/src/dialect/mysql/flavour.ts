import type { Server } from "../dialect.ts";
import { withoutOuterParentheses } from "../sql-tokens.ts";
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
  /** A default as SQL that can stand behind DEFAULT; `undefined` where it is none. */
  readDefault(found: CatalogDefault): string | undefined;
  /** An expression of the catalog as SQL. */
  readExpression(text: string): string;
  /** The clause of ALTER TABLE. */
  dropCheck(name: string): string;
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
    readDefault,
    readExpression: unescape,
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
    const expression = unescape(text);
    return `(${withoutOuterParentheses(expression, tokenRules)})`;
  }
  const number = numeric.test(type) ? plainNumber(text) : undefined;
  if (number !== undefined) return number;
  if (binary.test(type) && /^(?:b'[01]*'|0x[0-9a-f]*)$/i.test(text)) return text;
  return literal(text);
}

/** MySQL escapes quotes and backslashes of the expressions in its catalog (_utf8mb4\'it\\\'s\'). */
function unescape(text: string): string {
  return text.replaceAll(/\\([\s\S])/g, "$1");
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
