import { loadCodecServerConfig, secretsOf, type CodecServerConfig, type NamedToken } from '../config';
import { createLogger, exitOnFailure } from '../logging';
import { createCodecServer } from './codec-server';
import { createPayloadCodec } from './payload-codec';

/** The codec server process: lets Temporal UI show what is encrypted, to whoever holds one of its tokens. */
async function main(): Promise<void> {
  const config = loadCodecServerConfig();
  const logger = createLogger('codec-server', config.LOG_LEVEL, secretsOf(config));
  const { PAYLOAD_KEYS: keyRing, TEMPORAL_NAMESPACE: namespace } = config;
  if (keyRing === 'none') throw new Error('PAYLOAD_KEYS=none: nothing is encrypted, so no codec server is needed.');
  const server = createCodecServer({
    codecs: [createPayloadCodec({ keyRing, namespace })],
    namespace,
    tokens: tokensOf(config),
    uiOrigins: config.CODEC_UI_ORIGIN.split(',').map((origin) => origin.trim()),
    // Whatever LOG_LEVEL says.
    logger: createLogger('codec-audit', 'info', secretsOf(config)),
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.close());
  const address = await server.listen({ host: config.CODEC_HOST, port: config.CODEC_PORT });
  logger.info({ address }, 'codec server listening');
}

/** The one that all share, in the address that Temporal UI is given, and those of people by name. */
function tokensOf({ CODEC_TOKEN: token, CODEC_TOKENS: named }: CodecServerConfig): NamedToken[] {
  return [...(token === undefined ? [] : [{ name: 'shared', token }]), ...named];
}

void main().catch(exitOnFailure);
