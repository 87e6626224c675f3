import { Migrator } from "@limbeck/core";
import {
  InjectLimbeck,
  LimbeckModule,
  type LimbeckModuleOptions,
  type LimbeckOptionsFactory,
  LimbeckService,
} from "@limbeck/nestjs";
import {
  Controller,
  type DynamicModule,
  Get,
  Inject,
  Injectable,
  Module,
  Optional,
  Param,
} from "@nestjs/common";
import { TypeOrmModule } from "@nestjs/typeorm";
import { AccountModule } from "./account.module.ts";
import { AdminGuard, AdminModule } from "./admin.guard.ts";
import { HealthModule } from "./health.module.ts";
import { Note } from "./note.entity.ts";
import { PlainHealthModule } from "./plain-health.module.ts";

/** What a test boots. */
export interface Scenario {
  /** TypeORM's options of the database. */
  readonly database: Record<string, unknown>;
  /** Those of a second one, called "notes", with the options of its LimbeckModule. */
  readonly notes?: { readonly database: Record<string, unknown>; readonly limbeck: LimbeckModuleOptions };
  readonly limbeck: LimbeckModuleOptions;
  /** How the options reach the module. Default `forRoot`. */
  readonly way?: "forRoot" | "useFactory" | "extraProviders" | "useClass" | "useExisting";
  /** Without Terminus where false. Default true. */
  readonly terminus?: boolean;
  /** Whether the accounts are counted when the application starts. */
  readonly counts?: boolean;
  /** Whether Nest listens to signals. */
  readonly shutdownHooks?: boolean;
  /** A status controller with no guard at all. */
  readonly unguarded?: boolean;
}

@Controller("position")
class PositionController {
  constructor(
    @InjectLimbeck() private readonly migrator: Migrator,
    @Optional() @InjectLimbeck("notes") private readonly notes: Migrator | undefined,
    @Inject(LimbeckService) private readonly limbeck: LimbeckService,
  ) {}

  @Get()
  async current() {
    return (await this.migrator.current()).heads;
  }

  @Get("injected")
  async injected() {
    return (await this.notes?.current())?.heads;
  }

  @Get(":name")
  status(@Param("name") name: string) {
    return this.limbeck.status(name);
  }
}

const optionsToken = "LIMBECK_OPTIONS";

@Injectable()
class OptionsFactory implements LimbeckOptionsFactory {
  constructor(@Inject(optionsToken) private readonly options: LimbeckModuleOptions) {}

  async createLimbeckOptions(): Promise<LimbeckModuleOptions> {
    return this.options;
  }
}

function limbeckModule({ limbeck, way = "forRoot", unguarded }: Scenario): DynamicModule {
  const registration = {
    imports: [AdminModule],
    controller: { path: "internal/migrations", guards: unguarded ? [] : [AdminGuard] },
  };
  @Module({
    providers: [{ provide: optionsToken, useValue: limbeck }, OptionsFactory],
    exports: [optionsToken, OptionsFactory],
  })
  class SettingsModule {}
  const imports = [AdminModule, SettingsModule];
  switch (way) {
    case "forRoot":
      return LimbeckModule.forRoot({ ...registration, ...limbeck });
    case "useFactory":
      return LimbeckModule.forRootAsync({
        ...registration,
        imports,
        inject: [optionsToken],
        useFactory: async (options: LimbeckModuleOptions) => options,
      });
    case "extraProviders":
      return LimbeckModule.forRootAsync({
        ...registration,
        extraProviders: [{ provide: "OWN_OPTIONS", useValue: limbeck }],
        inject: ["OWN_OPTIONS"],
        useFactory: (options: LimbeckModuleOptions) => options,
      });
    case "useClass":
      return LimbeckModule.forRootAsync({ ...registration, imports, useClass: OptionsFactory });
    case "useExisting":
      return LimbeckModule.forRootAsync({ ...registration, imports, useExisting: OptionsFactory });
  }
}

@Module({})
export class AppModule {
  static of(scenario: Scenario): DynamicModule {
    const { database, notes, terminus = true, counts = false } = scenario;
    @Module({
      providers: [{ provide: "ACCOUNTS_AT_START", useValue: counts }],
      exports: ["ACCOUNTS_AT_START"],
    })
    class CountsModule {}
    return {
      module: AppModule,
      imports: [
        { module: CountsModule, global: true },
        AccountModule,
        limbeckModule(scenario),
        TypeOrmModule.forRoot({ ...database, autoLoadEntities: true }),
        ...(notes === undefined
          ? []
          : [
              TypeOrmModule.forRoot({ ...notes.database, name: "notes", autoLoadEntities: true }),
              TypeOrmModule.forFeature([Note], "notes"),
              LimbeckModule.forRoot({
                ...notes.limbeck,
                name: "notes",
                imports: [AdminModule],
                controller: { guards: [AdminGuard] },
              }),
            ]),
        terminus ? HealthModule : PlainHealthModule,
      ],
      controllers: [PositionController],
    };
  }
}
