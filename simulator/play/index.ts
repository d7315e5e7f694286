import { customerPlay } from './customers';
import { depositPlay } from './deposits';
import { flowPlay } from './flows';
import { partnerPlay } from './partner';
import type { Play, PlaySettings } from './play';
import { tradePlay } from './trades';
import { transferPlay } from './transfers';

export function createPlay(settings: PlaySettings): Play {
  return {
    ...customerPlay(settings),
    ...flowPlay(settings),
    ...depositPlay(settings),
    ...tradePlay(settings),
    ...transferPlay(settings),
    ...partnerPlay(settings),
  };
}

export type { Play, PlayedCredit, PlayedDeposit, PlayedFailure, PlayOptions, TransferOptions } from './play';
