/** What `nest new` writes, where it matters here. */
export const newApplication: Readonly<Record<string, string>> = {
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      module: "nodenext",
      moduleResolution: "nodenext",
      resolvePackageJsonExports: true,
      esModuleInterop: true,
      isolatedModules: true,
      declaration: true,
      emitDecoratorMetadata: true,
      experimentalDecorators: true,
      target: "ES2023",
      sourceMap: true,
      outDir: "./dist",
      baseUrl: "./",
      incremental: true,
      skipLibCheck: true,
      strictNullChecks: true,
    },
  }),
  "tsconfig.build.json": JSON.stringify({
    extends: "./tsconfig.json",
    exclude: ["node_modules", "test", "dist", "**/*spec.ts"],
  }),
  "src/main.ts": `import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(process.env.PORT ?? 3000);
  console.log('listening');
}
bootstrap();
`,
  "src/app.module.ts": `import { Module } from '@nestjs/common';
import { AccountModule } from './account.module';

@Module({
  imports: [
    AccountModule,
  ],
})
export class AppModule {}
`,
};

/** What its developers have added: an entity, and a health check that needs no Terminus. */
export const accounts: Readonly<Record<string, string>> = {
  "src/account.entity.ts": `import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity()
export class Account {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 50 })
  name: string;
}
`,
  "src/account.module.ts": `import { LimbeckHealthIndicator } from '@limbeck/nestjs';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Account } from './account.entity';

@Controller()
class AccountController {
  constructor(
    @InjectRepository(Account) private readonly accounts: Repository<Account>,
    private readonly limbeck: LimbeckHealthIndicator,
  ) {}

  @Get('accounts')
  list() {
    return this.accounts.find();
  }

  @Post('accounts')
  add(@Body() account: Account) {
    return this.accounts.save(account);
  }

  @Get('health')
  health() {
    return this.limbeck.isUpToDate('migrations');
  }
}

@Module({ imports: [TypeOrmModule.forFeature([Account])], controllers: [AccountController] })
export class AccountModule {}
`,
};

const names = {
  "@limbeck/core": "column, primaryKey",
  "@limbeck/nestjs": "LimbeckHealthIndicator, LimbeckModule, LimbeckService",
  "@nestjs/common": "Module",
  "@nestjs/core": "NestFactory",
  "@nestjs/typeorm": "TypeOrmModule",
};

const body = `
class AppModule {}
const upgrade = async (op) => op.createTable("note", [column("id", "integer"), primaryKey(["id"])]);
const revision = { revision: "aaaa1111", downRevision: null, upgrade, downgrade: async (op) => op.dropTable("note") };
Module({
  imports: [
    TypeOrmModule.forRoot({ type: "better-sqlite3", database: ":memory:" }),
    LimbeckModule.forRoot({ revisions: [revision], onBootstrap: "upgrade" }),
  ],
})(AppModule);
async function main() {
  const app = await NestFactory.create(AppModule, { logger: false });
  await app.listen(0, "127.0.0.1");
  const { state } = await app.get(LimbeckService).status();
  const { migrations } = await app.get(LimbeckHealthIndicator).isUpToDate("migrations");
  console.log(state, migrations.status);
  await app.close();
}
main();
`;

/** One application as an ES module and as a CommonJS one. */
export const bareApplications = {
  "bare.mjs":
    `import "reflect-metadata";\n` +
    Object.entries(names)
      .map(([from, name]) => `import { ${name} } from ${JSON.stringify(from)};\n`)
      .join("") +
    body,
  "bare.cjs":
    `require("reflect-metadata");\n` +
    Object.entries(names)
      .map(([from, name]) => `const { ${name} } = require(${JSON.stringify(from)});\n`)
      .join("") +
    body,
} as const satisfies Readonly<Record<string, string>>;
