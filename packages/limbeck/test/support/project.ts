import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { onTestFinished } from "vitest";

/** The root of the repository, whose installed packages a test's project uses. */
export const repository = dirname(createRequire(import.meta.url).resolve("../../../../package.json"));

export interface Project {
  readonly root: string;
  path(name: string): string;
  write(files: Readonly<Record<string, string>>): void;
}

/** A small project in a folder of its own, removed after the test. `typeorm` and the drivers are those of the tests. */
export function createProject(files: Readonly<Record<string, string>>): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "limbeck-project-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, "node_modules", "@limbeck"), { recursive: true });
  for (const name of ["typeorm", "reflect-metadata", "better-sqlite3", "limbeck", "@limbeck/core"]) {
    const target = join(repository, "node_modules", name);
    if (existsSync(target)) symlinkSync(target, join(root, "node_modules", name), "dir");
  }
  const project: Project = {
    root,
    path: (name) => join(root, name),
    write(written) {
      for (const [name, text] of Object.entries(written)) {
        mkdirSync(dirname(join(root, name)), { recursive: true });
        writeFileSync(join(root, name), text);
      }
    },
  };
  project.write(files);
  return project;
}
