import { Entity, PrimaryColumn, PrimaryGeneratedColumn } from "typeorm";
import type { Change } from "../change.ts";

function before(): Function {
  @Entity("card")
  class Card {
    @PrimaryColumn({ type: "int" })
    id: number;
  }
  return Card;
}

function after(): Function {
  @Entity("card")
  class Card {
    @PrimaryGeneratedColumn({ type: "bigint", unsigned: true })
    id: string;
  }
  return Card;
}

export const change: Change = {
  message: "cards are numbered",
  before: [before()],
  after: [after()],
  rows: ["INSERT INTO card VALUES (7)"],
};
