import { spawn } from "node:child_process";
import { dirname } from "node:path";
import type { DatabaseName, TestDatabase } from "./index.ts";

interface Client {
  /** The environment variable with the words of the command, as JSON; `npm test` sets it. */
  readonly variable: string;
  /** What is called when it is not set. */
  readonly program: string;
  readonly words: (options: Readonly<Record<string, string>>) => readonly string[];
  /** Where it runs; absent: anywhere. */
  readonly folder?: (options: Readonly<Record<string, string>>) => string;
}

const mysqlWords: Client["words"] = ({ host, port, username, database }) => [
  "--no-defaults",
  ...["--protocol=tcp", `--host=${host}`, `--port=${port}`, `--user=${username}`],
  ...["--default-character-set=utf8mb4", `--database=${database}`],
];

const clients: Readonly<Record<DatabaseName, Client>> = {
  sqlite: {
    variable: "TEST_SQLITE_CLIENT",
    program: "sqlite3",
    words: ({ database }) => ["-bail", database!],
    folder: ({ database }) => dirname(database!),
  },
  postgres: {
    variable: "TEST_PSQL",
    program: "psql",
    words: ({ host, port, username, database }) => [
      ...["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"],
      ...[`--host=${host}`, `--port=${port}`, `--username=${username}`, `--dbname=${database}`],
    ],
  },
  mysql: { variable: "TEST_MYSQL_CLIENT", program: "mysql", words: mysqlWords },
  mariadb: { variable: "TEST_MARIADB_CLIENT", program: "mariadb", words: mysqlWords },
};

/** Runs a script through the database's own client: psql, mysql, mariadb or sqlite3. It ends at the first error. */
export async function runThroughClient({ name, options }: TestDatabase, script: string): Promise<void> {
  const { variable, program, words, folder } = clients[name];
  const command = process.env[variable];
  const [file, ...first] = command === undefined ? [program] : (JSON.parse(command) as [string, ...string[]]);
  const { password = "" } = options as { password?: string };
  const texts = options as Record<string, string>;
  const client = spawn(file!, [...first, ...words(texts)], {
    cwd: folder?.(texts),
    env: { ...process.env, PGPASSWORD: password, MYSQL_PWD: password },
    stdio: ["pipe", "ignore", "pipe"],
  });
  let errors = "";
  client.stderr.on("data", (chunk) => (errors += String(chunk)));
  // A client that ends early does not read to the end; its own message says more.
  client.stdin.on("error", () => undefined).end(script);
  const code = await new Promise<number | null>((resolve, reject) => {
    client.once("close", resolve);
    client.once("error", (cause) =>
      reject(new Error(`${file} can't be started; "npm test" finds one, for ${variable}`, { cause })),
    );
  });
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${errors}`);
}
