import type { EntitySchemaColumnOptions } from "typeorm";
import { describe, expect, it } from "vitest";
import { databaseNames } from "../databases/index.ts";
import { entity } from "../support/entity.ts";
import { expectChange } from "./expect-change.ts";
import { useScene } from "./scene.ts";

// MariaDB has json as longtext with a check; to TypeORM that is another type, so it drops the column for any change.
describe.each(databaseNames.filter((name) => name === "mysql" || name === "mariadb"))(
  "json on %s",
  (name) => {
    const scene = useScene(name, "json");
    const model = (options: Partial<EntitySchemaColumnOptions> = {}) => [
      entity("reader", { a: { type: "json", ...options } }),
    ];
    const change = (before: Partial<EntitySchemaColumnOptions>, after: Partial<EntitySchemaColumnOptions>) =>
      expectChange(scene, {
        before: model(before),
        after: model(after),
        seed: [`INSERT INTO reader (a) VALUES ('{"b": 1}')`],
        read: "SELECT id, JSON_EXTRACT(a, '$.b') AS b FROM reader",
        ...(name === "mariadb" ? { typeorm: /DROP COLUMN `a`/ } : {}),
      });

    it("typeorm#3636, #5391, #6381: a default is no difference, and the rows stay", async () => {
      const withDefault = model({ nullable: true, default: () => "('{}')" });
      await scene.synchronise(withDefault);
      await scene.query("INSERT INTO reader (id) VALUES (1)");
      if (name === "mariadb") expect((await scene.typeormSql(withDefault)).join()).toMatch(/DROP COLUMN `a`/);
      await scene.upgrade(withDefault);
      expect(await scene.query("SELECT id, JSON_LENGTH(a) AS n FROM reader")).toEqual([{ id: 1, n: 0 }]);
    });

    it("typeorm#3636: the column becomes nullable with its rows", () => change({}, { nullable: true }));

    it("typeorm#3636: a comment changes without the column being dropped", () =>
      change({ comment: "one" }, { comment: "two" }));

    it("typeorm#10018: longtext becomes json and back, with its rows", () =>
      expectChange(scene, {
        before: [entity("reader", { a: { type: "longtext" } })],
        after: model(),
        seed: [`INSERT INTO reader (a) VALUES ('{"b": 1}')`],
        read: "SELECT id, JSON_EXTRACT(a, '$.b') AS b FROM reader",
        // To TypeORM the two are the same, on either server: it sees no change.
        typeorm: "nothing",
      }));
  },
);
