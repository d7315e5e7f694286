import { startTemporalServer, type TemporalServer } from '../scripts/temporal-server';
import { assertFree, freePort } from '../scripts/temporal/ports';

const temporalPort = 7233;
const uiPort = 8233;
const mostTries = 3;

export interface DemoTemporal extends TemporalServer {
  readonly uiPort: number;
}

/** Starts Temporal with its UI, at the usual ports where they are free. */
export async function startTemporal(codecEndpoint: string, log: (line: string) => void): Promise<DemoTemporal> {
  for (let attempt = 1; ; attempt += 1) {
    const ports = { port: await preferably(temporalPort), uiPort: await preferably(uiPort) };
    try {
      const server = await startTemporalServer({
        port: ports.port,
        ui: { port: ports.uiPort, codecEndpoint },
        log,
      });
      return { ...server, uiPort: ports.uiPort };
    } catch (error) {
      // A port that was free a moment ago may be another's by now.
      const portWasTaken = error instanceof Error && /address already in use|^Port \d+ /.test(error.message);
      if (!portWasTaken || attempt === mostTries) throw error;
    }
  }
}

async function preferably(port: number): Promise<number> {
  try {
    await assertFree(port);
    return port;
  } catch {
    return freePort();
  }
}
