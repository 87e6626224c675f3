import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, Unique } from "typeorm";
import type { Change } from "../change.ts";

function before() {
  @Entity("reader")
  class Reader {
    @PrimaryGeneratedColumn()
    id: number;
  }
  @Entity("loan")
  @Check("ck_loan_days", "days > 0")
  class Loan {
    @PrimaryGeneratedColumn()
    id: number;
    @Column({ type: "varchar", length: 20 })
    barcode: string;
    @Column({ type: "varchar" })
    days: string;
    @Column({ type: "text", nullable: true })
    note: string | null;
  }
  return [Reader, Loan];
}

function after() {
  @Entity("reader")
  class Reader {
    @PrimaryGeneratedColumn()
    id: number;
  }
  @Entity("loan")
  @Check("ck_loan_days", "days BETWEEN 1 AND 90")
  @Unique("uq_loan_barcode", ["barcode"])
  class Loan {
    @PrimaryGeneratedColumn()
    id: number;
    @Column({ type: "varchar", length: 40 })
    barcode: string;
    @Column({ type: "integer", default: 28 })
    days: number;
    @ManyToOne(() => Reader, { onDelete: "SET NULL", nullable: true })
    @JoinColumn({ name: "reader_id", foreignKeyConstraintName: "fk_loan_reader" })
    reader: Reader | null;
  }
  return [Reader, Loan];
}

export const change: Change = {
  message: "stricter loans",
  before: before(),
  after: after(),
  rows: ["INSERT INTO reader DEFAULT VALUES", "INSERT INTO loan (barcode, days) VALUES ('b1', '14')"],
};
