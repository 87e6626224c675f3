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
    return {
      files: { ...files, "limbeck.config.ts": config },
      config: "limbeck.config.ts",
      directories: [directory],
      dataSources,
    };
  },
};

/** The DataSource that a project has, or else a file that makes one. */
export function oneDataSource(
  project: ProjectFacts,
  optionsFor?: string,
): Pick<TemplatePlan, "files" | "dataSources"> & { readonly path: string } {
  if (project.dataSource !== undefined) {
    return { path: project.dataSource, files: {}, dataSources: [{ path: project.dataSource }] };
  }
  const path = "./src/data-source.ts";
  const text = dataSourceFile(project, {
    database: "database",
    variable: "DATABASE_URL",
    entities: "**/*.entity{.ts,.js}",
    ...(optionsFor !== undefined && { optionsFor }),
  });
  return {
    path,
    files: { "src/data-source.ts": text },
    dataSources: [{ path, entities: "src/**/*.entity.ts" }],
  };
}
