import type { Query } from "../dialect.ts";
import { identifier, literal } from "./literals.ts";

/** `template0` takes any encoding: https://www.postgresql.org/docs/current/manage-ag-templatedbs.html */
export async function createScratch(query: Query, name: string): Promise<string> {
  const [like] = await query(
    `SELECT pg_catalog.pg_encoding_to_char(encoding) AS "encoding", datcollate AS "collate", datctype AS "ctype"
FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()`,
  );
  const [encoding, collate, ctype] = [like?.encoding, like?.collate, like?.ctype].map((value) =>
    literal(String(value)),
  );
  await query(
    `CREATE DATABASE ${identifier(name)} TEMPLATE template0 ENCODING ${encoding} LC_COLLATE ${collate} LC_CTYPE ${ctype}`,
  );
  return name;
}

export async function dropScratch(query: Query, name: string): Promise<void> {
  await query(`DROP DATABASE IF EXISTS ${identifier(name)}`);
}
