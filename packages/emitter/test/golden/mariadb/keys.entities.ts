import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
} from "typeorm";
import type { Change } from "../change.ts";

function before() {
  @Entity("book")
  class Book {
    @PrimaryColumn({ type: "varchar", length: 13 })
    isbn: string;
  }
  @Entity("copy")
  class Copy {
    @PrimaryGeneratedColumn()
    id: number;
    @Column({ type: "varchar", length: 13 })
    isbn: string;
    @Column({ type: "int" })
    number: number;
  }
  return [Book, Copy];
}

function after() {
  @Entity("book")
  class Book {
    @PrimaryColumn({ type: "varchar", length: 13 })
    isbn: string;
  }
  @Entity("copy")
  @Unique("uq_copy_isbn_number", ["isbn", "number"])
  @Check("ck_copy_number", "`number` > 0")
  class Copy {
    @PrimaryGeneratedColumn()
    id: number;
    @Column({ type: "varchar", length: 13 })
    isbn: string;
    @Column({ type: "int" })
    @Index("ix_copy_number")
    number: number;
    @ManyToOne(() => Book, { onDelete: "CASCADE", onUpdate: "CASCADE" })
    @JoinColumn({ name: "isbn", foreignKeyConstraintName: "fk_copy_book" })
    book: Book;
  }
  return [Book, Copy];
}

export const change: Change = {
  message: "copies are numbered within their book",
  before: before(),
  after: after(),
  rows: ["INSERT INTO book VALUES ('x')", "INSERT INTO copy VALUES (1, 'x', 1)"],
};
