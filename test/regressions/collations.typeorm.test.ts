import type { EntitySchemaColumnOptions } from "typeorm";
import { describe, expect, it } from "vitest";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { expectChange } from "./expect-change.ts";
import { useScene } from "./scene.ts";

const reader = (options: Partial<EntitySchemaColumnOptions> = {}) => [
  entity("reader", { name: { type: "varchar", length: 20, ...options } }),
];
const change = {
  seed: ["INSERT INTO reader (name) VALUES ('Ada')"],
  read: "SELECT id, name FROM reader",
} as const;

describe.each(databasesWith((can) => can.enumTypes))("collations on %s", (name) => {
  const scene = useScene(name, "collations");

  it("typeorm#8647: a collation comes, and the length stays", () =>
    expectChange(scene, { before: reader(), after: reader({ collation: "C" }), ...change }));

  it("a collation changes, and the length stays, of which TypeORM loses sight", async () => {
    await expectChange(scene, {
      before: reader({ collation: "C" }),
      after: reader({ collation: "POSIX" }),
      ...change,
      typeorm: /TYPE character varying COLLATE/,
    });
  });

  it("a collation goes, which TypeORM calls undefined", () =>
    expectChange(scene, {
      before: reader({ collation: "C" }),
      after: reader(),
      ...change,
      typeorm: /COLLATE "undefined"/,
    }));
});

describe.each(databasesWith((can) => !can.transactionalDdl))("collations on %s", (name) => {
  const scene = useScene(name, "collations");
  const text = (options: Partial<EntitySchemaColumnOptions> = {}) => [
    entity("reader", { name: { type: "text", ...options } }),
  ];

  it("typeorm#11397: a table that was converted keeps its columns: without a collation, an entity takes any", async () => {
    await scene.synchronise(text());
    await scene.query(change.seed[0]);
    await scene.query("ALTER TABLE reader CONVERT TO CHARACTER SET latin1 COLLATE latin1_german2_ci");
    await scene.expectSilence(text());
    expect(await scene.query(change.read)).toEqual([{ id: 1, name: "Ada" }]);
  });

  it("typeorm#11397: a collation that is given changes the column in place", () =>
    expectChange(scene, {
      before: text({ collation: "utf8mb4_bin" }),
      after: text({ collation: "utf8mb4_unicode_ci" }),
      ...change,
      typeorm: "nothing",
    }));

  it("typeorm#3963: the default collation of the table under its own name is no difference", async () => {
    await scene.synchronise(text());
    const [{ collation } = {}] = await scene.query(
      "SELECT COLLATION_NAME AS collation FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'name'",
    );
    await scene.expectSilence(text({ collation: String(collation) }));
    await scene.expectSilence(text({ charset: "utf8mb4" }));
  });
});
