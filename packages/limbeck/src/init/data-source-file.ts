import { dependenciesOf, type ProjectFacts } from "./project-facts.ts";

/** The drivers of TypeORM that Limbeck knows, by their packages; the first that a project asks for is taken. */
const drivers = [
  { package: "pg", type: "postgres", scheme: "postgres://postgres@localhost:5432" },
  { package: "mysql2", type: "mysql", scheme: "mysql://root@localhost:3306" },
  { package: "better-sqlite3", type: "better-sqlite3" },
  { package: "sqlite3", type: "sqlite" },
] as const;

export type Driver = (typeof drivers)[number];

/** The driver of a project that has none yet is PostgreSQL's. */
export function driverOf(project: ProjectFacts): Driver {
  const packages = dependenciesOf(project);
  return drivers.find((driver) => packages.has(driver.package)) ?? drivers[0];
}

export interface DataSourceFile {
  /** What the database is called: the file on SQLite, else the end of its address. */
  readonly database: string;
  /** The environment variable with the address of the database. */
  readonly variable: string;
  /** The entities as a pattern from the folder of the file. */
  readonly entities: string;
}

/** A module in `src/` that exports a DataSource, as the project's kind of module and its driver want it. */
export function dataSourceFile(
  project: ProjectFacts,
  { database, variable, entities }: DataSourceFile,
): string {
  const driver = driverOf(project);
  const here = project.esm ? "import.meta.dirname" : "__dirname";
  const options = [
    `  type: "${driver.type}",`,
    `  ${addressOption(driver, { database, variable, here })},`,
    `  entities: [join(${here}, "${entities}")],`,
    "  // The tables are Limbeck's to change.",
    "  synchronize: false,",
  ].join("\n");
  if (project.javascript && !project.esm) return commonJsFile(options);
  return `import "reflect-metadata";
import { join } from "node:path";
import { DataSource } from "typeorm";

export const dataSource = new DataSource({
${options}
});
`;
}

/** The option of a DataSource that says where its database is. `here` is the folder of the file, a folder of the root. */
export function addressOption(
  driver: Driver,
  { database, variable, here }: Pick<DataSourceFile, "database" | "variable"> & { readonly here: string },
): string {
  return "scheme" in driver
    ? `url: process.env.${variable} ?? "${driver.scheme}/${database}"`
    : `database: join(${here}, "../${database}.sqlite")`;
}

function commonJsFile(options: string): string {
  return `require("reflect-metadata");
const { join } = require("node:path");
const { DataSource } = require("typeorm");

exports.dataSource = new DataSource({
${options}
});
`;
}
