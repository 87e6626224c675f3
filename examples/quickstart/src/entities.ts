import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Author {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index({ unique: true })
  @Column({ length: 50 })
  name!: string;

  @Column({ type: "varchar", length: 20, nullable: true })
  fax!: string | null;
}

@Entity()
export class Book {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column()
  title!: string;

  @Column({ length: 10 })
  pages!: string;

  @ManyToOne(() => Author, { nullable: false, onDelete: "CASCADE" })
  author!: Author;
}
