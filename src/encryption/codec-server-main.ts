import { loadCodecServerConfig } from '../config';
import { createLogger, exitOnFailure } from '../logging';
import { createCodecServer } from './codec-server';
import { createPayloadCodec } from './payload-codec';

/** The codec server process: lets Temporal UI show what is encrypted, to whoever holds its token. */
async function main(): Promise<void> {
  const config = loadCodecServerConfig();
  const logger = createLogger('codec-server', config.LOG_LEVEL);
  const { PAYLOAD_KEYS: keyRing, TEMPORAL_NAMESPACE: namespace, CODEC_TOKEN: token } = config;
  if (keyRing === 'none') throw new Error('PAYLOAD_KEYS=none: nothing is encrypted, so no codec server is needed.');
  const server = createCodecServer({
    codecs: [createPayloadCodec({ keyRing, namespace })],
    namespace,
    token,
    uiOrigins: config.CODEC_UI_ORIGIN.split(',').map((origin) => origin.trim()),
    logger,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
  const address = await server.listen({ host: config.CODEC_HOST, port: config.CODEC_PORT });
  logger.info({ address }, 'codec server listening');
}

void main().catch(exitOnFailure);
