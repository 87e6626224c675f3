import Database from "better-sqlite3";
import type { Project } from "./project.ts";
import { createProject } from "./project.ts";

/** A TypeScript project with two entities on SQLite, as a user would write it. */
export function createLibrary(files: Readonly<Record<string, string>> = {}): Project {
  return createProject({
    "package.json": `{ "type": "module" }`,
    "tsconfig.json": `{ "compilerOptions": { "strict": true, "experimentalDecorators": true } }`,
    "limbeck.config.ts": `import { defineConfig } from "limbeck";
      export default defineConfig({ dataSource: "./src/data-source.ts", directory: "./migrations" });`,
    "src/data-source.ts": `import "reflect-metadata";
      import { DataSource } from "typeorm";
      import { Author, Book } from "./entities.js";
      export const dataSource = new DataSource({
        type: "better-sqlite3", database: import.meta.dirname + "/../library.sqlite", entities: [Author, Book],
      });`,
    "src/entities.ts": `import { Column, Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";
      @Entity() export class Author {
        @PrimaryGeneratedColumn() id!: number;
        @Column({ length: 50 }) name!: string;
        @OneToMany(() => Book, (book) => book.author) books!: Book[];
      }
      @Entity() export class Book {
        @PrimaryGeneratedColumn() id!: number;
        @Column() title!: string;
        @ManyToOne(() => Author, (author) => author.books) author!: Author;
      }`,
    "migrations/.gitkeep": "",
    ...files,
  });
}

/** The tables of the project's database, by SQLite's own catalog. */
export function tablesOf(project: Project): string[] {
  const database = new Database(project.path("library.sqlite"));
  try {
    const rows = database.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    );
    return rows.pluck().all() as string[];
  } finally {
    database.close();
  }
}

/** A revision written by hand. */
export function revisionFile(
  revision: string,
  downRevision: string | null,
  message: string,
  body = "",
): string {
  return `/**
 * ${message}
 *
 * Revision ID: ${revision}
 * Revises: ${downRevision ?? ""}
 * Create Date: 2026-01-01T00:00:00.000Z
 */
import type { Operations } from "@limbeck/core";

export const revision = ${JSON.stringify(revision)};
export const downRevision = ${JSON.stringify(downRevision)};
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"sqlite">): Promise<void> {
  ${body}
}

export async function downgrade(op: Operations<"sqlite">): Promise<void> {
}
`;
}
