import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { TestDatabase } from "./index.ts";

const run = promisify(execFile);

/** What the database itself says of its structure, by object: no word of it comes from Limbeck or TypeORM. */
export type Dump = Readonly<Record<string, readonly string[]>>;

/** The structure as the database's own dump has it, without what the order of creation decides. */
export async function dump(database: TestDatabase): Promise<Dump> {
  const objects = await { sqlite: ofSqlite, postgres: ofPostgres, mysql: ofMysql, mariadb: ofMysql }[
    database.name
  ](database);
  return Object.fromEntries(
    objects
      .filter(([name]) => !name.includes("typeorm_metadata"))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, lines]) => [name, [...lines].sort()]),
  );
}

type Objects = [name: string, lines: string[]][];

/** sqlite_schema has the statements, the PRAGMA functions what SQLite made of them: https://www.sqlite.org/pragma.html */
async function ofSqlite(database: TestDatabase): Promise<Objects> {
  const objects = await database.query(
    "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
  );
  const tables: Objects = [];
  for (const { type, name, sql } of objects) {
    const lines = type === "table" ? definitions(String(sql)) : [oneLine(String(sql))];
    if (type === "table") {
      for (const pragma of ["table_xinfo", "foreign_key_list", "index_list"]) {
        const rows = await database.query(`SELECT * FROM pragma_${pragma}('${String(name)}')`);
        for (const { cid: _cid, id: _id, seq: _seq, ...row } of rows) {
          const parts =
            pragma === "index_list"
              ? await database.query(
                  `SELECT name FROM pragma_index_info('${String(row.name)}') ORDER BY seqno`,
                )
              : [];
          const columns = parts.length > 0 ? { columns: parts.map((part) => part.name) } : {};
          // The number of an automatic index depends on the order.
          const text = JSON.stringify({ ...row, ...columns }).replace(
            /sqlite_autoindex_\w+_\d+/,
            "automatic",
          );
          lines.push(`${pragma} ${text}`);
        }
      }
    }
    tables.push([`${String(type)} ${String(name)}`, lines]);
  }
  return tables;
}

/** The parts of a CREATE TABLE between its outer commas, and what follows them. */
function definitions(sql: string): string[] {
  const start = sql.indexOf("(");
  const parts: string[] = [];
  let [depth, from] = [0, start + 1];
  let quote = "";
  for (let at = start; at < sql.length; at++) {
    const sign = sql[at]!;
    if (quote !== "") {
      if (sign === quote) quote = "";
    } else if (`'"\``.includes(sign)) quote = sign;
    else if (sign === "(") depth++;
    else if (sign === ")") {
      depth--;
      if (depth > 0) continue;
      parts.push(sql.slice(from, at), sql.slice(at + 1));
      break;
    } else if (sign === "," && depth === 1) {
      parts.push(sql.slice(from, at));
      from = at + 1;
    }
  }
  return parts.map(oneLine);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}

const listOfTexts = /\(ARRAY\[((?:'(?:[^']|'')*'::character varying(?:, )?)+)\]\)::text\[\]/g;

/**
 * A check without what MySQL writes in either way, by whether the check came with CREATE TABLE or with ALTER TABLE: the
 * character set of a literal (that of the connection, or of the column beside it), a negative number as `-(3)` or `-3`.
 */
export function asEitherStatement(check: string): string {
  return check.replaceAll(/\b_(?:utf8mb4|latin1)(?=\\?')/g, "").replaceAll(/-\((\d+)\)/g, "-$1");
}

/**
 * An expression as PostgreSQL writes it once it has read its own text: of `a IN ('x')` over a varchar it makes
 * `(ARRAY['x'::character varying])::text[]` at first, and of that `ARRAY[('x'::character varying)::text]`.
 */
export function asRestored(expression: string): string {
  return expression.replaceAll(
    listOfTexts,
    (_list, items: string) =>
      `ARRAY[${items.replaceAll(/'(?:[^']|'')*'::character varying/g, (item) => `(${item})::text`)}]`,
  );
}

/** https://www.postgresql.org/docs/current/app-pgdump.html */
async function ofPostgres({ options }: TestDatabase): Promise<Objects> {
  const command = process.env.TEST_PG_DUMP;
  if (command === undefined)
    throw new Error(`TEST_PG_DUMP is not set: "npm test" finds a pg_dump, as JSON list of words`);
  const [program, ...words] = JSON.parse(command) as [string, ...string[]];
  const { host, port, username, password, database } = options as Record<string, string>;
  const address = `--host=${host} --port=${port} --username=${username} --dbname=${database}`.split(" ");
  const { stdout } = await run(program, [...words, "--schema-only", "--no-owner", ...address], {
    env: { ...process.env, PGPASSWORD: password },
    maxBuffer: 1 << 28,
  });
  // Every object has a heading that names it.
  return (
    stdout
      .split(/^-- Name: /m)
      .slice(1)
      // Extensions stay for whoever uses them; the schema public was made by the test.
      .filter((text) => !/^(EXTENSION|[^;]*; Type: (EXTENSION|SCHEMA|ACL);|SCHEMA public;)/.test(text))
      .map((text): [string, string[]] => {
        const [heading = "", ...lines] = text.split("\n");
        const own = lines
          .map((line) => asRestored(line.trim().replace(/,$/, "")))
          .filter((line) => !/^(--.*|SET .*)?$/.test(line));
        // Newer ones guard the script with a random word, by commands of psql.
        return [heading.replace(/; Owner:.*/, ""), own.filter((line) => !line.startsWith("\\"))];
      })
  );
}

/** https://dev.mysql.com/doc/refman/en/show-create-table.html */
async function ofMysql(database: TestDatabase): Promise<Objects> {
  const rows = await database.query(
    "SELECT TABLE_NAME AS name, TABLE_TYPE AS type FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = DATABASE()",
  );
  const objects: Objects = [];
  for (const { name, type } of rows) {
    const kind = type === "VIEW" ? "VIEW" : "TABLE";
    const [row = {}] = await database.query(`SHOW CREATE ${kind} \`${String(name)}\``);
    // Views name the database.
    const sql = String(row[kind === "VIEW" ? "Create View" : "Create Table"]).replaceAll(
      `\`${String(database.options.database)}\`.`,
      "",
    );
    const lines = sql.split("\n").map((line) =>
      line
        .trim()
        .replace(/,$/, "")
        .replace(/ AUTO_INCREMENT=\d+/, "")
        .replace(/^CONSTRAINT .* CHECK .*/, (line) => asEitherStatement(line)),
    );
    // Whether the server's own index of a foreign key is still there depends on which others came and went.
    const isOwn = (line: string) => {
      const [, index] = /^KEY `(.+?)` /.exec(line) ?? [];
      return index !== undefined && sql.includes(`CONSTRAINT \`${index}\` FOREIGN KEY`);
    };
    objects.push([`${kind} ${String(name)}`, lines.filter((line) => !isOwn(line))]);
  }
  return objects;
}
