/**
 * Thrown for a payload whose key this process does not hold. It fails the workflow task, not the order: Temporal tries
 * again until the key is given.
 */
export class PayloadKeyMissing extends Error {
  override readonly name = 'PayloadKeyMissing' as const;

  constructor(
    readonly keyId: string,
    heldIds: readonly string[],
  ) {
    super(
      `A payload was encrypted with the key '${keyId}', but PAYLOAD_KEYS of this process holds only ` +
        `${heldIds.map((id) => `'${id}'`).join(', ')}. Add that key at the end of PAYLOAD_KEYS and restart; ` +
        'whatever waits for the payload then goes on by itself.',
    );
  }
}

/** Thrown for a payload that fails its authenticity check, whatever the cause. Nothing of its content is given out. */
export class PayloadNotAuthentic extends Error {
  override readonly name = 'PayloadNotAuthentic' as const;

  constructor(
    readonly keyId: string,
    namespace: string,
  ) {
    super(
      `A payload marked as encrypted with the key '${keyId}' failed its authenticity check in namespace ` +
        `'${namespace}': it was changed, or comes from another namespace, or PAYLOAD_KEYS holds a different key under ` +
        'this id. Compare the key and TEMPORAL_NAMESPACE with those of the process that wrote it.',
    );
  }
}
