import type { Connection } from '@temporalio/client';
import { loadClientConfig } from '../src/config';
import { connectClient } from '../src/temporal';
import { temporalAddress } from './support/shared-resources';
import { testPayloadKeys } from './support/payload-keys';

it('looks at least every five seconds whether a Temporal that was away is back', async () => {
  const variables = { TEMPORAL_ADDRESS: temporalAddress(), PAYLOAD_KEYS: testPayloadKeys };
  const { connection } = await connectClient(loadClientConfig(variables));
  try {
    const { options } = connection as Connection;
    expect(options.channelArgs?.['grpc.max_reconnect_backoff_ms']).toBe(5_000);
  } finally {
    await connection.close();
  }
});
