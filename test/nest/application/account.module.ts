import { Body, Controller, Get, Inject, Module, type OnApplicationBootstrap, Post } from "@nestjs/common";
import { InjectRepository, TypeOrmModule } from "@nestjs/typeorm";
import type { Repository } from "typeorm";
import { Account } from "./account.entity.ts";
import { Counter, Greeter } from "./greeter.ts";

@Controller("accounts")
export class AccountController implements OnApplicationBootstrap {
  #atStart: number | undefined;

  constructor(
    @InjectRepository(Account) private readonly accounts: Repository<Account>,
    @Inject("ACCOUNTS_AT_START") private readonly counts: boolean,
  ) {}

  /** Finds its table there: the module of Limbeck comes first. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.counts) this.#atStart = await this.accounts.count();
  }

  @Get()
  async list() {
    return { atStart: this.#atStart, accounts: await this.accounts.find({ order: { id: "ASC" } }) };
  }

  @Post()
  async add(@Body() account: Account) {
    return this.accounts.save(account);
  }
}

@Module({
  imports: [TypeOrmModule.forFeature([Account])],
  controllers: [AccountController],
  providers: [Greeter, Counter, { provide: "GREETING", useValue: "Welcome" }],
})
export class AccountModule {}
