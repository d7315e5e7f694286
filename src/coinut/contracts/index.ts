import type { CoinutContract, ContractName } from './contract';
import { guideContract } from './guide';
import { openapi202607Contract } from './openapi-2026-07';

/** Every contract by its name. */
export const contracts: Readonly<Record<ContractName, CoinutContract>> = {
  guide: guideContract,
  'openapi-2026-07': openapi202607Contract,
};
