import { lookup as lookUpHost, type LookupAddress } from 'node:dns';
import { request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

export interface OutwardPost {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the address may be one that cannot be reached from the internet. */
  readonly allowPrivate: boolean;
  /** For the whole exchange. */
  readonly timeoutMs: number;
}

/** Thrown where a name leads to an address inside our own network: a webhook must not reach what the internet cannot. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
  constructor() {
    super('NOTIFY_URL leads to a private address. If that is meant, set NOTIFY_ALLOW_PRIVATE=true.');
  }
}

/**
 * Posts to an address that somebody configured, and answers with the status. The address that is connected to is the one
 * that was checked, whatever the name says a moment later; redirects are not followed, and no answer is read.
 */
export function postOutwards(
  { url, headers, body, allowPrivate, timeoutMs }: OutwardPost,
  cancelled?: AbortSignal,
): Promise<{ readonly status: number }> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) return Promise.reject(new PrivateAddress());
  const timeout = AbortSignal.timeout(timeoutMs);
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    signal: cancelled === undefined ? timeout : AbortSignal.any([timeout, cancelled]),
    ...(allowPrivate ? {} : { lookup: lookUpPublic }),
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, (response) => {
      response.destroy();
      resolve({ status: response.statusCode ?? 0 });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Whether an address is one of the internet's: not private, local, reserved, or a wrapping of such a one. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

const lookUpPublic: LookupFunction = (hostname, options, answer) => {
  lookUpHost(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) return answer(error, '', 4);
    const [first] = found;
    // One private address among public ones is no accident.
    if (first === undefined || !found.every(({ address }) => isPublicAddress(address))) {
      return answer(new PrivateAddress(), '', 4);
    }
    return options.all === true ? answer(null, found) : answer(null, first.address, first.family);
  });
};
