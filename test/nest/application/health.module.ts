import { LimbeckHealthIndicator } from "@limbeck/nestjs";
import { Controller, Get, Inject, Module } from "@nestjs/common";
import { HealthCheck, HealthCheckService, TerminusModule } from "@nestjs/terminus";

@Controller("health")
class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(LimbeckHealthIndicator) private readonly limbeck: LimbeckHealthIndicator,
  ) {}

  @Get()
  @HealthCheck()
  check() {
    return this.health.check([() => this.limbeck.isUpToDate("migrations")]);
  }

  @Get("strict")
  @HealthCheck()
  strict() {
    return this.health.check([() => this.limbeck.isUpToDate("migrations", { allowAhead: false })]);
  }
}

@Module({ imports: [TerminusModule], controllers: [HealthController] })
export class HealthModule {}
