import { portable } from "../project-facts.ts";
import type { Template } from "../template.ts";
import { oneDataSource } from "./default.ts";

/**
 * Everything in TypeScript lies in `src`: a `.ts` file beside it would move what `nest build` writes from `dist/main.js`
 * to `dist/src/main.js`. So the configuration is JavaScript, and the revisions are compiled with the application.
 */
export const nestTemplate: Template = {
  name: "nest",
  description: "for a Nest application: DataSource options that both share, revisions in src",
  directory: "src/migrations",
  plan(project, directory) {
    const { path, files, dataSources } = oneDataSource(
      project,
      "For the application as well: TypeOrmModule.forRoot(dataSourceOptions)",
    );
    const config = `import { defineConfig } from "limbeck";

export default defineConfig({
  // Its options are those of the application: TypeOrmModule.forRoot(dataSourceOptions).
  dataSource: ${JSON.stringify(path)},
  // The folder of the revisions; in src, so that they are compiled with the application.
  directory: ${JSON.stringify(portable(project.root, directory))},
});
`;
    return {
      files: { ...files, "limbeck.config.mjs": config },
      config: "limbeck.config.mjs",
      directories: [directory],
      dataSources,
      steps: [
        `In the module of the application: TypeOrmModule.forRoot(dataSourceOptions), imported from ${path}, in place of its own options.`,
      ],
    };
  },
};
