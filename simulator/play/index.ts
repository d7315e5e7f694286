import { customerPlay } from './customers';
import { depositPlay } from './deposits';
import { flowPlay } from './flows';
import type { Play, PlaySettings } from './play';
import { tradePlay } from './trades';

export function createPlay(settings: PlaySettings): Play {
  return { ...customerPlay(settings), ...flowPlay(settings), ...depositPlay(settings), ...tradePlay(settings) };
}

export type { Play, PlayedDeposit, PlayOptions } from './play';
