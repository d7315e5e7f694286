import type { Contract, ContractName } from './contract';
import { guide } from './guide';
import { openapi202607 } from './openapi-2026-07';

export const contracts: Record<ContractName, Contract> = { guide, 'openapi-2026-07': openapi202607 };

export { contractNames } from './contract';
export type { Contract, ContractName, Detail } from './contract';
