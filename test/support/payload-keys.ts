import { keyCanaryOf } from '../../src/encryption/key-canary';
import { parsePayloadKeys } from '../../src/encryption/key-ring';

/** The one key of all tests: recorded histories must stay readable. It protects nothing. */
export const testPayloadKeys = `test:${Buffer.alloc(32, 7).toString('base64')}`;

/** What a worker with that key leaves in Temporal. */
export const testKeyCanary = keyCanaryOf(parsePayloadKeys(testPayloadKeys));
