import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

// Nest finds TypeORM from where its own files are, so a pair of the two is a folder of its own: the sources compiled, and
// links to the packages that are meant.

export type Format = "esm" | "cjs";

export interface Pair {
  readonly nest: 10 | 11 | 12;
  readonly typeorm: "0.3" | "1.1";
  /** What the package and the application are compiled to. */
  readonly format: Format;
}

/** Every pair that the peers of @nestjs/typeorm allow; Nest 12 has ES modules only, which `require` reads as well. */
export const pairs: readonly Pair[] = [
  { nest: 10, typeorm: "0.3", format: "cjs" },
  { nest: 10, typeorm: "1.1", format: "cjs" },
  { nest: 11, typeorm: "0.3", format: "cjs" },
  { nest: 11, typeorm: "1.1", format: "esm" },
  { nest: 12, typeorm: "0.3", format: "cjs" },
  { nest: 12, typeorm: "1.1", format: "esm" },
];

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Compiles the package and the application of the tests for a pair; returns the folder of the application. */
export async function stage({ nest, typeorm, format }: Pair): Promise<string> {
  // Nest 11 is what the repository itself is compiled with.
  const home = join(root, "test", nest === 11 ? "nest" : `nest-${nest}`);
  const installed = join(nest === 11 ? root : home, "node_modules");
  const folder = join(home, ".cache", `nest-${nest}-typeorm-${typeorm}-${process.pid}`);
  const modules = join(folder, "node_modules");
  made.add(folder);
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(modules, "@nestjs"), { recursive: true });
  await symlink(
    join(root, "node_modules", typeorm === "0.3" ? "typeorm-03" : "typeorm"),
    join(modules, "typeorm"),
  );
  // Version 10 has peers of its own: Nest up to 10 and TypeORM 0.3.
  const old = join(installed, "nestjs-typeorm-10");
  const isOld = nest === 10 && typeorm === "0.3";
  await cp(isOld ? old : join(installed, "@nestjs", "typeorm"), join(modules, "@nestjs", "typeorm"), {
    recursive: true,
  });
  // Revisions are ES modules in the tests, and may so import the other build than the application.
  const formats: readonly Format[] = format === "esm" ? ["esm"] : ["esm", "cjs"];
  const core = join(root, "test", "nest", ".cache", `core-${process.pid}`);
  await mkdir(join(modules, "@limbeck"));
  await symlink(core, join(modules, "@limbeck", "core"));
  // It knows no Nest, so that all applications share it.
  const missing = formats.filter((each) => !(made.has(core) && existsSync(join(core, "dist", each))));
  await stagePackage("core", core, missing);
  await stagePackage("nestjs", join(modules, "@limbeck", "nestjs"), formats);
  const application = join(folder, "application");
  await compile(join(root, "test", "nest", "application"), application, format);
  return application;
}

/** Adds the command to what {@link stage} made; returns its file. */
export async function stageCommand(application: string): Promise<string> {
  const modules = join(dirname(application), "node_modules");
  await stagePackage("emitter", join(modules, "@limbeck", "emitter"), ["esm"]);
  const limbeck = await stagePackage("limbeck", join(modules, "limbeck"), ["esm"]);
  return join(limbeck, "dist", "esm", "bin.js");
}

/** The application as its developers have it, in TypeScript, beside the compiled one that {@link stage} made. */
export async function stageSources(application: string): Promise<string> {
  const sources = join(dirname(application), "src");
  await cp(join(root, "test", "nest", "application"), sources, { recursive: true });
  const compilerOptions = { experimentalDecorators: true, emitDecoratorMetadata: true, strict: true };
  await writeFile(join(sources, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  await cp(join(application, "package.json"), join(sources, "package.json"));
  return sources;
}

/** Removes all that {@link stage} has made. */
export async function unstage(): Promise<void> {
  await Promise.all([...made].map((folder) => rm(folder, { recursive: true, force: true })));
  made.clear();
}

const made = new Set<string>();

async function stagePackage(name: string, target: string, formats: readonly Format[]): Promise<string> {
  made.add(target);
  const from = join(root, "packages", name);
  for (const format of formats) await compile(join(from, "src"), join(target, "dist", format), format);
  await cp(join(from, "package.json"), join(target, "package.json"));
  return target;
}

const compiled = new Map<string, Promise<ReadonlyMap<string, string>>>();

async function compile(from: string, to: string, format: Format): Promise<void> {
  const key = `${format} ${from}`;
  const files = compiled.get(key) ?? transpile(from, format);
  compiled.set(key, files);
  await mkdir(to, { recursive: true });
  await writeFile(
    join(to, "package.json"),
    JSON.stringify({ type: format === "esm" ? "module" : "commonjs" }),
  );
  for (const [name, code] of await files) {
    const path = join(to, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, code);
  }
}

/** The JavaScript of a folder, by the names of its files. */
async function transpile(folder: string, format: Format): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts"));
  const codes = names.map(async (name): Promise<[string, string]> => {
    const { outputText } = ts.transpileModule(await readFile(join(folder, name), "utf8"), {
      fileName: name,
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: format === "esm" ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
        rewriteRelativeImportExtensions: true,
        esModuleInterop: true,
      },
    });
    return [name.replace(/\.ts$/, ".js"), outputText];
  });
  return new Map(await Promise.all(codes));
}
