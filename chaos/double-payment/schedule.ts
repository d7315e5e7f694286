import type { FaultName } from '../../simulator/faults';
import type { Move, Wording } from './moves';
import { Draw } from '../parts/random';

/** Everything that a seed decides beforehand. */
export interface Schedule {
  readonly seed: number;
  readonly temper: Temper;
  /** Tags of the customer: how the provider answers their first payment. */
  readonly tags: readonly string[];
  readonly moves: readonly Move[];
  /** Before each move, in milliseconds. */
  readonly gaps: readonly number[];
}

/** What a seed is bent on, so that rare encounters are not rare in many seeds. */
export const tempers = {
  /** Anything. */
  wild: 5,
  /** Failures come one after the other until nothing may be sent any more. */
  unlucky: 3,
  /** Less comes back than was sent, and what had failed arrives after all. */
  shrinking: 5,
  /** Failures whose money is not back, and operators who cannot wait. */
  impatient: 3,
  /** While a payment leaves, somebody counts the money that came back. */
  counting: 2,
  /** Money that came back is paid out by hand. */
  'by-hand': 3,
  /** The customer falls from grace. */
  outcast: 2,
} as const;
export type Temper = keyof typeof tempers;

/** What the trade of every order brings. */
export const broughtIn = '229.80';
const lessThanHalf = ['57.45', '100.00', '114.90'];
const amounts = [...lessThanHalf, '150.00', '229.79', broughtIn];

const codes = {
  transient: ['ED05', 'TM01', 'AB08'],
  account: ['AC04', 'AC01'],
  unclear: ['MS03', 'ZZ99', 'AB05'],
  held: ['AM05', 'MD07'],
} as const;

const answersLost: readonly FaultName[] = [
  ...(['reset-after', 'error-500-after', 'failed-after', 'half-body', 'empty', 'hang-after'] as const),
  ...(['failed-before', 'reset-before', 'error-500-before'] as const),
];

/** Draws what happens to one order. */
export function scheduleOf(seed: number): Schedule {
  const draw = new Draw(seed);
  const temper = draw.weighted(tempers);
  const moves = new Rounds(draw, temper).moves();
  const tags = draw.chance(0.35) ? [`fault-payment-${draw.pick(answersLost)}`] : [];
  return { seed, temper, tags, moves, gaps: moves.map(() => draw.between(0, 60)) };
}

class Rounds {
  constructor(
    private readonly draw: Draw,
    private readonly temper: Temper,
  ) {}

  /** One round for each attempt: it comes to something, somebody mends it, and it is sent again. */
  moves(): Move[] {
    const rounds = this.temper === 'wild' ? this.draw.between(1, 4) : this.draw.between(2, 4);
    const moves = Array.from({ length: rounds }, (_, round) => [
      ...this.#noise(),
      ...this.#ending(round),
      ...this.#noise(),
      ...this.#mending(round),
      ...this.#sending(round),
      ...(this.draw.chance(0.5) ? [{ move: 'late-reports-come' } as const] : []),
    ]);
    return [...moves.flat(), ...this.#last()];
  }

  get #isWild(): boolean {
    return this.temper === 'wild';
  }

  #ending(round: number): Move[] {
    const { draw, temper } = this;
    if (temper === 'shrinking' && round < 2 && draw.chance(0.7)) return this.#plainFailure(round);
    if (temper === 'impatient' && draw.chance(0.6)) return [this.#failure(codes.unclear, false)];
    if (temper === 'counting' && draw.chance(0.6)) return [this.#failure(codes.account, true)];
    const kind = draw.weighted({
      failed: 6,
      'failed-without-funds': temper === 'impatient' ? 12 : 2,
      'credited-then-returned': 2,
      missing: temper === 'shrinking' && round > 0 ? 6 : 1,
      credited: this.#isWild ? 1 : 0,
    });
    const fails = (fundsBack: boolean): Move => {
      const likely = temper === 'impatient' ? codes.unclear : codes.transient;
      const code = draw.chance(0.6) ? draw.pick(likely) : draw.pick(codes[this.#class()]);
      return { move: 'bank-fails', code, fundsBack, wording: this.#wording() };
    };
    switch (kind) {
      case 'failed':
        return [fails(true)];
      case 'failed-without-funds':
        return [fails(false)];
      case 'credited-then-returned':
        return [
          { move: 'bank-credits', wording: this.#wording() },
          { move: 'time-passes', hours: draw.between(1, 60) },
          fails(draw.chance(0.8)),
        ];
      case 'missing':
        // Silence first, until the money should have arrived; then the customer asks where it is.
        return [
          { move: 'time-passes', hours: draw.between(120, 170) },
          { move: 'report-absent', which: 'latest' },
          fails(true),
        ];
      case 'credited':
        return [{ move: 'bank-credits', wording: this.#wording() }];
    }
  }

  /** One that stands in the way of nothing; the second may be missed by the customer first. */
  #plainFailure(round: number): Move[] {
    const { draw } = this;
    const fails = this.#failure(codes.transient, true);
    if (round === 0 || draw.chance(0.5)) return [fails];
    return [{ move: 'time-passes', hours: draw.between(150, 190) }, { move: 'report-absent', which: 'latest' }, fails];
  }

  #failure(likely: readonly string[], fundsBack: boolean): Move {
    const wording = { named: 'both', dated: 'truly', told: 'now', times: 1 } as const;
    return { move: 'bank-fails', code: this.draw.pick(likely), fundsBack, wording };
  }

  #mending(round: number): Move[] {
    const { draw, temper } = this;
    const moves: Move[] = [];
    if (temper === 'shrinking' && round === 1 && draw.chance(0.7)) return [{ move: 'mend' }, { move: 'mend' }];
    if (temper === 'counting' && draw.chance(0.7)) {
      const counts: Move = { move: 'confirm-funds', which: 'latest', amount: draw.pick(amounts) };
      return [
        { move: 'while-adding-account', moves: [counts] },
        { move: 'time-passes', hours: draw.between(1, 30) },
      ];
    }
    if (temper === 'impatient' || draw.chance(0.25)) moves.push({ move: 'retry-now' });
    if (temper === 'impatient' && draw.chance(0.6)) {
      moves.push(draw.chance(0.7) ? { move: 'retry-now' } : { move: 'replace-account' });
      moves.push({ move: 'time-passes', hours: draw.between(24, 90) });
    }
    if (temper === 'by-hand' && draw.chance(0.6)) moves.push({ move: 'dispose', amount: draw.pick(amounts) });
    if (temper === 'shrinking' && round === 0) {
      moves.push({ move: 'confirm-funds', which: 'latest', amount: draw.pick(lessThanHalf) });
    } else if (draw.chance(0.4)) {
      const amount = draw.chance(0.5) ? draw.pick(amounts) : undefined;
      moves.push({ move: 'confirm-funds', which: 'latest', amount });
    } else {
      moves.push({ move: 'bank-returns-funds', wording: this.#wording() });
    }
    if (draw.chance(this.#isWild ? 0.4 : 0.7)) moves.push({ move: 'retry-now' });
    if (draw.chance(0.15)) moves.push({ move: 'replace-account' });
    const mends = draw.chance(0.75) ? 2 : 0;
    for (let times = 0; times < mends; times += 1) moves.push({ move: 'mend' });
    return moves;
  }

  #sending(round: number): Move[] {
    const { draw, temper } = this;
    const hours = draw.between(24, 84);
    // What has become less is sent once without more ado, so that what follows is about the smaller transfer.
    if (temper === 'shrinking' && round === 0) return [{ move: 'time-passes', hours }];
    if (draw.chance(0.15)) return [this.#faltering(), { move: 'time-passes', hours }];
    if (temper === 'unlucky' || draw.chance(0.3)) return [{ move: 'time-passes', hours }];
    return [{ move: 'while-sending', hours, moves: this.#meanwhile(round) }];
  }

  /** What happens while a payment is about to leave. */
  #meanwhile(round: number): Move[] {
    const { draw, temper } = this;
    const moves: Move[] = [];
    if (temper === 'shrinking' ? round > 0 && draw.chance(0.8) : draw.chance(0.15)) {
      moves.push({ move: 'bank-credits-after-all', dated: draw.chance(0.8) ? 'truly' : 'not' });
    }
    if (temper === 'counting' ? draw.chance(0.8) : draw.chance(0.05)) {
      moves.push({ move: 'confirm-funds', which: 'latest', amount: draw.pick(amounts) });
    }
    if (temper === 'outcast' ? draw.chance(0.8) : draw.chance(0.03)) {
      moves.push({ move: 'reject-customer', how: draw.pick(['rejected', 'deleted'] as const) });
    }
    return [...moves, ...(draw.chance(0.4) ? this.#noise() : [])];
  }

  /** What changes nothing about the money. */
  #noise(): Move[] {
    const { draw } = this;
    const many = this.#isWild ? draw.between(0, 3) : draw.chance(0.25) ? 1 : 0;
    return Array.from({ length: many }, (): Move => this.#oneNoise());
  }

  #oneNoise(): Move {
    const { draw } = this;
    const kind = draw.weighted({
      says: 5,
      repeats: 5,
      'retry-now': 2,
      'confirm-arrived': 1,
      'report-absent': 2,
      'replace-account': 1,
      dispose: 1,
      settles: 1,
      falters: 1,
      passes: 2,
    });
    const which = draw.weighted({ latest: 6, earlier: 3, first: 2, next: 1 });
    switch (kind) {
      case 'says':
        return {
          move: 'bank-says',
          which,
          outcome: draw.pick(['credited', 'failed', 'returned'] as const),
          code: draw.chance(0.7) ? draw.pick(codes[this.#class()]) : undefined,
          named: this.#naming(),
          dated: draw.pick(['now', 'before', 'not'] as const),
          amount: draw.chance(0.1) ? '229.79' : undefined,
          currency: draw.chance(0.05) ? 'USD' : undefined,
        };
      case 'repeats':
        return { move: 'bank-repeats', back: draw.between(1, 3), id: draw.chance(0.6) ? 'same' : 'new' };
      case 'confirm-arrived':
        return { move: 'confirm-arrived', which };
      case 'report-absent':
        return {
          move: 'report-absent',
          which,
          code: draw.chance(0.5) ? draw.pick(codes[this.#class()]) : undefined,
          ...(draw.chance(0.3) ? { funds: draw.chance(0.5) } : {}),
        };
      case 'retry-now':
      case 'replace-account':
        return { move: kind };
      case 'dispose':
        return { move: 'dispose', amount: draw.pick(amounts) };
      case 'settles':
        return { move: 'provider-settles-payment' };
      case 'falters':
        return this.#faltering();
      case 'passes':
        return { move: 'time-passes', hours: draw.pick([1, 6, 20, 50, 100, 200]) };
    }
  }

  #faltering(): Move {
    const { draw } = this;
    const path = draw.pick(['/payment/create', '/payment/list', '/payment/estimate', '/payment/detail', '/balance']);
    return { move: 'provider-falters', path, fault: draw.pick(answersLost) };
  }

  /** Nothing more happens, or the money arrives. */
  #last(): Move[] {
    return this.draw.chance(0.6) ? [{ move: 'bank-credits', wording: this.#wording() }] : [];
  }

  #class(): keyof typeof codes {
    return this.draw.weighted({ transient: 6, account: 2, unclear: 3, held: 1 });
  }

  #naming(): Wording['named'] {
    return this.draw.weighted({ attempt: 5, reference: 2, both: 2, not: 2 });
  }

  #wording(): Wording {
    const { draw } = this;
    return {
      named: draw.chance(this.#isWild ? 0.3 : 0.05) ? this.#naming() : 'both',
      dated: draw.chance(0.85) ? 'truly' : 'not',
      told: draw.weighted({ now: 10, late: this.#isWild ? 3 : 1, never: 1 }),
      times: draw.chance(0.2) ? 2 : 1,
    };
  }
}
