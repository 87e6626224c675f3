import { randomBytes } from "node:crypto";
import type { TestDatabase } from "../databases/index.ts";

/** A user who may do anything in one database, and make no other. */
export async function createUser(database: TestDatabase): Promise<{
  readonly options: { readonly username: string; readonly password: string };
  drop(): Promise<void>;
}> {
  const username = `limbeck_${randomBytes(5).toString("hex")}`;
  const password = randomBytes(8).toString("hex");
  const name = String(database.options.database);
  if (database.name === "postgres") {
    await database.script(`
      CREATE ROLE ${username} LOGIN PASSWORD '${password}';
      GRANT ALL ON SCHEMA public TO ${username};
      GRANT ALL ON ALL TABLES IN SCHEMA public TO ${username};`);
    const drop = () => database.script(`DROP OWNED BY ${username}; DROP ROLE ${username};`);
    return { options: { username, password }, drop };
  }
  const user = `'${username}'@'%'`;
  await database.script(`
    CREATE USER ${user} IDENTIFIED BY '${password}';
    GRANT ALL ON \`${name}\`.* TO ${user};`);
  return { options: { username, password }, drop: () => database.script(`DROP USER ${user};`) };
}
