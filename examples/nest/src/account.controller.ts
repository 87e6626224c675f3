import { Body, Controller, Get, Post } from "@nestjs/common";
import { InjectRepository } from "@nestjs/typeorm";
import { Repository } from "typeorm";
import { Account } from "./account.entity";

@Controller("accounts")
export class AccountController {
  constructor(@InjectRepository(Account) private readonly accounts: Repository<Account>) {}

  @Get()
  list() {
    return this.accounts.find({ select: { id: true, name: true }, order: { id: "ASC" } });
  }

  @Post()
  async add(@Body() body: { readonly name?: unknown }) {
    const { id, name } = await this.accounts.save({ name: String(body.name) });
    return { id, name };
  }
}
