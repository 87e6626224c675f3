/** What a process is told to end with. */
const signals = ["SIGTERM", "SIGINT"] as const;

/**
 * Runs `work` so that a process that is told to end ends without leaving half of it.
 *
 * Nest's own shutdown hooks come too late: `createApplicationContext` lets them wait until it has started, and an
 * application without `enableShutdownHooks` would be ended by the signal at once. So the process listens by itself for as
 * long as the work takes. Where nobody else listens, the signal is sent again afterwards and does what it always does.
 */
export async function cancelOnSignal<T>(abort: AbortController, work: () => Promise<T>): Promise<T> {
  let received: NodeJS.Signals | undefined;
  const listener = (signal: NodeJS.Signals): void => {
    received = signal;
    // Whoever means it and says it twice gets it.
    stopListening();
    abort.abort(new DOMException(`the application was told to end (${signal})`, "AbortError"));
  };
  const stopListening = (): void => {
    for (const signal of signals) process.off(signal, listener);
  };
  for (const signal of signals) process.on(signal, listener);
  try {
    return await work();
  } finally {
    stopListening();
    if (received !== undefined && process.listenerCount(received) === 0) process.kill(process.pid, received);
  }
}
