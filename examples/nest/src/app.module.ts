import { join } from "node:path";
import { LimbeckModule } from "@limbeck/nestjs";
import { Module } from "@nestjs/common";
import { TerminusModule } from "@nestjs/terminus";
import { TypeOrmModule } from "@nestjs/typeorm";
import { AccountModule } from "./account.module";
import { ReadyController } from "./ready.controller";

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: "postgres",
      url: process.env.DATABASE_URL ?? "postgres://postgres:postgres@localhost:5432/postgres",
      autoLoadEntities: true,
    }),
    LimbeckModule.forRoot({ directory: join(__dirname, "migrations"), onBootstrap: "upgrade" }),
    TerminusModule,
    AccountModule,
  ],
  controllers: [ReadyController],
})
export class AppModule {}
