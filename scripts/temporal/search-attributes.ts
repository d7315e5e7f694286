import type { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import * as searchAttributeKeys from '../../src/signals/search-attributes';

const { IndexedValueType } = temporal.api.enums.v1;

/** What orders can be found by, with the types a Temporal server must know them under. */
export const searchAttributes = Object.values(searchAttributeKeys).map(({ name, type }) => ({
  name,
  type,
  indexedValueType: IndexedValueType[`INDEXED_VALUE_TYPE_${type}`],
}));

/** Registers those the namespace lacks. One that is there under another type is an error: types cannot be changed. */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const missing = await missingSearchAttributes(connection, namespace);
  if (missing.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map(({ name, indexedValueType }) => [name, indexedValueType])),
  });
}

/** Those that the namespace does not know yet. */
export async function missingSearchAttributes(
  connection: Connection,
  namespace: string,
): Promise<typeof searchAttributes> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return searchAttributes.filter(({ name, type, indexedValueType }) => {
    const present = customAttributes[name];
    if (present !== undefined && present !== null && present !== indexedValueType) {
      throw new Error(`Search attribute ${name} of namespace ${namespace} is not a ${type}. Use another namespace.`);
    }
    return !present;
  });
}
