/**
 * a room for one group at a time
 *
 * Revision ID: 1975ea83b712
 * Revises:
 * Create Date: 2026-11-23T05:00:00.000Z
 */
import { sql, type Operations } from "@limbeck/core";

export const revision = "1975ea83b712";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations<"postgres">): Promise<void> {
  await op.dropConstraint(op.f("ck_room_seats"), "room", "check");
  await op.createUniqueConstraint(op.f("uq_room_name"), "room", ["name"]);
  await op.createCheckConstraint(op.f("ck_room_seats"), "room", sql`seats BETWEEN 1 AND 200`);
  await op.createExcludeConstraint(
    op.f("ex_booking_room"),
    "booking",
    sql`USING gist ("roomId" WITH =, during WITH &&)`,
  );
  await op.createForeignKey(op.f("fk_booking_room"), "booking", "room", ["roomId"], ["id"], {
    onDelete: "cascade",
    deferrable: "initially deferred",
  });
}

export async function downgrade(op: Operations<"postgres">): Promise<void> {
  await op.dropConstraint(op.f("fk_booking_room"), "booking", "foreign key");
  await op.dropConstraint(op.f("ex_booking_room"), "booking", "exclusion");
  await op.dropConstraint(op.f("ck_room_seats"), "room", "check");
  await op.dropConstraint(op.f("uq_room_name"), "room", "unique");
  await op.createCheckConstraint(op.f("ck_room_seats"), "room", sql`seats > 0`);
}
