import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { createProject, type Project, repository } from "./project.ts";

/** A Nest application in TypeScript, on SQLite, that has no configuration of Limbeck's. */
export function createNestApplication(files: Readonly<Record<string, string>>): Project {
  const project = createProject({
    "package.json": `{ "type": "commonjs" }`,
    "tsconfig.json": `{ "compilerOptions": { "experimentalDecorators": true, "emitDecoratorMetadata": true } }`,
    "src/author.entity.ts": `import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
      @Entity() export class Author {
        @PrimaryGeneratedColumn() id!: number;
        @Column({ length: 50 }) name!: string;
      }`,
    "src/app.module.ts": `import "reflect-metadata";
      import { join } from "node:path";
      import { Module } from "@nestjs/common";
      import { TypeOrmModule } from "@nestjs/typeorm";
      import { Author } from "./author.entity";
      @Module({
        imports: [
          TypeOrmModule.forRoot({
            type: "better-sqlite3", database: join(__dirname, "../library.sqlite"), autoLoadEntities: true,
          }),
          TypeOrmModule.forFeature([Author]),
        ],
      })
      export class AppModule {}`,
    ...files,
  });
  for (const name of ["@nestjs", "rxjs"])
    symlinkSync(join(repository, "node_modules", name), project.path(join("node_modules", name)), "dir");
  return project;
}
