import { Column, Entity, Generated, PrimaryColumn, PrimaryGeneratedColumn } from "typeorm";
import type { Change } from "../change.ts";

function before() {
  @Entity("loan")
  class Loan {
    @PrimaryGeneratedColumn()
    id: number;
  }
  @Entity("card")
  class Card {
    @PrimaryColumn({ type: "int" })
    id: number;
  }
  return [Loan, Card];
}

function after() {
  @Entity("loan")
  class Loan {
    @PrimaryGeneratedColumn("identity", { type: "bigint", generatedIdentity: "ALWAYS" })
    id: string;
  }
  @Entity("card")
  class Card {
    @PrimaryGeneratedColumn()
    id: number;
    @Column({ type: "int" })
    @Generated("increment")
    number: number;
  }
  return [Loan, Card];
}

export const change: Change = {
  message: "numbers by identity",
  before: before(),
  after: after(),
  rows: ["INSERT INTO loan DEFAULT VALUES", "INSERT INTO card (id) VALUES (7)"],
};
