import { check, column, exclude, type Operations, primaryKey, type RevisionModule, sql } from "@limbeck/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { databasesWith } from "../support/databases-with.ts";
import { type Bench, bench, revisionFor } from "./one-revision.ts";

type Upgrade = RevisionModule["upgrade"];

let here: Bench;
let done: readonly Upgrade[];

afterEach(() => here.database.drop());

async function run(use: (op: Operations<"postgres">) => Promise<void>): Promise<void> {
  const upgrades = [...done, revisionFor(use)];
  await here.migrator(upgrades).upgrade();
  done = upgrades;
}

const query = (text: string) => here.database.query(text);

describe.each(databasesWith(({ enumTypes }) => enumTypes))("labels of an enum on %s", (name) => {
  beforeEach(async () => {
    here = await bench(name, "labels");
    done = [];
    await run((op) => op.createEnum("mood", ["sad", "happy"]));
  });

  const labels = async () => {
    const rows = await query("SELECT enumlabel FROM pg_enum ORDER BY enumsortorder");
    return rows.map(({ enumlabel }) => enumlabel);
  };

  it("come before or after another one, or last", async () => {
    await run((op) => op.addEnumValue("mood", "it's", { before: "happy" }));
    await run((op) => op.addEnumValue("mood", "calm", { after: "sad" }));
    await run((op) => op.addEnumValue("mood", "glad"));
    await run((op) => op.addEnumValue("mood", "glad", { ifNotExists: true }));
    expect(await labels()).toEqual(["sad", "calm", "it's", "happy", "glad"]);
    await expect(run((op) => op.addEnumValue("mood", "glad"))).rejects.toThrow(/add glad to enum mood/);
    await expect(
      run((op) => op.addEnumValue("mood", "x", { before: "sad", after: "happy" })),
    ).rejects.toMatchObject({ code: "E_VALUE" });
  });

  it("get another text, and rows and defaults with it", async () => {
    await query("CREATE TABLE cat (id integer, mood mood DEFAULT 'sad'); INSERT INTO cat VALUES (1)");
    await run((op) => op.renameEnumValue("mood", "sad", "it's"));
    await query("INSERT INTO cat VALUES (2)");
    expect(await query("SELECT DISTINCT mood FROM cat")).toEqual([{ mood: "it's" }]);
    expect(await labels()).toEqual(["it's", "happy"]);
  });
});

describe.each(databasesWith(({ exclusionConstraints }) => exclusionConstraints))(
  "constraints on %s",
  (name) => {
    beforeEach(async () => {
      here = await bench(name, "constraints");
      done = [];
      await run(async (op) => {
        await op.createExtension("btree_gist");
        await op.createTable("room", [column("id", "integer"), primaryKey(["id"])]);
        await op.createTable("booking", [
          column("room", "integer"),
          column("during", "int4range"),
          column("cancelled", "boolean", { default: false }),
        ]);
      });
    });

    it("created as not valid look at new rows alone, until they are validated", async () => {
      await query("INSERT INTO booking VALUES (-1, '[1,2]')");
      await run(async (op) => {
        await op.createCheckConstraint("ck_room", "booking", sql`room > 0`, { notValid: true });
        await op.createForeignKey("fk_room", "booking", "room", ["room"], ["id"], { notValid: true });
      });
      await expect(query("INSERT INTO booking VALUES (-2, '[1,2]')")).rejects.toThrow(/ck_room/);
      await expect(query("INSERT INTO booking VALUES (3, '[1,2]')")).rejects.toThrow(/fk_room/);
      await expect(run((op) => op.validateConstraint("ck_room", "booking"))).rejects.toThrow(
        /validate constraint ck_room on booking/,
      );
      await query("DELETE FROM booking");
      await run(async (op) => {
        await op.validateConstraint("ck_room", "booking");
        await op.validateConstraint(op.f("fk_room"), "booking");
      });
      expect(await query("SELECT conname FROM pg_constraint WHERE NOT convalidated")).toEqual([]);
    });

    it("exclude rows by columns and expressions, in the rows that are meant", async () => {
      await run((op) =>
        op.createExcludeConstraint(
          "xc_booking",
          "booking",
          [
            ["room", "="],
            [sql`during`, "&&"],
          ],
          {
            where: sql`NOT cancelled`,
            deferrable: "initially immediate",
          },
        ),
      );
      const [row] = await query(
        "SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE contype = 'x'",
      );
      expect(row).toEqual({
        text: "EXCLUDE USING gist (room WITH =, during WITH &&) WHERE ((NOT cancelled)) DEFERRABLE",
      });
      await query("INSERT INTO booking VALUES (1, '[1,5]', false), (1, '[2,3]', true), (2, '[2,3]', false)");
      await expect(query("INSERT INTO booking VALUES (1, '[5,6]')")).rejects.toThrow(/xc_booking/);
    });

    it("exclude in the table that is created, also in the words of SQL", async () => {
      await run((op) =>
        op.createTable("slot", [
          column("a", "integer"),
          column("b", "text"),
          check(sql`a > 0`),
          exclude(
            [
              ["a", "="],
              [sql`lower(b)`, "="],
            ],
            { name: "xc_a", using: "btree" },
          ),
          exclude(sql`USING gist (a WITH =)`, { name: "xc_b" }),
        ]),
      );
      expect(
        await query(
          "SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE contype = 'x' ORDER BY conname",
        ),
      ).toEqual([
        { text: "EXCLUDE USING btree (a WITH =, lower(b) WITH =)" },
        { text: "EXCLUDE USING gist (a WITH =)" },
      ]);
      const both = (op: Operations<"postgres">) =>
        op.createExcludeConstraint("xc_c", "slot", sql`USING gist (a WITH =)`, { using: "btree" });
      await expect(run(both)).rejects.toMatchObject({ code: "E_VALUE" });
    });
  },
);

describe.each(databasesWith(({ materializedViews }) => materializedViews))(
  "materialized views on %s",
  (name) => {
    beforeEach(async () => {
      here = await bench(name, "refresh");
      done = [];
    });

    it("are refreshed, also while others read them", async () => {
      await run(async (op) => {
        await op.createTable("sale", [column("amount", "integer")]);
        await op.createView("total", sql`SELECT sum(amount) AS amount FROM sale`, { materialized: true });
        await op.createIndex("ix_total", "total", ["amount"], { unique: true });
        await op.execute("INSERT INTO sale VALUES (1), (2)");
        await op.refreshMaterializedView("total");
      });
      expect(await query("SELECT amount FROM total")).toEqual([{ amount: "3" }]);
      await run(async (op) => {
        await op.execute("INSERT INTO sale VALUES (3)");
        await op.refreshMaterializedView("total", { concurrently: true });
      });
      expect(await query("SELECT amount FROM total")).toEqual([{ amount: "6" }]);
    });
  },
);
