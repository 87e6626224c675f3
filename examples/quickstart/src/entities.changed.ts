import { Column, Entity, Index, ManyToOne, PrimaryGeneratedColumn } from "typeorm";

@Entity()
export class Author {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index({ unique: true })
  @Column({ length: 50 })
  name!: string;

  @Column({ length: 2, default: "??" })
  country!: string;
}

@Entity()
export class Book {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column()
  title!: string;

  @Column("integer")
  pages!: number;

  @ManyToOne(() => Author, { nullable: false, onDelete: "CASCADE" })
  author!: Author;
}
