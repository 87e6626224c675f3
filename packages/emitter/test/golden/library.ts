import {
  Check,
  Column,
  type ColumnType,
  CreateDateColumn,
  Entity,
  Index,
  JoinTable,
  ManyToMany,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
} from "typeorm";

/** The words in which databases differ. */
interface Words {
  readonly enum: "enum" | "simple-enum";
  readonly json: ColumnType;
  /** How the database quotes a name. */
  readonly quote: string;
}

/** Three tables, one between two of them, and most of what a table can have. */
export function library({ enum: enumType, json, quote }: Words): readonly Function[] {
  @Entity("author", { comment: "who wrote it" })
  class Author {
    @PrimaryGeneratedColumn()
    id: number;

    @Column({ type: "varchar", length: 80 })
    @Index("ix_author_name")
    name: string;

    @Column({ type: "text", nullable: true, comment: "as the publisher tells it" })
    biography: string | null;
  }

  @Entity("subject")
  class Subject {
    @PrimaryGeneratedColumn()
    id: number;

    @Column({ type: "varchar", length: 40, unique: true })
    name: string;
  }

  @Entity("book")
  @Unique("uq_book_isbn_edition", ["isbn", "edition"])
  @Check("ck_book_pages", `${quote}pages${quote} > 0`)
  class Book {
    @PrimaryGeneratedColumn()
    id: number;

    @Column({ type: "varchar", length: 13 })
    isbn: string;

    @Column({ type: "smallint", default: 1 })
    edition: number;

    @Column({ type: "varchar", length: 200 })
    title: string;

    @Column({ type: "int" })
    pages: number;

    @Column({ type: "decimal", precision: 8, scale: 2, default: 0 })
    price: string;

    @Column({ type: enumType, enum: ["ordered", "on shelf", "lost"], default: "ordered" })
    state: string;

    @Column({ type: json, nullable: true })
    details: object | null;

    @CreateDateColumn()
    createdAt: Date;

    @ManyToOne(() => Author, { nullable: false, onDelete: "CASCADE" })
    @Index("ix_book_author")
    author: Author;

    @ManyToMany(() => Subject)
    @JoinTable({ name: "book_subject" })
    subjects: Subject[];
  }

  return [Author, Subject, Book];
}
