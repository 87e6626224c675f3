import { dirname, relative, resolve, sep } from "node:path";
import { addressOption, driverOf } from "../data-source-file.ts";
import { appModulePath, dependenciesOf, type ProjectFacts } from "../project-facts.ts";
import type { Template } from "../template.ts";

/**
 * The application is the configuration: the command asks its `LimbeckModule`, which stands beside `TypeOrmModule`. Nothing
 * is written into its sources; the person is told what to add.
 */
export const nestTemplate: Template = {
  name: "nest",
  description: "for a Nest application: LimbeckModule in place of a configuration, revisions in src",
  directory: "src/migrations",
  // In `src` they are compiled with the application; a `.ts` file outside would move what `nest build` writes from `dist/main.js` to
  // `dist/src/main.js`, and the revisions would not be found.
  refusal(project, directory) {
    const module = appModulePath(project);
    const folder = folderFrom(project, module, directory);
    if (folder !== "" && !folder.startsWith("..")) return undefined;
    const sources = dirname(module);
    return (
      `The revisions of a Nest application are compiled with it, and ${directory} is no folder in ${sources}. ` +
      `Name one there: limbeck init ${sources}/migrations.`
    );
  },
  plan(project, directory) {
    const module = appModulePath(project);
    const folder = folderFrom(project, module, directory);
    const text = project.appModule;
    return {
      files: {},
      config: module,
      command: `limbeck --nest ${module}`,
      directories: [directory],
      dataSources: [],
      // Whoever has TypeOrmModule has its driver.
      packages: [
        ...["@limbeck/core", "@limbeck/nestjs", "@nestjs/typeorm"],
        ...(hasTypeOrmModule(project) ? [] : [driverOf(project).package]),
      ],
      steps: [
        ...(text === undefined
          ? [
              `There is no ${module}. If the module of your application is elsewhere, correct the npm scripts.`,
            ]
          : []),
        ...(text?.includes("LimbeckModule") ? [] : [linesToAdd(project, module, folder)]),
      ],
    };
  },
};

/** The folder of the revisions from that of the module. */
function folderFrom({ root }: ProjectFacts, module: string, directory: string): string {
  return relative(resolve(root, dirname(module)), resolve(root, directory))
    .split(sep)
    .join("/");
}

function hasTypeOrmModule(project: ProjectFacts): boolean {
  return dependenciesOf(project).has("@nestjs/typeorm");
}

function linesToAdd(project: ProjectFacts, module: string, folder: string): string {
  const here = project.esm ? "import.meta.dirname" : "__dirname";
  const limbeck = {
    imports: [`import { join } from "node:path";`, `import { LimbeckModule } from "@limbeck/nestjs";`],
    module: `LimbeckModule.forRoot({ directory: join(${here}, ${JSON.stringify(folder)}), onBootstrap: "upgrade" }),`,
  };
  if (hasTypeOrmModule(project)) {
    const beside = "beside TypeOrmModule.forRoot(), which must not synchronize any more:";
    return addition(module, limbeck.imports, `and to the imports of its module, ${beside}`, [limbeck.module]);
  }
  const driver = driverOf(project);
  const typeOrmModule = [
    "TypeOrmModule.forRoot({",
    `  type: "${driver.type}",`,
    `  ${addressOption(driver, { database: "database", variable: "DATABASE_URL", here })},`,
    "  autoLoadEntities: true,",
    "}),",
  ];
  const imports = [...limbeck.imports, `import { TypeOrmModule } from "@nestjs/typeorm";`];
  return addition(module, imports, "and to the imports of its module:", [...typeOrmModule, limbeck.module]);
}

function addition(
  path: string,
  imports: readonly string[],
  where: string,
  modules: readonly string[],
): string {
  const set = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
  return [`Add to ${path}:`, "", ...set(imports), "", where, "", ...set(modules)].join("\n");
}
