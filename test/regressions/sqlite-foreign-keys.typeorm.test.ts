import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Migrator } from "@limbeck/core";
import { writeRevision } from "@limbeck/emitter";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databasesWith } from "../support/databases-with.ts";
import { entity } from "../support/entity.ts";
import { revisionDirectory } from "../support/revision-directory.ts";
import { useScene } from "./scene.ts";

const text = { type: "varchar", length: 50 } as const;
const model = (length: number) => [
  entity("reader", { name: { ...text, length } }),
  entity(
    "loan",
    {},
    {
      relations: {
        reader: {
          type: "many-to-one",
          target: "reader",
          joinColumn: { name: "reader_id" },
          onDelete: "CASCADE",
        },
      },
    },
  ),
];

// Where foreign keys are enforced while a table is built anew, its DROP TABLE deletes the rows that refer to it.
describe.each(databasesWith((can) => can.alterByRebuild))(
  "rows that refer to a rebuilt table on %s",
  (name) => {
    const scene = useScene(name, "cascades");
    let directory: string;
    beforeEach(async () => {
      directory = await revisionDirectory();
      await scene.synchronise(model(50));
      await scene.database.script(
        "INSERT INTO reader (name) VALUES ('Ada'); INSERT INTO loan (reader_id) VALUES (1);",
      );
    });
    afterEach(() => rm(directory, { recursive: true, force: true }));

    const migrator = (length: number) =>
      new Migrator({
        dataSource: scene.dataSource(model(length)),
        directory,
        load: (file) => import(/* @vite-ignore */ file),
      });
    const loans = () => scene.query("SELECT id, reader_id FROM loan");
    const revise = async (length: number) => {
      const script = await migrator(length).autogenerate();
      await writeRevision(script, { directory, message: `to ${length}` });
    };

    it("typeorm#2584, #9770, #9775, #10147: stay, upwards in a batch and downwards", async () => {
      for (const length of [60, 70]) {
        await revise(length);
        await migrator(length).upgrade();
      }
      await migrator(70).downgrade("base");
      expect(await loans()).toEqual([{ id: 1, reader_id: 1 }]);
      expect(await migrator(70).upgrade()).toHaveLength(2);
      expect(await loans()).toEqual([{ id: 1, reader_id: 1 }]);
    });

    it("typeorm#5641: stay when the table that they refer to gets a column", async () => {
      const [reader, loan] = [
        entity("reader", { name: text, age: { type: "int", default: 0 } }),
        model(50)[1]!,
      ];
      await scene.upgrade([reader, loan]);
      expect(await loans()).toEqual([{ id: 1, reader_id: 1 }]);
    });

    const failing = (upgrade: string) =>
      writeFile(
        join(directory, "aaaa1111.mjs"),
        `/** fails */
       export const revision = "aaaa1111";
       export const downRevision = null;
       export async function upgrade(op) { ${upgrade} }
       export async function downgrade() {}\n`,
      );

    it("typeorm#10147: foreign keys are enforced again after a revision that failed", async () => {
      await failing(`throw new Error("not today");`);
      const dataSource = await scene.dataSource(model(50)).initialize();
      try {
        const failed = new Migrator({
          dataSource,
          directory,
          load: (file) => import(/* @vite-ignore */ file),
        });
        await expect(failed.upgrade()).rejects.toThrow("not today");
        expect(await dataSource.query("PRAGMA foreign_keys")).toEqual([{ foreign_keys: 1 }]);
        await expect(dataSource.query("INSERT INTO loan (reader_id) VALUES (99)")).rejects.toThrow(
          /FOREIGN KEY/,
        );
      } finally {
        await dataSource.destroy();
      }
    });

    it("typeorm#12584: a revision that leaves rows without what they refer to is taken back", async () => {
      await failing(`await op.execute("DELETE FROM reader");`);
      await expect(migrator(50).upgrade()).rejects.toMatchObject({ code: "E_FOREIGN_KEY_VIOLATION" });
      expect(await scene.query("SELECT COUNT(*) AS n FROM reader")).toEqual([{ n: 1 }]);
      expect(await loans()).toEqual([{ id: 1, reader_id: 1 }]);
    });

    it("typeorm#9360: a foreign key becomes deferrable, and the rows stay", async () => {
      const deferrable = [
        model(50)[0]!,
        entity(
          "loan",
          {},
          {
            relations: {
              reader: {
                type: "many-to-one",
                target: "reader",
                joinColumn: { name: "reader_id" },
                onDelete: "CASCADE",
                deferrable: "INITIALLY DEFERRED",
              },
            },
          },
        ),
      ];
      expect(await scene.typeormSql(deferrable)).toEqual([]);
      await scene.upgrade(deferrable);
      await scene.database.script(
        "BEGIN; INSERT INTO loan (reader_id) VALUES (9); INSERT INTO reader (id, name) VALUES (9, 'Bo'); COMMIT",
      );
      expect(await loans()).toEqual([
        { id: 1, reader_id: 1 },
        { id: 2, reader_id: 9 },
      ]);
    });
  },
);
