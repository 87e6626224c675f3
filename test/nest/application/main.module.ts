import { Module, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from "@nestjs/common";
import { AppModule, type Scenario } from "./app.module.ts";

const scenario = JSON.parse(process.env["SCENARIO"] ?? "{}") as Scenario;

/** An application as the command line gets it: what it does when it starts is not the command's to do. */
@Module({ imports: [AppModule.of(scenario)] })
export class MainModule implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  onModuleInit(): void {
    throw new Error("a hook ran: onModuleInit");
  }

  onApplicationBootstrap(): void {
    throw new Error("a hook ran: onApplicationBootstrap");
  }

  onModuleDestroy(): void {
    throw new Error("a hook ran: onModuleDestroy");
  }
}
