import { LimbeckHealthIndicator } from "@limbeck/nestjs";
import { Controller, Get } from "@nestjs/common";
import { HealthCheck, HealthCheckService } from "@nestjs/terminus";

@Controller("ready")
export class ReadyController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly limbeck: LimbeckHealthIndicator,
  ) {}

  @Get()
  @HealthCheck()
  check() {
    return this.health.check([() => this.limbeck.isUpToDate("migrations")]);
  }
}
