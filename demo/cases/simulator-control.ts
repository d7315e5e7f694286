import { z } from 'zod';
import type { NextFault, Play } from '../../simulator';

type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : '';

/** A step of what the provider, the customer or the bank does, as simulator/README.md lists them. */
export type PlayStep = Kebab<keyof Play>;

const recordSchema = z.looseObject({ id: z.string() });

/** Makes the simulated provider, its customers and the bank do things, over HTTP, as any process can. */
export class SimulatorControl {
  constructor(private readonly url: string) {}

  /** Takes a step; resolves with the id of the record that it changed. */
  async play(step: PlayStep, body: object): Promise<string> {
    return recordSchema.parse(await this.#ask('POST', `play/${step}`, body)).id;
  }

  /** Lets requests that are about something, by its id, suffer a fault. */
  async fault(fault: Required<Pick<NextFault, 'path' | 'about' | 'fault'>>): Promise<void> {
    await this.#ask('POST', 'faults', { ...fault, times: 1_000 });
  }

  /** Ends the faults of requests about something. */
  async endFaults(about: string): Promise<void> {
    await this.#ask('DELETE', 'faults', { about });
  }

  async #ask(method: 'POST' | 'DELETE', path: string, body: object): Promise<unknown> {
    const answer = await fetch(new URL(`/simulator/${path}`, this.url), {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(`The simulated provider answered ${answer.status} to ${path}: ${await answer.text()}`);
    }
    return answer.json();
  }
}
