/** The one key of all tests: recorded histories must stay readable. It protects nothing. */
export const testPayloadKeys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
