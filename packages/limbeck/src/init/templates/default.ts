import { dataSourceFile } from "../data-source-file.ts";
import { portable, type ProjectFacts } from "../project-facts.ts";
import type { Template, TemplatePlan } from "../template.ts";

/** Works as it stands in ES module and CommonJS projects: the DataSource is named, and loaded only when needed. */
export const defaultTemplate: Template = {
  name: "default",
  description: "limbeck.config.ts and one folder of revisions",
  directory: "migrations",
  plan(project, directory) {
    const { path, files, dataSources } = oneDataSource(project);
    const config = `import { defineConfig } from "limbeck";

export default defineConfig({
  // The module that exports your TypeORM DataSource (a DataSource itself, or a function that makes one, will do too).
  dataSource: ${JSON.stringify(path)},
  // The folder of the revisions. Paths start at the folder of this file.
  directory: ${JSON.stringify(portable(project.root, directory))},
});
`;
    const name = configName(project);
    return {
      files: { ...files, [name]: config },
      config: name,
      directories: [directory],
      dataSources,
    };
  },
};

/** What the configuration is written in: the same text is JavaScript as well. */
export function configName({ javascript }: ProjectFacts): string {
  return javascript ? "limbeck.config.mjs" : "limbeck.config.ts";
}

/** What the files of entities end with, as sources and once they are compiled. */
export function entityEnding({ javascript }: ProjectFacts): string {
  return javascript ? ".js" : "{.ts,.js}";
}

/** The DataSource that a project has, or else a file that makes one. */
export function oneDataSource(
  project: ProjectFacts,
): Pick<TemplatePlan, "files" | "dataSources"> & { readonly path: string } {
  if (project.dataSource !== undefined) {
    return { path: project.dataSource, files: {}, dataSources: [{ path: project.dataSource }] };
  }
  const type = project.javascript ? "js" : "ts";
  const path = `./src/data-source.${type}`;
  const text = dataSourceFile(project, {
    database: "database",
    variable: "DATABASE_URL",
    entities: `**/*.entity${entityEnding(project)}`,
  });
  return {
    path,
    files: { [`src/data-source.${type}`]: text },
    dataSources: [{ path, entities: `src/**/*.entity.${type}` }],
  };
}
