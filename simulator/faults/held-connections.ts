import type { Socket } from 'node:net';

/** Connections that get no answer: each is held until the other side closes it, or all are let go. */
export class HeldConnections {
  readonly #held = new Set<Socket>();
  #letGo = false;

  /** Resolves when the connection is closed. */
  async hold(socket: Socket): Promise<void> {
    if (socket.destroyed) return;
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    this.#held.add(socket);
    if (this.#letGo) socket.destroy();
    await closed;
    this.#held.delete(socket);
  }

  /** Closes them, and from now on those that would be held. */
  letGo(): void {
    this.#letGo = true;
    for (const socket of this.#held) socket.destroy();
  }
}
