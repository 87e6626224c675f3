import { portable } from "../project-facts.ts";
import type { Template } from "../template.ts";
import { oneDataSource } from "./default.ts";

export const packageJsonTemplate: Template = {
  name: "package-json",
  description: 'the configuration under "limbeck" in package.json, no file of its own',
  directory: "migrations",
  plan(project, directory) {
    const { path, files, dataSources } = oneDataSource(project);
    return {
      files,
      config: "package.json",
      inManifest: { dataSource: path, directory: portable(project.root, directory) },
      directories: [directory],
      dataSources,
    };
  },
};
