import type { Server } from "../dialect.ts";
import { type CatalogDefault, type Flavour, isAtLeast, mysqlFlavour } from "./flavour.ts";
import { currentTimestamp, identifier, literal, plainNumber, readLiteral } from "./literals.ts";

/** What MariaDB (10.5 and later) does otherwise than MySQL. */
export function mariadbFlavour(server: Server): Flavour {
  const { unusedIndex: _unusedIndex, ...shared } = mysqlFlavour(server);
  return {
    ...shared,
    // https://mariadb.com/docs/server/ha-and-performance/optimization-and-tuning/optimization-and-indexes/ignored-indexes
    ...(isAtLeast(server, 10, 6, 0)
      ? { unusedIndex: { condition: "IGNORED = 'YES'", word: "IGNORED" } }
      : {}),
    name: "mariadb",
    label: "MariaDB",
    expressionIndexes: false,
    checks: true,
    jsonIsText: true,
    json: isAtLeast(server, 10, 4, 3),
    uuid: isAtLeast(server, 10, 7, 0),
    generatedNullability: false,
    largeDefaultsInParentheses: false,
    cutsTimes: true,
    setDefault: false,
    checksByTable: true,
    viewUsage: false,
    srid: false,
    losesExpressions: true,
    isLiteralDefault: (text) => typeof readLiteral(String(text)) === "string",
    readDefault,
    readExpression: (text) => text,
    // https://mariadb.com/docs/server/reference/sql-statements/data-definition/alter/alter-table
    conditionalClauses: true,
    conditionalViews: true,
    dropCheck: (name, condition = "") => `DROP CONSTRAINT ${condition}${identifier(name)}`,
  };
}

/**
 * MariaDB tells SQL, and `NULL` where there is none.
 * https://mariadb.com/docs/server/reference/system-tables/information-schema/information-schema-tables/information-schema-columns-table
 */
function readDefault({ text, type, columnType, extra }: CatalogDefault): string | undefined {
  if (text.toUpperCase() === "NULL") return undefined;
  // What the server gives a time with ON UPDATE that has no default and must not be NULL:
  // https://mariadb.com/docs/server/reference/data-types/date-and-time-data-types/timestamp
  if (
    /^(timestamp|datetime)$/.test(type) &&
    /\bon update\b/i.test(extra) &&
    /^'0000-00-00 00:00:00(\.0+)?'$/.test(text)
  ) {
    return undefined;
  }
  // And what it gives a compressed column that has none:
  // https://mariadb.com/docs/server/ha-and-performance/optimization-and-tuning/optimization-and-tuning-compression/storage-engine-independent-column-compression
  if (/\bCOMPRESSED\b/.test(columnType) && text === "''") return undefined;
  const value = readLiteral(text);
  // One spelling for each value: MariaDB writes a line break as \n.
  return currentTimestamp(text) ?? plainNumber(text) ?? (typeof value === "string" ? literal(value) : text);
}
