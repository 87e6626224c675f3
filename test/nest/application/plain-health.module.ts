import { LimbeckHealthIndicator, type LimbeckHealth } from "@limbeck/nestjs";
import { Controller, Get, Inject, Module, Param } from "@nestjs/common";

/** The same question in an application that has no Terminus. */
@Controller("plain-health")
class PlainHealthController {
  constructor(@Inject(LimbeckHealthIndicator) private readonly limbeck: LimbeckHealthIndicator) {}

  @Get()
  check(): Promise<LimbeckHealth> {
    return this.limbeck.isUpToDate("migrations");
  }

  @Get(":name")
  checkOther(@Param("name") name: string): Promise<LimbeckHealth> {
    return this.limbeck.isUpToDate(name, { name });
  }
}

@Module({ controllers: [PlainHealthController] })
export class PlainHealthModule {}
