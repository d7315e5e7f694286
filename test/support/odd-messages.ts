import fc from 'fast-check';

/** A request to the relay, before it is signed. */
export interface OddMessage {
  readonly endpoint: 'webhooks' | 'bank-reports';
  readonly body: Uint8Array;
  /** `genuine`: with a right signature over this very body. */
  readonly signature: 'genuine' | 'wrong' | 'none';
  /** Besides those of the signature, or in their place. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Names a bank report. */
  readonly reportId: string;
}

/** An event that is true of an object, with the fields that name it; whatever else it says may be odd. */
export interface TrueEvent {
  readonly event: string;
  readonly names: Readonly<Record<string, string>>;
}

const events = [
  ...['CUSTOMER_APPROVED', 'CUSTOMER_REJECTED', 'CUSTOMER_DELETED'],
  ...['DEPOSIT_ADDRESS_APPROVED', 'DEPOSIT_ADDRESS_REJECTED'],
  ...['DEPOSIT_RECEIVED', 'DEPOSIT_APPROVED', 'DEPOSIT_REJECTED'],
  ...['TRADE_CREATED', 'TRADE_SETTLED', 'PAYMENT_SETTLED'],
];
const fields = [
  ...['id', 'customerId', 'depositId', 'tradeId', 'depositAddressId', 'paymentId', 'reference', 'status', 'externalId'],
  ...['address', 'network', 'currency', 'amount', 'memo', 'tag', 'txid', 'timestamp', 'createTime'],
  ...['deposit', 'depositAddress', 'receiverDepositAddress', 'bankAccount', '__proto__', 'constructor', 'toString'],
  ...['fromAmount', 'fromCurrency', 'toAmount', 'toCurrency', 'receivedAmount', 'receivedCurrency'],
];
const reportFields = [
  ...['paymentReference', 'attempt', 'code', 'scheme', 'amount', 'currency', 'fundsReturned', 'occurredAt'],
  ...['__proto__', 'constructor', 'evidence', 'reportId', 'seenAt'],
];

const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', ' ', '\0', '\u202e', '\ud800', '٣٫٥', 'NaN'],
    ...['" OR WorkflowId != "', "' OR 1=1 --", '") OR ("1"="1', '`', 'CoinutIds IN ("x")', '%00', '../../etc', '${id}'],
    ...['1e400', '-1', '0x10', '1'.repeat(400), 'x'.repeat(5_000), 'é'.repeat(20_000), '2026-13-45T99:99:99Z'],
  ),
);

const deep = (opening: string, closing: string, depth: number) => `${opening.repeat(depth)}1${closing.repeat(depth)}`;

/** JSON that is no text and no number that could be taken for one, so that it tells nothing wherever it stands. */
const tellingNothing = fc.oneof(
  fc.json({ maxDepth: 4 }).filter((json) => /^[[{tfn]/.test(json)),
  fc.constantFrom(
    ...['1e400', '-1e400', '123456789012345678901234567890', '-1e-7', 'null', 'true', '[]', '{}', '""'],
    ...['{"__proto__":{"id":"x","amount":"1"}}', '{"constructor":{"prototype":{"polluted":true}}}'],
    ...[deep('[', ']', 20_000), deep('{"id":', '}', 4_000)],
  ),
);

const oddJson = fc.oneof(
  tellingNothing,
  fc.json({ maxDepth: 4 }),
  oddText.map((text) => JSON.stringify(text)),
);

/** An object as JSON text, so that it may hold `__proto__`, and one key twice. */
function objectOf(known: Readonly<Record<string, string>>, others: readonly (readonly [string, string])[]): string {
  const written = Object.entries(known).map(([key, value]) => [key, JSON.stringify(value)] as const);
  const members = [...others.filter(([key]) => !(key in known && Object.hasOwn(known, key))), ...written];
  return `{${members.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(',')}}`;
}

const membersOf = (keys: readonly string[], json: fc.Arbitrary<string>) =>
  fc.array(fc.tuple(fc.oneof(fc.constantFrom(...keys), oddText), json), { maxLength: 8 });

const genuine = { signature: 'genuine', headers: {} } as const;
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const reportId = fc.oneof(fc.uuid(), fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 900 }));

/** An event of the provider's about objects that nobody knows, with whatever in its fields. */
const oddEvent = fc
  .tuple(fc.constantFrom(...events), fc.constantFrom('data', 'payload'), membersOf(fields, oddJson), fc.uuid())
  .map(
    ([event, envelope, members, id]) => `{"event":"${event}","${envelope}":${objectOf({}, members)},"nonce":"${id}"}`,
  );

const oddReport = fc
  .tuple(
    fc.constantFrom('reference', 'tradeId', 'depositId'),
    oddText,
    fc.constantFrom('credited', 'failed', 'returned'),
    membersOf(reportFields, oddJson),
  )
  .map(([namedBy, name, outcome, members]) => objectOf({ [namedBy]: name.slice(0, 150), outcome }, members));

/** A text in which some bytes are others. */
const mutated = (text: fc.Arbitrary<string>) =>
  fc
    .tuple(text, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }))
    .map(([original, changes]) => {
      const changed = bytes(original);
      for (const [at, to] of changes) changed[at % changed.length] = to;
      return changed;
    });

const oddHeaderValue = fc.oneof(
  fc.string({
    unit: fc
      .integer({ min: 0x20, max: 0xff })
      .filter((code) => code !== 0x7f)
      .map((code) => String.fromCharCode(code)),
    maxLength: 60,
  }),
  fc.constantFrom('', ' ', '0', '-1', '9'.repeat(12), '1e3', 'x'.repeat(9_000), 'v1,', 'v1,AAAA v1a,BBBB', ',,,', 'é'),
);
const oddHeaders = fc.dictionary(
  fc.constantFrom(
    ...['x-api-key', 'x-timestamp', 'x-nonce', 'x-signature', 'webhook-id', 'webhook-timestamp', 'webhook-signature'],
    ...['content-type', 'content-encoding', 'x-forwarded-for', 'host', 'user-agent', 'accept', 'expect', 'origin'],
  ),
  fc.oneof(oddHeaderValue, fc.array(oddHeaderValue, { minLength: 2, maxLength: 4 })),
  { maxKeys: 5 },
);

/** Everything that anybody may send, about nothing that an order knows. */
export const strangersMessage: fc.Arbitrary<OddMessage> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ endpoint: fc.constant('webhooks' as const), body: oddEvent.map(bytes), reportId })
      .map((message) => ({ ...message, ...genuine })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ endpoint: fc.constant('bank-reports' as const), body: oddReport.map(bytes), reportId })
      .map((message) => ({ ...message, ...genuine })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({
        endpoint: fc.constantFrom('webhooks', 'bank-reports'),
        body: fc.oneof(fc.uint8Array({ maxLength: 300 }), mutated(oddEvent), mutated(oddReport), oddJson.map(bytes)),
        reportId,
      })
      .map((message) => ({ ...message, ...genuine })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      endpoint: fc.constantFrom('webhooks', 'bank-reports'),
      body: fc.oneof(fc.uint8Array({ maxLength: 300 }), oddEvent.map(bytes), fc.constant(new Uint8Array(70_000))),
      signature: fc.constantFrom('genuine', 'wrong', 'none'),
      headers: oddHeaders,
      reportId,
    }),
  },
);

/** Something true of an object that an order knows, with fields beside it that tell nothing. */
export const messageAbout = (known: readonly TrueEvent[]): fc.Arbitrary<OddMessage> =>
  fc
    .tuple(
      fc.constantFrom(...known),
      fc.constantFrom('data', 'payload'),
      membersOf(
        fields.filter((field) => !/id$/i.test(field) && field !== 'reference'),
        tellingNothing,
      ),
      fc.option(oddText),
      reportId,
    )
    .map(([{ event, names }, envelope, members, status, id]) => {
      const odd = status === null ? [] : [['status', JSON.stringify(status)] as const];
      const object = objectOf(names, [...members, ...odd]);
      return {
        endpoint: 'webhooks',
        body: bytes(`{"event":"${event}","${envelope}":${object}}`),
        reportId: id,
        ...genuine,
      };
    });
