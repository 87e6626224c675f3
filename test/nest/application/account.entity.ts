import { Column, Entity, PrimaryColumn } from "typeorm";

@Entity("account")
export class Account {
  @PrimaryColumn({ type: "integer", primaryKeyConstraintName: "pk_account" })
  id!: number;

  @Column({ type: "varchar", length: 50 })
  name!: string;
}
