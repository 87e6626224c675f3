// Placeholder until the dialect is written in this file; overwrite it.
import type { Dialect, Server } from "../dialect.ts";
export function mysql(_server: Server): Dialect {
  throw new Error("being written");
}
export const mariadb = mysql;
export const postgres = mysql;
