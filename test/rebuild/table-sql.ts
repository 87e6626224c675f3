import type { RandomIndex, RandomTable } from "./random-table.ts";

export const columnName = (table: RandomTable, column: number) => `c${column % table.columns.length}`;

/** Whether one column tells a row from the others, so that others can reference it. */
export const hasId = ({ key }: RandomTable) => key !== "none" && key !== "two columns";
export const hasRowid = ({ key }: RandomTable) => key === "none" || key === "two columns";

/** The statements that make the table `t` with its rows, and what belongs to it. */
export function tableSql(table: RandomTable): readonly string[] {
  const { columns, key, strict, generated, indexes, onDelete } = table;
  const defined = columns.map(
    ({ type, notNull, collate, check, ...column }, at) =>
      `c${at} ${type}` +
      (collate === undefined ? "" : ` COLLATE ${collate}`) +
      (notNull ? " NOT NULL" : "") +
      (column.default === undefined ? "" : ` DEFAULT ${column.default}`) +
      (check ? ` CHECK (c${at} IS NOT 'never')` : ""),
  );
  const own = {
    none: [],
    integer: ["id integer PRIMARY KEY"],
    autoincrement: ["id integer PRIMARY KEY AUTOINCREMENT NOT NULL"],
    "two columns": ["id integer", "id2 text"],
    "without rowid": ["id integer PRIMARY KEY NOT NULL"],
  }[key];
  const options = [...(strict ? ["STRICT"] : []), ...(key === "without rowid" ? ["WITHOUT ROWID"] : [])];
  const parent = hasId(table) ? ["parent integer REFERENCES t (id) ON DELETE CASCADE"] : [];
  const computed = generated === undefined ? [] : [`g text AS (upper(c0)) ${generated}`];
  const parts = [
    ...own,
    ...defined,
    "free0 text",
    ...computed,
    "free1 int DEFAULT 5",
    "u int NOT NULL",
    ...parent,
  ];
  const keyParts = key === "two columns" ? ["PRIMARY KEY (id2, id)"] : [];
  const checks = ["CHECK (u >= 0)", "CONSTRAINT named CHECK (u < 100)"];
  return [
    `CREATE TABLE t (${[...parts, ...keyParts, ...checks].join(", ")}) ${options.join(", ")}`,
    ...indexes.map((index, at) => indexSql(table, index, `ix${at}`)),
    ...rowsSql(table),
    "CREATE TABLE log (what)",
    "CREATE TRIGGER noted AFTER INSERT ON t WHEN new.u > 0 BEGIN INSERT INTO log VALUES (new.c0); END",
    `CREATE TRIGGER "up dated" BEFORE UPDATE OF c0 ON t BEGIN INSERT INTO log VALUES (old.c0); END`,
    `CREATE VIEW v AS SELECT c0, u FROM t -- all\n WHERE c0 IS NOT 'never'`,
    "CREATE VIEW w AS SELECT count(*) AS n FROM v",
    "CREATE TRIGGER of_view INSTEAD OF UPDATE ON v BEGIN UPDATE t SET c0 = new.c0 WHERE u = new.u; END",
    ...(hasId(table)
      ? [
          `CREATE TABLE child (t_id integer REFERENCES t (id) ON DELETE ${onDelete} DEFERRABLE INITIALLY DEFERRED)`,
          "INSERT INTO child SELECT id FROM t UNION ALL SELECT NULL",
        ]
      : []),
  ];
}

export function indexParts(table: RandomTable, { parts, unique }: RandomIndex): readonly string[] {
  const texts = parts.map(({ column, expression, descending, collate }) => {
    const name = columnName(table, column);
    return (
      (expression ? `lower(${name})` : name) +
      (collate === undefined ? "" : ` COLLATE ${collate}`) +
      (descending ? " DESC" : "")
    );
  });
  // With it, no two rows are alike.
  return unique ? [...texts, "u"] : texts;
}

/** What SQLite says of those parts: the column, the collation, whether downwards. */
export function indexFacts(table: RandomTable, { parts, unique }: RandomIndex): readonly string[] {
  const facts = parts.map(({ column, expression, descending, collate }) => {
    const own = expression ? undefined : table.columns[column % table.columns.length]!.collate;
    const name = expression ? "(expression)" : columnName(table, column);
    return `${name} ${collate ?? own ?? "BINARY"} ${descending ? 1 : 0}`;
  });
  return unique ? [...facts, "u BINARY 0"] : facts;
}

function indexSql(table: RandomTable, index: RandomIndex, name: string): string {
  const where = index.partial ? ` WHERE ${columnName(table, index.parts[0]!.column)} IS NOT NULL` : "";
  return `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${name} ON t (${indexParts(table, index).join(", ")})${where}`;
}

function rowsSql(table: RandomTable): string[] {
  const { columns, key, rows } = table;
  const statements = Array.from({ length: rows }, (_, row) => {
    const id = String((row + 1) * 10);
    const entries: [string, string][] = [
      ...columns.map(({ values }, at): [string, string] => [`c${at}`, values[row]!]),
      ["free0", `'free ${row}'`],
      ["u", String(row)],
      ...(hasRowid(table) ? [["rowid", `${row * 7 - 3}`] as [string, string]] : []),
      ...(key === "two columns"
        ? ([
            ["id", id],
            ["id2", "'k'"],
          ] as [string, string][])
        : []),
      // The first row references the last one, the others the one before them.
      ...(hasId(table)
        ? ([
            ["id", id],
            ["parent", String((row === 0 ? rows : row) * 10)],
          ] as [string, string][])
        : []),
    ];
    return `INSERT INTO t (${entries.map(([name]) => name).join(", ")}) VALUES (${entries.map(([, value]) => value).join(", ")})`;
  });
  const isNumbered = key === "autoincrement";
  return [
    "PRAGMA defer_foreign_keys = ON",
    ...statements,
    ...(isNumbered
      ? ["UPDATE sqlite_sequence SET seq = 999", "DELETE FROM sqlite_sequence WHERE seq < 999"]
      : []),
  ];
}
