import { join } from "node:path";
import { dataSourceFile } from "../data-source-file.ts";
import { portable } from "../project-facts.ts";
import type { Template } from "../template.ts";
import { configName, entityEnding } from "./default.ts";

const names = ["main", "second"] as const;

export const multidbTemplate: Template = {
  name: "multidb",
  description: "limbeck.config.ts for several databases, each with its own DataSource and revisions",
  directory: "migrations",
  plan(project, directory) {
    const type = project.javascript ? "js" : "ts";
    const config = configName(project);
    const databases = names.map((name) => {
      const written = `src/${name}.data-source.${type}`;
      // The DataSource that a project has is that of its main database.
      const existing = name === "main" ? project.dataSource : undefined;
      return { name, written, existing, path: existing ?? `./${written}`, directory: join(directory, name) };
    });
    const entries = databases.map(
      ({ name, path, directory }) =>
        `    ${name}: {\n      dataSource: ${JSON.stringify(path)},\n` +
        `      directory: ${JSON.stringify(portable(project.root, directory))},\n    },`,
    );
    const text = `import { defineConfig } from "limbeck";

export default defineConfig({
  // On the command line: limbeck --name ${names[0]} upgrade, or limbeck --all upgrade. Rename them as you like, and add more.
  databases: {
${entries.join("\n")}
  },
});
`;
    const files = databases
      .filter(({ existing }) => existing === undefined)
      .map(({ name, written }): [string, string] => [
        written,
        dataSourceFile(project, {
          database: name,
          variable: `${name.toUpperCase()}_DATABASE_URL`,
          entities: `${name}/**/*.entity${entityEnding(project)}`,
        }),
      ]);
    return {
      files: { ...Object.fromEntries(files), [config]: text },
      config,
      directories: databases.map(({ directory }) => directory),
      dataSources: databases.map(({ name, path, existing }) =>
        existing === undefined ? { path, entities: `src/${name}/**/*.entity.${type}` } : { path },
      ),
      databases: names,
    };
  },
};
