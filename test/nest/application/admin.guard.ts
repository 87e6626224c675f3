import { type CanActivate, type ExecutionContext, Inject, Injectable, Module } from "@nestjs/common";

@Injectable()
export class AdminGuard implements CanActivate {
  constructor(@Inject("ADMIN_KEY") private readonly key: string) {}

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string> }>();
    return headers["x-admin-key"] === this.key;
  }
}

@Module({
  providers: [{ provide: "ADMIN_KEY", useValue: "let me in" }],
  exports: ["ADMIN_KEY"],
})
export class AdminModule {}
