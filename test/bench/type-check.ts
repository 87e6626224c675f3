import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { median } from "./measure.ts";

const execute = promisify(execFile);
const require = createRequire(import.meta.url);

/** What `tsc` takes of a processor to check a project of revisions, in milliseconds; it hardly uses a second one. */
export interface TypeCheckResult {
  /** One revision that does nothing: the compiler, and the declarations of Limbeck and TypeORM. */
  readonly alone: number;
  /** 500 revisions of ten operations, each with its downgrade. */
  readonly revisions: number;
}

/** For one database most of them, as in most projects; every fifth one for two. */
const databases = ['"postgres"', '"mysql"', '"mariadb"', '"sqlite"', '"postgres" | "mysql"'] as const;

/** Type-checks projects of revisions against the built packages, with the compiler that users have. */
export async function benchTypeCheck(runs: number): Promise<TypeCheckResult> {
  return { alone: await typeCheck(0, runs), revisions: await typeCheck(500, runs) };
}

async function typeCheck(count: number, runs: number): Promise<number> {
  const root = await mkdtemp(join(tmpdir(), "limbeck-bench-"));
  try {
    await createProject(root, count);
    const parameters = [
      "--require",
      join(root, "usage.cjs"),
      require.resolve("typescript/bin/tsc"),
      "-p",
      root,
    ];
    const taken: number[] = [];
    for (let run = 0; run < runs; run++) {
      const { stderr } = await execute(process.execPath, parameters);
      const { user, system } = JSON.parse(stderr) as NodeJS.CpuUsage;
      taken.push((user + system) / 1000);
    }
    return median(taken);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function createProject(root: string, count: number): Promise<void> {
  await mkdir(join(root, "migrations"));
  await mkdir(join(root, "node_modules", "@limbeck"), { recursive: true });
  const core = dirname(require.resolve("@limbeck/core/package.json"));
  await symlink(core, join(root, "node_modules", "@limbeck", "core"), "dir");
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: "ES2023",
    module: "nodenext",
    skipLibCheck: true,
    types: [],
  };
  await writeFile(join(root, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["migrations"] }));
  await writeFile(
    join(root, "usage.cjs"),
    `process.on("exit", () => process.stderr.write(JSON.stringify(process.cpuUsage())));\n`,
  );
  await writeFile(join(root, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(
    join(root, "migrations", "first.ts"),
    `import type { Operations } from "@limbeck/core";
export async function upgrade(_op: Operations<"postgres">): Promise<void> {}\n`,
  );
  for (let at = 0; at < count; at++) {
    await writeFile(
      join(root, "migrations", `${at}.ts`),
      revisionSource(at, databases[at % databases.length]!),
    );
  }
}

/** Ten operations and their inverses, with what every database has. */
function revisionSource(at: number, database: string): string {
  return `import { check, column, foreignKey, type Operations, primaryKey, sql, unique } from "@limbeck/core";

export const revision = "${at}";
export const downRevision = ${at === 0 ? "null" : `"${at - 1}"`};

export async function upgrade(op: Operations<${database}>): Promise<void> {
  await op.createTable("account_${at}", [
    column("id", "bigint"),
    column("name", "varchar(${50 + (at % 100)})", { default: "unknown" }),
    column("amount", "decimal(10,2)", { nullable: true }),
    column("note", "text", { nullable: true }),
    primaryKey(["id"], { name: op.f("pk_account_${at}") }),
    unique(["name"], { name: op.f("uq_account_${at}_name") }),
    check(sql\`amount > 0\`, { name: op.f("ck_account_${at}_amount") }),
    foreignKey(["id"], "customer", ["id"], { name: op.f("fk_account_${at}_id"), onDelete: "cascade" }),
  ]);
  await op.addColumn("account_${at}", column("language", "varchar(2)", { nullable: true }));
  await op.backfill("account_${at}", "language", "en");
  await op.alterColumn("account_${at}", "language", { nullable: false });
  await op.alterColumn("account_${at}", "name", { type: "varchar(200)", default: null });
  await op.renameColumn("account_${at}", "note", "remark");
  await op.createIndex(op.f("ix_account_${at}_name"), "account_${at}", ["name", { column: "id", descending: true }]);
  await op.createCheckConstraint(op.f("ck_account_${at}_name"), "account_${at}", sql\`name <> ''\`);
  await op.createView("account_${at}_name", sql\`SELECT id, name FROM account_${at}\`);
  await op.execute("UPDATE account_${at} SET remark = name");
}

export async function downgrade(op: Operations<${database}>): Promise<void> {
  await op.execute("UPDATE account_${at} SET remark = NULL");
  await op.dropView("account_${at}_name");
  await op.dropConstraint(op.f("ck_account_${at}_name"), "account_${at}", "check");
  await op.dropIndex(op.f("ix_account_${at}_name"), "account_${at}");
  await op.renameColumn("account_${at}", "remark", "note");
  await op.alterColumn("account_${at}", "name", { type: "varchar(50)", default: "unknown" });
  await op.alterColumn("account_${at}", "language", { nullable: true });
  await op.dropColumn("account_${at}", "language");
  await op.dropTable("account_${at}");
}
`;
}
