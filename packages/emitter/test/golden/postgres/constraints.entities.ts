import { Check, Column, Entity, Exclusion, JoinColumn, ManyToOne, PrimaryColumn, Unique } from "typeorm";
import type { Change } from "../change.ts";

function before() {
  @Entity("room")
  @Check("ck_room_seats", "seats > 0")
  class Room {
    @PrimaryColumn({ type: "int" })
    id: number;
    @Column({ type: "varchar", length: 20 })
    name: string;
    @Column({ type: "int" })
    seats: number;
  }

  @Entity("booking")
  class Booking {
    @PrimaryColumn({ type: "int", primaryKeyConstraintName: "pk_booking" })
    id: number;
    @Column({ type: "int" })
    roomId: number;
    @Column({ type: "tstzrange" })
    during: string;
  }
  return [Room, Booking];
}

function after() {
  @Entity("room")
  @Check("ck_room_seats", "seats BETWEEN 1 AND 200")
  @Unique("uq_room_name", ["name"])
  class Room {
    @PrimaryColumn({ type: "int" })
    id: number;
    @Column({ type: "varchar", length: 20 })
    name: string;
    @Column({ type: "int" })
    seats: number;
  }

  @Entity("booking")
  @Exclusion("ex_booking_room", `USING gist ("roomId" WITH =, during WITH &&)`)
  class Booking {
    @PrimaryColumn({ type: "int", primaryKeyConstraintName: "pk_booking" })
    id: number;
    @Column({ type: "tstzrange" })
    during: string;
    @Column({ type: "int" })
    roomId: number;
    @ManyToOne(() => Room, { onDelete: "CASCADE", deferrable: "INITIALLY DEFERRED" })
    @JoinColumn({ name: "roomId", foreignKeyConstraintName: "fk_booking_room" })
    room: Room;
  }
  return [Room, Booking];
}

export const change: Change = {
  message: "a room for one group at a time",
  prepare: ["CREATE EXTENSION btree_gist"],
  before: before(),
  after: after(),
  rows: ["INSERT INTO room VALUES (1, 'north', 20)"],
};
