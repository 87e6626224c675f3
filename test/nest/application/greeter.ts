import { Inject, Injectable, Scope } from "@nestjs/common";

/** A provider that revisions ask for. */
@Injectable()
export class Greeter {
  constructor(@Inject("GREETING") private readonly greeting: string) {}

  greet(name: string): string {
    return `${this.greeting}, ${name}`;
  }
}

/** One that is made anew for whoever asks. */
@Injectable({ scope: Scope.TRANSIENT })
export class Counter {
  #count = 0;

  next(): number {
    return (this.#count += 1);
  }
}
