import { Column, Entity, Exclusion, PrimaryColumn } from "typeorm";
import type { Case } from "../case.ts";
import { conformance } from "../conformance.ts";
import type { Model } from "./table.ts";

/** TypeORM 0.3 has no deferrable exclusions: it takes them for plain ones. */
const hasDeferrable = process.env.TYPEORM_MAJOR !== "0.3";

const booking =
  (...exclusions: readonly (readonly [expression: string, name?: string, options?: object])[]): Model =>
  (prefix) => {
    @Entity(`${prefix}t`)
    class Booking {
      @PrimaryColumn({ type: "int" })
      id: number;
      @Column({ type: "int" })
      room: number;
      @Column({ type: "tsrange" })
      during: string;
    }
    for (const [expression, name, options] of exclusions) {
      const decorate = Exclusion as (...parts: unknown[]) => ClassDecorator;
      decorate(
        ...(name === undefined ? [] : [prefix + name]),
        expression,
        ...(options ? [options] : []),
      )(Booking);
    }
    return [Booking];
  };
const seed = (prefix: string) => [`INSERT INTO ${prefix}t VALUES (1, 1, '[2020-01-01,2020-02-01)')`];
const overlap = `USING gist ("during" WITH &&)`;
const perRoom = `USING gist (room WITH =, during WITH &&)`;

const cases: readonly Case[] = [
  {
    row: "exclusion constraint",
    before: booking([overlap]),
    after: {
      edited: booking([perRoom]),
      "a name": booking([overlap, "Apart"]),
      "with a condition": booking([`${overlap} WHERE (room > 0)`]),
      none: booking(),
      "one more": booking([overlap], [perRoom]),
    },
    seed,
  },
  {
    row: "exclusion constraint with a name",
    before: booking([perRoom, "apart"]),
    after: {
      "edited behind the name": booking([overlap, "apart"]),
      "another name": booking([perRoom, "apart2"]),
      "TypeORM's own name": booking([perRoom]),
    },
    seed,
  },
  {
    row: "exclusion constraint, written unlike PostgreSQL writes it",
    before: booking([`using GIST (abs(room) with =, "room" with <>) where ("room" in (1,2))`, "x"]),
    after: { edited: booking([`using gist (room with <>) where (room in (1,3))`, "x"]) },
    seed,
  },
  ...(hasDeferrable
    ? [
        {
          row: "exclusion constraint, deferrable",
          before: booking([overlap, "apart", { deferrable: "INITIALLY DEFERRED" }]),
          after: {
            immediate: booking([overlap, "apart", { deferrable: "INITIALLY IMMEDIATE" }]),
            "not deferrable": booking([overlap, "apart"]),
          },
          seed,
        } satisfies Case,
      ]
    : []),
];

conformance({ title: "exclusion constraints", database: "postgres", cases });
