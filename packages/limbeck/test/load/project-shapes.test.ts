import type { DataSource } from "typeorm";
import { describe, expect, test } from "vitest";
import { loadDataSource } from "../../src/load/data-source.ts";
import { createModuleLoader } from "../../src/load/module-loader.ts";
import { createProject } from "../support/project.ts";

const ring = 20;
const names = Array.from({ length: ring }, (_, index) => `E${index}`);

interface Shape {
  readonly title: string;
  readonly module: "commonjs" | "module";
  /** How a property that holds another entity is typed. */
  readonly relation: "Relation" | "plain";
  readonly entities?: "list" | "glob";
  readonly interfaceProperty?: boolean;
  readonly alias?: boolean;
}

// The ways in which TypeORM projects are written that trip loaders up, one by one.
const shapes: readonly Shape[] = [
  { title: "CommonJS, Relation<>", module: "commonjs", relation: "Relation" },
  { title: "CommonJS, circular class types", module: "commonjs", relation: "plain" },
  { title: "CommonJS, circular class types, path alias", module: "commonjs", relation: "plain", alias: true },
  { title: "ESM, Relation<>", module: "module", relation: "Relation" },
  { title: "ESM, circular class types", module: "module", relation: "plain" },
  {
    title: "CommonJS, interface as property type",
    module: "commonjs",
    relation: "plain",
    interfaceProperty: true,
  },
  { title: "ESM, interface as property type", module: "module", relation: "plain", interfaceProperty: true },
  { title: "CommonJS, glob in entities", module: "commonjs", relation: "plain", entities: "glob" },
  { title: "ESM, glob in entities", module: "module", relation: "plain", entities: "glob" },
];

/** Twenty entities in a ring: each imports the next, the last imports the first. */
function filesOf({
  module,
  relation,
  entities = "list",
  interfaceProperty,
  alias,
}: Shape): Record<string, string> {
  // ESM projects write `.js` for what is a `.ts` file, as Node and `nodenext` want it.
  const specifier = (name: string): string =>
    alias ? `@entities/${name}` : module === "module" ? `./${name}.js` : `./${name}`;
  const entity = (name: string, index: number): string => {
    const next = names[(index + 1) % ring] ?? "";
    const type = relation === "Relation" ? `Relation<${next}>` : next;
    return `import { Column, Entity, JoinColumn, OneToOne, PrimaryGeneratedColumn${
      relation === "Relation" ? ", Relation" : ""
    } } from "typeorm";
import { ${next} } from "${specifier(next)}";
${interfaceProperty ? `import { Settings } from "${specifier("settings")}";` : ""}

@Entity()
export class ${name} {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column()
  title!: string;

  @Column()
  seen!: Date;

  @Column({ nullable: true })
  note?: string;

  @OneToOne(() => ${next})
  @JoinColumn()
  parent!: ${type};
${interfaceProperty ? `\n  @Column("simple-json")\n  settings!: Settings;\n` : ""}}
`;
  };
  const folder = module === "module" ? "import.meta.dirname" : "__dirname";
  const list = entities === "glob" ? `[${folder} + "/entities/*{.ts,.js}"]` : `[${names.join(", ")}]`;
  const imports = names
    .map(
      (name) =>
        `import { ${name} } from "${alias ? `@entities/${name}` : `./entities/${specifier(name).slice(2)}`}";`,
    )
    .join("\n");
  return {
    "package.json": JSON.stringify({ type: module }),
    "tsconfig.json": `{
      // Comments and trailing commas are fine in a tsconfig.
      "compilerOptions": {
        "strict": true, "target": "ES2022", "module": "nodenext",
        "experimentalDecorators": true, "emitDecoratorMetadata": true,
        ${alias ? `"paths": { "@entities/*": ["./src/entities/*"] },` : ""}
      },
    }`,
    "src/data-source.ts": `import "reflect-metadata";
import { DataSource } from "typeorm";
${entities === "glob" ? "" : imports}
export const dataSource = new DataSource({ type: "better-sqlite3", database: ":memory:", entities: ${list} });
`,
    "src/entities/settings.ts": `export interface Settings { readonly theme: string }\n`,
    ...Object.fromEntries(names.map((name, index) => [`src/entities/${name}.ts`, entity(name, index)])),
  };
}

describe.each(shapes)("a project in $title", (shape) => {
  test("gives the DataSource with every entity, type and relation", async () => {
    const project = createProject(filesOf(shape));
    const loader = createModuleLoader({ root: project.root });
    const { dataSource } = await loadDataSource(loader, project.path("src/data-source.ts"), project.root);
    await (dataSource as DataSource & { buildMetadatas(): Promise<void> }).buildMetadatas();

    expect(dataSource.entityMetadatas.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const [index, name] of names.entries()) {
      const metadata = dataSource.getMetadata(name);
      const types = Object.fromEntries(
        metadata.columns.map(({ propertyPath, type }) => [propertyPath, type]),
      );
      expect(types).toMatchObject({ id: Number, title: String, seen: Date, note: String });
      expect(metadata.relations.map(({ inverseEntityMetadata }) => inverseEntityMetadata.name)).toEqual([
        names[(index + 1) % ring],
      ]);
    }
  });
});
