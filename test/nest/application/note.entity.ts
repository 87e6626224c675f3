import { Entity, PrimaryColumn } from "typeorm";

/** Lives in a database of its own. */
@Entity("note")
export class Note {
  @PrimaryColumn({ type: "integer", primaryKeyConstraintName: "pk_note" })
  id!: number;
}
