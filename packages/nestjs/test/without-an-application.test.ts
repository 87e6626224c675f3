import "reflect-metadata";
import { Migrator, type RevisionContext } from "@limbeck/core";
import { Module } from "@nestjs/common";
import { ModuleRef, NestFactory } from "@nestjs/core";
import { DataSource } from "typeorm";
import { describe, expect, test } from "vitest";
import {
  getLimbeckOptionsToken,
  getLimbeckToken,
  inject,
  LimbeckModule,
  LimbeckService,
} from "../src/index.ts";

describe("inject()", () => {
  class Greeter {}

  test("names the provider that a revision needs when no application runs it", async () => {
    const failed: unknown[] = [];
    const migrator = new Migrator({
      dataSource: new DataSource({ type: "better-sqlite3", database: ":memory:" }),
      revisions: [
        {
          revision: "aaaa1111",
          downRevision: null,
          async upgrade(_op: unknown, context: RevisionContext) {
            for (const token of [Greeter, "GREETING", Symbol("greeting")])
              await inject(context, token).catch((error: unknown) => failed.push(error));
          },
          async downgrade() {},
        },
      ],
    });
    await migrator.upgrade("head");
    expect(failed).toMatchObject([
      { code: "E_INJECT", details: { revision: "aaaa1111", provider: "Greeter" } },
      { code: "E_INJECT", details: { provider: "GREETING" } },
      { code: "E_INJECT", details: { provider: "Symbol(greeting)" } },
    ]);
    expect(String(failed[0])).toContain("limbeck --nest dist/app.module.js#AppModule upgrade");
  });
});

describe("LimbeckService", () => {
  @Module({ providers: [LimbeckService] })
  class BareModule {}

  test.each([
    [undefined, /There is no LimbeckModule without a name\. .*forRoot\(\{ directory \}\)/],
    ["stock", /There is no LimbeckModule called "stock"\. .*forRoot\(\{ name: "stock", directory \}\)/],
  ])("says what to import for the name %s", async (name, message) => {
    const application = await NestFactory.createApplicationContext(BareModule, {
      logger: false,
      abortOnError: false,
    });
    const service = new LimbeckService(application.get(ModuleRef));
    await expect(service.status(name)).rejects.toMatchObject({
      code: "E_CONFIG",
      message: expect.stringMatching(message),
    });
    await application.close();
  });
});

describe("LimbeckModule", () => {
  test("wants one way to make its options", () => {
    expect(() => LimbeckModule.forRootAsync({ name: "stock" })).toThrow(
      /for the DataSource "stock" has no useFactory, useClass or useExisting/,
    );
  });

  test("provides under texts, which two copies of the package share", () => {
    expect([getLimbeckToken(), getLimbeckToken("default"), getLimbeckToken("stock")]).toEqual([
      "LimbeckMigrator",
      "LimbeckMigrator",
      "stockLimbeckMigrator",
    ]);
    // `limbeck --nest` knows them by heart.
    expect([getLimbeckOptionsToken(), getLimbeckOptionsToken("stock")]).toEqual([
      "LimbeckOptions",
      "stockLimbeckOptions",
    ]);
  });
});
